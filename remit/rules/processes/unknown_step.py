"""A step that leads, goes back or refers to a step which the process does not have.

Why: the way through the process breaks off there.

Instead: use the id of a step of the same process, or `end`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from remit.diagnostics import Diagnostic, Edit
from remit.language.nearest import certain
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Element, Origin
from remit.views.flow import END
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Step ids in next, branches, on_reject and of that do not exist."""
    for process in organisation.all(Process):
        known = [step.id for step in process.steps]
        for step in process.steps:
            for name, origin in _targets(step):
                if name not in known and name != END:
                    near = get_close_matches(name, known, 1)
                    params = {"value": name, "nearest": near[0] if near else "", "process": in_words(process.name)}
                    right = certain(name, known)
                    edit = Edit(origin.document.path, "replace", origin.pointer, right)
                    yield Diagnostic("unknown-step", origin.span(), step.ref, params, fix=(edit,) if right else ())


def _targets(step: Step) -> Iterator[tuple[str, Origin]]:
    for index, name in enumerate(step.next):
        yield name, _below(step, "next", index)
    for branch in step.branches:
        yield branch.to, _below(branch, "to")
    if step.on_reject is not None:
        yield step.on_reject.to, _below(step.on_reject, "to")
    if step.of is not None:
        yield step.of, _below(step, "of")


def _below(element: Element, *path: str | int) -> Origin:
    return Origin(element.origin.document, (*element.origin.pointer, *path))
