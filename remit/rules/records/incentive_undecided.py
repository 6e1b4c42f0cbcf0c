"""A reward or penalty that leaves open by what criteria, in what form, on whose proposal and by whose decision.

Why: it is given or withheld by favour; a penalty without criteria, decider and a way to object does not stand
(PRC Labour Contract Law, art. 4: rules on reward and discipline are decided with and made known to the employees).

Instead: write `criteria`, `forms`, `proposed_by`, `decided_by` and `record`, and for a penalty `appeal`. An incentive that
rests on a standard set by somebody (`standard_by`) still needs who applies it. What punishes by its words is asked for an
appeal whatever its kind says.

Guess: punishment is told by the words of name, forms and use (templates/lexicon/records.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import fields_of
from remit.lexicon import pattern
from remit.model.entities import Incentive
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
_NEEDED = ("criteria", "forms", "proposed_by", "decided_by", "record")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Incentives with the fields they lack; the use of results stands for the form."""
    lang = organisation.languages[0]
    for incentive in organisation.all(Incentive):
        missing = [name for name in _NEEDED if not getattr(incentive, name) and not (name == "forms" and incentive.use)]
        if incentive.appeal is None and (incentive.kind_of == "penalty" or _punishes(incentive, lang)):
            missing.append("appeal")
        if missing:
            params = {"incentive": in_words(incentive.name), "missing": fields_of("incentive", missing)}
            yield Diagnostic("incentive-undecided", incentive.span(), incentive.ref, params)


def _punishes(incentive: Incentive, lang: str) -> bool:
    texts = (incentive.name, *incentive.forms, *((incentive.use,) if incentive.use is not None else ()))
    return any(pattern("records.punishing", lang).search(text.get(lang)) for text in texts)
