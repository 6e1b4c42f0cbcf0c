"""Renames: every file follows, approvals go on, the way back restores every byte; and no rename makes other content pass."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from refactoring.tree import DAY, run, written
from remit.compiler import Compilation, compile_tree
from remit.language.schemas import folders
from remit.model.ledger import states
from remit.model.places import Place, at, places
from remit.refactoring.plan import RefactorError, write
from remit.refactoring.rename import Names, defined, names, plan_rename, unchecked
from remit.source.document import Document
from remit.source.tree import load_tree
from remit.source.yaml_reader import Parsed

REPOSITORY = Path(__file__).resolve().parents[2]
COMPANY = {
    "system.yaml": (
        "name: {zh: 公司, en: Company}\nlanguages: [zh, en]\ngroups:\n  - id: shops  # 车间\n    name: 车间\n"
        "    members: [unit:sales]\nwaivers:\n  - {code: ORG110, subject: post:clerk/quotes, reason: 试行}\n"
    ),
    "units/sales.yaml": "name: 销售部\nhead: head\nfunctions:\n  - {id: orders, text: 接单}\n",
    "posts/head.yaml": "name: 经理\nunit: sales\ncontrol: {approved_by: unit:sales}\n",
    "posts/clerk.yaml": (
        "# 文员 post:clerk\nname: 文员\nunit: 'sales'\nsuperior: \"head\"   # 上级\nduties:\n"
        "  - id: quotes\n    text: >-\n      报价，向{post:head|经理}\n      报告，{{post:head}} 不算\n    functions: [sales/orders]\n"
        "  - id: other\n    text: 其他\nkpis:\n  - {kpi: speed, weight: 100, measures: [quotes]}\n"
    ),
    "kpis/speed.yaml": "name: 及时率\nsupplied_by: post:clerk\n",
    "processes/order.yaml": (
        "name: 接单\nowner: post:head\nsteps:\n  - {id: enter, name: 录入, performer: post:clerk, duty: clerk/quotes, next: [check]}\n"
        "  - id: check\n    name: 由{post:clerk/quotes}检查\n    performer: {any: [post:head, {post: clerk, at: sales}]}\n"
        "    on_reject: {to: enter}\n"
    ),
    "basis/iso.yaml": "name: 标准\nclauses:\n  - {id: c1.2, title: 顾客}\n",
    "policies/rules.yaml": (
        "name: 制度\nchapters:\n  - id: one\n    title: 总则\n    articles:\n      - id: a\n        text: 见{basis:iso/c1.2}、{post:clerk}和{group:shops}\n"
        "        basis: [c1.2]\n        blocks: [{show: duties, of: [post:clerk]}]\n"
    ),
}
RENAMES = [
    ("post:clerk", "order-clerk"),
    ("post:clerk/quotes", "offers"),
    ("unit:sales", "trade"),
    ("unit:sales/orders", "taking"),
    ("kpi:speed", "pace"),
    ("process:order", "ordering"),
    ("process:order/enter", "key-in"),
    ("clause:c1.2", "c1.3"),
    ("basis:iso", "iso-9001"),
    ("group:shops", "works"),
    ("policy:rules/a", "first"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    written(tmp_path, COMPANY)
    for ref in ("post:clerk", "post:head", "kpi:speed", "process:order", "policy:rules"):
        assert run(tmp_path, "approve", ref, "--by", "post:head", "--on", "2026-01-05").exit_code == 0
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """Every file but the entries of renames."""
    base = root / "policies"
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(base.rglob("*.yaml"))
        if path.parent.name != "renames"
    }


def register(compilation: Compilation) -> dict[str, str]:
    assert compilation.organisation is not None
    return {ref: state.state for ref, state in states(compilation.organisation).items()}


def said(compilation: Compilation, wanted: Iterable[Names] = ()) -> list[tuple[str, str]]:
    """Code and subject of every finding, the subject under its name after the renames."""
    found = []
    for finding in compilation.findings:
        subject = finding.diagnostic.subject
        for one in wanted:
            subject = one.subject(subject)
        found.append((finding.code, subject))
    return sorted(found)


def loaded(root: Path, read: dict[bytes, Parsed]) -> tuple[Document, ...]:
    """The documents; `read` has what was read before and takes what is read now."""
    return tuple(load_tree(root, folders(), read)[0])


def plain_names(documents: Iterable[Document]) -> list[str]:
    """What is addressed by its own id, and not by that of its list before it because another list has the id too."""
    return sorted(
        place.key
        for document in documents
        if document.kind not in ("approval", "rename", "system")
        for place in [Place((), 0, 0, document.ref), *places(document.kind, document.ref, document.data)]
        if not place.pointer
        or (place.defines and place.key.endswith(f"/{at(document.data, place.pointer)}"))
        or (place.defines and place.key.startswith("clause:"))
    )


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_everything_follows_and_the_way_back_restores_every_byte(root: Path, old: str, new: str) -> None:
    before, at_first = files(root), compile_tree(root, DAY)
    assert set(register(at_first).values()) == {"approved"}
    wanted = names("", old, new)
    write(root, plan_rename(root, at_first, wanted, DAY))
    after = compile_tree(root, DAY)
    assert wanted.old not in defined(after.documents)
    left = [
        place
        for document in after.documents
        if document.kind not in ("approval", "rename")
        for place in places(document.kind, document.ref, document.data)
        if wanted.now(place.key) != place.key
    ]
    assert left == []
    assert said(after) == said(at_first, [wanted])
    assert register(after) == {wanted.now(ref): state for ref, state in register(at_first).items()}
    back = names("", wanted.new, wanted.old.rpartition("/")[2].rpartition(":")[2])
    assert back == Names(wanted.new, wanted.old)
    write(root, plan_rename(root, after, back, DAY))
    assert files(root) == before
    assert register(compile_tree(root, DAY)) == register(at_first)


def test_renames_of_one_thing_and_of_what_holds_it_come_together(root: Path) -> None:
    at_first = compile_tree(root, DAY)
    for old, new in (
        ("post:clerk/quotes", "offers"),
        ("post:clerk", "seller"),
        ("post:seller/offers", "bids"),
        ("post:seller", "agent"),
    ):
        write(root, plan_rename(root, compile_tree(root, DAY), names("", old, new), DAY))
    after = compile_tree(root, DAY)
    assert after.organisation is not None
    assert after.organisation.renames.problems == ()
    assert after.organisation.renames.current("post:clerk/quotes") == "post:agent/bids"
    assert after.organisation.renames.former("post:agent") == ("post:clerk", "post:seller")
    assert set(register(after).values()) == {"approved"}
    assert len(said(after)) == len(said(at_first))
    approved = run(root, "approve", "post:clerk", "--by", "post:head", "--on", DAY)
    assert "Recorded: post:agent" in approved.output
    entry = yaml.safe_load((root / "policies/approvals/posts/post-agent-2026-06-30.yaml").read_text("utf-8"))
    assert entry["after"] == "2026-06-30-004-post-seller"
    assert set(register(compile_tree(root, DAY)).values()) == {"approved"}


def test_the_worked_company_stays_approved_under_random_names(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    at_first, before = compile_tree(tmp_path, DAY), files(tmp_path)
    draw = random.Random(20260630)
    done: list[Names] = []
    read: dict[bytes, Parsed] = {}
    for kind in draw.sample(["post:", "kpi:", "unit:", "role:", "process:", "record:", "clause:", "policy:"], 3):
        for nested in (False, True):
            documents = loaded(tmp_path, read)
            there = [name for name in plain_names(documents) if name.startswith(kind) and ("/" in name) is nested]
            if there:
                wanted = names("", draw.choice(there), f"renamed-{len(done)}")
                write(tmp_path, unchecked(tmp_path, documents, wanted, DAY))
                done.append(wanted)
    assert len(done) > 3
    after = compile_tree(tmp_path, DAY)
    assert said(after) == said(at_first, done)
    expected = dict(register(at_first))
    for wanted in done:
        expected = {wanted.now(ref): state for ref, state in expected.items()}
    assert register(after) == expected
    for wanted in reversed(done):
        write(tmp_path, unchecked(tmp_path, loaded(tmp_path, read), Names(wanted.new, wanted.old), DAY))
    assert files(tmp_path) == before


def test_the_baseline_and_waivers_know_the_new_name(root: Path) -> None:
    assert run(root, "check", "--write-baseline").exit_code == 0
    quiet = compile_tree(root, DAY)
    assert quiet.baselined > 0
    assert run(root, "rename", "post", "clerk", "seller").exit_code == 0
    after = compile_tree(root, DAY)
    assert (after.baselined, len(after.open)) == (quiet.baselined, len(quiet.open))
    assert "subject: post:seller/quotes" in (root / "policies/system.yaml").read_text("utf-8")


def test_a_dry_run_prints_the_edits_and_writes_nothing(root: Path) -> None:
    before = files(root)
    result = run(root, "rename", "post:clerk/quotes", "offers", "--dry-run")
    assert result.exit_code == 0
    assert files(root) == before
    assert "-  - id: quotes\n+  - id: offers\n" in result.output
    assert "measures: [offers]" in result.output
    assert "+from: post:clerk/quotes\n" in result.output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["post", "clerk", "head"], "post:head exists already"),
        (["post", "clark", "seller"], "There is no post:clark"),
        (["post", "clerk", "Seller"], "cannot be an id"),
        (["system", "system", "other"], "not a kind"),
        (["post"], "Write it as"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_written(root: Path, args: list[str], words: str) -> None:
    before = files(root)
    result = run(root, "rename", *args)
    assert result.exit_code == 2
    assert words in result.output
    assert files(root) == before
    assert not (root / "policies/renames").exists()


def test_a_rename_that_would_bring_an_error_is_not_written(root: Path) -> None:
    """Two lists with one id: the second element gets the short address when the first gives it up."""
    post = root / "policies/posts/clerk.yaml"
    post.write_text(post.read_text("utf-8") + "authorities:\n  - {id: quotes, text: 报价权}\n", "utf-8")
    policy = root / "policies/policies/rules.yaml"
    policy.write_text(
        policy.read_text("utf-8").replace("和{group", "、{post:clerk/authorities-quotes}和{group"), "utf-8"
    )
    before = files(root)
    result = run(root, "rename", "post:clerk/quotes", "offers")
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert "policies/policies/rules.yaml" in result.output
    assert files(root) == before


def tampered(root: Path, *entries: str) -> Compilation:
    for number, text in enumerate(entries, 1):
        path = root / f"policies/renames/2026-06-30-{number:03d}-x.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return compile_tree(root, DAY)


def reasons(compilation: Compilation) -> list[str]:
    assert compilation.organisation is not None
    return [problem.name for problem in compilation.organisation.renames.problems]


def test_no_rename_makes_another_superior_pass(root: Path) -> None:
    """Both posts exist: the change of the superior stays a change."""
    (root / "policies/posts/chief.yaml").write_text("name: 总监\nunit: sales\n", "utf-8")
    post = root / "policies/posts/clerk.yaml"
    post.write_text(post.read_text("utf-8").replace('superior: "head"', "superior: chief"), "utf-8")
    after = tampered(root, "from: post:head\nto: post:chief\non: '2026-06-30'\n")
    assert register(after)["post:clerk"] == "changed"
    assert reasons(after) == ["still"]
    assert "DOC150" in {finding.code for finding in after.findings}


def test_no_rename_passes_off_one_post_as_another_that_was_there_before(root: Path) -> None:
    """The head is taken away and the clerk takes everything over: that is a merge, however it is recorded."""
    (root / "policies/posts/head.yaml").unlink()
    for path in (root / "policies").rglob("*.yaml"):
        if path.parent.parent.name != "approvals":
            text = path.read_text("utf-8").replace("post:head", "post:clerk").replace('"head"', "clerk")
            path.write_text(text.replace("head: head", "head: clerk"), "utf-8")
    after = tampered(root, "from: post:head\nto: post:clerk\non: '2026-06-30'\n")
    assert register(after)["process:order"] == "changed"
    assert reasons(after) == ["known"]


@pytest.mark.parametrize("before", [None, ("post", "clerk", "seller")])
def test_no_rename_makes_another_duty_pass(root: Path, before: tuple[str, ...] | None) -> None:
    """A duty is struck out and what referred to it refers to another one, also of a post that was itself renamed."""
    if before:
        assert run(root, "rename", *before).exit_code == 0
    ident = before[2] if before else "clerk"
    post, process = root / f"policies/posts/{ident}.yaml", root / "policies/processes/order.yaml"
    text = post.read_text("utf-8")
    start, end = text.index("  - id: quotes"), text.index("  - id: other")
    post.write_text((text[:start] + text[end:]).replace("[quotes]", "[other]"), "utf-8")
    process.write_text(process.read_text("utf-8").replace(f"{ident}/quotes", f"{ident}/other"), "utf-8")
    entry = f"from: post:{ident}/quotes\nto: post:{ident}/other\non: '2026-06-30'\n"
    (root / "policies/renames").mkdir(exist_ok=True)
    (root / "policies/renames/2026-06-30-009-x.yaml").write_text(entry, "utf-8")
    after = compile_tree(root, DAY)
    assert reasons(after) == ["known"]
    assert register(after)["process:order"] == "changed"
    assert register(after)[f"post:{ident}"] == "changed"


def test_a_name_is_not_given_twice(root: Path) -> None:
    assert run(root, "rename", "post", "clerk", "seller").exit_code == 0
    refused = run(root, "rename", "post", "head", "clerk")
    assert refused.exit_code == 1
    assert "was the name of something else" in refused.output
    assert not list((root / "policies/posts").glob("clerk.yaml"))


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        (["from: post:clerk\nto: post:nobody\non: '2026-06-30'\n"], "missing"),
        (["from: post:gone\nto: unit:sales\non: '2026-06-30'\n"], "kind"),
        (["from: post:clerk/quotes\nto: post:head/quotes\non: '2026-06-30'\n"], "kind"),
        (
            [
                "from: post:one\nto: post:two\non: '2026-06-30'\n",
                "from: post:one\nto: post:head\non: '2026-06-30'\n",
            ],
            "chain",
        ),
        (["from: post:clerk\ninto: post:head\non: '2026-06-30'\n"], "still"),
    ],
)
def test_entries_that_prove_nothing_are_named(root: Path, entries: list[str], reason: str) -> None:
    after = tampered(root, *entries)
    assert reasons(after) == [reason]
    assert set(register(after).values()) == {"approved"}


def test_a_content_that_was_changed_in_the_ledger_is_found_under_new_names_too(root: Path) -> None:
    entry = next((root / "policies/approvals/posts").glob("post-clerk-*.yaml"))
    assert run(root, "rename", "post", "clerk", "seller").exit_code == 0
    entry.write_text(entry.read_text("utf-8").replace('"weight": 100', '"weight": 90'), "utf-8")
    after = compile_tree(root, DAY)
    assert register(after)["post:seller"] == "changed"
    assert "DOC103" in {finding.code for finding in after.findings}


def test_a_file_made_under_the_old_name_is_known(root: Path) -> None:
    from remit.backends.verification import verify
    from remit.building import edition_of

    compilation = compile_tree(root, DAY)
    assert compilation.organisation is not None
    from remit.backends.job_descriptions import render

    made = render(edition_of(compilation, compilation.organisation, DAY, None), "zh", only="post:clerk")
    (data,) = made.values()
    assert run(root, "rename", "post", "clerk", "seller").exit_code == 0
    after = compile_tree(root, DAY)
    assert after.organisation is not None
    verdict = verify(edition_of(after, after.organisation, DAY, None), after.documents, data)
    assert (verdict.state, verdict.words) == ("current", "same")
    assert verdict.reference == "post:seller"


def test_an_unreadable_file_stops_it(root: Path) -> None:
    target = root / "policies/kpis/speed.yaml"
    target.rename(root / "speed.yaml")
    target.symlink_to(root / "speed.yaml")
    with pytest.raises(RefactorError):
        plan_rename(root, compile_tree(root, DAY), names("", "kpi:speed", "pace"), DAY)
