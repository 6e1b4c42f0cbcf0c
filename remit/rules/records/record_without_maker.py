"""A record that nobody makes: no maker, and no step, duty or function has it as its result.

Minutes are made by their meeting; what a meeting only decides on has to be drawn up by somebody first. A file that somebody
keeps is put together by whoever keeps it.

Why: what is nobody's job is not written; the auditor asks for it and there is none (ISO 9001:2015, 7.5.2).

Instead: write `maker:` on the record, or let the step or duty that makes it name it under `outputs:`. Papers that come from
outside (a certificate, a signed contract of another party) have whoever obtains them as the maker.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.record_trail import trails
from remit.model.entities import Decision, Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Element

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records without a maker that nothing with a doer makes."""
    every = organisation.all(Record)
    found = trails(organisation)
    lacking = [
        record
        for record in every
        if record.maker is None
        and not (record.form == "file" and record.custodian is not None)
        and not any(map(_has_doer, found[record.ref].made_by))
    ]
    return lacks(organisation, "record-without-maker", lacking, every)


def _has_doer(element: Element) -> bool:
    """A step needs a performer, and what a whole process gives out is made by one of its steps; a duty or function has its holder."""
    if isinstance(element, Step):
        return element.performer is not None or element.duty is not None
    return not isinstance(element, Process | Decision)
