"""A branch by amount or class that leads past the approval which the other branches of the same step pass.

Judged are branches of one step that are told apart by amounts or classes, behind the drafting of a thing and before its
approval. What comes after the thing has been drafted or judged anew is no longer the same case; a branch that only leads back
is not judged, nor one that leads to another approval.

Why: the approval can be avoided by choosing the class, or by cutting the amount into pieces.

Instead: lead the branch to an approving step of its own; where such cases need none, say so by deciding them in a step.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chain_words import about
from remit.evidence.chains import Act, Chain, chains
from remit.evidence.preparing import prepared
from remit.evidence.routes import Routes, routes
from remit.model.entities import Branch, Process, Step
from remit.model.organisation import Organisation
from remit.views.flow import END
from remit.views.local_names import condition

_Way = tuple[Branch, frozenset[str]]


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a branch that meets none of the approvals of the activity it stands in."""
    for chain in chains(organisation):
        giving = chain.of(GIVING)
        if isinstance(chain.source, Process) and giving and prepared(chain):
            ways = routes(organisation)[chain.source.id]
            approving = {act.element.id or "" for act in giving}
            for step in chain.source.steps:
                if _between(ways, prepared(chain)[0], step, approving):
                    yield from _past(organisation, chain, ways, step, giving)


def _between(ways: Routes, making: Act, step: Step, approving: set[str]) -> bool:
    start = making.element.id or ""
    return step.id not in approving and (step.id == start or step.id in ways.after(start))


def _past(
    organisation: Organisation, chain: Chain, ways: Routes, step: Step, giving: list[Act]
) -> Iterator[Diagnostic]:
    again = {prepared(chain)[0].element.id or "", step.id}
    found: list[_Way] = [(branch, _met(ways, branch.to, again)) for branch in step.branches if _measured(branch)]
    approving = {act.element.id or "" for act in giving}
    if not any(approving & met for _, met in found):
        return
    for branch, met in found:
        if END in met and not approving & met and not any(other.action in GIVING for other in _steps(ways, met)):
            system = organisation.system
            params = {
                "what": about(organisation, chain),
                "case": {lang: condition(system, branch, lang) for lang in organisation.languages},
            }
            related = (Related(giving[0].span(), "approved-there"),)
            yield Diagnostic("branch-past-approval", branch.span("to"), step.ref, params, related)


def _met(ways: Routes, start: str, again: set[str]) -> frozenset[str]:
    """What a branch leads to, its own target included, up to where it comes back to one of the steps `again`."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(ways.following(current) if current == start or current not in again else ())
    return frozenset(seen)


def _measured(branch: Branch) -> bool:
    return branch.class_ is not None or branch.above is not None or branch.up_to is not None


def _steps(ways: Routes, met: frozenset[str]) -> Iterator[Step]:
    return (ways.steps[name] for name in met if name in ways.steps)
