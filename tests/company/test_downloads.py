"""The downloads of the worked company as other programs read them: every Word and Excel file is valid, every link leads
to a file, no document prints what people should not see.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from openxml_audit import OpenXmlValidator

from remit.backends import Edition
from remit.office.reading import read_text

pytestmark = pytest.mark.xdist_group("company")

_LINK = re.compile(r'href="(?:\.\./)+(downloads/[^"#]+)"')
_RAW = re.compile(
    r"\bNone\b|\{\{|\}\}|\{[a-z]+:|\b(?:post|unit|record|process|policy|kpi|role):[a-z]|\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b"
)


def _downloads(files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    found = {path: data for path, data in files.items() if path.startswith("downloads/") and path.endswith(ending)}
    assert found, ending
    return found


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_validator_finds_nothing_in_any_file(files: dict[str, bytes], tmp_path: Path, ending: str) -> None:
    validator = OpenXmlValidator()
    invalid: dict[str, str] = {}
    target = tmp_path / f"file{ending}"
    for path, data in _downloads(files, ending).items():
        target.write_bytes(data)
        result = validator.validate(str(target))
        if not result.is_valid:
            invalid[path] = str(result.errors[:2])
    assert not invalid


def test_every_link_to_a_download_leads_to_a_file_and_every_download_is_linked(files: dict[str, bytes]) -> None:
    linked = {
        target
        for path, data in files.items()
        if path.endswith(".html")
        for target in _LINK.findall(data.decode("utf-8"))
    }
    there = {path for path in files if path.startswith("downloads/")}
    assert linked == there


def test_no_document_prints_raw_values(files: dict[str, bytes]) -> None:
    found = {
        f"{path}: {line.text[:60]}"
        for path, data in _downloads(files, ".docx").items()
        for line in read_text(data).body
        if _RAW.search(line.text)
    }
    assert not found


def test_no_cell_holds_a_formula_that_text_became(files: dict[str, bytes]) -> None:
    """Only scorecards and the training log calculate; a formula anywhere else came out of somebody's text."""
    calculating = re.compile(r"/(scorecards/|training-plan\.xlsx)")
    for path, data in _downloads(files, ".xlsx").items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
            formulas = any(b"<f>" in package.read(name) for name in sheets)
        assert not formulas or calculating.search(path), path


def test_the_handbook_is_one_pdf_with_bookmarks_and_every_character(made: Edition, files: dict[str, bytes]) -> None:
    for lang in made.organisation.languages:
        reader = pypdf.PdfReader(io.BytesIO(files[f"downloads/{lang}/handbook.pdf"]))
        text = "".join(page.extract_text() for page in reader.pages)
        assert "\ufffd" not in text
        titles = {item.title for item in reader.outline if not isinstance(item, list)}
        names = {policy.name.get(lang) for policy in made.organisation.by_kind["policy"].values()}
        assert all(any(name in title for title in titles) for name in names), names - titles
