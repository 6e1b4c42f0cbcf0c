"""Moving and merging: what follows, what loses its approval and what keeps it, what is left to the author."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from refactoring.tree import DAY, run, written
from remit.compiler import Compilation, compile_tree
from remit.model.ledger import states

COMPANY = {
    "system.yaml": "name: 公司\nlanguages: [zh]\n",
    "units/company.yaml": "name: 公司\nhead: chief\n",
    "units/sales.yaml": "name: 销售部\nparent: company\nhead: head\nfunctions:\n  - {id: orders, text: 接单}\n",
    "units/stores.yaml": "name: 仓储部\nparent: company\n",
    "posts/chief.yaml": "name: 总经理\nunit: company\n",
    "posts/head.yaml": "name: 经理\nunit: sales\nsuperior: chief\ndeputy: clerk  # 离得最近\n",
    "posts/clerk.yaml": (
        "name: 文员\nunit: sales\nsuperior: head\nduties:\n    # 每天第一件事\n    - id: quotes\n      text: |\n        报价\n\n        并留底\n"
        "    - {id: other, text: 完成其他工作}\n    - id: file\n      text: 归档  # 原件\nkpis:\n  - {kpi: speed, weight: 60, measures: [quotes]}\n  - {kpi: care, weight: 40, measures: [file]}\n"
    ),
    "posts/agent.yaml": (
        "name: 业务员  # 常在外\nunit: sales\nsuperior: clerk\nduties:\n  - id: visits\n    text: 走访\n  - {id: other, text: 其他}\n"
        "kpis: [{kpi: speed, weight: 100}]\n"
    ),
    "kpis/speed.yaml": "name: 及时率\nsupplied_by: post:clerk\n",
    "kpis/care.yaml": "name: 满意度\nsupplied_by: post:chief\n",
    "processes/order.yaml": (
        "name: 接单\nowner: post:head\nsteps:\n  - {id: enter, name: 录入, performer: {any: [post:clerk, post:agent]}, duty: clerk/quotes}\n"
        "  - id: tell\n    name: 告知\n    performer: post:head\n    inform:\n      - post:agent\n      - post:clerk  # 录入的人\n"
    ),
    "processes/stock.yaml": "name: 盘点\nowner: post:chief\nsteps:\n  - {id: count, name: 盘点, performer: post:chief}\n",
    "policies/rules.yaml": (
        "name: 制度\nchapters:\n  - id: one\n    title: 总则\n    articles:\n      - {id: a, text: '{post:clerk}按{post:clerk/other}办'}\n"
    ),
}
DOCUMENTS = [
    "post:chief", "post:head", "post:clerk", "post:agent", "kpi:speed", "kpi:care", "process:order", "process:stock",
    "policy:rules",
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    written(tmp_path, COMPANY)
    assert run(tmp_path, "approve", *DOCUMENTS, "--by", "post:chief", "--on", "2026-01-05").exit_code == 0
    assert run(tmp_path, "approve", "kpi:care", "--by", "post:clerk", "--on", "2026-01-06").exit_code == 0
    return tmp_path


def changed(compilation: Compilation) -> set[str]:
    assert compilation.organisation is not None
    return {ref for ref, state in states(compilation.organisation).items() if state.state != "approved"}


def text(root: Path, path: str) -> str:
    return (root / "policies" / path).read_bytes().decode()


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "policies").rglob("*.yaml")}


def broken(compilation: Compilation) -> list[str]:
    return [finding.code for finding in compilation.findings if finding.code.startswith("LNG")]


def test_a_post_that_moves_alone_loses_its_approval(root: Path) -> None:
    assert run(root, "move", "post:clerk", "--to", "stores").exit_code == 0
    assert text(root, "posts/clerk.yaml") == COMPANY["posts/clerk.yaml"].replace("unit: sales", "unit: stores")
    assert changed(compile_tree(root, DAY)) == {"post:clerk"}
    assert run(root, "move", "post:clerk", "--to", "sales").exit_code == 0
    assert changed(compile_tree(root, DAY)) == set()


def test_a_unit_goes_under_another_and_nothing_loses_its_approval(root: Path) -> None:
    assert run(root, "move", "unit:stores", "--to", "unit:sales").exit_code == 0
    assert text(root, "units/stores.yaml") == "name: 仓储部\nparent: sales\n"
    assert run(root, "move", "unit:company", "--to", "stores").exit_code == 2
    assert changed(compile_tree(root, DAY)) == set()


def test_a_merge_takes_everything_over_with_its_lines(root: Path) -> None:
    result = run(root, "merge", "post:clerk", "--into", "agent")
    assert result.exit_code == 0, result.output
    assert not (root / "policies/posts/clerk.yaml").exists()
    agent = text(root, "posts/agent.yaml")
    assert agent.startswith("name: 业务员  # 常在外\nunit: sales\nsuperior: head\n")
    assert "  # 每天第一件事\n  - id: quotes\n    text: |\n      报价\n\n      并留底\n" in agent
    assert "  - {id: other-clerk, text: 完成其他工作}\n" in agent
    assert "  - id: file\n    text: 归档  # 原件\n" in agent
    data = yaml.safe_load(agent)
    assert data["kpis"] == [{"kpi": "speed", "weight": 100}, {"kpi": "care", "weight": 40, "measures": ["file"]}]
    assert "deputy: agent  # 离得最近" in text(root, "posts/head.yaml")
    assert text(root, "processes/order.yaml") == (
        "name: 接单\nowner: post:head\nsteps:\n  - {id: enter, name: 录入, performer: post:agent, duty: agent/quotes}\n"
        "  - id: tell\n    name: 告知\n    performer: post:head\n    inform:\n      - post:agent\n"
    )
    assert "{post:agent}按{post:agent/other-clerk}办" in text(root, "policies/rules.yaml")


def test_a_merge_says_what_is_left_to_the_author(root: Path) -> None:
    output = run(root, "merge", "post:clerk", "--into", "post:agent").output
    assert "post:agent kpis has the same already, so it was not repeated: speed" in output
    assert "post:clerk/other became post:agent/other-clerk" in output
    assert "KPI101" in output, "the weights do not sum to 100 any more"


def test_a_merge_unapproves_what_it_changes_and_nothing_else(root: Path) -> None:
    assert run(root, "merge", "post:clerk", "--into", "post:agent").exit_code == 0
    after = compile_tree(root, DAY)
    assert changed(after) == {"post:agent", "post:head", "kpi:speed", "process:order", "policy:rules"}
    assert broken(after) == []


def test_the_ledger_of_a_merged_post_stays_as_history(root: Path) -> None:
    ledger = {path: path.read_bytes() for path in (root / "policies/approvals").rglob("*.yaml")}
    assert run(root, "merge", "post:clerk", "--into", "post:agent").exit_code == 0
    assert {path: path.read_bytes() for path in (root / "policies/approvals").rglob("*.yaml")} == ledger
    after = compile_tree(root, DAY)
    assert after.organisation is not None
    assert after.organisation.find("approval:post-clerk-2026-01-05") is None
    signed = after.organisation.find("approval:kpi-care-2026-01-06")
    assert str(getattr(signed, "approved").by.named) == "文员"  # noqa: B009  (an element of any kind)
    assert not {finding.diagnostic.subject for finding in after.findings} & {"approval:kpi-care-2026-01-06"}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("move post:clerk --to sales", "is in unit:sales already"),
        ("move post:clerk --to nowhere", "There is no unit:nowhere"),
        ("move kpi:speed --to sales", "Only posts and units"),
        ("move unit:sales --to sales", "below itself"),
        ("merge post:clerk --into clerk", "below itself"),
        ("merge kpi:speed --into kpi:care", "Only a post"),
        ("merge post:clerk --into no", "Only a post"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(root: Path, order: str, words: str) -> None:
    before = files(root)
    result = run(root, *order.split())
    assert result.exit_code == 2
    assert words in result.output
    assert files(root) == before


def test_a_dry_run_of_a_merge_writes_nothing(root: Path) -> None:
    before = files(root)
    result = run(root, "merge", "post:clerk", "--into", "post:agent", "--dry-run")
    assert result.exit_code == 0
    assert "+into: post:agent\n" in result.output
    assert "--- a/policies/posts/clerk.yaml\n+++ /dev/null\n" in result.output
    assert files(root) == before
