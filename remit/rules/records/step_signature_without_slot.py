"""A step that reviews, countersigns or approves a record whose form has signatures, but none for it.

Why: the form leaves no trace of that decision; whether it was taken cannot be shown (ISO 9001:2015, 7.5.2 c).

Instead: add the slot to `signatures:` of the record, or take the step out of the process.

Records without any signature are not judged: they are signed elsewhere, for instance in a computer system. The decision of a
meeting or body stands in its minutes and asks for no slot; neither does a step that gives out a paper of its own, or one whose
party signs the form in another place.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.record_trail import acts
from remit.evidence.signing import SIGNING, can_be_same, collective
from remit.model.entities import Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words, performer

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Signing steps that take in or give out a record with signatures, none of which fits them."""
    done = acts(organisation)
    for record in organisation.all(Record):
        if not any(slot.action in SIGNING for slot in record.signatures):
            continue
        for act in done.get(record.ref, ()):
            step = act.element
            if act.action not in SIGNING or not act.own or collective(act.by) or not _signs_it(step, record):
                continue
            if not any(slot.action in SIGNING and can_be_same(act.by, slot.by) for slot in record.signatures):
                params = {
                    "record": in_words(record.name),
                    "step": in_words(step.name) if isinstance(step, Step) else "",
                    "who": {lang: performer(act.by, lang) for lang in ("zh", "en")},
                }
                related = (Related(record.span("signatures", key=True), "other-place"),)
                yield Diagnostic("step-signature-without-slot", step.span(), step.ref, params, related)


def _signs_it(step: Element, record: Record) -> bool:
    """Whether the step itself handles the record and gives out nothing else that shows the decision."""
    if not isinstance(step, Step):
        return False
    given = [item.record.key if item.record else "" for item in step.outputs]
    taken = [item.record.key for item in step.inputs if item.record]
    return record.ref in (*given, *taken) and all(ref == record.ref for ref in given)
