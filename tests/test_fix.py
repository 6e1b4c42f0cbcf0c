"""check --fix on files: what it mends, in how many rounds, what it leaves alone, and what it never touches."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Diagnostic, Edit, Span
from remit.evidence.names import defined_as
from remit.fix import apply
from remit.language.nearest import certain

Company = Callable[[Mapping[str, str]], Compilation]


def finding(*edits: Edit) -> Diagnostic:
    return Diagnostic("unknown-key", Span(edits[0].path), "post:a", fix=edits)


def mend(root: Path, files: Mapping[str, str], company: Company, rounds: int = 5) -> dict[str, str]:
    compilation = company(files)
    for _ in range(rounds):
        apply(root, [f.diagnostic for f in compilation.findings])
        compilation = compile_tree(root)
    return {path: (root / "policies" / path).read_bytes().decode() for path in files}


MENDED = [
    ("an unknown key", "posts/a.yaml", "name: 甲\naliasses: [x] # c\n", "name: 甲\naliases: [x] # c\n"),
    ("a misspelt reference", "posts/a.yaml", "name: 甲\nsuperior: mangaer  # c\n", "name: 甲\nsuperior: manager  # c\n"),
    ("a reference in capitals", "posts/a.yaml", "name: 甲\nsuperior: Manager\n", "name: 甲\nsuperior: manager\n"),
    ("a reference in full width", "posts/a.yaml", "name: 甲\nsuperior: ｍanager\n", "name: 甲\nsuperior: manager\n"),
    ("a link in a block text", "posts/a.yaml", "name: 甲\npurpose: |\n  听{post:mangaer|他}的\n\n  两行\n", "name: 甲\npurpose: |\n  听{post:manager|他}的\n\n  两行\n"),
    ("two links in one text", "posts/a.yaml", "name: 甲\npurpose: '{post:mangaer}、{unit:slaes}'\n", "name: 甲\npurpose: '{post:manager}、{unit:sales}'\n"),
    ("a performer without its kind", "processes/p.yaml", "name: 采购\nsteps: [{id: x, name: 询价, performer: manager}]\n", "name: 采购\nsteps: [{id: x, name: 询价, performer: post:manager}]\n"),
    ("one of several performers", "processes/p.yaml", "name: 采购\nsteps: [{id: x, name: 询价, performer: {any: [post:mangaer, unit:sales]}}]\n", "name: 采购\nsteps: [{id: x, name: 询价, performer: {any: [post:manager, unit:sales]}}]\n"),
    ("a stage", "processes/p.yaml", "name: 采购\nstages: [{id: order, name: 下单}]\nsteps: [{id: x, name: 询价, stage: odrer}]\n", "name: 采购\nstages: [{id: order, name: 下单}]\nsteps: [{id: x, name: 询价, stage: order}]\n"),
    ("a value in Chinese", "posts/a.yaml", "name: 甲\nduties: [{id: x, text: 询价, role: 审核}]\n", "name: 甲\nduties: [{id: x, text: 询价, role: review}]\n"),
    ("a number in quotes", "posts/a.yaml", 'name: 甲\nheadcount: "2" # 人\n', "name: 甲\nheadcount: 2 # 人\n"),
    ("a full-width number", "posts/a.yaml", "name: 甲\nheadcount: ２\n", "name: 甲\nheadcount: 2\n"),
    ("a code that is a number", "posts/a.yaml", "name: 甲\ncode: 10\n", 'name: 甲\ncode: "10"\n'),
    ("yes for true", "posts/a.yaml", "name: 甲\nduties: [{id: x, text: 其他, catch_all: yes}]\n", "name: 甲\nduties: [{id: x, text: 其他, catch_all: true}]\n"),
    ("a date without zeros", "posts/a.yaml", "name: 甲\ncontrol: {effective: 2026-1-5}\n", "name: 甲\ncontrol: {effective: 2026-01-05}\n"),
    ("a date in Chinese", "posts/a.yaml", "name: 甲\ncontrol: {effective: 2026年1月5日}\n", "name: 甲\ncontrol: {effective: 2026-01-05}\n"),
    ("a reference twice", "posts/a.yaml", "name: 甲\nduties: [{id: x, text: 下单, outputs: ['record:r', 'record:r']}]\n", "name: 甲\nduties: [{id: x, text: 下单, outputs: ['record:r']}]\n"),
    ("a slip behind a slip", "posts/a.yaml", "name: 甲\nsuperiour: mangaer\n", "name: 甲\nsuperior: manager\n"),
]  # fmt: skip
OTHERS = {"posts/manager.yaml": "name: 经理\n", "units/sales.yaml": "name: 销售部\n", "records/r.yaml": "name: 单\n"}


@pytest.mark.parametrize(("path", "before", "after"), [case[1:] for case in MENDED], ids=[case[0] for case in MENDED])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "bom"])
def test_what_has_one_answer_is_mended(
    path: str, before: str, after: str, end: str, mark: str, company: Company, tmp_path: Path
) -> None:
    texts = [mark + text.replace("\n", end) for text in (before, after)]
    assert mend(tmp_path, {path: texts[0], **OTHERS}, company)[path] == texts[1]
    assert [f for f in compile_tree(tmp_path).findings if f.code.startswith("LNG")] == []


LEFT = [
    ("two candidates", "name: 甲\nsuperior: managre\n", {"posts/manages.yaml": "name: 一\n", "posts/managed.yaml": "name: 二\n", "posts/manager.yaml": "name: 经理\n", "posts/managr.yaml": "name: 三\n"}),
    ("another number is another thing", "name: 甲\nsuperior: buyer-3\n", {"posts/buyer-2.yaml": "name: 二\n"}),
    ("short words differ", "name: 甲\nsuperior: hed\n", {"posts/bed.yaml": "name: 二\n"}),
    ("a date day first", "name: 甲\ncontrol: {effective: 1/2/2026}\n", {}),
    ("a date with a month 13", "name: 甲\ncontrol: {effective: 2026-13-1}\n", {}),
    ("half a number", 'name: 甲\nheadcount: "1.5"\n', {}),
    ("the key is there already", "name: 甲\naliases: [x]\naliasses: [y]\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "others"), [case[1:] for case in LEFT], ids=[case[0] for case in LEFT])
def test_what_is_not_certain_is_left(text: str, others: Mapping[str, str], company: Company, tmp_path: Path) -> None:
    assert mend(tmp_path, {"posts/a.yaml": text, **others}, company)["posts/a.yaml"] == text


def test_what_was_changed_is_told_by_line(company: Company, tmp_path: Path) -> None:
    found = company({"posts/a.yaml": "name: 甲\npurpose: |\n  一\n  听{post:mangaer}的\n", **OTHERS})
    fixed = apply(tmp_path, [f.diagnostic for f in found.findings])
    assert [(c.path, c.line, c.before, c.after) for c in fixed.changes] == [
        ("policies/posts/a.yaml", 4, "{post:mangaer}", "{post:manager}")
    ]


def test_the_edits_of_one_finding_go_together(tmp_path: Path) -> None:
    path = tmp_path / "policies" / "posts" / "a.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("a: 1\nb: 2\n", "utf-8")
    edits = [Edit("policies/posts/a.yaml", "rename", (old,), new) for old, new in (("a", "c"), ("x", "y"))]
    fixed = apply(tmp_path, [finding(*edits)])
    assert (fixed.changes, len(fixed.left)) == ((), 1)
    assert path.read_text("utf-8") == "a: 1\nb: 2\n"


def test_removals_in_one_list_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    path = tmp_path / "policies" / "system.yaml"
    path.parent.mkdir()
    path.write_text("w:\n  - a # 1\n  # c\n  - b\n  - c\n  - d\nx: old\n", "utf-8")
    edits = [Edit("policies/system.yaml", "remove", ("w", n)) for n in (0, 1, 3)]
    edits.append(Edit("policies/system.yaml", "replace", ("x",), "new"))
    assert len(apply(tmp_path, [finding(edit) for edit in edits]).changes) == 4
    assert path.read_text("utf-8") == "w:\n  # c\n  - c\nx: new\n"


def test_mode_and_neighbours_stay(tmp_path: Path) -> None:
    path = tmp_path / "policies" / "a.yaml"
    path.parent.mkdir()
    path.write_text("a: 1\n", "utf-8")
    path.chmod(0o640)
    apply(tmp_path, [finding(Edit("policies/a.yaml", "rename", ("a",), "b"))])
    assert path.read_text("utf-8") == "b: 1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize(
    "target", ["outside.yaml", "policies/../outside.yaml", "policies/link.yaml", "policies/folder/outside.yaml"]
)
def test_nothing_outside_the_policies_is_written(tmp_path: Path, target: str) -> None:
    outside = tmp_path / "elsewhere" / "outside.yaml"
    outside.parent.mkdir()
    outside.write_text("a: 1\n", "utf-8")
    (tmp_path / "outside.yaml").write_text("a: 1\n", "utf-8")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "link.yaml").symlink_to(outside)
    (tmp_path / "policies" / "folder").symlink_to(outside.parent)
    fixed = apply(tmp_path, [finding(Edit(target, "rename", ("a",), "b"))])
    assert (fixed.changes, len(fixed.left)) == ((), 1)
    assert {path.read_text("utf-8") for path in (outside, tmp_path / "outside.yaml")} == {"a: 1\n"}


@pytest.mark.parametrize(
    ("wrong", "known", "meant"),
    [
        ("superiour", ["superior", "unit"], "superior"),
        ("nmae", ["name", "names"], "name"),
        ("Order_Form", ["order-form"], "order-form"),
        ("buyer", ["buyers", "buyer-a"], "buyers"),
        ("8.4.11", ["8.4.1"], ""),
        ("by", ["be"], ""),
        ("sales", ["sale", "sales-a", "scales"], ""),
    ],
)
def test_one_slip_of_the_pen_and_no_more(wrong: str, known: list[str], meant: str) -> None:
    assert certain(wrong, known) == meant


def test_a_name_means_the_one_thing_that_has_it(company: Company) -> None:
    files = {
        "posts/a.yaml": "name: {zh: 采购经理, en: Purchasing Manager}\naliases: [采购主管]\n",
        "posts/b.yaml": "name: 采购部\n",
        "units/c.yaml": "name: 采购部\n",
    }
    organisation = company({"system.yaml": "name: 公司\nlanguages: [zh, en]\n", **files}).organisation
    assert organisation is not None
    for name in ("采购经理", "Purchasing Manager", "采购主管", " 采购经理 "):
        found = defined_as(organisation, name)
        assert found is not None
        assert found.ref == "post:a"
    assert defined_as(organisation, "采购部") is None
    unit = defined_as(organisation, "采购部", {"unit"})
    assert unit is not None
    assert unit.ref == "unit:c"
    assert defined_as(organisation, "经理") is None
