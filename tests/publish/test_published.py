"""What is published on a day: the version in force, what is to come, what is gone, and what a reader is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from publish.conftest import Company
from remit.backends import Edition
from remit.model.entities import Acknowledgement, Post
from remit.publish.published import published

TAKE = "受理并登记客户订单, en: Take and enter customer orders"


def duty(edition: Edition, ref: str = "post:clerk") -> str:
    post = edition.organisation.find(ref)
    assert isinstance(post, Post)
    return post.duties[0].text.get("zh")


def reword(company: Company, words: str, name: str = "posts/clerk.yaml") -> None:
    """Change the clerk's first duty, in Chinese alone."""
    company.change(name, lambda text: text.replace(text.split("text: {zh: ")[1].split(",")[0], words, 1))


def test_what_is_as_it_was_approved_is_the_source_itself(company: Company) -> None:
    company.approve("2026-01-05")
    working = company.working()
    found = published(working, "2026-06-30")
    assert found.organisation is working
    assert {state.shown for state in found.states.values()} == {"approved"}
    assert not found.archive


def test_a_document_that_is_being_revised_stays_as_it_was_approved(company: Company) -> None:
    company.approve("2026-01-05")
    approved = company.edition().states["post:clerk"]
    reword(company, "一小时内受理客户订单")
    made = company.edition()
    state = made.states["post:clerk"]
    assert duty(made) == "受理并登记客户订单"
    assert (state.state, state.shown, state.digest) == ("approved", "revising", approved.digest)
    assert made.states["post:head"].shown == "approved"
    assert made.working["post:clerk"].state == "changed"


def test_what_was_never_approved_is_published_as_such(company: Company) -> None:
    company.approve("2026-01-05", "post:clerk")
    assert company.edition().states["post:head"].state == "unapproved"


def test_a_draft_of_the_next_version_leaves_the_former_one_in_force(company: Company) -> None:
    company.change("posts/clerk.yaml", lambda text: text + "control: {version: A/0}\n")
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text.replace("version: A/0", "version: B/0, status: draft"))
    state = company.edition().states["post:clerk"]
    assert state.shown == "revising"
    assert state.control is not None
    assert (state.control.version, state.control.status) == ("A/0", None)


@pytest.fixture
def versions(company: Company) -> Company:
    """Three versions of the clerk's job description, the third approved ahead of its day, and a fourth being written."""
    company.approve("2026-01-05")
    reword(company, "二版")
    company.approve("2026-03-01", "post:clerk")
    reword(company, "三版")
    company.approve("2026-06-01", "post:clerk", effective="2026-09-01")
    reword(company, "四版")
    return company


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-31", ("受理并登记客户订单", "coming", "")),
        ("2026-01-05", ("受理并登记客户订单", "approved", "2026-03-01")),
        ("2026-02-28", ("受理并登记客户订单", "approved", "2026-03-01")),
        ("2026-03-01", ("二版", "approved", "2026-09-01")),
        ("2026-05-31", ("二版", "approved", "2026-09-01")),
        ("2026-06-01", ("二版", "revising", "2026-09-01")),
        ("2026-08-31", ("二版", "revising", "2026-09-01")),
        ("2026-09-01", ("三版", "revising", "")),
        ("2030-01-01", ("三版", "revising", "")),
    ],
)
def test_each_day_has_its_version(versions: Company, day: str, expected: tuple[str, str, str]) -> None:
    """What stood on the day, its state, and the day on which the next version takes effect."""
    made = versions.edition(day)
    state = made.states["post:clerk"]
    coming = (state.next.effective or "") if state.next is not None else ""
    assert (duty(made), state.shown, coming) == expected


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-02-01", []), ("2026-04-01", ["受理并登记客户订单"]), ("2026-10-01", ["二版", "受理并登记客户订单"])],
)
def test_the_archive_holds_what_was_superseded_by_the_day(versions: Company, day: str, words: list[str]) -> None:
    made = versions.edition(day)
    found = made.archive.get("post:clerk", ())
    assert [duty(edition_of(one.organisation)) for one in found] == words
    assert len({one.folder for one in found}) == len(found)


def edition_of(organisation: Any) -> Edition:
    return Edition(organisation, {})


def test_entries_of_the_ledger_that_take_effect_later_are_not_told_yet(versions: Company) -> None:
    shown = versions.edition("2026-07-01").organisation.by_kind["approval"]
    assert "post-clerk-2026-03-01" in shown
    assert "post-clerk-2026-06-01" not in shown


def test_a_confirmation_of_the_same_content_supersedes_nothing(company: Company) -> None:
    company.approve("2026-01-05")
    company.approve("2026-07-05", "post:clerk")
    made = company.edition()
    assert not made.archive
    assert made.states["post:clerk"].approval is not None
    assert made.states["post:clerk"].approval.approved.on == "2026-07-05"


def test_content_that_is_not_what_was_approved_is_not_published(versions: Company) -> None:
    versions.change("approvals/posts/post-clerk-2026-03-01.yaml", lambda text: text.replace("二版", "伪造"))
    assert duty(versions.edition("2026-07-01")) == "受理并登记客户订单"


def test_content_that_the_language_does_not_read_any_more_leaves_the_working_text(company: Company) -> None:
    from remit.model import canonical

    company.approve("2026-01-05")
    path = company.root / "policies/approvals/posts/post-clerk-2026-01-05.yaml"
    text = path.read_text("utf-8")
    content = "".join(line[2:] for line in text.split("content: |\n")[1].splitlines(keepends=True))
    changed = content.replace('"headcount": 2', '"headcount": "two"')
    text = text.replace('"headcount": 2', '"headcount": "two"')
    path.write_text(text.replace(canonical.digest(content), canonical.digest(changed)), "utf-8")
    assert company.edition().states["post:clerk"].state == "changed"


DEPUTY = "name: {zh: 副手, en: Deputy}\nunit: company\nduties:\n  - {id: help, text: {zh: 协助, en: Help}}\n"


@pytest.fixture
def deputy(company: Company) -> Company:
    """A deputy whom the clerk's job description names, as its superior and in the words of a duty."""
    company.write("posts/deputy.yaml", DEPUTY)
    company.change(
        "posts/clerk.yaml",
        lambda text: text.replace("superior: head", "superior: deputy").replace(
            TAKE, "'向{post:deputy}报告订单', en: 'Report orders to {post:deputy}'"
        ),
    )
    company.approve("2026-01-05", "post:clerk", "post:deputy")
    company.change(
        "posts/clerk.yaml", lambda text: text.replace("post:deputy", "post:head").replace(": deputy", ": head")
    )
    return company


def test_a_deleted_document_comes_back_on_a_day_on_which_it_was_in_force(deputy: Company) -> None:
    deputy.delete("posts/deputy.yaml")
    deputy.approve("2026-03-01", "post:clerk")
    then, now = deputy.edition("2026-02-01"), deputy.edition()
    assert (then.states["post:deputy"].state, then.states["post:deputy"].since) == ("approved", "removed")
    assert then.past
    assert not now.past
    assert "post:deputy" not in now.states
    assert now.organisation.find("post:deputy") is None


def test_what_was_read_of_a_deleted_document_names_it_for_good(deputy: Company) -> None:
    deputy.run("acknowledge", "post:deputy", "--by", "post:deputy", "--on", "2026-01-20")
    deputy.delete("posts/deputy.yaml")
    deputy.approve("2026-03-01", "post:clerk")
    working = deputy.working()
    (read,) = published(working).organisation.all(Acknowledgement)
    assert (read.document.key, read.document.named) == ("post:deputy", None)
    assert [ref.key for ref in read.by] == ["post:deputy"]


@pytest.mark.parametrize(("day", "there"), [("2026-04-30", True), ("2026-05-01", False)])
def test_the_ledger_says_when_a_deleted_document_ended(deputy: Company, day: str, *, there: bool) -> None:
    deputy.delete("posts/deputy.yaml")
    deputy.change("approvals/posts/post-deputy-2026-01-05.yaml", lambda text: f"until: '2026-05-01'\n{text}")
    assert ("post:deputy" in deputy.edition(day).states) is there


def test_a_reference_that_leads_nowhere_is_shown_by_the_name_it_had(deputy: Company) -> None:
    deputy.delete("posts/deputy.yaml")
    clerk = deputy.edition().organisation.find("post:clerk")
    assert isinstance(clerk, Post)
    assert clerk.superior is not None
    assert clerk.superior.target is None
    assert clerk.superior.named is not None
    assert clerk.superior.named.get("zh") == "副手"
    assert clerk.duties[0].text.get("zh") == "向副手报告订单"


def test_a_former_id_leads_to_what_has_it_now(deputy: Company) -> None:
    deputy.delete("posts/deputy.yaml")
    deputy.write("posts/second.yaml", DEPUTY + "formerly: [deputy]\n")
    clerk = deputy.edition().organisation.find("post:clerk")
    assert isinstance(clerk, Post)
    assert clerk.superior is not None
    assert clerk.superior.target is deputy_of(clerk)
    assert clerk.superior.key == "post:second"


def deputy_of(clerk: Post) -> Any:
    return next(iter(clerk.duties[0].text.refs.values())).target


def test_unresolved_references_of_the_ledger_are_history_and_no_error(deputy: Company) -> None:
    deputy.delete("posts/deputy.yaml")
    output = deputy.run("check", "--as-of", "2026-06-30").output
    assert "LNG" not in output


@pytest.mark.parametrize(
    ("control", "day", "state"),
    [
        ("status: withdrawn", "2026-02-01", "approved"),
        ("status: withdrawn", "2026-06-30", "withdrawn"),
        ("status: withdrawn, expires: '2026-07-31'", "2026-07-31", "approved"),
        ("status: withdrawn, expires: '2026-07-31'", "2026-08-01", "withdrawn"),
        ("status: withdrawn, expires: '2026-02-28'", "2026-03-15", "withdrawn"),
    ],
)
def test_a_withdrawn_document_is_so_from_its_day(company: Company, control: str, day: str, state: str) -> None:
    """From its last day where one is written, else it was in force before the last approval that the ledger has."""
    company.approve("2026-01-05")
    company.approve("2026-04-01", "kpi:answered")
    company.change("posts/clerk.yaml", lambda text: text + f"control: {{{control}}}\n")
    found = company.edition(day).states["post:clerk"]
    assert found.state == state
    assert found.since == ("withdrawn" if state == "approved" else "")


def test_what_takes_the_place_of_a_withdrawn_document_ends_it(company: Company) -> None:
    policy = "name: {zh: %s, en: %s}\noutline: system\nchapters: [{id: one, title: 总则, articles: [{id: a, text: 照章办事}]}]\n"
    company.write("policies/old.yaml", policy % ("旧制度", "Old rule"))
    company.approve("2026-01-05", "policy:old")
    company.change("policies/old.yaml", lambda text: text + "control: {status: withdrawn}\n")
    company.write("policies/new.yaml", policy % ("新制度", "New rule") + "control: {supersedes: [旧制度]}\n")
    company.approve("2026-03-01", "policy:new", effective="2026-05-01")
    assert company.edition("2026-04-30").states["policy:old"].state == "approved"
    assert company.edition("2026-05-01").states["policy:old"].state == "withdrawn"


def test_what_was_approved_under_a_former_id_is_in_force_under_the_new_one(company: Company) -> None:
    company.approve("2026-01-05", "post:head")
    head = (company.root / "policies/posts/head.yaml").read_text("utf-8")
    company.delete("posts/head.yaml")
    company.write("posts/chief.yaml", head + "formerly: [head]\n")
    for name in ("units/company.yaml", "posts/clerk.yaml", "processes/order.yaml", "authorities/orders.yaml"):
        company.change(name, lambda text: text.replace(": head", ": chief").replace("post:head", "post:chief"))
    assert company.edition().states["post:chief"].shown == "approved"
    company.change("posts/chief.yaml", lambda text: text.replace("批准订单", "批准一切"))
    made = company.edition()
    assert made.states["post:chief"].shown == "revising"
    assert duty(made, "post:chief") == "批准订单"


def test_status_tells_what_is_in_force_and_what_is_being_written(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text.replace(TAKE, "受理客户订单, en: Take customer orders"))
    line = {name: _status(company, "post:clerk", "2026-06-30", *options) for name, options in _STATUS.items()}
    assert "revised, not approved" in line["working"]
    assert "in force, revision in preparation" in line["in force"]
    assert all("approved 2026-01-05" in one for one in line.values())


def test_status_says_when_a_review_is_overdue(company: Company) -> None:
    company.change("posts/clerk.yaml", lambda text: f"{text}control: {{review_every: 1 year}}\n")
    company.approve("2026-01-05")
    assert "review 2027-01-05  " in f"{_status(company, 'post:clerk', '2027-01-05')}  "
    assert "review 2027-01-05 (overdue)" in _status(company, "post:clerk", "2027-01-06")


def test_status_names_what_was_approved_anew_since(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("kpis/answered.yaml", lambda text: text.replace("at_least: ", "at_least: 1"))
    company.approve("2026-03-01", "kpi:answered")
    assert "affected by kpi:answered" in _status(company, "post:clerk", "2026-06-30")
    assert "affected" not in _status(company, "post:head", "2026-06-30")


_STATUS: dict[str, tuple[str, ...]] = {"working": (), "in force": ("--in-force",)}


def _status(company: Company, ref: str, day: str, *options: str) -> str:
    (line,) = (line for line in company.run("status", "--as-of", day, *options).output.splitlines() if ref in line)
    return line
