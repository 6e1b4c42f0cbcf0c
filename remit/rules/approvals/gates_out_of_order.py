"""A document that is approved first and checked afterwards, or checked before it is drafted.

Judged are documents of a class whose gates system.yaml lists. Preparing comes before consulting, reviewing, deliberating
and countersigning, and these come before the approval; the order among the checks is the company's own.

Why: a review after the approval can change nothing that is not already in force (ISO 9001:2015, 7.5.2 c).

Instead: put the approving step or link behind the checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import CHECKING, GIVING, MAKING
from remit.evidence.chain_words import about, act_words
from remit.evidence.chains import Act
from remit.evidence.gates import Passage, passages
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_STAGES = (MAKING, CHECKING, GIVING)


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The first act of each passage that stands before all acts which should precede it."""
    seen: set[str] = set()
    for passage in passages(organisation):
        pair = _reversed(passage)
        if pair is not None and pair[1].element.ref not in seen:
            early, late = pair
            seen.add(late.element.ref)
            params = {
                "what": about(organisation, passage.chain),
                "late": act_words(organisation, late),
                "early": act_words(organisation, early),
                "class": in_words(passage.needed.name),
            }
            related = (Related(early.span(), "other-place"),)
            yield Diagnostic("gates-out-of-order", late.element.span(), late.element.ref, params, related)


def _reversed(passage: Passage) -> tuple[Act, Act] | None:
    """An act that comes too early, and the act that therefore comes too late: a check that no approval follows any more,
    or preparing that no check or approval follows (a final draft after the deliberation is no defect)."""
    before = passage.ordered
    if before is None:
        return None
    making, checks, giving = ([act for act in passage.acts if act.action in stage] for stage in _STAGES)
    for check in checks:
        if giving and all(before(approval, check) for approval in giving):
            return giving[0], check
    for later in (giving, checks):
        if making and later and all(before(act, draft) for act in later for draft in making):
            return later[0], making[0]
    return None
