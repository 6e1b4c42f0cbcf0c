"""The tags of a company's Word template where they stand: {{ name }}, {% if %}, {%tr for %}, {%p if %}.

docxtpl fills them in; here they are read paragraph by paragraph, as whoever has the document open sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

TAG = re.compile(r"\{\{((?:(?!\{\{|\{%).)*?)\}\}|\{%((?:(?!\{\{|\{%).)*?)%\}|\{#((?:(?!\{#).)*?)#\}", re.DOTALL)
OPENING = re.compile(r"\{[{%#]")
_SCOPE = re.compile(r"(tr|tc|p|r)(?= |$)")
# What is left of a tag that was not closed, or was written with the full-width braces of a Chinese keyboard.
_LEFT = re.compile(r"[{｛][{｛%％#]|[}｝%％#][}｝]")
_TYPED = str.maketrans("“”‘’\n\u00a0\u3000", "\"\"''   ")
_SHOWN = 24
# In a longer paragraph no tags are looked for: it is none that anybody wrote.
_LONGEST = 20_000
_HIDDEN = ".//text()[not(parent::w:t or parent::w:instrText)] | .//@* | .//comment()"
_TEXT, _CODE, _ROW, _TABLE, _PARAGRAPH = (qn(f"w:{name}") for name in ("t", "instrText", "tr", "tbl", "p"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a reader of the document finds it: its table and row from 1, else a paragraph's words.

    `part` is body, header, footer, or other for what readers do not see in the running text.
    """

    part: str
    table: int = 0
    row: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written, its inner text, and what must close where it opened: `home` is that surrounding.

    `mark` is { for a value, % for a statement, # for a remark; `scope` is p for a whole paragraph, tr for a whole row.
    `alone` says that nothing else stands in that paragraph or row.
    """

    place: Place
    written: str
    mark: str
    scope: str
    body: str
    home: BaseOxmlElement | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its texts, the codes of its fields, and the row it stands in."""

    place: Place
    texts: tuple[BaseOxmlElement, ...]
    code: str
    element: BaseOxmlElement
    row: BaseOxmlElement | None

    @property
    def text(self) -> str:
        """What the paragraph says."""
        return _said(self.texts)

    def tags(self) -> Iterator[Tag]:
        """Its tags in order."""
        for match in TAG.finditer(self.text if len(self.text) <= _LONGEST else ""):
            mark = match[0][1]
            body = match[1] or match[2] or match[3] or ""
            scoped = _SCOPE.match(body) if mark != "#" else None
            scope = scoped[1] if scoped else ""
            around, home = self._surroundings(scope, match.start())
            body, written = body[len(scope) :].translate(_TYPED).strip(), " ".join(match[0].split())
            yield Tag(self.place, written, mark, scope, body, home, around.strip() in ("", match[0]))

    def _surroundings(self, scope: str, start: int) -> tuple[str, BaseOxmlElement | None]:
        """The text that a tag may not share with other text, and where its pair has to be."""
        if scope == "p":
            return self.text, self.element.getparent()
        if scope == "tr":
            return (_said(self.row.iter(_TEXT)), self.row.getparent()) if self.row is not None else ("", None)
        for text in self.texts:
            start -= len(text.text or "")
            if start < 0:
                return "", text.getparent().getparent()
        return "", None

    def unfinished(self) -> Iterator[str]:
        """What looks like a tag and is none: an opening with what follows it, or an end alone."""
        if len(self.text) > _LONGEST:
            if OPENING.search(self.text):
                yield _short(self.text[:_LONGEST])
            return
        rest = TAG.sub(lambda match: "\0" * len(match[0]), self.text)
        opened = -1
        for left in _LEFT.finditer(rest):
            opens = left[0][0] in "{｛"
            if opened >= 0:
                yield _short(self.text[opened : left.start() if opens else left.end()])
            elif not opens:
                yield _short(self.text[max(0, left.start() - _SHOWN // 2) : left.end()])
            opened = left.start() if opens else -1
        if opened >= 0:
            yield _short(self.text[opened:])


def paragraphs(story: BaseOxmlElement, part: str) -> Iterator[Paragraph]:
    """The paragraphs of a body, head or foot that hold text or fields."""
    spots = {
        row: (number, line)
        for number, table in enumerate(story.xpath(".//w:tbl[not(ancestor::w:tbl)]"), 1)
        for line, row in enumerate(table.xpath(".//w:tr[count(ancestor::w:tbl) = 1]"), 1)
    }
    held: dict[BaseOxmlElement, list[BaseOxmlElement]] = {}
    for one in story.iter(_TEXT, _CODE):
        held.setdefault(next(one.iterancestors(_PARAGRAPH), story), []).append(one)
    for paragraph, inside in held.items():
        rows = list(paragraph.iterancestors(_ROW))
        texts = tuple(one for one in inside if one.tag == _TEXT)
        table, row = spots.get(rows[-1], (0, 0)) if rows else (0, 0)
        place = Place(part, table, row, _short(_said(texts)))
        code = _said(one for one in inside if one.tag == _CODE)
        yield Paragraph(place, texts, code, paragraph, rows[0] if rows else None)


def hidden_tags(story: BaseOxmlElement) -> Iterator[str]:
    """Texts with tags that stand where no reader sees them: in attributes, or in other elements than those of text."""
    for text in map(str, story.xpath(_HIDDEN)):
        if OPENING.search(text):
            yield _short(text)


def _said(texts: Iterator[BaseOxmlElement] | tuple[BaseOxmlElement, ...]) -> str:
    return "".join(one.text or "" for one in texts)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
