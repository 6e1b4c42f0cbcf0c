"""Documents that replace each other in a circle, or one that replaces itself.

Why: each says that the other is no longer valid; in the end none is, or all are.

Instead: strike `supersedes` in the older one.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.superseding import Supersession, supersessions
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a circle, at the document that was approved first, else at the first by reference."""
    outgoing: dict[str, list[Supersession]] = {}
    for item in supersessions(organisation):
        outgoing.setdefault(item.new.entity.ref, []).append(item)
    seen: set[frozenset[str]] = set()
    for start in outgoing:
        circle = _circle(outgoing, start)
        members = frozenset(item.new.entity.ref for item in circle)
        if circle and members not in seen:
            seen.add(members)
            worst = min(
                circle,
                key=lambda item: (item.new.approval.approved.on if item.new.approval else "", item.new.entity.ref),
            )
            params = {"names": names_of(organisation, [item.new.entity for item in circle])}
            others = tuple(Related(item.span, "other-place") for item in circle if item is not worst)
            yield Diagnostic("supersession-cycle", worst.span, worst.new.entity.ref, params, others)


def _circle(outgoing: dict[str, list[Supersession]], start: str) -> list[Supersession]:
    """The way from a document back to itself; empty where there is none."""
    came: dict[str, Supersession] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for item in outgoing.get(here, ()):
            there = item.old.entity.ref
            if there in came:
                continue
            came[there] = item
            waiting.append(there)
    if start not in came:
        return []
    way = [came[start]]
    while way[-1].new.entity.ref != start:
        way.append(came[way[-1].new.entity.ref])
    return way[::-1]
