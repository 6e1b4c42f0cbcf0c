"""A company's own Word templates and its logo: started by a command, checked, used by the build, never left half right."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openxml_audit import OpenXmlValidator

from remit.backends import Edition, edition, job_descriptions, policy_documents
from remit.backends.company_templates import BrokenTemplateError
from remit.backends.paper import approvals_by_document
from remit.backends.template_data import job_description_data, policy_data
from remit.building import edition_of
from remit.cli import program
from remit.compiler import compile_tree, linked_tree
from remit.model.entities import Policy, Post
from remit.office.blocks import Picture
from remit.office.placeholders import kinds, placeholders, table
from remit.office.properties import read_properties
from remit.office.reading import read_text
from remit.office.template_check import Shape
from remit.views.post_index import index_posts
from remit.views.post_sheet import post_sheet

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
DAY = "2026-06-30"
POLICY = """\
name: {zh: 订单管理制度, en: Order Policy}
chapters:
  - id: general
    title: {zh: 总则, en: General}
    articles:
      - id: aim
        title: {zh: 目的, en: Aim}
        text: {zh: 为当天答复订单，制定本制度。, en: So that orders are answered the same day.}
        items:
          - {id: first, text: {zh: 登记订单, en: enter orders}}
control: {number: XG-POL-01, version: A/0, owner: company}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "company")
    (tmp_path / "company/policies/policies").mkdir()
    (tmp_path / "company/policies/policies/orders.yaml").write_text(POLICY, "utf-8")
    return tmp_path / "company"


def run(root: Path, *args: str, lang: str = "zh") -> Result:
    return CliRunner().invoke(program, [*args, "--root", str(root), "--as-of", DAY, "--lang", lang])


def findings(root: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(root, "check", "--format", "json").output)["findings"]
    return [one for one in found if one["code"].startswith("TPL")]


def made(root: Path) -> Edition:
    compilation = compile_tree(root, DAY)
    assert compilation.organisation is not None
    return edition_of(compilation, compilation.organisation, DAY, None)


def errors(data: bytes, tmp_path: Path) -> list[str]:
    (tmp_path / "audited.docx").write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(tmp_path / "audited.docx").errors]


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_starting_template_is_right_as_it_is(root: Path, tmp_path: Path, kind: str, lang: str) -> None:
    result = run(root, "template", kind, lang=lang)
    assert result.exit_code == 0, result.output
    name = f"{kind}.docx" if lang == "zh" else f"{kind}.en.docx"
    path = root / "templates/word" / name
    assert f"templates/word/{name}" in result.output
    assert [one["code"] for one in findings(root) if one["code"] != "TPL124"] == []
    assert errors(path.read_bytes(), tmp_path) == []


@pytest.mark.parametrize("kind", kinds())
def test_the_starting_template_shows_every_placeholder(root: Path, kind: str) -> None:
    """Those of one paragraph; the parts of a policy's text stand in its body."""
    run(root, "template", kind)
    with zipfile.ZipFile(root / f"templates/word/{kind}.docx") as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    lacking = [row.written for row in table(kind) if row.written not in text and "{%" not in row.written]
    inner = ("chapter.", "article.", "item.", "subitem.", "annex.", "{{ paragraph }}", "{{ task }}")
    named = ("control.state", "control.digest", "control.owner", "control.mark", "policy.name", "duty.kind")
    assert [one for one in lacking if not any(part in one for part in (*inner, *named))] == []


def test_an_existing_template_is_left_alone(root: Path) -> None:
    path = root / "templates/word/policy.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    result = run(root, "template", "policy")
    assert result.exit_code == 1
    assert "--force" in result.output
    assert path.read_bytes() == b"mine"
    assert run(root, "template", "policy", "--force").exit_code == 0
    assert path.read_bytes() != b"mine"


def test_it_goes_where_it_is_told(root: Path, tmp_path: Path) -> None:
    assert run(root, "template", "policy", "--out", str(tmp_path / "x" / "mine.docx")).exit_code == 0
    assert (tmp_path / "x" / "mine.docx").is_file()
    assert not (root / "templates").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_build_writes_with_the_company_s_template(root: Path, tmp_path: Path, lang: str) -> None:
    for kind in kinds():
        run(root, "template", kind, lang=lang)
    ours = made(root)
    jobs = job_descriptions.render(ours, lang)
    policies = policy_documents.render(ours, lang)
    assert jobs == job_descriptions.render(made(root), lang)
    clerk = jobs[f"downloads/{lang}/job-descriptions/clerk.docx"]
    for data in (clerk, policies[f"downloads/{lang}/policies/orders.docx"]):
        assert errors(data, tmp_path) == []
        assert "{" not in read_text(data).dump()
        assert read_properties(data)["remit.language"] == lang
    text = read_text(clerk).dump()
    assert ("受理并登记客户订单" if lang == "zh" else "Take and enter customer orders") in text
    words = read_text(policies[f"downloads/{lang}/policies/orders.docx"]).dump()
    assert ("为当天答复订单，制定本制度。" if lang == "zh" else "So that orders are answered the same day.") in words
    drawn = zipfile.ZipFile(io.BytesIO(clerk))
    assert any(
        "未批准" in drawn.read(n).decode() or "NOT APPROVED" in drawn.read(n).decode()
        for n in drawn.namelist()
        if "header" in n
    )


def test_a_language_has_its_own_template_first(root: Path) -> None:
    folder = root / "templates/word"
    folder.mkdir(parents=True)
    for name, text in (("job-description.docx", "甲 {{ title }}"), ("job-description.en.docx", "B {{ title }}")):
        document = Document()
        document.add_paragraph(text)
        document.save(str(folder / name))
    words = {
        lang: read_text(job_descriptions.render(made(root), lang, only="post:clerk")[path]).body[0].text
        for lang in ("zh", "en")
        for path in [f"downloads/{lang}/job-descriptions/clerk.docx"]
    }
    assert words == {"zh": "甲 文员岗位说明书", "en": "B Job Description: Clerk"}


def test_a_misspelt_placeholder_stops_the_build_and_says_where(root: Path) -> None:
    run(root, "template", "job-description")
    path = root / "templates/word/job-description.docx"
    document = Document(str(path))
    cell = next(c for t in document.tables for r in t.rows for c in r.cells if "{{ duty.text }}" in c.text)
    cell.paragraphs[0].runs[0].text = "{{ duty.txet }}"
    document.save(str(path))
    found = [one for one in findings(root) if one["code"] == "TPL105"]
    assert [(one["path"], one["subject"]) for one in found] == [
        ("templates/word/job-description.docx", "template:job-description")
    ]
    assert "第 2 个表格第 3 行" in found[0]["message"]
    assert "“duty.txet”不存在。最接近的是“duty.text”。" in found[0]["message"]
    result = run(root, "build", lang="en")
    assert result.exit_code == 1
    assert "table 2, row 3" in result.output
    assert "PK" not in result.output
    assert not (root / "site").exists()


def test_files_with_other_names_are_pointed_out(root: Path) -> None:
    folder = root / "templates/word"
    folder.mkdir(parents=True)
    (folder / "job_descriptions.docx").write_bytes(b"x")
    (folder / "policy.fr.docx").write_bytes(b"x")
    (folder / "~$policy.docx").write_bytes(b"x")
    (folder / "styles.xml").write_bytes(b"x")
    found = findings(root)
    assert [(one["code"], one["path"].rpartition("/")[2]) for one in found] == [
        ("TPL123", "job_descriptions.docx"),
        ("TPL123", "policy.fr.docx"),
    ]
    assert "最接近的是“job-description.docx”" in found[0]["message"]


def test_a_template_of_one_language_is_a_hint(root: Path) -> None:
    run(root, "template", "policy")
    assert [(one["code"], one["severity"]) for one in findings(root)] == [("TPL124", "info")]
    run(root, "template", "policy", lang="en")
    assert findings(root) == []


def test_a_broken_template_that_nobody_wants_to_hear_of_still_stops(root: Path) -> None:
    folder = root / "templates/word"
    folder.mkdir(parents=True)
    (folder / "job-description.docx").write_bytes(b"x")
    system = root / "policies/system.yaml"
    system.write_text(system.read_text("utf-8") + "lint: {ignore: [TPL]}\n", "utf-8")
    with pytest.raises(BrokenTemplateError):
        job_descriptions.render(made(root), "zh")
    result = run(root, "build")
    assert result.exit_code == 1
    assert "templates/word/job-description.docx" in result.output


def test_the_data_is_what_the_placeholders_say() -> None:
    organisation = linked_tree(SMALL.parents[2])
    assert organisation is not None
    every = edition(organisation)
    index, ledger = index_posts(organisation), approvals_by_document(organisation)
    for post, lang in product(organisation.all(Post)[:8], ("zh", "en")):
        sheet, state, approvals = post_sheet(index, post), every.states[post.ref], ledger.get(post.ref, ())
        doc = job_descriptions.job_description(every, sheet, state, approvals, lang)
        data = job_description_data(every, doc, sheet, state, approvals, lang)
        conforms(data, placeholders("job-description"), post.ref)
    for policy, lang in product(organisation.all(Policy)[:4], ("zh", "en")):
        state, approvals = every.states[policy.ref], ledger.get(policy.ref, ())
        doc = policy_documents.policy_document(every, policy, approvals, lang)
        known = {name: shape for name, shape in placeholders("policy").items() if shape.kind != "blocks"}
        conforms(policy_data(doc, policy, state, approvals, lang), known, policy.ref)


def conforms(data: Mapping[str, Any], shapes: Mapping[str, Shape], where: str) -> None:
    """Just the names that there are, and nothing but plain values."""
    assert set(data) == set(shapes), where
    for name, value in data.items():
        shape, place = shapes[name], f"{where}.{name}"
        if shape.kind == "group":
            conforms(value, shape.fields, place)
        elif shape.kind == "list" and shape.item is not None:
            assert isinstance(value, list), place
            for item in value:
                if shape.item.fields:
                    conforms(item, shape.item.fields, place)
                else:
                    assert isinstance(item, str), place
        else:
            assert isinstance(value, str | int | (Picture if shape.kind == "picture" else str)), place
            assert value != "None", place


def logo(root: Path, data: bytes | None, name: str = "logo.png") -> None:
    system = root / "policies/system.yaml"
    system.write_text(system.read_text("utf-8") + "documents: {logo: logo.png}\n", "utf-8")
    if data is not None:
        (root / "policies/attachments").mkdir()
        (root / "policies/attachments" / name).write_bytes(data)


def test_the_logo_stands_at_the_head_of_documents(root: Path, tmp_path: Path) -> None:
    logo(root, png(60, 20))
    assert findings(root) == []
    data = job_descriptions.render(made(root), "zh", only="post:clerk")["downloads/zh/job-descriptions/clerk.docx"]
    assert errors(data, tmp_path) == []
    package = zipfile.ZipFile(io.BytesIO(data))
    assert 'descr="小公司（虚构）"' in package.read("word/header1.xml").decode()
    assert any(package.read(name) == png(60, 20) for name in package.namelist() if name.endswith(".png"))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (None, "logo.png", "TPL131"),
        (png(6, 2), "logo2.png", "TPL131"),
        (b"GIF89a", "logo.png", "TPL132"),
        (png(6, 2)[:20], "logo.png", "TPL132"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_found(root: Path, data: bytes | None, name: str, code: str) -> None:
    logo(root, data, name)
    found = findings(root)
    assert [(one["code"], one["path"]) for one in found] == [(code, "policies/system.yaml")]
    assert found[0]["line"] == 3
    assert ("“logo2.png”" in found[0]["message"]) is (name == "logo2.png")


def test_a_logo_outside_the_attachments_is_not_read(root: Path) -> None:
    (root / "policies/secret.png").write_bytes(png(6, 2))
    system = root / "policies/system.yaml"
    system.write_text(system.read_text("utf-8") + "documents: {logo: a/../../secret.png}\n", "utf-8")
    (root / "policies/attachments/a").mkdir(parents=True)
    assert "TPL131" in [one["code"] for one in findings(root)]


def test_the_placeholders_can_be_listed(root: Path) -> None:
    zh, en = run(root, "template", "policy", "--list"), run(root, "template", "policy", "--list", lang="en")
    assert "{{ control.version }}  版本/修订\n" in zh.output
    assert "{{ control.version }}  version\n" in en.output
    assert len(zh.output.splitlines()) == len(table("policy"))
    assert not (root / "templates").exists()
