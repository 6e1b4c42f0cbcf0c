"""A KPI that is, by way of its parents, its own parent.

Why: a cascade starts from a goal of the company; a loop starts nowhere, and no target can be derived from it.

Instead: take the parent off the KPI that stands highest.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words, name_of


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Each loop once, at the parent of its first KPI."""
    seen: set[str] = set()
    for kpi in organisation.all(Kpi):
        path: list[Kpi] = []
        current: Kpi | None = kpi
        while current is not None and current.id not in seen:
            seen.add(current.id)
            path.append(current)
            current = current.parent.target if current.parent is not None else None
        if current is not None and current in path:
            yield _finding(organisation, sorted(path[path.index(current) :], key=lambda item: item.id), current)


def _finding(organisation: Organisation, members: list[Kpi], met: Kpi) -> Diagnostic:
    first = members[0]
    loop = [first]
    while (following := loop[-1].parent) is not None and following.target is not None and following.target is not first:
        loop.append(following.target)
    shown = {lang: " → ".join(name_of(item, lang) for item in [*loop, first]) for lang in organisation.languages}
    related = tuple(Related(item.span("parent"), "part-of-cycle", {"name": str(item.name)}) for item in loop[1:])
    params = {"kpi": in_words(first.name), "path": shown}
    return Diagnostic("kpi-parent-cycle", first.span("parent"), first.ref, params, related)
