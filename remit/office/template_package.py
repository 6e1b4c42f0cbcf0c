"""The package of a Word file that comes from outside: opened with care, and only what may go into our documents.

What runs or loads (macros, embedded objects, links to other files) is refused; a link to the Word template that the file
was made from is left out, since Word writes it without being asked.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from remit.office.xmltext import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LARGEST_FILE = 8 << 20
LARGEST_WHOLE = 64 << 20
_MOST_PARTS = 1000
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_LEFT_OUT = {"attachedTemplate", "stylesWithEffects", "keyMapCustomizations", "attachedToolbars", "printerSettings"}
_LOADED = {
    "oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument", "frame", "mailMergeSource",
    "mailMergeHeaderSource", "externalLink", "transform",
}  # fmt: skip
_HARMLESS_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_ATTACHED = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_OUTSIDE = ' TargetMode="External"'
_SIGNS = (b"\xd0\xcf\x11\xe0",)


class PackageError(ValueError):
    """A file that is refused: `name` is that of a finding, `params` what its message tells."""

    def __init__(self, name: str, **params: str) -> None:
        super().__init__(name)
        self.name, self.params = name, params


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part; `kind` is the last word of its type."""

    key: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """attachedTemplate, image, header …"""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that are kept, but for content types and the package's own links, which `outer_parts` writes.

    `document` is the main part; `filled` are those whose tags are filled in, with what readers call them; `links` are
    those of the main part.
    """

    parts: Mapping[str, bytes]
    document: str
    filled: Mapping[str, str]
    links: tuple[Link, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)

    def target(self, link: Link) -> str:
        """The part that a link of the main part leads to."""
        return _target(self.document, link)

    @property
    def folder(self) -> str:
        """The folder of the main part, with its slash."""
        return posixpath.dirname(self.document) + "/"


def open_package(data: bytes) -> Package:
    """The package of a .docx. Raises PackageError for what is none, is too large, or would run or load something."""
    files = _unzipped(data)
    try:
        defaults, overrides = _content_types(files.get(_TYPES, b""))
        outer = links_of(files, "")
    except expat.ExpatError as error:
        raise PackageError("template-not-word", problem=str(error)) from error
    document = next((posixpath.normpath(one.target.lstrip("/")) for one in outer if one.kind == "officeDocument"), "")
    kind = overrides.get(document, defaults.get("xml", ""))
    if "macroEnabled" in kind or any(posixpath.basename(name).lower() == "vbaproject.bin" for name in files):
        raise PackageError("template-with-macros")
    if document not in files or kind != _DOCUMENT:
        raise PackageError("template-not-word", problem=kind)
    kept: dict[str, bytes] = {}
    filled = {document: "body"}
    try:
        links = _keep(files, document, kept, filled)
    except expat.ExpatError as error:
        raise PackageError("template-not-word", problem=str(error)) from error
    return Package(
        kept,
        document,
        filled,
        links,
        defaults,
        {name: kind for name, kind in overrides.items() if name in kept},
    )


def _unzipped(data: bytes) -> dict[str, bytes]:
    if len(data) > LARGEST_FILE:
        raise PackageError("template-too-large", size=f"{len(data) / 1e6:.1f}", most=str(LARGEST_FILE >> 20))
    if data.startswith(_SIGNS):
        raise PackageError("template-not-word", problem="OLE")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            whole = sum(entry.file_size for entry in entries)
            if whole > LARGEST_WHOLE or len(entries) > _MOST_PARTS:
                raise PackageError("template-too-large", size=f"{whole / 1e6:.1f}", most=str(LARGEST_WHOLE >> 20))
            files = {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise PackageError("template-not-word", problem=str(error)) from error
    if len(files) != len(entries) or any(_strange(name) for name in files):
        raise PackageError("template-not-word", problem="zip")
    return files


def _strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _elements(raw: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part, without their namespaces. Raises expat.ExpatError, also for a document type."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_declaration: object) -> None:
        raise expat.ExpatError("a document type is declared")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(" ")[2], attributes))
    parser.Parse(raw, True)
    yield from found


def _content_types(raw: bytes) -> tuple[dict[str, str], dict[str, str]]:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for tag, attributes in _elements(raw):
        if tag == "Default":
            defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")
        elif tag == "Override":
            overrides[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")
    return defaults, overrides


def links_name(part: str) -> str:
    """Where the links of a part stand; "" is the package itself."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def links_of(files: Mapping[str, bytes], part: str) -> tuple[Link, ...]:
    """The links of a part, none where it has none."""
    raw = files.get(links_name(part))
    if raw is None:
        return ()
    return tuple(
        Link(one.get("Id", ""), one.get("Type", ""), one.get("Target", ""), one.get("TargetMode") == "External")
        for tag, one in _elements(raw)
        if tag == "Relationship"
    )


def _keep(files: Mapping[str, bytes], part: str, kept: dict[str, bytes], filled: dict[str, str]) -> tuple[Link, ...]:
    """Take in a part and all that it links to."""
    raw = files[part]
    kept[part] = _ATTACHED.sub(b"", raw) if part.endswith("settings.xml") else raw
    links: list[Link] = []
    for link in links_of(files, part):
        if link.kind in _LEFT_OUT:
            continue
        harmless = link.kind == "hyperlink" and _HARMLESS_LINK.match(link.target)
        if link.kind in _LOADED or (link.external and not harmless):
            raise PackageError("template-loads-from-outside", what=f"{link.kind} {link.target}"[:80])
        links.append(link)
        if link.external or link.kind == "hyperlink":
            continue
        target = _target(part, link)
        if target not in files:
            raise PackageError("template-not-word", problem=f"{part}: {link.target}")
        if link.kind in ("header", "footer"):
            filled[target] = link.kind
        if target not in kept:
            _keep(files, target, kept, filled)
    if links and links_name(part) in files:
        kept[links_name(part)] = links_xml(links).encode()
    return tuple(links)


def _target(part: str, link: Link) -> str:
    """The part that a link of a part leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), link.target)).lstrip("/")


def links_xml(links: tuple[Link, ...] | list[Link]) -> str:
    """The part that holds the links of a part."""
    shown = "".join(
        f'<Relationship Id="{escape(one.key)}" Type="{escape(one.type)}" Target="{escape(one.target)}"'
        f"{_OUTSIDE if one.external else ''}/>"
        for one in links
    )
    return f'{_XML}<Relationships xmlns="{PACKAGE}/relationships">{shown}</Relationships>'


def content_types_xml(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> str:
    """What kind every part is of."""
    shown = "".join(
        f'<Default Extension="{escape(name)}" ContentType="{escape(kind)}"/>' for name, kind in sorted(defaults.items())
    )
    shown += "".join(
        f'<Override PartName="/{escape(name)}" ContentType="{escape(kind)}"/>'
        for name, kind in sorted(overrides.items())
    )
    return f'{_XML}<Types xmlns="{PACKAGE}/content-types">{shown}</Types>'
