"""A reward or penalty that leaves open by what criteria, in what form, on whose proposal and by whose decision.

Why: it is given or withheld by favour; a penalty without criteria, decider and a way to object does not stand
(PRC Labour Contract Law, art. 4: rules on reward and discipline are decided with and made known to the employees).

Instead: write `criteria`, `forms`, `proposed_by`, `decided_by` and `record`, and for a penalty `appeal`. An incentive that
rests on a standard set by somebody (`standard_by`) still needs who applies it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.language.schemas import kinds
from remit.language.validate import field_label
from remit.model.entities import Incentive
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_NEEDED = ("criteria", "forms", "proposed_by", "decided_by", "record")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Incentives with the fields they lack; the use of results stands for the form."""
    schema = kinds()["incentive"].schema
    for incentive in organisation.all(Incentive):
        missing = [name for name in _NEEDED if not getattr(incentive, name) and not (name == "forms" and incentive.use)]
        if incentive.kind_of == "penalty" and incentive.appeal is None:
            missing.append("appeal")
        if missing:
            labels = {lang: ", ".join(field_label(schema, name, lang) for name in missing) for lang in ("zh", "en")}
            params = {"incentive": in_words(incentive.name), "missing": labels}
            yield Diagnostic("incentive-undecided", incentive.span(), incentive.ref, params)
