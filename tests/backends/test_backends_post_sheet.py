"""The sheet of a post gathers what stands about it anywhere, and nothing that is somebody else's."""

from __future__ import annotations

import pytest

from backends.conftest import Changed
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.post_index import index_posts
from remit.views.post_sheet import PostSheet, post_sheet


def sheet_of(organisation: Organisation, ident: str) -> PostSheet:
    post = organisation.by_kind["post"][ident]
    assert isinstance(post, Post)
    return post_sheet(index_posts(organisation), post)


@pytest.fixture
def manager(organisation: Organisation) -> PostSheet:
    return sheet_of(organisation, "sales-manager")


def test_place_in_the_organisation(manager: PostSheet) -> None:
    assert [ref.key for ref in manager.superiors] == ["post:director"]
    assert [(one.post.id, one.unit.id if one.unit else "", one.headcount) for one in manager.reports] == [
        ("clerk", "sales", 2)
    ]
    assert [peer.id for peer in manager.peers] == ["keeper"]
    assert [unit.id for unit in manager.heads] == ["sales"]
    assert [unit.id for unit in manager.bodies] == ["council"]


def test_a_post_in_several_units_adds_its_headcount_and_has_a_superior_in_each(organisation: Organisation) -> None:
    clerk = sheet_of(organisation, "clerk")
    assert clerk.headcount == 3
    assert [ref.key for ref in clerk.superiors] == ["post:sales-manager", "post:keeper"]
    assert [post.id for post in clerk.stands_in_for] == ["sales-manager"]


def test_a_duty_has_its_steps_measures_and_what_goes_in_and_out(manager: PostSheet) -> None:
    quotes = manager.duties[0]
    assert [(use.process.id, use.step.id) for use in quotes.steps] == [("order", "small")]
    assert [assignment.kpi.id for assignment in quotes.kpis] == ["on-time"]
    assert [item.key for item in quotes.inputs] == ["record:quotation"]
    assert [item.key for item in quotes.outputs] == ["record:order"]


def test_authorities_are_its_own_those_of_tiers_and_of_deciding_steps_with_amounts(manager: PostSheet) -> None:
    found = [(type(line.source).__name__, line.action, line.above, line.up_to) for line in manager.authorities]
    assert found == [
        ("PostAuthority", "approve", None, 5000),
        ("ChainLink", "approve", None, 5000),
        ("ChainLink", "approve", 5000, 20000),
        ("ChainLink", "propose", None, None),
        ("Step", "approve", None, 10000),
    ]


def test_a_step_is_not_repeated_where_an_authority_of_its_process_says_the_same(changed: Changed) -> None:
    organisation = changed("authorities/discounts.yaml", lambda data: data.update(process="order"))
    lines = sheet_of(organisation, "sales-manager").authorities
    assert not [line for line in lines if line.process is not None]


def test_the_powers_of_a_body_are_not_those_of_its_members(organisation: Organisation) -> None:
    lines = sheet_of(organisation, "director").authorities
    assert [line.action for line in lines] == ["approve", "decide"]


def test_letters_through_a_role_or_a_group_say_so(organisation: Organisation) -> None:
    lines = sheet_of(organisation, "keeper").raci
    found = {(line.row.start.id, line.via.ref if line.via else ""): line.letters for line in lines}
    assert found == {
        ("draft", ""): "C",
        ("ship", ""): "R",
        ("ship", "system:system/all-units"): "I",
        ("ship", "role:auditor"): "I",
    }


def test_the_target_of_the_assignment_comes_before_that_of_the_kpi(manager: PostSheet) -> None:
    on_time, revenue = manager.kpis
    assert on_time.target is not None
    assert on_time.target.at_least == 97
    assert revenue.target is not None
    assert revenue.target.vague is not None


def test_meetings_records_and_trainings(manager: PostSheet) -> None:
    assert [(line.meeting.id, line.part) for line in manager.meetings] == [("weekly", "chair")]
    assert [record.id for record in manager.makes] == ["order"]
    assert [record.id for record in manager.keeps] == ["quotation"]
    assert [training.id for training in manager.trainings] == ["induction"]


def test_a_training_for_a_unit_is_for_everyone_in_it(organisation: Organisation) -> None:
    assert [training.id for training in sheet_of(organisation, "clerk").trainings] == ["induction"]
    assert not sheet_of(organisation, "director").trainings


def test_what_leads_nowhere_stays_as_written(organisation: Organisation) -> None:
    keeper = sheet_of(organisation, "keeper")
    assert keeper.kpis[0].kpi is None
    assert keeper.kpis[0].assignment.kpi.key == "kpi:missing-kpi"


def test_a_circle_of_units_and_superiors_ends(changed: Changed) -> None:
    changed("units/company.yaml", lambda data: data.update(parent="sales"))
    organisation = changed("posts/director.yaml", lambda data: data.update(superior="sales-manager"))
    assert [report.post.id for report in sheet_of(organisation, "sales-manager").reports] == ["clerk", "director"]
