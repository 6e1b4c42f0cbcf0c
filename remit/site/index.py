"""The search index of one language, in the form Material's search worker reads.
An entry is a page or one of its headings. Written twice: as JSON for a web server, as a script for file://,
where a page may not read a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from remit.site.model import Page
from remit.site.scan import Passage
from remit.site.segment import Segmenter

SEPARATOR = r"[\s\u200b\u3000\-–—、。，．？！；：（）《》〈〉【】「」“”‘’·…,.;:!?()\[\]{}\"'/]+"
"""Where the search splits text into words. It holds no `|`: Material's highlighter would split there."""

_CONFIG = {
    # Chinese has no stemmer, and English words within it must not pass one either: no pipeline, no language files.
    "lang": ["en"],
    "separator": SEPARATOR,
    "pipeline": [],
    # Names and codes first, but not by so much that a shared prefix (HR-) outweighs a whole code in a text.
    "fields": {"title": {"boost": 30.0}, "text": {"boost": 1.0}, "tags": {"boost": 30.0}},
}


def page_entries(page: Page, passages: Iterable[Passage], segmenter: Segmenter) -> str:
    """The entries of one page as JSON text without the brackets, the page itself first."""
    entries = []
    for passage in passages:
        title = page.title if passage.level == 1 else passage.title
        entry: dict[str, object] = {
            "location": page.path + (f"#{passage.id}" if passage.id else ""),
            "title": _indexed(title, segmenter),
            "text": _indexed(passage.text, segmenter),
        }
        if passage.level == 1 and page.keywords:
            entry["tags"] = [_indexed(word, segmenter) for word in page.keywords]
        entries.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
    return ",".join(entries)


def index_files(entries: Iterable[str]) -> dict[str, bytes]:
    """The files of the index, by path from the language's root."""
    config = json.dumps(_CONFIG, ensure_ascii=False, separators=(",", ":"))
    index = f'{{"config":{config},"docs":[{",".join(entries)}]}}'.encode()
    # U+2028 and U+2029 may stand in a script's strings since ES2019.
    return {"search/search_index.json": index, "search/search_index.js": b"var __index = " + index}


def _indexed(text: str, segmenter: Segmenter) -> str:
    # The theme inserts results as HTML, so that what is text here has to stay text there.
    return segmenter.segment(escape(text, quote=False))
