"""A signature on a record that no step of the process which makes it calls for.

Why: the form waits for a signature that nobody is asked for; it stays empty, or is filled in afterwards.

Instead: add the step to the process that makes the record, or take the slot off the form.

A record that no process handles is not judged; there the form itself is the procedure. A slot of whoever fills the form in
(draft, perform, propose), a step of the same party with a like action, and a link of the authority's chain fill a slot.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.record_trail import acts, chain_acts
from remit.evidence.signing import SIGNING, fits
from remit.labels import labels
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.views.wording import in_words, performer

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Slots for reviewing, countersigning or approving that no step or chain link of the record fills."""
    done = acts(organisation)
    chains = chain_acts(organisation)
    for record in organisation.all(Record):
        steps = done.get(record.ref, ())
        if not any(act.action in SIGNING for act in steps):
            continue
        every = (*steps, *chains.get(record.ref, ()))
        for slot in record.signatures:
            if slot.action in SIGNING and not any(fits(slot.action, slot.by, act.action, act.by) for act in every):
                params = {
                    "record": in_words(record.name),
                    "action": {lang: labels(lang)(f"action.{slot.action}") for lang in ("zh", "en")},
                    "who": {lang: performer(slot.by, lang) for lang in ("zh", "en")},
                }
                yield Diagnostic("signature-without-step", slot.span(), slot.ref, params)
