"""A process as a graph that an engine can run: tasks, decisions, forks, joins, and what decides at each of them.

Built from the steps alone (remit/views/flow.py). Where several ways meet, a merge or a join stands before the step, as
BPMN asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from remit.model.entities import Branch, Process, Step
from remit.views.flow import END, Edge, Flow

START = "start"
PASSED, REJECTED = "passed", "rejected"

Kind = Literal["start", "end", "task", "decision", "merge", "fork", "join"]


@dataclass(frozen=True, slots=True)
class Point:
    """A node; `step` is the step that it is, or that it stands before or after."""

    id: str
    kind: Kind
    step: Step


@dataclass(frozen=True, slots=True)
class Way:
    """A flow from one point to another, by id. Behind a decision `value` is the result that opens it.

    `default` is taken where no result opens another. `edge` is the edge of the process that it stands for, `decided` the
    step whose result opens it.
    """

    id: str
    source: str
    target: str
    value: str = ""
    default: bool = False
    edge: Edge | None = None
    decided: Step | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """The points and ways of a process, in the order of its steps. Ids are those of steps with a prefix."""

    points: tuple[Point, ...]
    ways: tuple[Way, ...]

    def leaving(self, point: str) -> list[Way]:
        """The ways that leave a point."""
        return [way for way in self.ways if way.source == point]

    def entering(self, point: str) -> list[Way]:
        """The ways that lead to a point."""
        return [way for way in self.ways if way.target == point]


def result_of(step: Step) -> str:
    """The name of the variable that holds the result of a step: an identifier, different for different steps."""
    name = step.id.replace("-", "_")
    return f"{name}_result" if name[0].isalpha() else f"step__{name}_result"


def execution(process: Process) -> Execution | None:
    """The graph of a process; None without steps."""
    if not process.steps:
        return None
    flow = Flow(process)
    points: list[Point] = [Point(START, "start", process.steps[0])]
    ways: list[Way] = [Way("", START, _task(process.steps[0].id))]
    for step in process.steps:
        points.append(Point(_task(step.id), "task", step))
        own = flow.following(step.id)
        if step.branches or step.on_reject is not None:
            points.append(Point(f"decision_{step.id}", "decision", step))
            ways.append(Way("", _task(step.id), f"decision_{step.id}"))
            ways += _decided(step, own)
            own = [edge for edge in own if edge.kind == "next"]
        source = f"decision_{step.id}" if step.on_reject is not None else _task(step.id)
        if len(own) > 1:
            points.append(Point(f"fork_{step.id}", "fork", step))
            approved = step.on_reject is not None
            value, decided = (PASSED, step) if approved else ("", None)
            ways.append(Way("", source, f"fork_{step.id}", value, decided=decided))
            ways += [Way("", f"fork_{step.id}", _target(edge), edge=edge) for edge in own]
        elif step.on_reject is None:
            ways += [Way("", source, _target(edge), edge=edge) for edge in own]
    points.append(Point(END, "end", process.steps[-1]))
    for step in reversed(process.steps):  # forks within forks first
        if any(point.id == f"fork_{step.id}" for point in points):
            _join_again(step, flow, points, ways)
    _merge(points, ways)
    return Execution(tuple(points), tuple(_named(ways)))


def _task(step: str) -> str:
    return f"step_{step}"


def _target(edge: Edge) -> str:
    return END if edge.target == END else _task(edge.target)


def _decided(step: Step, edges: list[Edge]) -> Iterator[Way]:
    """The ways out of a decision. One without a condition, else that back, is taken where the result is unknown:
    what nobody has approved must not pass."""
    source = f"decision_{step.id}"
    branches = [edge for edge in edges if edge.branch is not None]
    following = [edge for edge in edges if edge.kind == "next"]
    values = _values([edge.branch for edge in branches if edge.branch is not None])
    otherwise = next((edge for edge in branches if edge.branch is not None and _open(edge.branch)), None)
    for edge, value in zip(branches, values, strict=True):
        yield Way("", source, _target(edge), value, edge is otherwise, edge, step)
    if step.on_reject is None:
        return
    if len(following) == 1:  # several are a fork of their own
        yield Way("", source, _target(following[0]), PASSED, False, following[0], step)
    for edge in edges:
        if edge.kind == "rework":
            yield Way("", source, _target(edge), REJECTED, otherwise is None, edge, step)


def _open(branch: Branch) -> bool:
    return branch.when is None and branch.class_ is None and branch.above is None and branch.up_to is None


def _values(branches: list[Branch]) -> list[str]:
    """A result for each branch: its class, else where it leads; numbered where that is not enough."""
    values: list[str] = []
    for branch in branches:
        value = branch.class_.rpartition("/")[2] if branch.class_ is not None else branch.to
        number = 1
        wanted = value
        while wanted in values or wanted == REJECTED:
            number += 1
            wanted = f"{value}-{number}"
        values.append(wanted)
    return values


def _join_again(step: Step, flow: Flow, points: list[Point], ways: list[Way]) -> None:
    """Where the ways of a fork come together again, one join waits for all of them.

    Ways that leave the fork by another door (a return to a step before it) cannot be waited for: each then goes on alone.
    """
    heads = [edge.target for edge in flow.following(step.id) if edge.kind == "next"]
    ahead = _ahead(flow)
    meeting = _meeting(heads, ahead, [one.id for one in flow.process.steps])
    if meeting is None:
        return
    regions = [_region(head, meeting, ahead) for head in heads]
    everywhere = set().union(*regions)
    if sum(map(len, regions)) != len(everywhere) or not _closed(step.id, meeting, regions, flow):
        return
    join = f"join_{step.id}"
    goal = END if meeting == END else _task(meeting)
    for number, (head, region) in enumerate(zip(heads, regions, strict=True), 1):
        sources = {f"{kind}_{one}" for one in region for kind in ("step", "decision", "fork", "join")}
        mine = [
            place
            for place, way in enumerate(ways)
            if way.target == goal and (way.source in sources or (way.source == f"fork_{step.id}" and head == meeting))
        ]
        target = join
        if len(mine) > 1:
            target = f"merge_{step.id}_{number}"
            points.append(Point(target, "merge", step))
            ways.append(Way("", target, join))
        for place in mine:
            ways[place] = replace(ways[place], target=target)
    points.append(Point(join, "join", step))
    ways.append(Way("", join, goal))


def _ahead(flow: Flow) -> Mapping[str, list[str]]:
    order = {step.id: number for number, step in enumerate(flow.process.steps)}
    ahead: dict[str, list[str]] = {step: [] for step in order}
    for edge in flow.edges:
        if edge.kind != "rework" and (edge.target == END or order[edge.target] > order[edge.source]):
            ahead[edge.source].append(edge.target)
    return ahead


def _region(head: str, meeting: str, ahead: Mapping[str, list[str]]) -> set[str]:
    """The steps from `head` on before `meeting`."""
    seen: set[str] = set()
    todo = [head]
    while todo:
        here = todo.pop()
        if here not in seen and here not in (meeting, END):
            seen.add(here)
            todo += ahead[here]
    return seen


def _meeting(heads: list[str], ahead: Mapping[str, list[str]], order: list[str]) -> str | None:
    """The first step that every way from each of `heads` comes to; the end where there is none before it."""
    for candidate in [*order, END]:
        if all(head == candidate or _leads_only_to(head, candidate, ahead) for head in heads):
            return candidate
    return None


def _leads_only_to(head: str, goal: str, ahead: Mapping[str, list[str]]) -> bool:
    region = _region(head, goal, ahead)
    if goal == END:
        return all(ahead[step] for step in region)
    return bool(region) and all(ahead[step] and END not in ahead[step] for step in region)


def _closed(fork: str, meeting: str, regions: list[set[str]], flow: Flow) -> bool:
    """Whether each region is entered from the fork alone and left for the meeting point alone."""
    for edge in flow.edges:
        for region in regions:
            leaves = edge.source in region and edge.target not in region and edge.target != meeting
            enters = edge.target in region and edge.source not in region and edge.source != fork
            if leaves or enters:
                return False
    return True


def _merge(points: list[Point], ways: list[Way]) -> None:
    """Before each task and the end that several ways lead to, a merge."""
    for point in [point for point in points if point.kind in ("task", "end")]:
        entering = [place for place, way in enumerate(ways) if way.target == point.id]
        if len(entering) < 2:
            continue
        merge = Point(f"merge_{point.id.removeprefix('step_')}", "merge", point.step)
        points.insert(points.index(point), merge)
        for place in entering:
            ways[place] = replace(ways[place], target=merge.id)
        ways.append(Way("", merge.id, point.id))


def _named(ways: Iterable[Way]) -> Iterator[Way]:
    """Ways with ids made of their ends, numbered where two lead from one point to the same."""
    seen: dict[str, int] = {}
    for way in ways:
        name = f"flow_{way.source}__{way.target}"
        seen[name] = seen.get(name, 0) + 1
        yield replace(way, id=name if seen[name] == 1 else f"{name}__{seen[name]}")
