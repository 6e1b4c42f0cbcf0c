"""Reads BPMN files by other people's programs: the official schema, bpmn-io's reader and linter, SpiffWorkflow.

And draws them from their diagram interchange alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bpmn_io import BpmnModdle
from bpmn_io.lint import Linter
from bpmn_io.lint.resolver import NodeResolver
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from remit.diagrams.geometry import Rect
from remit.diagrams.swim_model import Caption, Kind, PlacedFlow, PlacedLane, PlacedNode, SwimLayout

NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "way": "http://www.omg.org/spec/DD/20100524/DI",
    "remit": "urn:remit:bpmn:1",
}
_MOST_STEPS = 400
_DRAWN: dict[str, Kind] = {"startEvent": "start", "endEvent": "end"}


@cache
def _schema() -> Any:
    return BpmnValidator().validator


def refused(data: bytes) -> list[str]:
    """What the official schema and bpmn-io's reader object to."""
    return _read(data)[1]


def findings(data: bytes) -> list[str]:
    """What the official schema, bpmn-io's reader and all rules of its linter object to."""
    root, found = _read(data)
    # A linter remembers the flows of the file before it: each file needs its own.
    reports = Linter(resolver=NodeResolver()).lint(root, {"extends": "bpmnlint:all"})
    return found + [f"{rule}: {report['id']} {report['message']}" for rule, of in reports.items() for report in of]


def _read(data: bytes) -> tuple[Any, list[str]]:
    schema = _schema()
    found = [] if schema.validate(etree.fromstring(data)) else [str(error) for error in schema.error_log]
    read = BpmnModdle().from_xml(data.decode())
    return read.root_element, found + [warning.message for warning in read.warnings]


@dataclass(frozen=True)
class Out:
    """A flow as the file has it; `result` is the variable and the value that open it."""

    id: str
    source: str
    target: str
    result: tuple[str, str] | None


class Running:
    """A file in SpiffWorkflow, and the flows as they stand in the file."""

    def __init__(self, data: bytes) -> None:
        root = etree.fromstring(data)
        self.process = root.find("bpmn:process", NAMES).get("id")
        self.outs = [self._out(flow) for flow in root.iterfind(".//bpmn:sequenceFlow", NAMES)]
        self.nodes = {node.text for node in root.iterfind(".//bpmn:flowNodeRef", NAMES)}
        parser = BpmnParser()
        parser.add_bpmn_xml(root)
        self._spec = parser.get_spec(self.process)

    @staticmethod
    def _out(flow: Any) -> Out:
        result = flow.find(".//remit:result", NAMES)
        pair = None if result is None else (result.get("variable"), result.get("value"))
        return Out(flow.get("id"), flow.get("sourceRef"), flow.get("targetRef"), pair)

    def choices(self) -> list[Out]:
        """Every outcome of every decision."""
        return [out for out in self.outs if out.result is not None]

    def towards(self, goal: str) -> dict[str, Out]:
        """For each node from which `goal` can be reached the flow that is the shortest way there."""
        best: dict[str, Out] = {}
        todo = deque([goal])
        while todo:
            here = todo.popleft()
            for out in self.outs:
                if out.target == here and out.source not in best and out.source != goal:
                    best[out.source] = out
                    todo.append(out.source)
        return best

    def run(self, wanted: Out | None = None, results: dict[str, str] | None = None) -> list[str]:
        """The nodes in the order in which they were done, from start to end, taking `wanted` once.

        Asserts that the engine comes to its end. `results` are given instead of those that lead on.
        """
        home, there = self.towards("end"), self.towards(wanted.source) if wanted else {}
        workflow = BpmnWorkflow(self._spec)
        taken = wanted is None
        for _ in range(_MOST_STEPS):
            workflow.do_engine_steps()
            ready = workflow.get_tasks(state=TaskState.READY, manual=True)
            if not ready:
                break
            task = ready[0]
            for out in self._asked(task.task_spec.bpmn_id):
                choice = home.get(out.source)
                if not taken and wanted and out.source == wanted.source:
                    choice, taken = wanted, True
                elif not taken and out.source in there:
                    choice = there[out.source]
                if choice is not None and choice.result is not None:
                    task.data[choice.result[0]] = (results or {}).get(choice.result[0], choice.result[1])
            task.run()
        assert workflow.is_completed(), f"{self.process} does not come to its end"
        assert taken, f"{self.process} never asks what opens {wanted}"
        done = workflow.get_tasks(state=TaskState.COMPLETED)
        return [task.task_spec.bpmn_id for task in sorted(done, key=lambda task: task.last_state_change)]

    def _asked(self, node: str) -> Iterator[Out]:
        """One flow of each decision that follows a node at once."""
        for out in self.outs:
            if out.source == node:
                behind = [flow for flow in self.outs if flow.source == out.target and flow.result is not None]
                yield from behind[:1]


def drawn(data: bytes) -> SwimLayout:
    """The diagram of a file, from its DI alone."""
    root = etree.fromstring(data)
    shapes = {shape.get("bpmnElement"): shape for shape in root.iterfind(".//di:BPMNShape", NAMES)}
    edges = {edge.get("bpmnElement"): edge for edge in root.iterfind(".//di:BPMNEdge", NAMES)}
    lanes, nodes = [], []
    pool = _rect(shapes[root.find(".//bpmn:participant", NAMES).get("id")])
    for lane in root.iterfind(".//bpmn:lane", NAMES):
        rect = _rect(shapes[lane.get("id")])
        assert pool.grown(0.02).contains(rect)
        lanes.append(PlacedLane(lane.get("id"), rect, Rect(rect.x, rect.y, 30.0, rect.h), (lane.get("name"),)))
        for ref in lane.iterfind("bpmn:flowNodeRef", NAMES):
            element = root.find(f".//*[@id='{ref.text}']")
            tag = etree.QName(element).localname
            kind: Kind = _DRAWN.get(tag) or ("decision" if tag.endswith("Gateway") else "task")
            shape = shapes[ref.text]
            caption = _caption(shape)
            nodes.append(PlacedNode(ref.text, kind, lane.get("id"), "", _rect(shape), (), caption))
    flows = []
    for flow in root.iterfind(".//bpmn:sequenceFlow", NAMES):
        edge = edges[flow.get("id")]
        points = tuple((float(p.get("x")), float(p.get("y"))) for p in edge.iterfind("way:waypoint", NAMES))
        flows.append(PlacedFlow(flow.get("sourceRef"), flow.get("targetRef"), "normal", points, _caption(edge)))
    return SwimLayout(pool.right + 8, pool.bottom + 8, "rows", tuple(lanes), tuple(nodes), tuple(flows))


def _rect(shape: Any) -> Rect:
    found = shape.find("dc:Bounds", NAMES)
    number: Callable[[str], float] = lambda name: float(found.get(name))  # noqa: E731
    return Rect(number("x"), number("y"), number("width"), number("height"))


def _caption(element: Any) -> Caption | None:
    label = element.find("di:BPMNLabel", NAMES)
    return None if label is None else Caption(("",), _rect(label), "middle")
