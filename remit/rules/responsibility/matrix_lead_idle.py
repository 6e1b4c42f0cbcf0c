"""A unit that a clause declares as leading (■) although nothing of what realises the clause is its own.

Looked at are the elements that cite the clause: the unit they belong to, and the units of every post, body and document that
they name, with the units above. A clause that nothing realises, and a company that declares no leads, are not judged here.

Why: the matrix says who leads, the documents say who does; an auditor asks both and gets two answers (ISO 9001:2015, 5.3).

Instead: correct `leads:`, or let the process, duty or article of the leading unit cite the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.involved import units_in
from remit.model.organisation import Organisation
from remit.views.coverage import clauses
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Declared leads that no element which cites the clause belongs to or names."""
    for covered in clauses(organisation):
        clause = covered.clause
        if not clause.leads or not covered.uses:
            continue
        acting = {unit for use in covered.uses for unit in units_in(organisation, use.source)}
        for index, ref in enumerate(clause.leads):
            if ref.target is not None and ref.target.id not in acting:
                params = {"clause": in_words(clause.title), "number": clause.id, "unit": in_words(ref.target.name)}
                yield Diagnostic("matrix-lead-idle", clause.span("leads", index), clause.ref, params)
