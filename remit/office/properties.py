"""The name and value pairs kept inside an Office file, by which a copy in hand tells what it is."""

from __future__ import annotations

from collections.abc import Iterable

from remit.office.unpacking import Package, parse_part
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

    Raises UnreadableError where `data` is no Office file, or one whose properties are damaged.
    """
    package = Package(data)
    if PART not in package.names:
        return {}
    reader = _Reader()
    parse_part(package.read(PART, _LARGEST), PART, reader.start, reader.end, reader.characters)
    return reader.values


class _Reader:
    """Takes the text properties out of the part."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_CUSTOM} property":
            self._name = attributes.get("name", "")
        elif tag == f"{_VALUES} lpwstr":
            self._text = []

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag == f"{_VALUES} lpwstr" and self._text is not None:
            self.values[self._name] = "".join(self._text)
            self._text = None
