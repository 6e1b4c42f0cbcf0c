"""A part of a company's Word template cut into its XML and its tags: {{ name }}, {% if %}, {%tr for %}, {%p if %}.

The XML is never written anew: expat tells where paragraphs, rows and texts begin and end, and only those bytes that hold
tags are replaced. Word tears a tag over several runs; its pieces are joined where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from remit.office.xmltext import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = re.compile(r"\{\{((?:(?!\{\{|\{%).)*?)\}\}|\{%((?:(?!\{\{|\{%).)*?)%\}|\{#(.*?)#\}", re.DOTALL)
_SCOPE = re.compile(r"(tr|tc|p|r)(?=\s|$)")
# What is left of a tag that was not closed, or was written with the full-width braces of a Chinese keyboard.
_LEFT = re.compile(r"[{｛][{｛%％#]|[}｝%％#][}｝]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u3000": " ", "\n": " ", "\t": " "})
_SHOWN = 24
_DEEPEST = 200


class SourceError(ValueError):
    """XML that is damaged, or not that of a Word document."""


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
    """A tag as written, its inner text, and what must close where it opened: `home` names that surrounding.

    `mark` is { for a value, % for a statement, # for a remark; `scope` is p for a whole paragraph, tr for a whole row.
    `alone` says that nothing else stands in that paragraph or row.
    """

    place: Place
    written: str
    mark: str
    scope: str
    body: str
    home: int
    alone: bool = True


@dataclass(frozen=True, slots=True)
class PartSource:
    """XML and tags in turn, what looks like an unfinished tag, and tags where none can be filled in."""

    pieces: tuple[str | Tag, ...]
    unfinished: tuple[tuple[Place, str], ...]
    misplaced: tuple[tuple[Place, str], ...]
    codes: tuple[tuple[Place, str], ...]
    tracked: tuple[Place, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags in the order of the document."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Tag))


@dataclass(slots=True)
class _Text:
    start: int
    end: int
    text: str
    home: int


@dataclass(slots=True)
class _Box:
    """An open element: a paragraph gathers texts, a row remembers that it begins."""

    tag: str
    number: int
    start: int
    texts: list[_Text] = field(default_factory=list)
    table: int = 0
    row: int = 0


Edit = tuple[int, int, list["str | Tag"]]


def cut(raw: bytes, part: str) -> PartSource:
    """The part as pieces. Raises SourceError for what is not well-formed UTF-8 XML of a Word document."""
    reader = _Reader(raw, part)
    reader.read()
    pieces: list[str | Tag] = []
    position = 0
    for start, end, new in sorted(_outermost(reader.edits), key=lambda edit: edit[0]):
        pieces.append(raw[position:start].decode())
        pieces += new
        position = end
    pieces.append(raw[position:].decode())
    return PartSource(
        tuple(pieces), tuple(reader.unfinished), tuple(reader.misplaced), tuple(reader.codes), tuple(reader.tracked)
    )


def _outermost(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Without edits inside a row or paragraph that is replaced as a whole."""
    last = -1
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if edit[0] >= last:
            last = edit[1]
            yield edit


class _Reader:
    """Follows the elements and notes what has to be replaced."""

    def __init__(self, raw: bytes, part: str) -> None:
        self.raw, self.part = raw, part
        self.edits: list[Edit] = []
        self.unfinished: list[tuple[Place, str]] = []
        self.misplaced: list[tuple[Place, str]] = []
        self.codes: list[tuple[Place, str]] = []
        self.tracked: list[Place] = []
        self._open: list[_Box] = []
        self._count = self._tables = 0
        self._characters: list[str] = []
        self._rows: dict[int, list[tuple[Tag, int]]] = {}
        self._row_text: dict[int, list[str]] = {}
        self._code: list[str] = []
        self._parser = expat.ParserCreate()

    def read(self) -> None:
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        try:
            self.raw.decode("utf-8")
            parser.Parse(self.raw, True)
        except (expat.ExpatError, UnicodeDecodeError) as problem:
            raise SourceError(str(problem)) from problem

    def _doctype(self, *_declaration: object) -> None:
        raise SourceError("a document type is declared")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and attributes.get("xmlns:w") != WORD:
            raise SourceError("not the namespace of Word")
        if len(self._open) > _DEEPEST:
            raise SourceError("nested too deep")
        self._count += 1
        box = _Box(tag, self._count, self._parser.CurrentByteIndex)
        above = self._open[-1] if self._open else None
        if above is not None:
            box.table, box.row = above.table, above.row
        if tag == "w:tbl" and not box.table:
            self._tables += 1
            box.table, box.row = self._tables, 0
        if tag == "w:tr" and above is not None and not any(one.tag == "w:tr" for one in self._open):
            table = next(one for one in reversed(self._open) if one.table == box.table and one.tag == "w:tbl")
            table.row += 1
            box.row = table.row
        if tag in ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:commentReference"):
            self.tracked.append(self._place(box, ""))
        for value in attributes.values():
            if _TAG.search(value):
                self.misplaced.append((self._place(box, ""), value[:_SHOWN]))
        if tag == "w:fldSimple":
            self.codes.append((self._place(box, ""), attributes.get("w:instr", "")))
        self._open.append(box)
        self._characters = []

    def _text(self, text: str) -> None:
        self._characters.append(text)

    def _end(self, tag: str) -> None:
        box = self._open.pop()
        text, self._characters = "".join(self._characters), []
        end = self.raw.index(b">", self._parser.CurrentByteIndex) + 1
        if tag == "w:t":
            self._found_text(box, text, end)
        elif tag == "w:p":
            self._paragraph(box, end)
        elif tag == "w:tr":
            self._row(box, end)
        elif tag == "w:instrText":
            self._code.append(text)
        elif _TAG.search(text) and tag != "w:delText":
            self.misplaced.append((self._place(box, ""), text.strip()[:_SHOWN]))

    def _found_text(self, box: _Box, text: str, end: int) -> None:
        paragraph = next((one for one in reversed(self._open) if one.tag == "w:p"), None)
        if paragraph is not None:
            home = self._open[-2].number if len(self._open) > 1 else 0
            paragraph.texts.append(_Text(box.start, end, text, home))

    def _place(self, box: _Box, text: str) -> Place:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        return Place(self.part, box.table, box.row, shown)

    def _paragraph(self, box: _Box, end: int) -> None:
        text = "".join(part.text for part in box.texts)
        place = self._place(box, text)
        if self._code:
            code = "".join(self._code)
            self._code = []
            self.codes.append((place, code))
            if _TAG.search(code) or _LEFT.search(code):
                self.misplaced.append((place, code.strip()[:_SHOWN]))
        row = next((one for one in reversed(self._open) if one.tag == "w:tr"), None)
        if row is not None:
            self._row_text.setdefault(row.number, []).append(text)
        rest = _TAG.sub(lambda match: "\0" * len(match[0]), text)
        self.unfinished += [(place, " ".join(text[start:end].split())) for start, end in _unfinished(rest)]
        found = list(_TAG.finditer(text))
        if not found:
            return
        alone = not rest.replace("\0", "").strip() and len(found) == 1
        tags = [self._tag(match, place, box, alone) for match in found]
        whole = next((tag for tag in tags if tag.scope == "p"), None)
        if whole is not None:
            self.edits.append((box.start, end, [whole]))
        else:
            for tag in tags:
                if tag.scope == "tr" and row is not None:
                    self._rows.setdefault(row.number, []).append((tag, row.start))
            self._in_place(box.texts, found, tags)

    def _tag(self, match: re.Match[str], place: Place, box: _Box, alone: bool) -> Tag:
        mark = match[0][1]
        body = (match[1] if mark == "{" else match[2] if mark == "%" else match[3]) or ""
        body = body.translate(_QUOTES)
        scoped = _SCOPE.match(body) if mark != "#" else None
        scope = scoped[1] if scoped else ""
        body = body[len(scope) :].strip()
        if scope == "p":
            home = self._open[-1].number
        elif scope == "tr":
            row = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n].tag == "w:tr"), None)
            home = self._open[row - 1].number if row else 0
        else:
            home = next((one.home for one in box.texts if _offset(box.texts, one) + len(one.text) > match.start()), 0)
        written = " ".join(match[0].split())
        return Tag(place, written, mark, scope, body, home, alone if scope == "p" else True)

    def _in_place(self, texts: list[_Text], found: list[re.Match[str]], tags: list[Tag]) -> None:
        """The texts that tags touch, with each tag whole in the text where it begins."""
        offset = 0
        for one in texts:
            begin, end = offset, offset + len(one.text)
            offset = end
            touched = [match for match in found if match.start() < end and match.end() > begin]
            if not touched:
                continue
            pieces: list[str | Tag] = ['<w:t xml:space="preserve">']
            position = begin
            for match, tag in zip(found, tags, strict=True):
                if match.start() >= end or match.end() <= begin:
                    continue
                pieces.append(escape(one.text[position - begin : max(match.start(), begin) - begin]))
                if match.start() >= begin:
                    pieces.append(tag)
                position = min(match.end(), end)
            pieces += [escape(one.text[position - begin :]), "</w:t>"]
            self.edits.append((one.start, one.end, pieces))

    def _row(self, box: _Box, end: int) -> None:
        held = self._rows.pop(box.number, [])
        text = "".join(self._row_text.pop(box.number, []))
        if not held:
            return
        tag = held[0][0]
        alone = len(held) == 1 and "".join(_TAG.sub("", text, count=1).split()) == ""
        whole = Tag(tag.place, tag.written, tag.mark, tag.scope, tag.body, tag.home, alone)
        self.edits.append((box.start, end, [whole]))


def _unfinished(text: str) -> Iterator[tuple[int, int]]:
    """From where to where text looks like a tag that is not one: an opening with what follows it, or an end alone."""
    opened = -1
    for left in _LEFT.finditer(text):
        opens = left[0][0] in "{｛"
        if opened >= 0:
            yield opened, min(left.start() if opens else left.end(), opened + _SHOWN)
        elif not opens:
            yield max(0, left.start() - _SHOWN // 2), left.end()
        opened = left.start() if opens else -1
    if opened >= 0:
        yield opened, opened + _SHOWN


def _offset(texts: list[_Text], wanted: _Text) -> int:
    return sum(len(one.text) for one in texts[: texts.index(wanted)])
