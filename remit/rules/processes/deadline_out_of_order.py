"""A step that is due before the step it follows.

Compared are due points of the same period (by the 10th, by the 5th of the month), and limits after the same event (within
five days, within two days of the report); steps between without a time are passed over. Early in the period after late in
it (the 25th, then the 5th) is the next period: only a step back of less than half the period is reported, and only where no
calendar allows it, since a working day may fall on several dates. Hours of the day are left out: the morning may be that of
the next day.

Why: who comes first may take the time that the next one no longer has; one of the two dates is broken every time.

Instead: put the later step's date after the earlier one's, or take time from the earlier step.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.due import Point, point
from remit.evidence.routes import Routes, routes
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words, timing


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps whose due point lies before that of the nearest steps that come first."""
    for process in organisation.all(Process):
        points = {step.id: found for step in process.steps if (found := point(step.timing)) is not None}
        route = routes(organisation)[process.id]
        for name, due in points.items():
            step = route.steps[name]
            earlier = next(
                (other for other in _before(name, due, points, route) if _too_early(due, points[other.id])), None
            )
            if earlier is not None:
                params = {
                    "step": in_words(step.name),
                    "due": {lang: timing(step.timing, lang) for lang in organisation.languages},
                    "earlier": in_words(earlier.name),
                    "earlier_due": {lang: timing(earlier.timing, lang) for lang in organisation.languages},
                }
                related = (Related(earlier.span("timing"), "other-place"),)
                yield Diagnostic("deadline-out-of-order", step.span("timing"), step.ref, params, related)


def _too_early(due: Point, earlier: Point) -> bool:
    return due.high < earlier.low and (due.length is None or (earlier.high - due.low) * 2 < due.length)


def _before(name: str, due: Point, points: dict[str, Point], route: Routes) -> Iterator[Step]:
    """The nearest steps before this one, on every way, that are due on the same scale."""
    seen = {name}
    todo = route.preceding(name)
    while todo:
        current = todo.pop(0)
        if current in seen or current in route.after(name):
            continue
        seen.add(current)
        if current in points and points[current].scale == due.scale:
            yield route.steps[current]
        else:
            todo += route.preceding(current)
