"""A goal that no process, plan, meeting or duty works towards.

Why: ISO 9001:2015, 6.2.2 asks for each objective what will be done, with what, by whom, until when and how it is judged; a
goal without a plan is a wish.

Instead: name the goal under `kpis:` of the process that pursues it, in the plan or programme that does ({kpi:…} in its
content), or let it measure a duty (`measures:`) that a process carries out or that produces a plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.measured import measured
from remit.model.entities import Approval, Duty, Kpi, Post, Step, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs of the type goal that nothing pursues, neither themselves nor a KPI below them."""
    pursued: set[str] = set()
    kpis = organisation.all(Kpi)
    for kpi in kpis:
        if _pursued(organisation, kpi):
            current: Kpi | None = kpi
            while current is not None and current.id not in pursued:
                pursued.add(current.id)
                current = current.parent.target if current.parent is not None else None
    for kpi in kpis:
        if kpi.type == "goal" and kpi.id not in pursued:
            yield Diagnostic("objective-without-plan", kpi.span("name"), kpi.ref, {"kpi": in_words(kpi.name)})


def _pursued(organisation: Organisation, kpi: Kpi) -> bool:
    for use in organisation.used_by(kpi):
        owner = organisation.owner_of(use.source)
        if not isinstance(owner, Approval | Kpi | Post | Unit):
            return True
    return any(_planned(organisation, duty) for duty in _measured_duties(organisation, kpi))


def _measured_duties(organisation: Organisation, kpi: Kpi) -> Iterator[Duty]:
    for item in measured(organisation).get(kpi.id, ()):
        if isinstance(item.holder, Post):
            yield from (duty for duty in item.holder.duties if duty.id in item.assignment.measures)


def _planned(organisation: Organisation, duty: Duty) -> bool:
    makes_plan = any(
        output.record is not None and output.record.target is not None and output.record.target.form == "plan"
        for output in duty.outputs
    )
    return makes_plan or any(isinstance(use.source, Step) for use in organisation.used_by(duty))
