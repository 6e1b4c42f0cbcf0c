"""A change of a document that is approved below whoever approved the document.

Judged are processes, authorities and forms that by their words change (变更, 修订, 调整 …; amend, revise, adjust …) a plan, budget,
rule, standard or contract that exists beside them. Where a chain makes and changes it alike, there is one approver for both.

Why: what the board decided could be undone by who may not decide it; the original approval is then worth nothing
(ISO 9001:2015, 7.5.3.2 c and 8.5.6).

Instead: let the original's approver approve the change, or give the lower one a limit within which he may (a tier, a class).

Guess: by the words of the names, and by the document that the chain names, brings forth or takes in.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chain_words import about
from remit.evidence.chains import Act, chains_of, share_hands
from remit.evidence.changes import Change, changes
from remit.evidence.enumeration import names_of
from remit.evidence.naming import who
from remit.evidence.rank import outranks
from remit.model.entities import Record
from remit.model.organisation import Organisation

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a change, at its approver, in the first of process, authority and form that says so."""
    changing = list(changes(organisation))
    seen: set[str] = set()
    own = {id(change.chain) for change in changing}
    by_source: dict[str, list[list[Act]]] = {}
    for change in changing:
        approving = [act for act in change.chain.of(GIVING) if act.by is not None]
        by_source.setdefault(change.chain.source.ref, []).append(approving)
    for change in changing:
        giving = [act for act in change.chain.of(GIVING) if act.by is not None]
        if not giving or (change.chain.records and seen.issuperset(change.chain.records)):
            continue
        every = [act for tier in by_source[change.chain.source.ref] for act in tier]
        over = [_over(organisation, record, every, own) for record in change.originals]
        known = [acts for acts in over if acts is not None]
        if known and all(known):
            seen.update(change.chain.records)
            yield _finding(organisation, change, giving[-1], known[0][0])


def _over(organisation: Organisation, record: Record, giving: list[Act], own: set[int]) -> list[Act] | None:
    """Who approves the document and stands above all approvers of the change; None where nobody approves it."""
    found = [
        act
        for chain in chains_of(organisation).get(record.ref, ())
        if id(chain) not in own
        for act in chain.of(GIVING)
        if act.by is not None
    ]
    if not found:
        return None
    same = any(share_hands(act, change) for act in found for change in giving)
    return [] if same else [act for act in found if all(outranks(act.by, change.by) for change in giving)]


def _finding(organisation: Organisation, change: Change, act: Act, above: Act) -> Diagnostic:
    params = {
        "what": about(organisation, change.chain),
        "by": who(organisation, act.by),
        "original": names_of(organisation, change.originals),
        "above": who(organisation, above.by),
    }
    related = (Related(above.span(), "approved-there"),)
    return Diagnostic("amendment-below-original", act.span(), act.element.ref, params, related)
