"""A unit or body that is charged with nothing: no function, no mission, and nothing in the system is given to it.

Why: nobody can say what it is for, and what it does overlaps with others (ISO 9001:2015, 5.3).

Instead: write its `functions:`, or at least its `mission:`. The company itself, and teams whose posts have duties of their own,
need none. A sentence of a policy that only lists the units (运营部下设甲组、乙组) gives none of them anything to do. Where
most units have nothing, that is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.evidence.running_text import passages
from remit.evidence.structure import structure
from remit.lexicon import pattern
from remit.model.entities import Unit
from remit.model.organisation import Organisation, Use
from remit.source.document import Pointer

PROVES_ABSENCE = True
_PLACING = frozenset({"parent", "unit", "units", "at"})
_NO_CHARGE = frozenset({"post", "unit", "person", "system"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units without functions and mission that no process, document, record, meeting or group counts on."""
    every, lists = organisation.all(Unit), _lists(organisation)
    lacking = [
        unit
        for unit in every
        if not (unit.functions or unit.mission is not None or unit.tier == "company" or _works(organisation, unit))
        and not any(_charges(use) and _place(use) not in lists for use in organisation.used_by(unit))
    ]
    for group in groups(lacking, every):
        related = tuple(Related(unit.span(), "other-place") for unit in group[1:])
        params = {"unit": names_of(organisation, group)}
        yield Diagnostic("unit-without-function", group[0].span(), group[0].ref, params, related)


def _works(organisation: Organisation, unit: Unit) -> bool:
    return unit.tier == "team" and any(post.duties for post in structure(organisation).posts.get(unit.id, ()))


def _charges(use: Use) -> bool:
    """Whether a place gives the unit something to do: where posts, units and groups name it they place, list or meet it."""
    return use.field not in _PLACING and use.source.origin.document.kind not in _NO_CHARGE


def _place(use: Use) -> tuple[str, Pointer]:
    return use.ref.origin.document.path, use.ref.origin.pointer


def _lists(organisation: Organisation) -> set[tuple[str, Pointer]]:
    """The texts of policies that say which units there are: several links to units after 分为, 下设, consists of."""
    lang = organisation.languages[0]
    return {
        (passage.text.origin.document.path, passage.text.origin.pointer)
        for passage in passages(organisation)
        if passage.text.origin.document.kind == "policy"
        and str(passage.text).count("{unit:") > 1
        and pattern("organisation.dividing", lang).search(passage.words(lang))
    }
