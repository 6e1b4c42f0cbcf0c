"""The words of a Word file: what `verify` compares, and what golden dumps in tests hold.

Reads our files, those that Word or LibreOffice saved again, and those edited by hand. What programs count for
themselves (page numbers, numbers of articles, references to them) is left out, so that saving a file changes nothing.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_LARGEST = 64 << 20
_MOST_PARTS = 2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# Fields whose results a program works out anew whenever it opens, prints or saves the file.
_COUNTED_FIELDS = frozenset(
    ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "TOC", "NUMWORDS", "NUMCHARS", "FILENAME")
)
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
_BREAKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "ptab": " "}
_WATERMARK = "WaterMark"


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
    """The words of a .docx. Raises ValueError where it is damaged, protected by a password, too large or no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(_Package(package))
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise ValueError(f"not a readable Word file: {problem}") from problem


class _Package:
    """The parts of a file, none larger than it may be, and what they refer to."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = frozenset(package.namelist())
        if len(package.infolist()) > _MOST_PARTS:
            raise ValueError(f"the file holds more than {_MOST_PARTS} parts")

    def read(self, name: str) -> bytes:
        """A part. Raises ValueError where it is missing, unreadable or too large."""
        if name not in self._names:
            raise ValueError(f"not a Word file: {name} is missing")
        info = self._package.getinfo(name)
        if info.compress_type not in _METHODS or info.flag_bits & _ENCRYPTED:
            raise ValueError(f"{name} is encrypted or packed in a way that Office does not use")
        with self._package.open(info) as part:
            raw = part.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise ValueError(f"{name} is larger than {_LARGEST} bytes")
        return raw

    def links(self, source: str) -> Mapping[str, tuple[str, str]]:
        """What a part (or, for "", the file) refers to within the file: kind and name by relationship."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._names:
            return {}
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.endswith(" Relationship") and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        _parse(self.read(name), name, start)
        return found


def _parse(
    raw: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Raises ValueError for XML that is not well formed or declares a document type: Office writes none."""

    def doctype(*_declaration: object) -> None:
        raise ValueError(f"{name} declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as problem:
        raise ValueError(f"not a readable Word file: {name}: {problem}") from problem


def _read(package: _Package) -> ReadDocument:
    main = next((name for kind, name in package.links("").values() if kind == "officeDocument"), "")
    if not main:
        raise ValueError("not a Word file: it names no document")
    body = _Story(package.read(main), main)
    if not body.is_word:
        raise ValueError("not a Word file")
    links = package.links(main)
    stories = {"header": list[_Story](), "footer": list[_Story](), "notes": list[_Story]()}
    for key in body.references:
        kind, name = links.get(key, ("", ""))
        if kind in stories:
            stories[kind].append(_Story(package.read(name), name))
    for kind, name in sorted(links.values()):
        if kind in ("footnotes", "endnotes"):
            stories["notes"].append(_Story(package.read(name), name))
    read = {kind: tuple(dict.fromkeys(line for one in some for line in one.lines)) for kind, some in stories.items()}
    return ReadDocument(
        header=read["header"],
        body=tuple(body.lines),
        footer=read["footer"],
        notes=read["notes"],
        tracked=any(one.tracked for one in (body, *(one for some in stories.values() for one in some))),
    )


@dataclass(slots=True)
class _Field:
    """A field on its way: its code until the result begins, then whether the result is left out."""

    code: str = ""
    in_code: bool = True
    left_out: bool = False

    def separate(self) -> None:
        self.in_code = False
        self.left_out = self.code.strip().partition(" ")[0].upper() in _COUNTED_FIELDS


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
        self._revision: list[str] = []
        self._skipped = 0
        self._collecting = ""
        self._words: list[str] = []
        _parse(raw, name, self._start, self._end, self._characters)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = full.rpartition(" ")
        if self._skipped or (namespace == _COMPATIBLE and tag == "Fallback") or _is_watermark(tag, attributes):
            # A text box stands here once more for old programs, or the watermark.
            self._skipped += 1
        elif namespace in _NAMESPACES:
            self.is_word = True
            self._begin(tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._paragraphs.append(_Paragraph())
        elif tag in ("t", "delText", "instrText"):
            self._collecting, self._words = tag, []
        elif tag in _BREAKS:
            self._say(_BREAKS[tag])
        elif tag == "sym":
            self._say(_symbol(attributes.get("char", "")))
        elif tag in _INSERTED or tag in _DELETED:
            self.tracked = True
            self._revision.append(tag)
        elif tag == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif tag == "fldSimple":
            self._fields.append(_Field(attributes.get("instr", "")))
            self._fields[-1].separate()
        elif tag in ("headerReference", "footerReference"):
            self.references.append(attributes.get("id", ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
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
                self._fields[-1].code += text
            elif tag != "instrText":
                self._say(text)
        elif self._revision and tag == self._revision[-1]:
            self._revision.pop()
        elif tag == "fldSimple" and self._fields:
            self._fields.pop()

    def _characters(self, text: str) -> None:
        if self._collecting and not self._skipped:
            self._words.append(text)

    def _say(self, text: str) -> None:
        """Words of the innermost paragraph, unless they belong to a field that is left out."""
        if not self._paragraphs or any(one.in_code or one.left_out for one in self._fields):
            return
        paragraph = self._paragraphs[-1]
        if any(one in _DELETED for one in self._revision):
            paragraph.deleted.append(text)
            return
        if self._revision:
            paragraph.inserted.append(text)
        paragraph.text.append(text)


def _is_watermark(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether a drawing is a watermark, which says of the document what its state already says."""
    return tag == "shape" and any(_WATERMARK in value for value in attributes.values())


def _symbol(code: str) -> str:
    """The character of a symbol; Word moves those of symbol fonts to F000 and up."""
    try:
        return chr(int(code, 16) & 0xFFF if code.upper().startswith("F0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""
