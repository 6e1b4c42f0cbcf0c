"""`remit diff`: revisions of a temporary repository, every format, and what cannot be done."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from openxml_audit import OpenXmlValidator

from remit.cli import program
from remit.language.schemas import kinds
from tests.change.tree import company, edited

EDITS: dict[str, Any] = {
    "post:buyer": {"duties.ledger": None, "deputy": "inspector"},
    "policy:purchasing": {
        "chapters.general.articles.quotes.text": {
            "zh": "单笔超过三千元的采购应当取得三家以上报价。",
            "en": "More than 3000 <b>|*x*",
        }
    },
    "post:inspector": {"note": "待核对"},
}


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def write(root: Path, files: Mapping[str, Any]) -> None:
    for path in (root / "policies").rglob("*.yaml"):
        path.unlink()
    for ref, data in files.items():
        kind, _, ident = ref.partition(":")
        path = root / "policies" / kinds()[kind].folder / f"{ident}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A company with a revision v1, a commit in which something changed, and a change that is not committed."""
    files = company()
    write(tmp_path, files)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    git(tmp_path, "tag", "v1")
    files = edited(files, EDITS)
    write(tmp_path, files)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "two")
    git(tmp_path, "tag", "v2")
    write(tmp_path, edited(files, {"kpi:on-time": {"target": {"at_least": 97}}}))
    return tmp_path


def run(root: Path, *arguments: str, **options: Any) -> Result:
    return CliRunner().invoke(program, ["--root", str(root), "diff", *arguments], **options)


def test_text_tells_grade_reason_words_and_readers(root: Path) -> None:
    found = run(root, "v1", "v2")
    assert found.exit_code == 0
    assert found.stdout == (
        "变更：v1 → v2\n"
        "\n"
        "采购管理制度  policy:purchasing  变更\n"
        "  重大  章“总则”：条文“单笔超过三千元的采购应当取得三家以上报价。”改写\n"
        "        单笔超过[-五-]{+三+}千元的采购应当取得三家以上报价。\n"
        "        理由：数字、限定、动作或“应、须、可、不得”等用词变了（ISO/IEC Directives part 2, clause 7）\n"
        "\n"
        "采购员  post:buyer  变更\n"
        "  重大  代理人由“采购经理”改为“检验员”\n"
        "        理由：组织关系改变：部门、上级、代理或编制（ISO 9001:2015, 5.3 and 6.3 d）\n"
        "  重大  取消职责“登记采购台账”\n"
        "        理由：职责的分配改变：增加、取消或移交了职责（ISO 9001:2015, 5.3 and 6.3 d）\n"
        "\n"
        "检验员  post:inspector  变更\n"
        "  编辑性  增加备注“待核对”\n"
        "        理由：给编写人看的备注，不在批准的内容里\n"
        "\n"
        "须重新阅读并确认的岗位（只因重大变更）\n"
        "  采购员、采购经理：《采购管理制度》《采购员》\n"
        "  检验员：《采购员》\n"
        "\n"
        "3 个文件，4 处变更：重大 3，一般 0，编辑性 1\n"
    )


def test_a_second_revision_a_range_and_the_working_tree(root: Path) -> None:
    assert run(root, "v1..v2").stdout == run(root, "v1", "v2").stdout
    assert run(root, "v1...v2", "--format", "json").exit_code == 0
    working = json.loads(run(root, "v2", "--format", "json").stdout)
    assert (working["before"], working["after"]) == ("v2", "")
    assert [entity["ref"] for entity in working["entities"]] == ["kpi:on-time"]
    assert json.loads(run(root, "v2", "v2", "--format", "json").stdout)["entities"] == []
    assert "按内容没有变更" in run(root, "v2", "v2").stdout


def test_what_concerns_a_post(root: Path) -> None:
    assert [
        entity["ref"]
        for entity in json.loads(run(root, "v1", "v2", "--post", "inspector", "--format", "json").stdout)["entities"]
    ] == ["post:buyer"]
    assert "对质量经理没有变更" not in run(root, "v1", "v2", "--post", "post:inspector").stdout
    assert run(root, "v1", "v2", "--post", "inspectr").exit_code == 2
    assert "unit:quality is not a post" in run(root, "v1", "v2", "--post", "unit:quality", "--lang", "en").output


def test_markdown_folds_files_and_lets_nothing_be_markup(root: Path) -> None:
    found = run(root, "v1", "v2", "--format", "markdown", "--lang", "en").stdout
    assert found.startswith("## Changes: v1 → v2\n")
    assert found.count("<details") == found.count("</details>") == 3
    assert "<details open><summary><b>Buyer</b> <code>post:buyer</code> changed: major</summary>" in found
    assert "<b>|" not in found
    assert r"&lt;b&gt;\|\*x\*" in found
    assert "| Inspector | 1 | Buyer |" in found
    rows = [line for line in found.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_json_is_what_the_documentation_says(root: Path) -> None:
    found = json.loads(run(root, "v1", "v2", "--format", "json", "--lang", "en").stdout)
    assert list(found) == ["before", "after", "entities", "posts", "unread", "summary"]
    policy = found["entities"][0]
    assert list(policy) == ["ref", "was", "kind", "document", "event", "name", "grade", "changes"]
    change = policy["changes"][0]
    assert list(change) == [
        "name", "subject", "grade", "reason", "message", "because", "before", "after", "difference", "posts",
    ]  # fmt: skip
    assert change["subject"] == "policy:purchasing/quotes"
    assert (
        "".join(piece["text"] for piece in change["difference"] if piece["kind"] != "removed")
        == "More than 3000 <b>|*x*"
    )
    assert found["posts"][0] == {
        "ref": "post:buyer", "name": "Buyer", "changes": 3, "read_again": ["policy:purchasing", "post:buyer"],
    }  # fmt: skip
    assert found["summary"] == {"major": 3, "minor": 0, "editorial": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_change_notice_is_a_sound_word_file_with_room_to_sign(root: Path, lang: str) -> None:
    files = [root / "one.docx", root / "two.docx"]
    for file in files:
        arguments = ("--number", "CN-7", "--reason", "R1", "--lang", lang, "--as-of", "2026-07-01")
        assert run(root, "v1", "v2", "--format", "docx", "-o", str(file), *arguments).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert OpenXmlValidator().validate(str(files[0])).errors == []
    read = docx.Document(str(files[0]))
    cells = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]
    text = "\n".join("\t".join(row) for row in cells) + "\n".join(paragraph.text for paragraph in read.paragraphs)
    wanted = (
        ("变更通知单", "CN-7", "R1", "2026年7月1日", "登记采购台账")
        if lang == "zh"
        else ("Change Notice", "CN-7", "1 July 2026")
    )
    assert [words for words in wanted if words not in text] == []
    signing = [row for row in cells if row[0] in ("检验员", "Inspector") and row[-1] == ""]
    assert len(signing) == 1


def test_the_change_notice_does_not_tell_who_has_read_or_holds_what(root: Path) -> None:
    kept = {
        "acknowledgement:one": {
            "document": "policy:purchasing", "digest": f"sha256:{'0' * 64}", "on": "2026-05-04", "by": ["post:inspector"],
        },
        "rename:one": {"from": "person:zhang", "to": "person:li", "on": "2026-05-05"},
        "person:li": {"name": "李未名", "posts": [{"post": "inspector", "from": "2026-05-06"}]},
    }  # fmt: skip
    write(root, edited(company(), EDITS) | kept)
    told = run(root, "v1").stdout
    assert [words for words in ("2026年5月4日", "李未名") if words not in told] == []
    assert run(root, "v1", "--format", "docx", "-o", str(root / "n.docx"), "--as-of", "2026-07-01").exit_code == 0
    read = docx.Document(str(root / "n.docx"))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(paragraph.text for paragraph in read.paragraphs)])
    assert [words for words in ("2026年5月4日", "李未名", "person:", "rename:") if words in text] == []


def test_a_report_is_written_to_a_file(root: Path) -> None:
    target = root / "changes.md"
    found = run(root, "v1", "v2", "--format", "markdown", "-o", str(target))
    assert found.exit_code == 0
    assert target.read_text("utf-8") == run(root, "v1", "v2", "--format", "markdown").stdout


def test_a_file_that_one_revision_cannot_read_is_named(root: Path) -> None:
    (root / "policies" / "posts" / "buyer.yaml").write_text("name: [", "utf-8")
    found = run(root, "v2", "--lang", "en")
    assert found.exit_code == 0
    assert "not readable and not compared: post:buyer" in found.stdout
    assert "removed" not in found.stdout


def test_what_cannot_be_done_is_said(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "git knows no revision “v9”" in run(root, "v9", "--lang", "en").output
    assert "git knows no revision “v9”" in run(root, "v1..v9", "--lang", "en").output
    assert "-o FILE" in run(root, "v1", "--format", "docx").output
    assert run(root, "v1", "--number", "7").exit_code == 2
    loose = tmp_path_factory.mktemp("loose")
    write(loose, company())
    assert "not in a git repository" in run(loose, "HEAD", "--lang", "en").output
    (root / "policies" / "system.yaml").write_text("name: [", "utf-8")
    broken = run(root, "v1", "--lang", "en")
    assert broken.exit_code == 2
    assert "cannot be read" in broken.output
