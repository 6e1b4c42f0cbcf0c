"""A supervision from which nothing follows: it leaves no record, tells nobody, and no step takes up what it finds.

Judged is a supervising step that ends its process, with no output, nobody informed, no branch, way back or escalation, and
no word of what happens to what is found. Supervision that runs beside other steps is not judged.

Why: deviations are seen and stay; nobody can show that anybody looked (ISO 9001:2015, 9.1.1, 10.2).

Instead: write the record under `outputs:`, who is told under `inform:`, and the step or branch for what is not in order.

Guess: what happens to what is found is known by words (templates/lexicon/processes.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.routes import routes
from remit.evidence.supervision import leads_nowhere
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Supervising steps at the end of a process that lead to nothing."""
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        for step in process.steps:
            if leads_nowhere(step, route):
                params = {"step": in_words(step.name), "process": in_words(process.name)}
                yield Diagnostic("supervision-without-consequence", step.span(), step.ref, params)
