"""Steps that lead back to each other and nowhere else, in a process that does end on another way.

Why: whoever comes in never gets out; the case stays open for ever.

Instead: give the loop an exit: a branch to `end` or to a step behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import texts_of
from remit.evidence.routes import routes
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.flow import END
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Closed loops from which no edge leads out, at the step that closes them."""
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        if not process.steps or END not in route.after(process.steps[0].id):
            continue
        for loop in route.loops():
            if not route.ends(loop) and all(target in loop for name in loop for target in route.leaving(name)):
                last = route.steps[loop[-1]]
                params = {
                    "process": in_words(process.name),
                    "steps": texts_of(organisation, [route.steps[name].name for name in loop]),
                }
                yield Diagnostic("loop-without-exit", last.span(), last.ref, params)
