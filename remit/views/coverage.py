"""Coverage of the basis: which elements realise each clause, and in which state the clause is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.model.entities import Basis, Clause
from remit.model.organisation import Organisation, Use


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause, what cites it, and its state: realised, differently, excluded, or open."""

    basis: Basis
    clause: Clause
    uses: tuple[Use, ...]
    state: str


def clauses(organisation: Organisation) -> Iterator[Covered]:
    """Every clause of every basis in order."""
    for basis in organisation.all(Basis):
        for clause in basis.clauses:
            uses = tuple(use for use in organisation.used_by(clause) if use.field == "basis")
            stated = clause.state or "realised"
            yield Covered(basis, clause, uses, "open" if stated == "realised" and not uses else stated)
