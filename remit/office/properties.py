"""The name and value pairs kept inside an Office file, by which a copy in hand tells what it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from xml.parsers import expat

from remit.office.xmltext import escape, one_line

PART = "docProps/custom.xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LARGEST = 1 << 20


def properties_xml(pairs: Iterable[tuple[str, str]]) -> str:
    """The custom properties part; ids start at 2 as Office demands."""
    items = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape(one_line(name))}">'
        f"<vt:lpwstr>{escape(one_line(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(pairs, start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{items}</Properties>'
    )


def read_properties(data: bytes) -> dict[str, str]:
    """The text properties of a Word or Excel file; empty where it has none.

    Raises ValueError where `data` is no Office file, or one whose properties are damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if PART not in package.namelist():
                return {}
            if package.getinfo(PART).file_size > _LARGEST:
                raise ValueError(f"{PART} is larger than {_LARGEST} bytes")
            raw = package.read(PART)
    except (zipfile.BadZipFile, zlib.error) as problem:
        raise ValueError(f"not a readable Office file: {problem}") from problem
    reader = _Reader()
    reader.read(raw)
    return reader.values


class _Reader:
    """Takes the text properties out of the part; a document type, which none of ours has, is refused."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""
        self._text: list[str] | None = None

    def read(self, raw: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(raw, True)
        except expat.ExpatError as problem:
            raise ValueError(f"not a readable Office file: {problem}") from problem

    def _doctype(self, *_declaration: object) -> None:
        raise ValueError(f"{PART} declares a document type")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_CUSTOM} property":
            self._name = attributes.get("name", "")
        elif tag == f"{_VALUES} lpwstr":
            self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if tag == f"{_VALUES} lpwstr" and self._text is not None:
            self.values[self._name] = "".join(self._text)
            self._text = None
