"""The word across the page in a Word file made elsewhere: set into its heads, and into new ones where pages have none."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from remit.office.blocks import WordDocument
from remit.office.template_package import OFFICE
from remit.office.template_source import WORD
from remit.office.xmltext import one_line
from remit.resources import templates_dir

_SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_HEAD = re.compile(r"<w:headerReference\b[^>]*\bw:type=\"(\w+)\"")
_OURS = re.compile(rb"<w:r><w:pict\b(?:(?!</w:pict>).)*?RemitWaterMark(?:(?!</w:pict>).)*?</w:pict></w:r>", re.DOTALL)
EMPTY_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr xmlns:w="{WORD}"><w:p></w:p></w:hdr>'


def without_mark(head: bytes) -> bytes:
    """A head without the word across the page that an earlier filling set there."""
    return _OURS.sub(b"", head)


def with_heads(document: str, even: bool, prefix: str) -> tuple[str, tuple[str, ...]]:
    """The document with a reference to a head wherever a page would have none, and the kinds of heads that are lacking.

    `even` says whether even pages have heads of their own; a reference is called by `prefix` and its kind.
    """
    defined: set[str] = set()
    added: list[str] = []

    def mend(match: re.Match[str]) -> str:
        section = match[0]
        defined.update(_HEAD.findall(section))
        wanted = ["default", *(["first"] if "<w:titlePg" in section else []), *(["even"] if even else [])]
        lacking = [kind for kind in wanted if kind not in defined]
        defined.update(lacking)
        added.extend(lacking)
        references = "".join(
            f'<w:headerReference xmlns:r="{OFFICE}/relationships" w:type="{kind}" r:id="{prefix}{kind}"/>'
            for kind in lacking
        )
        opening = section[: section.index(">") + 1]
        if opening.endswith("/>"):
            return f"{opening[:-2]}>{references}</w:sectPr>" if references else section
        return opening + references + section[len(opening) :]

    return _SECTION.sub(mend, document), tuple(added)


def watermarked(header: str, doc: WordDocument, number: int) -> str:
    """The header with the word across the page, in its last paragraph, so that it grows no line."""
    word = one_line(doc.watermark)
    wide = sum(1 if character.isascii() else 2 for character in word)
    mark = (
        _watermark().render(lang=doc.lang, watermark=word, watermark_width=min(480, 90 * wide), number=number).strip()
    )
    start, end, rest = header.rpartition("</w:p>")
    if not end:
        start, end, rest = header.rpartition("</w:hdr>")
        return f"{start}<w:p>{mark}</w:p>{end}{rest}"
    return f"{start}{mark}{end}{rest}"


@lru_cache(maxsize=1)
def _watermark() -> Template:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined
    )
    return made.get_template("word/watermark.xml")
