"""The worked company holds together: no error, few waivers, every clause answered, no two texts alike."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from remit.compiler import Compilation
from remit.diagnostics import Severity
from remit.messages import message
from remit.model import entities as e
from remit.model.organisation import Organisation
from remit.views.coverage import clauses

pytestmark = pytest.mark.xdist_group("company")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def organisation(compilation: Compilation) -> Organisation:
    assert compilation.organisation is not None
    return compilation.organisation


def test_no_errors_and_no_open_warnings(compilation: Compilation) -> None:
    found = [
        f"{finding.diagnostic.span.path}:{finding.diagnostic.span.line} {finding.code} {message(finding.diagnostic, 'en')}"
        for finding in compilation.findings
        if finding.severity is not Severity.INFO and not finding.waived
    ]
    assert found == []


def test_waivers_are_few_single_and_used(compilation: Compilation, organisation: Organisation) -> None:
    waivers = organisation.system.waivers
    assert len(waivers) <= 15
    assert len({(waiver.code, waiver.subject) for waiver in waivers}) == len(waivers)
    assert not any("*" in waiver.subject for waiver in waivers)
    waived = {(finding.code, finding.diagnostic.subject) for finding in compilation.findings if finding.waived}
    assert waived == {(waiver.code, waiver.subject) for waiver in waivers}


def test_no_severity_is_lowered(organisation: Organisation) -> None:
    assert not (organisation.system.lint and organisation.system.lint.severity)


def test_sources_are_answered_for(organisation: Organisation) -> None:
    sources = [covered for covered in clauses(organisation) if covered.basis.id.startswith("s")]
    states = Counter(covered.state for covered in sources)
    assert len(sources) == 882
    assert states["open"] == 0
    assert states["excluded"] <= 882 * 0.05


def test_size(organisation: Organisation) -> None:
    assert len(organisation.all(e.Post)) >= 40
    assert len(organisation.all(e.Process)) >= 40
    assert len(organisation.all(e.Record)) >= 90
    assert len(organisation.all(e.Policy)) >= 12
    assert any(policy.parameters and policy.checks for policy in organisation.all(e.Policy))


@pytest.mark.parametrize(
    "field",
    [
        "superior",
        "deputy",
        "purpose",
        "duties",
        "authorities",
        "kpis",
        "qualifications",
        "relationships",
        "control",
        "code",
    ],
)
def test_every_post_is_complete(organisation: Organisation, field: str) -> None:
    top = {"chairman"} if field == "superior" else set()
    lacking = [post.id for post in organisation.all(e.Post) if not getattr(post, field) and post.id not in top]
    if field == "superior":
        lacking = [
            name for name in lacking if not any(placement.superior for placement in _post(organisation, name).units)
        ]
    if field == "deputy":
        # Colleagues of one post stand in for each other.
        lacking = [name for name in lacking if (_post(organisation, name).headcount or 1) == 1]
    assert lacking == []


def _post(organisation: Organisation, name: str) -> e.Post:
    return next(post for post in organisation.all(e.Post) if post.id == name)


@pytest.mark.parametrize(
    "field", ["formula", "unit", "direction", "target", "period", "source", "supplied_by", "verified_by"]
)
def test_every_kpi_is_complete(organisation: Organisation, field: str) -> None:
    assert [kpi.id for kpi in organisation.all(e.Kpi) if not getattr(kpi, field)] == []


def test_whoever_supplies_a_figure_does_not_verify_it(organisation: Organisation) -> None:
    from remit.views.parties import parties

    same = [
        kpi.id
        for kpi in organisation.all(e.Kpi)
        if {party.key for party in parties(kpi.supplied_by)} & {party.key for party in parties(kpi.verified_by)}
    ]
    assert same == []


def test_every_document_class_record_has_an_approval(organisation: Organisation) -> None:
    """Each plan, budget, rule, standard, quota and contract is approved by a step, a signature or an authority."""
    governed = {"plan", "budget", "rule", "standard", "quota", "contract"}
    lacking = []
    for record in organisation.all(e.Record):
        if record.class_ not in governed and record.form not in governed:
            continue
        signed = any(slot.action in ("approve", "decide") for slot in record.signatures)
        authority = any(isinstance(use.source, e.Authority) for use in organisation.used_by(record))
        if not signed and not authority:
            lacking.append(record.id)
    assert lacking == []
