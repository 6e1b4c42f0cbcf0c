"""The search index of one language, as templates/site/scripts/search-worker.js reads it: the texts to be searched and
the weights they are ranked by. An entry is a page or one of its headings. Written twice: as JSON for a web server, as a
script for file://, where a page may not read a JSON file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from remit.site.model import Page
from remit.site.scan import Passage
from remit.site.segment import Segmenter

SEPARATOR = r"[\s\u200b\u3000\-–—、。，．？！；：（）《》〈〉【】「」“”‘’〔〕『』·…,.;:!?()\[\]{}\"'/]+"
"""Where the search splits text into words. It holds no `|`: Material's highlighter would split there."""

_CONFIG = {
    "separator": SEPARATOR,
    # Names and codes first, but not by so much that a shared prefix (HR-) outweighs a whole code in a text.
    "fields": {"title": {"boost": 30.0}, "text": {"boost": 1.0}, "tags": {"boost": 30.0}},
    # What a word counts that only begins as the one typed.
    "prefix": 0.4,
    # What a page gains whose name begins with the query or holds it, times the share of the name that was typed; and one
    # whose name is the query: that page stands before all others, whatever they hold.
    "begun": 2000.0,
    "within": 1000.0,
    "named": 1_000_000.0,
}
_NOT_IN_NAMES = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """A text as the search compares it: ＨＲ－００１ and HR-001 are the same to who types them."""
    return unicodedata.normalize("NFKC", text).lower()


def name_key(name: str) -> str:
    """A name or code as it is compared whole: letters and digits alone, so that HRPOL001 is HR-POL-001."""
    return _NOT_IN_NAMES.sub("", folded(name))


def page_entries(page: Page, passages: Sequence[Passage], segmenter: Segmenter) -> bytes:
    """The entries of one page as JSON without the brackets, the page itself first."""
    entries = []
    for at, passage in enumerate(passages):
        own = passage.level == 1
        deeper = at + 1 < len(passages) and passages[at + 1].level > passage.level
        if not (own or passage.text or deeper):
            continue  # a heading over a drawing or over what is not searched: the same on every page, and no answer
        entry: dict[str, object] = {
            "location": page.path + (f"#{passage.id}" if passage.id else ""),
            "title": segmenter.segment(page.title if own else passage.title),
            "text": segmenter.segment(passage.text),
        }
        if own:
            if page.keywords:
                entry["tags"] = [segmenter.segment(word) for word in page.keywords]
            if page.kind_name:
                entry["kind"] = page.kind_name
            entry["names"] = sorted({key for name in (page.title, *page.keywords) if (key := name_key(name))})
        if page.weight != 1:
            entry["boost"] = page.weight
        # The search shows text as text; that no file of the site holds a tag from it is the second lock.
        entries.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
    return ",".join(entries).encode()


def index_files(entries: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of the index with their paths from the language's root, one after another: each is as large as all texts."""
    config = json.dumps(_CONFIG, ensure_ascii=False, separators=(",", ":")).encode()
    pieces = [b'{"config":', config, b',"docs":[']
    for number, entry in enumerate(entries):
        pieces += [b",", entry] if number else [entry]
    pieces.append(b"]}")
    index = b"".join(pieces)
    pieces.clear()
    yield "search/search_index.json", index
    # U+2028 and U+2029 may stand in a script's strings since ES2019.
    yield "search/search_index.js", b"var __index = " + index
