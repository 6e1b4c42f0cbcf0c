"""Files in somebody's hands: what `remit verify` says of them, and that it tells changed words from saved-again ones."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document

from remit.backends import edition, edition_in_force
from remit.backends.job_descriptions import render
from remit.cli import program
from remit.compiler import compile_tree
from remit.office.properties import read_properties

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
DAY = "2026-06-30"
CONTROL = "control: {number: XG-JD-01, version: A/0, prepared_by: 'post:head'}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small company, with the clerk's job description approved by the head."""
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    write(root, "posts/clerk.yaml", lambda text: text + CONTROL)
    approve(root, "2026-01-05")
    return root


def write(root: Path, name: str, change: Callable[[str], str]) -> None:
    path = root / "policies" / name
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def approve(root: Path, day: str, effective: str = "") -> None:
    ahead = ["--effective", effective] if effective else []
    result = CliRunner().invoke(
        program, ["approve", "post:clerk", "--by", "head", "--on", day, *ahead, "--root", str(root), "--as-of", DAY]
    )
    assert result.exit_code == 0, result.output


def made(root: Path, lang: str = "zh", name: str = "file.docx") -> Path:
    """The clerk's job description as it is made now, on disk."""
    organisation = compile_tree(root, DAY).organisation
    assert organisation is not None
    path = root.parent / name
    path.write_bytes(next(iter(render(edition(organisation), lang, only="post:clerk").values())))
    return path


def run(root: Path, *args: object, lang: str = "en") -> Result:
    parts = [*map(str, args), "--root", str(root), "--as-of", DAY, "--lang", lang]
    return CliRunner().invoke(program, ["verify", *parts])


def verdict(root: Path, path: Path) -> dict[str, Any]:
    result = run(root, path, "--format", "json")
    found: dict[str, Any] = json.loads(result.output)["files"][0]
    assert (result.exit_code == 0) is found["holds"]
    return found


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """A copy with the XML of some parts changed; `part` is a pattern of their names."""
    target = path.with_name(f"changed-{path.name}")
    touched = False
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            data = source.read(entry)
            if re.fullmatch(part, entry.filename):
                new = change(data.decode()).encode()
                touched, data = touched or new != data, new
            out.writestr(entry.filename, data)
    assert touched, "nothing was changed"
    return target


def rezipped(path: Path) -> Path:
    """The same parts in another package."""
    target = path.with_name(f"rezipped-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            out.writestr(entry.filename, source.read(entry))
    return target


def pieces(found: dict[str, Any], kind: str) -> str:
    return "".join(piece["text"] for one in found["differences"] for piece in one if piece["kind"] == kind)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_in_force_holds(root: Path, lang: str) -> None:
    found = verdict(root, made(root, lang))
    assert (found["state"], found["words"], found["language"]) == ("current", "same", lang)
    assert found["document"] == "post:clerk"
    assert found["version"] == found["current"] == "A/0"


def test_it_is_said_in_both_languages(root: Path) -> None:
    path = made(root, "en")
    zh, en = run(root, path, lang="zh"), run(root, path, lang="en")
    assert zh.exit_code == en.exit_code == 0
    assert "现行有效：版本 A/0，自2026年1月5日起生效。" in zh.output
    assert "没有改动" in zh.output
    assert "以中文文本为准" in zh.output
    assert "In force: version A/0, effective 5 January 2026." in en.output
    assert "Job Description: Clerk (post:clerk)" in en.output


def test_saving_again_changes_nothing(root: Path, tmp_path: Path) -> None:
    path = made(root)
    again = tmp_path / "again.docx"
    Document(str(path)).save(str(again))
    assert verdict(root, again)["words"] == "same"


def test_saving_again_with_libreoffice_changes_nothing(root: Path, tmp_path: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", tmp_path / "again", made(root)], check=True, capture_output=True)
    found = verdict(root, tmp_path / "again" / "file.docx")
    assert (found["state"], found["words"]) == ("current", "same")


def test_a_changed_word_of_the_body_shows(root: Path) -> None:
    path = changed(made(root), "word/document.xml", lambda xml: xml.replace("受理并登记", "受理并复核", 1))
    found = verdict(root, path)
    assert (found["state"], found["words"]) == ("current", "altered")
    assert pieces(found, "removed") == "登记"
    assert pieces(found, "added") == "复核"
    output = run(root, path).output
    assert "[-登记-]{+复核+}" in output
    assert "do not rely on it" in output


def test_a_changed_word_of_the_header_shows(root: Path) -> None:
    found = verdict(root, changed(made(root), "word/header1.xml", lambda xml: xml.replace("A/0", "B/1")))
    assert pieces(found, "added") == "B/1"
    assert not found["holds"]


def test_renewing_the_seal_does_not_help(root: Path) -> None:
    from remit.office.reading import read_text
    from remit.office.seal import seal_of

    path = changed(made(root), "word/document.xml", lambda xml: xml.replace("受理并登记", "受理并复核", 1))
    old, new = read_properties(path.read_bytes())["remit.text"], seal_of(read_text(path.read_bytes()))
    forged = changed(path, "docProps/custom.xml", lambda xml: xml.replace(old, new))
    found = verdict(root, forged)
    assert not found["holds"]
    assert pieces(found, "added") == "复核"


def test_a_deleted_paragraph_shows(root: Path, tmp_path: Path) -> None:
    document = Document(str(made(root)))
    gone = next(p for t in document.tables for c in t._cells for p in c.paragraphs if "让订单当天有答复" in p.text)
    gone._element.getparent().remove(gone._element)
    document.save(str(tmp_path / "less.docx"))
    assert pieces(verdict(root, tmp_path / "less.docx"), "removed") == "让订单当天有答复"


def test_tracked_changes_show_even_where_they_are_not_accepted(root: Path) -> None:
    mark = '<w:ins w:id="900" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>并考核</w:t></w:r></w:ins>'
    path = changed(made(root), "word/document.xml", lambda xml: xml.replace("</w:p>", f"{mark}</w:p>", 1))
    found = verdict(root, path)
    assert not found["holds"]
    assert found["tracked"] == [[{"kind": "added", "text": "并考核"}]]


def test_without_properties_it_says_what_is_likely(root: Path) -> None:
    path = changed(made(root), "docProps/custom.xml", lambda xml: re.sub("<property .*</property>", "", xml))
    found = verdict(root, path)
    assert (found["state"], found["document"], found["words"]) == ("likely", "post:clerk", "same")
    assert "it is likely this document" in run(root, path).output


def test_a_superseded_file_shows_what_changed_between_the_versions(root: Path) -> None:
    path = made(root)
    write(
        root,
        "posts/clerk.yaml",
        lambda text: text.replace("受理并登记客户订单", "受理、评审并登记客户订单").replace("A/0", "A/1"),
    )
    approve(root, "2026-03-01")
    found = verdict(root, path)
    assert (found["state"], found["version"], found["current"]) == ("superseded", "A/0", "A/1")
    assert found["words"] == "same"
    assert found["effective"] == "2026-03-01"
    assert "评审" in pieces(found, "added")
    output = run(root, path).output
    assert "Superseded: version A/1 holds, effective 1 March 2026." in output
    assert "{+、评审+}" in output


def test_a_superseded_file_that_was_altered_too(root: Path) -> None:
    path = changed(made(root), "word/document.xml", lambda xml: xml.replace("受理并登记", "受理并复核", 1))
    write(root, "posts/clerk.yaml", lambda text: text.replace("A/0", "A/1"))
    approve(root, "2026-03-01")
    found = verdict(root, path)
    assert (found["state"], found["words"]) == ("superseded", "altered")


def test_a_version_in_force_with_a_revision_in_preparation(root: Path) -> None:
    path = made(root)
    write(root, "posts/clerk.yaml", lambda text: text.replace("受理并登记客户订单", "受理、评审并登记客户订单"))
    assert verdict(root, path)["state"] == "revision"
    draft = verdict(root, made(root, name="draft.docx"))
    assert (draft["state"], draft["words"]) == ("draft", "same")


def test_what_it_prints_from_others_may_have_changed(root: Path) -> None:
    path = made(root)
    write(root, "kpis/answered.yaml", lambda text: text.replace("95", "98"))
    found = verdict(root, path)
    assert (found["state"], found["words"]) == ("current", "other")
    assert pieces(found, "removed") == "98"


def test_a_text_that_nobody_approved(root: Path) -> None:
    write(root, "posts/clerk.yaml", lambda text: text.replace("受理并登记", "受理并删除"))
    path = made(root)
    write(root, "posts/clerk.yaml", lambda text: text.replace("受理并删除", "受理并登记"))
    assert verdict(root, path)["state"] == "other-content"


def test_a_withdrawn_document(root: Path) -> None:
    path = made(root)
    write(root, "posts/clerk.yaml", lambda text: text.replace("version: A/0", "version: A/0, status: withdrawn"))
    assert verdict(root, path)["state"] == "withdrawn"


def test_a_document_that_is_gone(root: Path) -> None:
    path = made(root)
    forged = changed(path, "docProps/custom.xml", lambda xml: xml.replace("post:clerk", "post:typist"))
    assert verdict(root, forged)["state"] == "gone"


def test_a_file_of_another_company(root: Path) -> None:
    path = made(root)
    write(
        root,
        "system.yaml",
        lambda text: text.replace("小公司（虚构）", "另一家公司").replace("A small company", "Another one"),
    )
    assert verdict(root, path)["state"] == "foreign"


def test_a_document_made_by_hand(root: Path, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("岗位说明书")
    document.save(str(tmp_path / "own.docx"))
    found = verdict(root, tmp_path / "own.docx")
    assert (found["state"], found["document"]) == ("foreign", "")


@pytest.mark.parametrize("data", [b"", b"plain text", b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_office_file_cannot_be_read(root: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(data)
    result = run(root, tmp_path / "x.docx")
    assert result.exit_code == 1
    assert "Cannot be read" in result.output


def test_a_zip_bomb_is_not_unpacked(root: Path, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(made(root)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            bomb = entry.filename == "word/document.xml"
            out.writestr(entry.filename, b" " * (80 << 20) if bomb else source.read(entry))
    (tmp_path / "bomb.docx").write_bytes(packed.getvalue())
    assert verdict(root, tmp_path / "bomb.docx")["state"] == "unreadable"


def test_words_of_a_file_cannot_steer_the_terminal(root: Path) -> None:
    path = changed(made(root), "docProps/custom.xml", lambda xml: xml.replace("A/0", "&#x9b;31mA/0\u202e"))
    output = run(root, path).output
    assert "\u202e" not in output
    assert "\x9b" not in output


def test_several_files_and_one_that_does_not_hold(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"x")
    assert run(root, made(root), made(root, "en", "b.docx")).exit_code == 0
    assert run(root, made(root), tmp_path / "x.docx").exit_code == 1
    assert run(root, tmp_path / "none.docx").exit_code == 2


def test_a_file_of_the_company_s_own_template(root: Path, tmp_path: Path) -> None:
    """One that prints neither the company's name nor anything but the duties."""
    folder = root / "templates" / "word"
    folder.mkdir(parents=True)
    document = Document()
    for text in ("{%p for duty in duties %}", "{{ duty.number }} {{ duty.text }}", "{%p endfor %}"):
        document.add_paragraph(text)
    document.save(str(folder / "job-description.docx"))
    compilation = compile_tree(root, DAY)
    assert compilation.organisation is not None
    made_with = replace(edition(compilation.organisation), templates=compilation.templates)
    path = tmp_path / "own.docx"
    path.write_bytes(next(iter(render(made_with, "zh", only="post:clerk").values())))
    assert verdict(root, path)["words"] == "same"
    found = verdict(root, changed(path, "word/document.xml", lambda xml: xml.replace("登记", "复核")))
    assert pieces(found, "added") == "复核"


def test_a_workbook_is_told_by_its_identification(root: Path, tmp_path: Path) -> None:
    from remit.backends import workbooks

    organisation = compile_tree(root, DAY).organisation
    assert organisation is not None
    path = tmp_path / "raci.xlsx"
    path.write_bytes(workbooks.render(edition(organisation), "zh")["downloads/zh/raci/order.xlsx"])
    assert verdict(root, path)["state"] == "current"
    assert verdict(root, path)["words"] == "same"
    again = rezipped(path)
    assert (verdict(root, again)["state"], verdict(root, again)["words"]) == ("current", "unknown")
    write(root, "processes/order.yaml", lambda text: text.replace("clerk", "head", 1))
    assert verdict(root, path)["state"] == "superseded"


def test_a_pdf_that_is_not_made_now(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 something")
    assert verdict(root, tmp_path / "x.pdf")["state"] == "pdf"
    assert "none of those made now" in run(root, tmp_path / "x.pdf").output


def test_a_version_approved_ahead_is_not_yet_in_force(root: Path) -> None:
    write(root, "posts/clerk.yaml", lambda text: text.replace("受理并登记客户订单", "受理、评审并登记客户订单"))
    ahead = made(root)
    approve(root, "2026-06-01", "2026-09-01")
    found = verdict(root, ahead)
    assert (found["state"], found["holds"], found["effective"]) == ("coming", False, "2026-09-01")


def test_a_copy_printed_while_a_revision_was_in_preparation_holds_as_long_as_its_version(root: Path) -> None:
    before = made(root, name="before.docx")
    same = (root / "policies/posts/clerk.yaml").read_text("utf-8")
    write(root, "posts/clerk.yaml", lambda text: text.replace("受理并登记客户订单", "受理、评审并登记客户订单"))
    organisation = compile_tree(root, DAY).organisation
    assert organisation is not None
    during = root.parent / "during.docx"
    during.write_bytes(next(iter(render(edition_in_force(organisation, DAY), "zh", only="post:clerk").values())))
    assert during.read_bytes() != before.read_bytes()
    for path in (before, during):
        found = verdict(root, path)
        assert (found["state"], found["words"], found["holds"]) == ("revision", "same", True)
    write(root, "posts/clerk.yaml", lambda _: same)
    assert verdict(root, during)["state"] == "current"
    assert verdict(root, during)["holds"]
