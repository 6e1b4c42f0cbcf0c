"""The words of a Word file: what `verify` compares, and what golden dumps in tests hold.

Reads our files, those that Word or LibreOffice saved again, and those edited by hand. What programs count for
themselves (page numbers, numbers of articles, references to them) is left out, so that saving a file changes nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from remit.office.unpacking import Package, UnreadableError, parse_part

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MOST_LINKS = 4 << 20
_MOST_ELEMENTS = 2_000_000  # of a part; the worked handbook has an eighth
_DEEPEST = 200  # paragraphs, fields and revisions in each other; Word ends at twenty
_LONGEST_CODE = 256  # of a field: its first word tells
# Fields whose results a program works out anew whenever it opens, prints or saves the file.
_COUNTED_FIELDS = frozenset(
    ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "TOC", "NUMWORDS", "NUMCHARS", "FILENAME")
)
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
_BREAKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "ptab": " "}
_WATERMARK = "WaterMark"
_Nested = TypeVar("_Nested")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's words with single spaces; of tracked changes, `text` has those inserted and not those deleted."""

    text: str
    inserted: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The lines of a file, paragraphs of table cells and text boxes included; empty ones are left out.

    `header` and `footer` hold each line once, whichever pages show it. `tracked` says whether the file holds changes
    that nobody has accepted or rejected yet.
    """

    header: tuple[Line, ...]
    body: tuple[Line, ...]
    footer: tuple[Line, ...]
    notes: tuple[Line, ...]
    tracked: bool

    def dump(self) -> str:
        """All lines in reading order, one to a line of text."""
        return "".join(f"{line.text}\n" for line in (*self.header, *self.body, *self.notes, *self.footer))


def read_text(data: bytes) -> ReadDocument:
    """The words of a .docx. Raises UnreadableError where it is damaged, protected by a password, too large or no Word file."""
    package = Package(data)
    main = next((name for kind, name in _links(package, "").values() if kind == "officeDocument"), "")
    if not main:
        raise UnreadableError("not-word")
    body = _Story(package.read(main), main)
    if not body.is_word:
        raise UnreadableError("not-word")
    links = _links(package, main)
    named = [links.get(key, ("", "")) for key in body.references]
    names = {wanted: [name for kind, name in named if kind == wanted] for wanted in ("header", "footer")}
    names["notes"] = [name for kind, name in sorted(links.values()) if kind in ("footnotes", "endnotes")]
    # However many sections refer to a part, it is read once.
    stories = {kind: [_Story(package.read(name), name) for name in dict.fromkeys(some)] for kind, some in names.items()}
    read = {kind: tuple(dict.fromkeys(line for one in some for line in one.lines)) for kind, some in stories.items()}
    return ReadDocument(
        header=read["header"],
        body=tuple(body.lines),
        footer=read["footer"],
        notes=read["notes"],
        tracked=any(one.tracked for one in (body, *(one for some in stories.values() for one in some))),
    )


def _links(package: Package, source: str) -> Mapping[str, tuple[str, str]]:
    """What a part (or, for "", the file) refers to within the file: kind and name by relationship."""
    folder, base = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in package.names:
        return {}
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    parse_part(package.read(name, _MOST_LINKS), name, start)
    return found


@dataclass(slots=True)
class _Field:
    """A field on its way: its code until the result begins; what is `hidden` is its code, or a result that is left out."""

    outer_hidden: bool
    code: str = ""
    hidden: bool = True

    def separate(self) -> None:
        self.hidden = self.outer_hidden or self.code.strip().partition(" ")[0].upper() in _COUNTED_FIELDS


class _Paragraph:
    """The words of a paragraph so far; tracked ones are kept apart too."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.inserted: list[str] = []
        self.deleted: list[str] = []

    def line(self) -> Line:
        return Line(_spaced("".join(self.text)), tuple(_pieces(self.inserted)), tuple(_pieces(self.deleted)))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _pieces(runs: list[str]) -> Iterator[str]:
    yield from (text for run in runs if (text := _spaced(run)))


class _Story:
    """The lines of one part, and the relationships of the heads and feet that its sections have."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.lines: list[Line] = []
        self.references: list[str] = []
        self.tracked = False
        self.is_word = False
        self._paragraphs: list[_Paragraph] = []
        self._fields: list[_Field] = []
        self._revisions: list[tuple[str, bool]] = []  # each with whether what stands in it is deleted
        self._elements = 0
        self._skipped = 0
        self._collecting = ""
        self._words: list[str] = []
        self._name = name
        parse_part(raw, name, self._start, self._end, self._characters)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = full.rpartition(" ")
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise UnreadableError("too-large-part", part=self._name)
        if self._skipped or (namespace == _COMPATIBLE and tag == "Fallback") or _is_watermark(tag, attributes):
            # A text box stands here once more for old programs, or the watermark.
            self._skipped += 1
        elif namespace in _NAMESPACES:
            self.is_word = True
            self._begin(tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._nest(self._paragraphs, _Paragraph())
        elif tag in ("t", "delText", "instrText"):
            self._collecting, self._words = tag, []
        elif tag in _BREAKS:
            self._say(_BREAKS[tag])
        elif tag == "sym":
            self._say(_symbol(attributes.get("char", "")))
        elif tag in _INSERTED or tag in _DELETED:
            self.tracked = True
            deleted = tag in _DELETED or (bool(self._revisions) and self._revisions[-1][1])
            self._nest(self._revisions, (tag, deleted))
        elif tag == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif tag == "fldSimple":
            self._nest(self._fields, _Field(self._is_hidden(), attributes.get("instr", "")))
            self._fields[-1].separate()
        elif tag in ("headerReference", "footerReference"):
            self.references.append(attributes.get("id", ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._nest(self._fields, _Field(self._is_hidden()))
        elif self._fields and kind == "separate":
            self._fields[-1].separate()
        elif self._fields and kind == "end":
            self._fields.pop()

    def _end(self, full: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        namespace, _, tag = full.rpartition(" ")
        if namespace not in _NAMESPACES:
            return
        if tag == "p" and self._paragraphs:
            line = self._paragraphs.pop().line()
            if line.text or line.deleted:
                self.lines.append(line)
        elif tag == self._collecting:
            self._collecting = ""
            text = "".join(self._words)
            if tag == "instrText" and self._fields:
                self._fields[-1].code = (self._fields[-1].code + text).lstrip()[:_LONGEST_CODE]
            elif tag != "instrText":
                self._say(text)
        elif self._revisions and tag == self._revisions[-1][0]:
            self._revisions.pop()
        elif tag == "fldSimple" and self._fields:
            self._fields.pop()

    def _characters(self, text: str) -> None:
        if self._collecting and not self._skipped:
            self._words.append(text)

    def _say(self, text: str) -> None:
        """Words of the innermost paragraph, unless they belong to a field that is left out."""
        if not self._paragraphs or self._is_hidden():
            return
        paragraph = self._paragraphs[-1]
        if self._revisions and self._revisions[-1][1]:
            paragraph.deleted.append(text)
            return
        if self._revisions:
            paragraph.inserted.append(text)
        paragraph.text.append(text)

    def _is_hidden(self) -> bool:
        return bool(self._fields) and self._fields[-1].hidden

    def _nest(self, stack: list[_Nested], one: _Nested) -> None:
        """Put what begins on what it stands in. Raises UnreadableError where nothing that Office writes stands so deep."""
        if len(stack) == _DEEPEST:
            raise UnreadableError("nested", part=self._name)
        stack.append(one)


def _is_watermark(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether a drawing is a watermark, which says of the document what its state already says."""
    return tag == "shape" and any(_WATERMARK in value for value in attributes.values())


def _symbol(code: str) -> str:
    """The character of a symbol; Word moves those of symbol fonts to F000 and up."""
    try:
        return chr(int(code, 16) & 0xFFF if code.upper().startswith("F0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""
