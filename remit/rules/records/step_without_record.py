"""An inspection, check, count, survey or appraisal, or the settling of a complaint or of rejects, that leaves no record.

Why: nobody can show afterwards that it was done and what came of it (ISO 9001:2015, 8.6 and 9.1.1: documented information
as evidence; 8.2.1 c, 8.7.2, 10.2.2).

Instead: let the step, or the one that ends it, name the record under `outputs:`.

Guess: what inspects or settles is told by the words of the step's name, what is settled by those of the step or process
(templates/lexicon/records.yaml; "by the inspection results" is no inspection). A step is not reported when it works on a
record (its inputs: the result is entered there), when this or a later step of the process gives out a record, or when it is
a supervision reported as leading to nothing (supervision-without-consequence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic
from remit.evidence.routes import routes
from remit.evidence.supervision import leads_nowhere
from remit.lexicon import lexicon, pattern
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True
_SIGNING = {"approve", "countersign", "deliberate", "consult", "issue", "archive", "file", "inform"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps that inspect by their name, after which the process gives out nothing on paper."""
    lang = organisation.languages[0]
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        for index, step in enumerate(process.steps):
            if step.action in _SIGNING or not _to_be_shown(process, step, lang) or leads_nowhere(step, route):
                continue
            if not process.outputs and not any(_on_paper(later) for later in process.steps[index:]):
                params = {"step": in_words(step.name), "process": in_words(process.name)}
                yield Diagnostic("step-without-record", step.span(), step.ref, params)


def _to_be_shown(process: Process, step: Step, lang: str) -> bool:
    """Whether the step inspects, or settles something of which the standard asks what became of it."""
    name = plain(step.name, lang)
    settled = pattern("records.settled", lang).search(f"{plain(process.name, lang)} {name}")
    return bool(_inspecting(lang).search(name) or (settled and pattern("records.settling", lang).search(name)))


@cache
def _inspecting(lang: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lexicon("records.inspecting", lang), key=len, reverse=True)))
    after = "|".join(map(re.escape, lexicon("records.after-no-inspecting", lang)))
    if lang == "zh":
        return re.compile(rf"(?:{words})(?!{after})")
    return re.compile(rf"\b(?:{words})\b(?!\s+(?:{after})\b)", re.IGNORECASE)


def _on_paper(step: Step) -> bool:
    return bool(step.outputs) or any(item.record is not None for item in step.inputs)
