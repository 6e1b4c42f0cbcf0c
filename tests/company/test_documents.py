"""Word and Excel files of the worked company, opened by others: LibreOffice, python-docx, openpyxl, a validator."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from remit.backends import Edition
from remit.model import entities as e

pytestmark = pytest.mark.xdist_group("company")


def test_every_post_has_a_job_description_in_every_language(made: Edition, files: dict[str, bytes]) -> None:
    for lang in made.organisation.languages:
        for post in made.organisation.all(e.Post):
            text = _words(files[f"downloads/{lang}/job-descriptions/{post.id}.docx"])
            assert post.name.get(lang) in text
            for duty in post.duties:
                assert duty.text.get(lang).split("{")[0] in text, f"{lang} {duty.ref}"


def _words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_every_process_has_a_matrix_with_its_letters(made: Edition, files: dict[str, bytes]) -> None:
    for process in made.organisation.all(e.Process):
        book = openpyxl.load_workbook(io.BytesIO(files[f"downloads/en/raci/{process.id}.xlsx"]))
        letters = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
        assert any("A" in value.split("/") for value in letters), process.id
        assert any("R" in value.split("/") for value in letters), process.id


@pytest.mark.parametrize(
    "path",
    [
        "zh/job-descriptions/buyer.docx",
        "en/job-descriptions/inspector.docx",
        "zh/raci/purchase.xlsx",
        "en/authorities.xlsx",
    ],
)
def test_a_validator_finds_nothing(files: dict[str, bytes], tmp_path: Path, path: str) -> None:
    target = tmp_path / Path(path).name
    target.write_bytes(files[f"downloads/{path}"])
    result = OpenXmlValidator().validate(str(target))
    assert result.is_valid, result.errors


@pytest.mark.parametrize(("lang", "most"), [("zh", 4), ("en", 5)])
def test_libreoffice_prints_a_job_description_on_few_pages(
    files: dict[str, bytes], tmp_path: Path, lang: str, most: int
) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: libreoffice-writer"
    (tmp_path / "buyer.docx").write_bytes(files[f"downloads/{lang}/job-descriptions/buyer.docx"])
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "buyer.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = subprocess.run(["pdfinfo", str(tmp_path / "buyer.pdf")], check=True, capture_output=True, text=True)
    pages = int(next(line for line in shown.stdout.splitlines() if line.startswith("Pages:")).split()[1])
    assert 1 <= pages <= most
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "buyer.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert ("采购专员" if lang == "zh" else "Purchasing Specialist") in text
