"""A step that needs a record which only a later step makes.

Judged where all steps that make the record stand behind in the same process and nobody else makes it: no other process,
no duty of another post, no meeting, no maker who has no such step. What the process itself names as its input is there
already; ledgers, files and standards live on from round to round, and a loop may come back: all left out. One finding a
record, at the first step that needs it.

Why: on the first round the step cannot be done as written; the order is wrong, or the input is another version.

Instead: put the step that makes it first, or name the input that is really used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from remit.diagnostics import Diagnostic, Related
from remit.evidence.routes import routes
from remit.model.entities import Process, Record, Step
from remit.model.organisation import Organisation
from remit.views.parties import party_keys
from remit.views.wording import in_words

_LASTING = frozenset({"ledger", "file", "standard", "rule", "quota"})
_MAKING = frozenset({"process", "post", "role", "meeting"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Inputs that every making step of the organisation comes after."""
    makers = _makers(organisation)
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        told = {item.key for item in process.inputs}
        for step in process.steps:
            for item in step.inputs:
                record = item.record.target if item.record is not None else None
                if not isinstance(record, Record) or record.form in _LASTING or record.ref in told:
                    continue
                if step in makers.get(record.ref, ()):
                    continue
                making = makers.get(record.ref, [])
                here = [one for one in making if route.steps.get(one.id) is one]
                behind = bool(here) and all(route.only_before(step.id, one.id) for one in here)
                if behind and len(here) == len(making) and _only(organisation, record, here):
                    told.add(record.ref)
                    params = {
                        "step": in_words(step.name),
                        "record": in_words(record.name),
                        "later": in_words(here[0].name),
                    }
                    related = (Related(here[0].span(), "other-place"),)
                    yield Diagnostic("input-made-later", item.origin.span(), step.ref, params, related)


def _makers(organisation: Organisation) -> Mapping[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for process in organisation.all(Process):
        for step in process.steps:
            for item in step.outputs:
                if item.record is not None:
                    found[item.record.key].append(step)
    return found


def _only(organisation: Organisation, record: Record, here: list[Step]) -> bool:
    """Whether nobody but the performers of these steps makes the record."""
    acting = {key for step in here for performer in (step.performer, *step.with_) for key in party_keys(performer)}
    if not party_keys(record.maker) <= acting:
        return False
    ours = {organisation.owner_of(step).ref for step in here} | acting
    return not any(
        use.field in ("outputs", "minutes", "record") and owner.kind in _MAKING and owner.ref not in ours
        for use in organisation.used_by(record)
        for owner in (organisation.owner_of(use.source),)
    )
