"""A plan, budget, scheme, rule, standard, quota, contract or purchase order that nobody approves.

Judged are records of such a form, and records without a form whose names end so, as far as system.yaml has no document class
with gates for them; and such documents that a post is charged with preparing and that are no records. What comes from outside
the company is not judged, nor a draft whose later version in the same process is reported. An approval may stand in a step, an
authority, a signature slot, a decision of a meeting, or in what a post is charged with or empowered to.

Why: nobody has put it into force, so nobody is bound by it, and whoever wrote it can change it (ISO 9001:2015, 7.5.2 c).

Instead: add the approving step to the process that makes it, or an authority, or a signature slot of the record.

Guess: records without a form, and documents named in duties, are known by the end of their names (templates/lexicon/approvals.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.chains import chains_of
from remit.evidence.documents import is_document, mentioned_as_settled, named_as_document, output_steps, settled
from remit.evidence.enumeration import texts_of
from remit.evidence.gates import classes
from remit.lexicon import pattern
from remit.model.entities import Duty, External, Post, Process, Record
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.parties import parties
from remit.views.wording import plain

GUESSES = True
PROVES_ABSENCE = True
_OUTSIDE_TOO = {"contract", "standard", "rule", "quota"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a record, and one a post with the documents that its duties bring forth."""
    lang = organisation.languages[0]
    known = classes(organisation)
    lacking = {
        record.ref: record
        for record in organisation.all(Record)
        if record.class_ not in known and is_document(record, lang) and _own(organisation, record)
        and not settled(organisation, record)
    }  # fmt: skip
    for record in lacking.values():
        if not _becomes_another(organisation, record, lacking):
            params = {"documents": texts_of(organisation, [record.name])}
            yield Diagnostic("document-without-approval", record.span(), record.ref, params)
    for post in organisation.all(Post):
        named = {
            duty: names
            for duty in post.duties
            if duty.role in ("prepare", "organise") and (names := list(_named(organisation, duty, lang)))
        }
        if named:
            first = next(iter(named))
            params = {"documents": texts_of(organisation, [name for names in named.values() for name in names])}
            subject = first.ref if len(named) == 1 else post.ref
            related = tuple(Related(duty.span(), "other-duty") for duty in list(named)[1:])
            yield Diagnostic("document-without-approval", first.span(), subject, params, related)


def _own(organisation: Organisation, record: Record) -> bool:
    """Whether the company makes it; of contracts, standards and rules that is not said by their form."""
    makers = parties(record.maker)
    if any(isinstance(party.element, External) for party in makers):
        return False
    made = any(isinstance(chain.source, Process) for chain in chains_of(organisation).get(record.ref, ()))
    return bool(makers) or made or record.form not in _OUTSIDE_TOO


def _becomes_another(organisation: Organisation, record: Record, lacking: dict[str, Record]) -> bool:
    """Whether a later step of the same process brings forth another of these that is its final version."""
    for process in organisation.all(Process):
        order = {step.id: index for index, step in enumerate(process.steps)}
        mine = [order[step.id] for step in output_steps(process, record)]
        for other in lacking.values() if mine else ():
            theirs = [order[step.id] for step in output_steps(process, other)] if other.form == record.form else []
            if other is not record and theirs and max(theirs) > max(mine):
                return True
    return False


def _named(organisation: Organisation, duty: Duty, lang: str) -> Iterator[Text]:
    words = plain(duty.text, lang)
    if pattern("approvals.approving", lang).search(words) or pattern("approvals.handed-on", lang).search(words):
        return
    for output in duty.outputs:
        text = output.text or output.named
        name = plain(text, lang) if text is not None else ""
        if text is not None and named_as_document(name, lang) and not mentioned_as_settled(organisation, name):
            yield text
