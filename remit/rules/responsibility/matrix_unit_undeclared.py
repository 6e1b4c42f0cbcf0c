"""A unit whose own process, duty or document realises a clause, and that the matrix does not name for it at all.

Judged only where the clause declares units (■▲△). The unit's own unit above or below being named is enough, and a body's
members stand for it.

Why: the part is done and nobody is asked for it; in the audit the evidence is looked for elsewhere.

Instead: add the unit to `leads:`, `main:` or `supports:` of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.belonging import home_unit, upwards
from remit.views.coverage import clauses
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Owning units of citing elements that stand in no column of the clause."""
    for covered in clauses(organisation):
        clause = covered.clause
        declared = [ref.target for ref in (*clause.leads, *clause.main, *clause.supports) if ref.target is not None]
        if not declared:
            continue
        named = {unit.id for unit in declared}
        above = {unit.id for one in declared for unit in upwards(one)}
        owners = {use.source.ref: home_unit(organisation.owner_of(use.source)) for use in covered.uses}
        missing = {unit.id: unit for unit in owners.values() if unit is not None and not _in_line(unit, named, above)}
        if missing:
            first = next(use for use in covered.uses if owners[use.source.ref] in missing.values())
            params = {
                "clause": in_words(clause.title),
                "number": clause.id,
                "units": names_of(organisation, list(missing.values())),
            }
            yield Diagnostic(
                "matrix-unit-undeclared", clause.span(), clause.ref, params, (Related(first.span, "other-place"),)
            )


def _in_line(unit: Unit, named: set[str], above: set[str]) -> bool:
    return unit.id in above or any(one.id in named for one in upwards(unit))
