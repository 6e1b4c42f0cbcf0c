"""Where steps stand in the flow of a process: what comes before what, which steps form a loop, and what follows next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from remit.evidence.memory import kept
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.flow import END, Flow


class Routes:
    """The ways through one process; forward is every edge but the way back of a refusal.

    Targets that do not exist are left out.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self.steps: Mapping[str, Step] = {step.id: step for step in process.steps}
        self.position: Mapping[str, int] = {step.id: index for index, step in enumerate(process.steps)}
        self._next: dict[str, list[str]] = {step.id: [] for step in process.steps}
        self._back: dict[str, list[str]] = {}
        for edge in Flow(process).edges:
            (self._back.setdefault(edge.source, []) if edge.kind == "rework" else self._next[edge.source]).append(
                edge.target
            )
        self._forward: dict[str, frozenset[str]] = {}
        self._every: dict[str, frozenset[str]] = {}

    def following(self, step: str) -> list[str]:
        """The steps (and `end`) that come next, without the way back."""
        return self._next.get(step, [])

    def leaving(self, step: str) -> list[str]:
        """The steps (and `end`) that a step can lead to, the way back included."""
        return [*self._next.get(step, ()), *self._back.get(step, ())]

    def after(self, step: str) -> frozenset[str]:
        """Everything that can come after a step on a way forward; itself where the way comes back to it."""
        if step not in self._forward:
            self._forward[step] = self._closure(step, self._next)
        return self._forward[step]

    def reached(self, step: str) -> frozenset[str]:
        """Everything that can come after a step, the way back included."""
        if step not in self._every:
            self._every[step] = self._closure(step, {name: self.leaving(name) for name in self._next})
        return self._every[step]

    def only_before(self, first: str, second: str) -> bool:
        """Whether the first step always stands before the second where both are met."""
        return second in self.after(first) and first not in self.after(second)

    def preceding(self, step: str) -> list[str]:
        """The steps from which a step is met next on a way forward."""
        return [name for name, targets in self._next.items() if step in targets]

    def loops(self) -> Iterator[list[str]]:
        """The sets of steps that lead back to each other, the way back included, each in the order of the process."""
        seen: set[str] = set()
        for step in self.steps:
            if step not in seen and step in self.reached(step):
                loop = [other for other in self.steps if other in self.reached(step) and step in self.reached(other)]
                seen.update(loop)
                yield loop

    def ends(self, steps: Sequence[str]) -> bool:
        """Whether the end can be met from any of the steps, the way back included."""
        return any(END in self.reached(step) for step in steps)

    def _closure(self, start: str, edges: Mapping[str, Sequence[str]]) -> frozenset[str]:
        seen: set[str] = set()
        todo = list(edges.get(start, ()))
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                todo.extend(edges.get(current, ()))
        return frozenset(seen)


@kept
def routes(organisation: Organisation) -> Mapping[str, Routes]:
    """The routes of every process by its id; many rules ask, so that the last answers are kept."""
    return {process.id: Routes(process) for process in organisation.all(Process)}
