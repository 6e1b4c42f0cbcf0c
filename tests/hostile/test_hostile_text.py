"""Hostile text in every field of every kind, read back by readers that are not ours: nothing of it is more than text.

The same company with harmless texts is the measure: what elements, attributes, formulas and links there may be.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icalendar
import lxml.html
import markdown
import openpyxl
import pypdf
import pytest
from lxml import etree

from remit.building import edition_of
from remit.change.compare import changes
from remit.checking import REPORTERS
from remit.compiler import Compilation, compile_tree
from remit.diff_report import DiffReport
from remit.diff_report import markdown as as_markdown
from remit.diff_report import text as as_text
from remit.excerpt import Source
from remit.registry import BACKENDS
from remit.report import Report
from tests.hostile.company import payloads, write

_DAY = "2026-06-30"
pytestmark = pytest.mark.xdist_group("hostile")
_MARK = re.compile(r"M[0-9]+X")
# What a reader never sees: people, who is who in git, which version of which text was approved, and settings of checking.
_UNPUBLISHED = (
    "person.", "system.git", "system.waivers", "system.extra", "system.numbering", "system.timezone", "system.code", "system.currency",
    "approval.", "acknowledgement.", "rename.", ".note", ".extra",
)  # fmt: skip
# What a PDF does, or brings along, beyond showing its pages.
_ACTING = {
    "/JavaScript", "/JS", "/Launch", "/URI", "/OpenAction", "/AA", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/RichMedia", "/Movie", "/Sound", "/EmbeddedFile", "/EmbeddedFiles", "/AcroForm", "/XFA", "/FileAttachment", "/Filespec",
}  # fmt: skip
# Names under which something may be drawn or numbered in one company and not in the other.
_DRAWN = {"tspan", "title", "desc"}
# A text of several lines has breaks.
_BREAK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}br"


@dataclass(frozen=True, repr=False)
class Made:
    """A company, what it was compiled to, its files, and where its marks stand in the schemas."""

    root: Path
    compilation: Compilation
    files: Mapping[str, bytes]
    marks: Mapping[str, str]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Made]:
    """The harmless company and the hostile one."""
    cache = tmp_path_factory.mktemp("cache")

    def made(*, hostile: bool) -> Made:
        root = tmp_path_factory.mktemp("company")
        marks = write(root, hostile=hostile)
        compilation = compile_tree(root, _DAY)
        assert compilation.organisation is not None
        edition = edition_of(compilation, compilation.organisation, _DAY, cache, draft=True)
        files: dict[str, bytes] = {}
        for backend in BACKENDS:
            files |= backend.render(edition)
        return Made(root, compilation, files, marks)

    return made(hostile=False), made(hostile=True)


@pytest.fixture(scope="module")
def hostile(both: tuple[Made, Made]) -> Made:
    return both[1]


def test_every_text_field_is_poisoned(hostile: Made) -> None:
    """What the schemas hold as free text has a mark; each payload stands in many fields."""
    assert len(set(hostile.marks.values())) > 400
    assert len(hostile.marks) > 20 * len(payloads())


def test_nothing_on_a_page_comes_from_a_text(both: tuple[Made, Made]) -> None:
    harmless, poisoned = (_elements(made) for made in both)
    assert poisoned <= harmless | {name for name in poisoned if name.split("@")[0] in _DRAWN}
    for made in both:
        for path, page in _pages(made):
            for address in page.xpath("//@href | //@src | //@action | //@srcset | //@poster | //@data"):
                assert not re.match(r"\s*(javascript|data|vbscript|//|https?:)", address, re.IGNORECASE), (
                    f"{path}: {address}"
                )


def test_scripts_hold_data_that_ends_no_script(hostile: Made) -> None:
    for path, page in _pages(hostile):
        for script in page.xpath("//script"):
            assert not _MARK.search(script.text or "") or json.loads(script.text or ""), path
    for path, data in hostile.files.items():
        if path.endswith(".json"):
            json.loads(data)
        elif path.endswith(".js") and _MARK.search(data.decode()):
            text = data.decode()
            json.loads(text[text.index("=") + 1 :].strip().removesuffix(";"))
            assert "</script" not in text, path


def test_pictures_and_models_keep_their_elements(both: tuple[Made, Made]) -> None:
    harmless, poisoned = (set(_xml_tags(made, (".svg", ".bpmn"))) for made in both)
    assert poisoned <= harmless


def test_word_files_keep_their_elements_and_fields(both: tuple[Made, Made]) -> None:
    harmless, poisoned = ({tag for _, tree in _word(made) for tag in _tags(tree)} for made in both)
    assert poisoned <= harmless | {_BREAK}
    for name, tree in _word(both[1]):
        codes = "".join(tree.xpath("//*[local-name() = 'instrText']/text()"))
        assert not _MARK.search(codes), name
        outside = tree.xpath("//*[local-name() = 'Relationship'][@TargetMode = 'External']/@Target")
        assert not [one for one in outside if "x.example" in one], name


def test_a_pdf_leads_nowhere_but_into_itself(both: tuple[Made, Made]) -> None:
    """No object of it runs, opens, sends or fetches anything; its annotations are jumps within it."""
    for made in both:
        read = [reader for _, reader in _pdfs(made)]
        assert read
        for reader in read:
            kinds = {item for part in _pdf_objects(reader) for item in _pdf_kinds(part)}
            assert kinds & _ACTING == set()
            actions = {part["/S"] for part in _pdf_objects(reader) if part.get("/Type") == "/Action" or "/URI" in part}
            annotations = {
                part["/Subtype"] for page in reader.pages for part in map(_resolved, page.get("/Annots", ()))
            }
            assert actions <= {"/GoTo"}
            assert annotations <= {"/Link"}
            assert not reader.attachments


def test_a_pdf_shows_every_text_of_its_word_file(hostile: Made) -> None:
    """Letter by letter, for two readers: the second gives narrow columns line by line, and so no text over several lines whole."""
    for path, reader in _pdfs(hostile):
        trees = [tree for name, tree in _word(hostile) if name == f"{path.removesuffix('.pdf')}.docx!word/document.xml"]
        words = "".join("".join(tree.itertext()) for tree in trees)
        assert len(set(_MARK.findall(words))) > 40
        poppler = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=hostile.files[path], capture_output=True, check=True, timeout=60
        )
        by_pypdf = "".join("".join(page.extract_text() for page in reader.pages).split())
        for text in (by_pypdf, "".join(poppler.stdout.decode().split())):
            assert set(_MARK.findall(words)) - set(_MARK.findall(text)) == set(), path
        assert [one for one in _payloads_in(words) if one not in by_pypdf] == [], path


def test_sheets_hold_text_and_no_formula_or_link(both: tuple[Made, Made]) -> None:
    formulas = []
    for made in both:
        found = 0
        for path, data in made.files.items():
            if path.endswith(".xlsx"):
                for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
                    cells = [cell for row in sheet.iter_rows() for cell in row]
                    found += sum(cell.data_type == "f" for cell in cells)
                    assert not [c for c in cells if c.data_type == "f" and _MARK.search(str(c.value))], path
                    assert not [c for c in cells if c.hyperlink and c.hyperlink.target], path
        formulas.append(found)
    assert formulas[0] == formulas[1]


def test_calendars_hold_no_line_from_a_text(both: tuple[Made, Made]) -> None:
    harmless, poisoned = (
        {
            name
            for path, data in made.files.items()
            if path.endswith(".ics")
            for part in icalendar.Calendar.from_ical(data).walk()
            for name in part
        }
        for made in both
    )
    assert poisoned <= harmless


def test_nothing_is_lost(hostile: Made) -> None:
    """Every text stands somewhere as it was written, marks and all."""
    written = "".join(path.read_text("utf-8") for path in (hostile.root / "policies").rglob("*.yaml"))
    shown = set(_MARK.findall("\n".join(_said(hostile)))) | set(_MARK.findall(hostile.files["model.json"].decode()))
    lost = {hostile.marks[mark] for mark in set(_MARK.findall(written)) - shown}
    assert {place for place in lost if not any(part in f"{place}." for part in _UNPUBLISHED)} == set()
    data = json.loads(hostile.files["model.json"])
    flat = " ".join("\n".join(_strings(data)).split())
    for payload in payloads():
        parts = (re.escape(" ".join(part.split())) for part in payload.split("MARK"))
        assert re.search(r"\s*M[0-9]+X\s*".join(parts), flat), payload


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_findings_in_every_format(hostile: Made, lang: str) -> None:
    report = Report(hostile.compilation.findings, lang, Source(hostile.root))
    shown = {name: reporter(report) for name, reporter in REPORTERS.items()}
    assert shown["github"].count("\n") == len(report.findings)
    assert not re.search(r"^::(?!error |warning |notice )", shown["github"], re.MULTILINE)
    assert not re.search(r"^::error file=x", shown["text"], re.MULTILINE)
    for name in ("json", "sarif", "gitlab"):
        json.loads(shown[name])
    assert {part.tag for part in etree.fromstring(shown["junit"].encode()).iter()} == {
        "testsuite",
        "testcase",
        "failure",
    }


def test_a_comparison_in_a_merge_request(both: tuple[Made, Made]) -> None:
    """No element, link, picture or mention comes from a text: the fold that it stands in stays closed."""
    before, after = (made.compilation.organisation for made in both)
    assert before is not None
    assert after is not None
    report = DiffReport(changes(before, after), ("a", "b"), "en")
    page = lxml.html.fromstring(
        markdown.markdown(as_markdown(report), extensions=["tables", "md_in_html", "fenced_code"])
    )
    found = {part.tag for part in page.iter() if isinstance(part.tag, str)}
    assert not found & {"a", "img", "script", "svg", "iframe", "pre", "input", "bpmn:task", "w:t"}
    assert not re.search(r"@all|http://x|#[0-9]", as_markdown(report))
    assert "\n::" not in as_text(report)


def _pages(made: Made) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path, data in made.files.items():
        if path.endswith(".html"):
            yield path, lxml.html.document_fromstring(data.decode())


def _elements(made: Made) -> set[str]:
    """Every element of every page with each of its attributes."""
    found: set[str] = set()
    for _, page in _pages(made):
        for part in page.iter():
            if isinstance(part.tag, str):
                found |= {part.tag, *(f"{part.tag}@{name}" for name in part.attrib)}
    return found


def _tags(tree: etree._Element) -> Iterator[str]:
    return (part.tag for part in tree.iter() if isinstance(part.tag, str))


def _xml_tags(made: Made, endings: tuple[str, ...]) -> Iterator[str]:
    for path, data in made.files.items():
        if path.endswith(endings):
            yield from _tags(etree.fromstring(data))


def _word(made: Made) -> Iterator[tuple[str, etree._Element]]:
    for path, data in made.files.items():
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for name in package.namelist():
                    if name.endswith((".xml", ".rels")):
                        yield f"{path}!{name}", etree.fromstring(package.read(name))


def _pdfs(made: Made) -> Iterator[tuple[str, pypdf.PdfReader]]:
    for path, data in made.files.items():
        if path.endswith(".pdf"):
            yield path, pypdf.PdfReader(io.BytesIO(data), strict=True)


def _payloads_in(words: str) -> list[str]:
    """The payloads in Latin letters that stand in a text, each with its mark, without spaces."""
    marked = {mark: payloads()[int(mark[1:-1]) % len(payloads())] for mark in _MARK.findall(words)}
    plain = ["".join(text.replace("MARK", mark).split()) for mark, text in marked.items() if text.isascii()]
    return [text for text in plain if text in "".join(words.split())]


def _pdf_objects(reader: pypdf.PdfReader) -> Iterator[Mapping[str, Any]]:
    """Every dictionary of the file, those within others too."""
    waiting: list[Any] = [reader.trailer, *(_resolved(one) for one in _references(reader))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pypdf.generic.DictionaryObject):
            yield one
            waiting += [value for value in one.values() if not isinstance(value, pypdf.generic.IndirectObject)]
        elif isinstance(one, pypdf.generic.ArrayObject):
            waiting += [value for value in one if not isinstance(value, pypdf.generic.IndirectObject)]


def _references(reader: pypdf.PdfReader) -> Iterator[pypdf.generic.IndirectObject]:
    for number in range(1, int(reader.trailer["/Size"])):
        yield pypdf.generic.IndirectObject(number, 0, reader)


def _resolved(one: Any) -> Any:
    return one.get_object() if isinstance(one, pypdf.generic.IndirectObject) else one


def _pdf_kinds(part: Mapping[str, Any]) -> Iterator[str]:
    """The keys of a dictionary, and what it says that it is."""
    yield from part
    yield from (str(part[key]) for key in ("/S", "/Type", "/Subtype") if key in part)


def _said(made: Made) -> Iterator[str]:
    """What a reader of pages and documents can see."""
    for _, page in _pages(made):
        yield page.text_content()
    for _, tree in _word(made):
        yield "".join(tree.itertext())
    for path, data in made.files.items():
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
                yield "\n".join("".join(item.itertext()) for item in strings)


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
    elif isinstance(data, str):
        yield data
