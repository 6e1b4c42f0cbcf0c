"""What hangs on a thing, and what would follow if it went: in words and as data, with nothing written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from refactoring.tree import DAY, run, written
from remit.compiler import compile_tree
from remit.refactoring.whatif import without_element

COMPANY = {
    "system.yaml": "name: 公司\nlanguages: [zh]\n",
    "units/works.yaml": "name: 工厂\nhead: head\nfunctions:\n  - {id: making, text: 制造}\n",
    "units/shop.yaml": "name: 车间\nparent: works\nhead: foreman\n",
    "posts/head.yaml": "name: 厂长\nunit: works\nkpis:\n  - {kpi: yield, weight: 100}\n",
    "posts/foreman.yaml": (
        "name: 主任\nunit: shop\nsuperior: head\ndeputy: head\nduties:\n  - {id: lead, text: 组织生产, functions: [works/making]}\n"
    ),
    "posts/hand.yaml": "name: 操作工\nunit: shop\nsuperior: foreman\ndeputy: foreman\n",
    "roles/safety.yaml": "name: 安全员\nholders: [head]\n",
    "kpis/yield.yaml": "name: 合格率\nsupplied_by: post:foreman\nverified_by: post:head\n",
    "processes/make.yaml": (
        "name: 生产\nowner: post:head\nsteps:\n  - id: run\n    name: 加工\n    action: perform\n    performer:\n      any: [post:foreman, post:hand]\n"
        "    duty: foreman/lead\n  - id: check\n    name: 自检\n    action: perform\n    performer: post:foreman\n"
        "  - id: release\n    name: 放行\n    action: approve\n    performer: post:head\n"
    ),
    "authorities/scrap.yaml": (
        "name: 报废\ntiers:\n  - id: all\n    chain:\n      - {action: propose, by: post:foreman}\n      - {action: approve, by: post:head}\n"
    ),
    "policies/rules.yaml": "name: 制度\nchapters:\n  - {id: a, title: 总则, articles: [{id: b, text: '由{post:foreman|班长}报告'}]}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, COMPANY)


def asked(root: Path, *args: str) -> dict[str, Any]:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run(root, "impact", *args, "--format", "json")
    assert result.exit_code == 0, result.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    found: dict[str, Any] = json.loads(result.output)
    return found


def codes(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["code"], one["subject"]) for group in found["consequences"].values() for one in group}


def test_what_refers_to_a_post_is_grouped_by_what_it_is_there(root: Path) -> None:
    output = run(root, "impact", "post:foreman").output
    assert "As “Performer” (Process): 2\n" in output
    assert "    policies/processes/make.yaml:13:16  生产 › 自检\n" in output
    assert "As “Superior” (Post): 1\n" in output
    assert "Things that hang on this post alone" in output
    assert "it heads 车间" in output
    assert "it is the only deputy of 操作工" in output
    zh = run(root, "impact", "post:foreman", lang="zh").output
    assert "流程里作“执行者”：2\n" in zh
    assert "负责单元：车间" in zh


def test_what_only_a_post_without_deputy_decides_is_named(root: Path) -> None:
    found = asked(root, "post:head")
    assert {"what": "approves", "ref": "process:make/release"} in found["sole"]
    assert {"what": "holds", "ref": "role:safety"} in found["sole"]
    assert not [one for one in asked(root, "post:foreman")["sole"] if one["what"] == "supplies"], "it has a deputy"


def test_documents_and_posts_that_something_concerns(root: Path) -> None:
    found = asked(root, "kpi:yield")
    assert found["posts"] == ["post:foreman", "post:head"]
    assert set(found["documents"]) == {"post:head", "post:foreman"}
    assert asked(root, "unit:works/making")["uses"][0]["source"] == "post:foreman/lead"


def test_a_removed_post_leaves_work_without_performer_and_units_without_head(root: Path) -> None:
    found = asked(root, "post:foreman", "--remove")
    assert {code for code, subject in codes(found) if subject == "process:make/check"} & {"RSP103", "RSP104"}
    assert not [one for one in codes(found) if one[1] == "process:make/run"], "somebody else may still do it"
    assert [code for code, subject in codes(found) if subject == "kpi:yield"]
    assert [code for code, subject in codes(found) if subject == "unit:works/making"]
    assert found["headless"] == ["unit:shop"]
    assert [one["text"] for one in found["mentions"]] == ["由{post:foreman|班长}报告"]
    assert {"ref": "post:foreman", "why": "gone"} in found["reissue"]
    assert {"ref": "post:hand", "why": "content"} in found["reissue"]
    assert "language" not in found["consequences"], "what is gone is taken out, not left broken"


def test_a_removed_indicator_and_a_removed_step(root: Path) -> None:
    assert {"ref": "post:head", "why": "content"} in asked(root, "kpi:yield", "--remove")["reissue"]
    step = asked(root, "process:make/release", "--remove")
    assert {"ref": "process:make", "why": "content"} in step["reissue"]
    assert {"ref": "post:head", "why": "printed"} in step["reissue"]


def test_lines_are_those_of_the_file_after_something_is_taken_out(root: Path) -> None:
    after = without_element(root, "process:make/run", DAY).after
    assert after.organisation is not None
    release = after.organisation.find("process:make/release")
    assert release is not None
    assert release.span().line == 14


def test_a_post_without_its_holder(root: Path) -> None:
    written(root, {"people/wang.yaml": "name: 王芳\nposts:\n  - {post: head, from: '2026-01-01'}\n"})
    assert run(root, "impact", "post:head", "--without", "李明").exit_code == 2
    found = asked(root, "post:head", "--without", "王芳")
    assert ("ORG121", "post:head") in codes(found)
    assert found["headless"] == ["unit:works"]
    written(root, {"people/li.yaml": "name: 李明\nposts:\n  - {post: head, from: '2026-01-01'}\n"})
    assert codes(asked(root, "post:head", "--without", "wang")) == set(), "another holds it too"


def test_a_post_of_a_company_that_writes_down_no_people_is_vacant(root: Path) -> None:
    assert ("ORG121", "post:foreman") in codes(asked(root, "post:foreman", "--without", "王芳"))


def test_deputies_in_a_loop_after_a_merge(root: Path) -> None:
    written(
        root,
        {
            "posts/one.yaml": "name: 甲\nunit: shop\nsuperior: head\ndeputy: two\n",
            "posts/two.yaml": "name: 乙\nunit: shop\nsuperior: head\ndeputy: four\n",
            "posts/four.yaml": "name: 丁\nunit: shop\nsuperior: head\n",
        },
    )
    before = {finding.code for finding in compile_tree(root, DAY).findings}
    assert "ORG119" not in before
    assert "ORG119" in {code for code, _ in codes(asked(root, "post:four", "--merge-into", "post:one"))}


def test_a_move_brings_the_findings_of_the_new_place(root: Path) -> None:
    found = asked(root, "post:hand", "--move-to", "unit:works")
    assert {"ref": "post:hand", "why": "content"} in found["reissue"]
    assert found["consequences"]["organisation"]


@pytest.mark.parametrize(
    "args",
    [
        ("post:nobody",),
        ("post:head", "--remove", "--move-to", "shop"),
        ("system:system", "--remove"),
        ("unit:shop", "--without", "王芳"),
    ],
)
def test_what_cannot_be_asked(root: Path, args: tuple[str, ...]) -> None:
    assert run(root, "impact", *args).exit_code == 2


def test_the_words_of_a_change_come_in_both_languages(root: Path) -> None:
    en = run(root, "impact", "post:foreman", "--remove").output
    assert "If 主任 (post:foreman) were removed" in en
    assert "Work without a performer or somebody accountable" in en
    assert "Nothing was changed." in en
    zh = run(root, "impact", "post:foreman", "--remove", lang="zh").output
    assert "假如撤销主任（post:foreman）" in zh
    assert "没有执行人或负责人的工作" in zh
    assert compile_tree(root, DAY).organisation is not None
