"""What is missing from many things of one kind: one finding each, or one for all where the company never has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from remit.model.values import Entity

E_ = TypeVar("E_", bound=Entity)
_FEW = 3


def groups(lacking: Sequence[E_], every: Sequence[E_]) -> list[list[E_]]:
    """The things that lack something, in the groups to report: all in one where it is most of several, else each alone."""
    if len(lacking) >= _FEW and len(lacking) * 2 > len(every):
        return [list(lacking)]
    return [[item] for item in lacking]
