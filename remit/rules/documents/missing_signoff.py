"""An approval without the signature of somebody whom the document's own text names as preparing, reviewing or countersigning it.

A unit signs through its head, a body through its chair or a member, a post through whoever signs on its behalf.
Judged is the text that was approved, not the present one.

Of each document the last entry is judged: a later approval puts right what was wrong with an earlier one.

Why: the review that the document promises did not take place, or nobody can prove it (ISO 9001:2015, 7.5.2 c).

Instead: have it signed and enter it, or take the name out of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from remit.diagnostics import Diagnostic
from remit.evidence.document_words import control_schema, field_words
from remit.evidence.enumeration import names_of
from remit.evidence.ledger_entries import approved_control, hands, is_named, named_in, signatures
from remit.evidence.naming import called
from remit.model.entities import Approving, SignOff
from remit.model.ledger import standing
from remit.model.organisation import Organisation
from remit.model.values import Element


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an approval and sort of signature, with who is missing."""
    for approval in standing(organisation):
        control = approved_control(approval)
        prepared = [approval.prepared] if approval.prepared is not None else []
        for field, key, given in (
            ("prepared_by", "prepared", prepared),
            ("reviewed_by", "reviewed", approval.reviewed),
            ("countersigned_by", "countersigned", approval.countersigned),
        ):
            missing = _missing(organisation, control.get(field), given)
            if missing:
                span = approval.span(key, key=True) if given else approval.span()
                params = {
                    "document": called(organisation, approval.document.target or approval),
                    "action": field_words(control_schema(), [field]),
                    "names": names_of(organisation, missing),
                    "key": key,
                }
                yield Diagnostic("missing-signoff", span, approval.ref, params)


def _missing(organisation: Organisation, value: Any, given: Sequence[SignOff | Approving]) -> list[Element]:
    """Who is named and has not signed; nobody where a signer is only a name."""
    if any(is_named(sign) for sign in given):
        return []
    signed = set().union(*(signatures(sign) for sign in given))
    missing: list[Element] = []
    for one in value if isinstance(value, list) else [value]:
        named = named_in(organisation, one)
        if named and not any(hands(element) & signed for element in named):
            missing.append(named[0])
    return missing
