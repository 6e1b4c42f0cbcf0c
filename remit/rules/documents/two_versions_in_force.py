"""Two contents of one document that are in force at once: approved on the same day for the same day, or the older approval takes
effect after the newer one and would bring the old content back.

A content that is replaced before the day on which it was to take effect is not reported; nor is one approved anew unchanged.

Why: people hold two valid papers for one matter, and each acts on his own (ISO 9001:2015, 7.5.3.2 c).

Instead: let the newer approval take effect on the later day, or take back the one that does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.model.entities import Approval
from remit.model.ledger import entries
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The later entry of each pair, once; related is the other."""
    for found in entries(organisation).values():
        for at, after in enumerate(found):
            before = next((one for one in reversed(found[:at]) if _at_once(one, after)), None)
            if before is not None:
                yield _finding(organisation, before, after)


def _at_once(before: Approval, after: Approval) -> bool:
    if before.digest == after.digest:
        return False
    if before.approved.on == after.approved.on:
        return _effective(before) == _effective(after)
    return _effective(after) < _effective(before)


def _effective(approval: Approval) -> str:
    return approval.effective or approval.approved.on


def _finding(organisation: Organisation, before: Approval, after: Approval) -> Diagnostic:
    document = after.document.target or after
    params = {
        "kind": kind_words(document),
        "document": called(organisation, document),
        "on": after.approved.on,
        "effective": _effective(after),
        "before_on": before.approved.on,
        "before_effective": _effective(before),
    }
    related = (Related(before.span(), "other-place"),)
    return Diagnostic("two-versions-in-force", after.span(), after.ref, params, related)
