"""What a Word document is made of: frozen values, free of Word and of what the document is about.

Back ends build these from the organisation; `docx.write_docx` turns them into bytes. All text arrives in
the language of the document, labels included. Lengths are millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Align = Literal["", "left", "center", "right"]
ParagraphStyle = Literal["normal", "article", "item", "subitem", "note", "center", "right"]
Layout = Literal["sheet", "text"]
Design = Literal["company", "gbt9704"]
Scheme = Literal["", "articles", "clauses", "sections"]

TEXT_WIDTH_MM = 174.0
TEXT_HEIGHT_MM = 245.0


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `color` is RRGGBB; `anchor` names a bookmark of the same document to jump to."""

    text: str
    bold: bool = False
    italic: bool = False
    mono: bool = False
    color: str = ""
    anchor: str = ""


Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` is printed before the text as given (第五条, （一）, (a))."""

    text: Text
    style: ParagraphStyle = "normal"
    number: str = ""
    bookmark: str = ""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline; level 0 is the document's title, 1 to 4 its headings.

    One that is not `listed` (the title of an approval page) stays out of the contents.
    """

    level: int
    text: str
    bookmark: str = ""
    number: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list that Word numbers itself, from 1 in every list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, scaled to `width_mm` (and down to the text area where it would leave it).

    `svg` is the same picture for a writer that can draw it sharp (PDF); Word takes the PNG.
    """

    png: bytes
    width_mm: float
    alt: str
    svg: str = ""


CellBlock = Paragraph | Bullets | Numbered | Picture
Content = str | tuple[CellBlock, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; cells that a `rowspan` above covers are left out of their row.

    `label` gives the grey ground and the type of a label; `shade` is RRGGBB.
    """

    content: Content = ""
    span: int = 1
    rowspan: int = 1
    shade: str = ""
    align: Align = ""
    label: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table over the full text width: `columns` are proportions, best given in millimetres.

    Header rows are repeated on every page and no row is torn apart. `compact` sets it in smaller type and closer
    lines; without `ruled` it only stands things side by side. Rows are at least `row_mm` high: room to write in.
    """

    columns: tuple[float, ...]
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    compact: bool = False
    ruled: bool = True
    row_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value in a control table."""

    label: str
    value: Content


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A control table: rows of one field (over the full width) or two fields side by side."""

    rows: tuple[tuple[Field, ...], ...]
    label_mm: float = 24.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Who signs: the action (编制), the name and date if already known, the note where the seal goes."""

    label: str
    name: str = ""
    date: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature slots, kept on one page.

    `columns` stands them side by side with room for a seal; `lines` stands two on a line.
    `blank_date` is printed where a date is still to be written by hand; `keep_next` holds what follows to their page.
    """

    slots: tuple[Slot, ...]
    date_label: str
    blank_date: str = ""
    arrangement: Literal["columns", "lines"] = "columns"
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line over the text width."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents of the headings down to `levels`; Word offers to bring it up to date on opening."""

    title: str
    levels: int = 2


@dataclass(frozen=True, slots=True)
class Cover:
    """A first page of its own: the company, the title set large, what kind of document it is, and its data in lines."""

    company: str
    title: str
    subtitle: str = ""
    lines: tuple[tuple[str, str], ...] = ()


Block = (
    Cover
    | Contents
    | Paragraph
    | Heading
    | Bullets
    | Numbered
    | Picture
    | Table
    | KeyValues
    | Signatures
    | PageBreak
    | Rule
)


@dataclass(frozen=True, slots=True)
class ControlLabels:
    """The words of the control block, and those around the numbers of "page X of Y"."""

    number: str
    title: str
    version: str
    effective: str
    classification: str
    page: str
    page_before: str
    page_between: str
    page_after: str


@dataclass(frozen=True, slots=True)
class ControlBlock:
    """What stands at the head of every page. `logo` is set before the company's name, `mark` (受控) stamped behind it.

    A document without a classification has no place for one.
    """

    number: str
    title: str
    version: str
    effective: str
    classification: str
    labels: ControlLabels
    logo: Picture | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A whole document.

    `layout` is `sheet` for forms and tables (a job description), `text` for running text (a policy: larger
    type, wider lines, centred chapters). `design` is the company's own look or that of GB/T 9704-2012. `scheme` says
    which numbers of headings, articles and items Word counts itself: chapters and continuous articles of a policy,
    the clauses of an ISO outline, or the sections of a form; a number that Word would not count so is printed as text.
    `properties` are name and value pairs kept in the file for programs, such as the document's reference and digest.
    """

    lang: Lang
    title: str
    subject: str
    company: str
    control: ControlBlock
    body: tuple[Block, ...]
    layout: Layout = "sheet"
    design: Design = "company"
    scheme: Scheme = ""
    watermark: str = ""
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = ()
