"""A record that a step makes and that nothing and nobody then uses.

It is no input of a step, a duty, a meeting or an indicator, goes to nobody, is kept by nobody and cited nowhere. One finding
a record, at the first step that makes it. Plans, reports and what else is written for others are judged by whether they go
to somebody (record-without-recipient).

Why: it is written for the drawer; either somebody needs it and does not get it, or nobody needs it.

Instead: name it under `inputs:` of the step that works with it, write its `recipients:` or `custodian:`, or drop it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.record_trail import FOR_OTHERS
from remit.model.entities import Process, Record
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True
_MAKING = frozenset({"outputs", "basis"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Records without any use, at the step whose output they are."""
    seen: set[str] = set()
    for process in organisation.all(Process):
        for step in process.steps:
            for item in step.outputs:
                record = item.record.target if item.record is not None else None
                if not isinstance(record, Record) or record.ref in seen or record.form in FOR_OTHERS:
                    continue
                seen.add(record.ref)
                if not step.inform and not _kept(record) and not _used(organisation, record):
                    params = {"record": in_words(record.name), "step": in_words(step.name)}
                    yield Diagnostic("output-never-used", item.origin.span(), step.ref, params)


def _kept(record: Record) -> bool:
    return bool(record.recipients or record.custodian or record.retention or record.permanent)


def _used(organisation: Organisation, record: Record) -> bool:
    return any(use.field not in _MAKING for use in organisation.used_by(record))
