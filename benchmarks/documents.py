"""Word: the job descriptions of a whole company, beside the templated floor and the libraries that others would take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as OpenDocument
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from benchmarks.company import company
from benchmarks.floor import BODY, DOCUMENT, Floor, Table, body_values
from benchmarks.measure import Way, apart, compare, machine, table
from remit.backends import Edition, edition, job_descriptions

_SAMPLE = 20


def suite(count: int, rounds: int, lang: str) -> str:
    """The table of the suite with what it was measured on. Raises ValueError where the floor writes other documents than remit."""
    files: list[bytes] = apart(lambda: _rendered(edition(company(count)), lang))
    apart(lambda: _same(files))
    bodies = [_body(data) for data in files]
    sample = bodies[:: max(1, len(bodies) // _SAMPLE)][:_SAMPLE]
    lowest = Way("templated floor", len(files), lambda: _floor(files))
    ways = (
        lowest,
        Way("remit", len(files), lambda: _remit(count, lang)),
        Way("docxtpl", len(sample), lambda: partial(_docxtpl, files[0], sample)),
        Way("python-docx", len(sample), lambda: partial(_python_docx, files[0], sample)),
    )
    results = compare(ways, lowest, rounds)
    return f"{_about(bodies, lang)}\n{machine()}; medians of {rounds} rounds\n\n{table(results)}\n"


def _rendered(published: Edition, lang: str) -> list[bytes]:
    return list(job_descriptions.render(published, lang).values())


def _same(files: Sequence[bytes]) -> None:
    floor = Floor(files)
    if any(floor.write(values) != data for values, data in zip(floor.values, files, strict=True)):
        raise ValueError("the templated floor no longer writes the documents that remit writes")


def _floor(files: Sequence[bytes]) -> Callable[[], int]:
    floor = Floor(files)
    return lambda: sum([len(floor.write(values)) for values in floor.values])


def _remit(count: int, lang: str) -> Callable[[], int]:
    """Everything from the organisation on: what is found for each post, charts drawn, files packed."""
    published = edition(company(count))
    return lambda: sum(map(len, _rendered(published, lang)))


def _about(bodies: Sequence[str], lang: str) -> str:
    """How much there is in a document, on average."""
    words = sum(len("".join(re.findall(r"<w:t [^>]*>([^<]*)", body))) for body in bodies)
    cells = sum(body.count("<w:tc>") for body in bodies)
    size = sum(len(body.encode("utf-8")) for body in bodies)
    n = len(bodies)
    return f"Job descriptions ({lang}): {n} files with {words // n:,} characters and {cells // n} cells, {size / n / 1000:.0f} KB of document.xml each"


def _body(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read(DOCUMENT).decode("utf-8")


def _docxtpl(pattern: bytes, bodies: Sequence[str]) -> int:
    """docxtpl with the floor's template inside a Word file, its environment sandboxed and escaping, the chart left as it is."""
    template = BytesIO()
    with ZipFile(BytesIO(pattern)) as old, ZipFile(template, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _standing(old.read(name).decode("utf-8")) if name == DOCUMENT else old.read(name))
    size = 0
    for body in bodies:
        document = DocxTemplate(BytesIO(template.getvalue()))
        document.render(body_values(body), SandboxedEnvironment(), autoescape=True)
        out = BytesIO()
        document.save(out)
        size += len(out.getvalue())
    return size


def _standing(xml: str) -> str:
    """The floor's template with what stands before and after the blocks in place: docxtpl asks for well-formed XML."""
    values = body_values(xml)
    return BODY.replace("{{ opening }}", str(values["opening"])).replace("{{ closing }}", str(values["closing"]))


def _python_docx(pattern: bytes, bodies: Sequence[str]) -> int:
    """python-docx from a kept file with all styles, its body emptied: paragraphs and tables one by one, without charts."""
    size = 0
    for body in bodies:
        document = Document(BytesIO(pattern))
        for element in list(document.element.body)[:-1]:
            document.element.body.remove(element)
        for _, block in body_values(body)["blocks"]:
            if isinstance(block, Table):
                _python_docx_table(document, block)
            else:
                document.add_paragraph("".join(text for _, text in block.runs))
        out = BytesIO()
        document.save(out)
        size += len(out.getvalue())
    return size


def _python_docx_table(document: OpenDocument, block: Table) -> None:
    columns = max(len(row.cells) for row in block.rows)
    made = document.add_table(0, columns)
    for row in block.rows:
        cells = made.add_row().cells
        for cell, values in zip(cells, row.cells, strict=False):
            cell.text = "\n".join("".join(text for _, text in paragraph.runs) for paragraph in values.paragraphs)
