"""An activity that more than five parties do together while nobody leads it.

An activity that one party organises, or whose accountable party takes part itself, has a lead; so have those of `each` of a
set, who do their own part.

Why: what six do together nobody does; each waits for the others.

Instead: let one organise (`action: organise`) and put the others under `with:`, or split the step.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.model.organisation import Organisation
from remit.views.parties import parties, party_keys
from remit.views.responsibility import Row, company_rows
from remit.views.wording import in_words, party_name

_MOST = 5


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows with more than five R and nobody who leads."""
    for row in company_rows(organisation):
        doing = [key for key, letters in row.letters.items() if "R" in letters]
        if len(doing) > _MOST and not _led(row, doing):
            names = [{lang: party_name(row.parties[key], lang) for lang in organisation.languages} for key in doing]
            who = enumeration(names, organisation.languages)
            params = {"activity": in_words(row.name), "count": len(doing), "who": who}
            yield Diagnostic("many-responsible", row.start.span(), row.start.ref, params)


def _led(row: Row, doing: list[str]) -> bool:
    answering = {key for _, performer in row.accountable for key in party_keys(performer)}
    several = row.start.performer is not None and len(parties(row.start.performer)) > 1
    return any(step.action == "organise" for step in row.steps) or bool(answering & set(doing)) or not several
