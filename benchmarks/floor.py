"""The templated floor: the same Word files from Jinja2 templates and ready values, the least that any compiler could do.

The values are read from files that remit made, so that floor and remit write the same document, to the byte: rows, cells and
runs are loops of the template, every text an escaped value. Parts that are the same in all files are deflated once, pictures
are given as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypedDict
from zipfile import ZipFile

from jinja2 import Environment, Template
from markupsafe import Markup

from remit.office.package import Part, binary_part, pack, text_part

DOCUMENT = "word/document.xml"
BODY = """{{ opening }}{% for kind, block in blocks %}{% if kind == "table" %}<w:tbl>{{ block.opening }}{% for row in block.rows -%}
<w:tr>{{ row.properties }}{% for cell in row.cells %}<w:tc>{{ cell.properties }}{% for paragraph in cell.paragraphs -%}
<w:p>{{ paragraph.properties }}{% for look, text in paragraph.runs %}{{ look }}{{ text }}{% endfor %}</w:p>
{%- endfor %}</w:tc>{% endfor %}</w:tr>
{%- endfor %}</w:tbl>{% else %}<w:p>{{ block.properties }}{% for look, text in block.runs %}{{ look }}{{ text }}{% endfor %}</w:p>
{%- endif %}{% endfor %}{{ closing }}"""

# A text with a numbered character is one that the template writes itself.
_TEXT = re.compile(r"(?<=>)((?:[^<>&]|&(?!#))+)(?=</(?:w:t|dc:\w+|cp:\w+|vt:\w+|Company)>)")
_BLOCK = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
_ROW = re.compile(r"<w:tr>(.*?)</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc>(<w:tcPr>.*?</w:tcPr>)(.*?)</w:tc>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p>(<w:pPr>.*?</w:pPr>)(.*?)</w:p>", re.DOTALL)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ready properties, and runs: ready markup and the text after it."""

    properties: Markup
    runs: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Ready properties and paragraphs."""

    properties: Markup
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Ready properties and cells."""

    properties: Markup
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Ready properties with the columns, and rows."""

    opening: Markup
    rows: tuple[Row, ...]


class Body(TypedDict):
    """What BODY is told: what stands before and after the blocks, and each block with its kind."""

    opening: Markup
    blocks: list[tuple[str, Table | Paragraph]]
    closing: Markup


@dataclass(frozen=True, slots=True)
class Values:
    """Everything that the templates need for one file: values by part, and its pictures."""

    parts: Mapping[str, tuple[str, Mapping[str, object]]]
    pictures: Mapping[str, bytes]


class Floor:
    """Templates made from files of remit, and the values of each file."""

    def __init__(self, files: Sequence[bytes]) -> None:
        self._environment = Environment(autoescape=True)
        self._templates: dict[str, Template] = {BODY: self._environment.from_string(BODY)}
        opened = [_parts(data) for data in files]
        names = [name for name in opened[0] if all(parts.get(name) == opened[0][name] for parts in opened)]
        self.fixed = tuple(text_part(name, opened[0][name].decode("utf-8")) for name in names)
        self.values = [
            self._values({name: raw for name, raw in parts.items() if name not in names}) for parts in opened
        ]

    def write(self, values: Values) -> bytes:
        """One file."""
        parts: list[Part] = list(self.fixed)
        for name, (template, context) in values.parts.items():
            parts.append(text_part(name, self._templates[template].render(context)))
        parts += [binary_part(name, data) for name, data in values.pictures.items()]
        return pack(parts)

    def _values(self, parts: Mapping[str, bytes]) -> Values:
        found: dict[str, tuple[str, Mapping[str, object]]] = {}
        pictures: dict[str, bytes] = {}
        for name, raw in parts.items():
            if name.startswith("word/media/"):
                pictures[name] = raw
            elif name == DOCUMENT:
                found[name] = BODY, body_values(raw.decode("utf-8"))
            else:
                found[name] = self._small(raw.decode("utf-8"))
        return Values(found, pictures)

    def _small(self, xml: str) -> tuple[str, Mapping[str, object]]:
        """A small part as a template of its own, with its texts as values."""
        texts = [_plain(text) for text in _TEXT.findall(xml)]
        pieces = _TEXT.split(xml)[::2]
        source = "".join(
            f"{{% raw %}}{piece}{{% endraw %}}{f'{{{{ v[{n}] }}}}' if n < len(texts) else ''}"
            for n, piece in enumerate(pieces)
        )
        if source not in self._templates:
            self._templates[source] = self._environment.from_string(source)
        return source, {"v": texts}


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body_values(xml: str) -> Body:
    """The values that BODY makes a document.xml of."""
    spans = list(_BLOCK.finditer(xml))
    blocks = [_block(span.group()) for span in spans]
    return {"opening": _ready(xml[: spans[0].start()]), "blocks": blocks, "closing": _ready(xml[spans[-1].end() :])}


def _block(xml: str) -> tuple[str, Table | Paragraph]:
    if not xml.startswith("<w:tbl>"):
        return "paragraph", _paragraphs(xml)[0]
    rows = tuple(
        Row(
            _ready(inner[: inner.index("<w:tc>")]),
            tuple(Cell(_ready(look), _paragraphs(rest)) for look, rest in _CELL.findall(inner)),
        )
        for inner in _ROW.findall(xml)
    )
    return "table", Table(_ready(xml[len("<w:tbl>") : xml.index("<w:tr>")]), rows)


def _paragraphs(xml: str) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for properties, inner in _PARAGRAPH.findall(xml):
        pieces = _TEXT.split(inner)
        texts = [_plain(text) for text in pieces[1::2]]
        runs = tuple((_ready(look), text) for look, text in zip(pieces[::2], [*texts, ""], strict=True))
        found.append(Paragraph(_ready(properties), runs))
    return tuple(found)


def _plain(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _ready(xml: str) -> Markup:
    """Markup of remit's own, which the templates take as it is."""
    return Markup(xml)  # noqa: S704
