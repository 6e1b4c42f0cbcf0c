"""What is missing from many things of one kind: one finding each, or one for all where the company never has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.model.organisation import Organisation
from remit.model.values import Entity

E_ = TypeVar("E_", bound=Entity)
_FEW = 3


def groups(lacking: Sequence[E_], every: Sequence[E_]) -> list[list[E_]]:
    """The things that lack something, in the groups to report: all in one where it is most of several, else each alone."""
    if len(lacking) >= _FEW and len(lacking) * 2 > len(every):
        return [list(lacking)]
    return [[item] for item in lacking]


def lacks(organisation: Organisation, name: str, lacking: Sequence[E_], every: Sequence[E_]) -> list[Diagnostic]:
    """The findings `name` of entities that lack something, at the first of each group; the parameter `names` lists them."""
    return [
        Diagnostic(
            name,
            group[0].span(),
            group[0].ref,
            {"names": names_of(organisation, group)},
            tuple(Related(other.span(), "other-place") for other in group[1:]),
        )
        for group in groups(lacking, every)
    ]
