"""The flow of a process: which step follows which, forward flow and rework told apart."""

from __future__ import annotations

from dataclasses import dataclass

from remit.model.entities import Branch, Process, Step

END = "end"


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a step to another or to the end. `kind` is next, branch or rework; `branch` carries its condition."""

    source: str
    target: str
    kind: str
    branch: Branch | None = None


class Flow:
    """The edges of a process in the order of its steps. Targets that do not exist are left out (a rule reports them)."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.steps = {step.id: step for step in process.steps}
        self.edges = [edge for edge in self._all() if edge.target == END or edge.target in self.steps]
        self._forward: dict[str, list[str]] = {}
        for edge in self.edges:
            if edge.kind != "rework":
                self._forward.setdefault(edge.source, []).append(edge.target)

    def _all(self) -> list[Edge]:
        steps = self.process.steps
        edges: list[Edge] = []
        for index, step in enumerate(steps):
            following = steps[index + 1].id if index + 1 < len(steps) else END
            edges += _outgoing(step, following)
        return edges

    def following(self, step: str) -> list[Edge]:
        """The edges that leave a step."""
        return [edge for edge in self.edges if edge.source == step]

    def reaches(self, start: str, goal: str) -> bool:
        """Whether `goal` comes after `start` on a way forward (rework left aside)."""
        seen: set[str] = set()
        todo = list(self._forward.get(start, ()))
        while todo:
            current = todo.pop()
            if current == goal:
                return True
            if current not in seen:
                seen.add(current)
                todo += self._forward.get(current, ())
        return False

    def reachable(self) -> set[str]:
        """The steps that can be met from the first one, rework included."""
        if not self.process.steps:
            return set()
        seen = {self.process.steps[0].id}
        todo = list(seen)
        while todo:
            current = todo.pop()
            for edge in self.following(current):
                if edge.target not in seen and edge.target != END:
                    seen.add(edge.target)
                    todo.append(edge.target)
        return seen


def _outgoing(step: Step, following: str) -> list[Edge]:
    edges: list[Edge] = []
    if step.branches:
        edges += [Edge(step.id, branch.to, "branch", branch) for branch in step.branches]
    else:
        edges += [Edge(step.id, target, "next") for target in (step.next or (following,))]
    if step.on_reject is not None:
        edges.append(Edge(step.id, step.on_reject.to, "rework"))
    return edges
