"""downloads/bpmn/<process>.bpmn: every process as BPMN 2.0, to be drawn by a modeller and run by an engine.

Names are in the first language; what an element says in others stands beside it in our own namespace. A step's result
is a variable named after it (remit/views/execution.py); each flow behind a decision names the variable and its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from remit import __version__
from remit.backends import Edition
from remit.backends.paper import footer, version, watermark, words
from remit.cache.lasting import lasting
from remit.cache.standing import made
from remit.diagrams.bpmn_xml import About, BpmnLane, BpmnProcess, Extension, FlowNode, SequenceFlow, bpmn_xml
from remit.diagrams.swim_model import Flow as Arrow
from remit.diagrams.swim_model import Kind as Drawn
from remit.diagrams.swim_model import Lane, Node
from remit.diagrams.swimlane import layout_bpmn
from remit.labels import labels
from remit.model.entities import Process, Step
from remit.model.values import Element
from remit.office.xmltext import one_line
from remit.views.charts import Lanes, lanes_of, question, way_label
from remit.views.execution import Execution, Kind, Point, Way, execution, result_of
from remit.views.parties import parties
from remit.views.plain_sheet import lines, shown
from remit.views.present import field_name, present
from remit.views.wording import name_of, performer, plain

_TASKS = {
    "perform": "manualTask",
    "organise": "manualTask",
    "deliberate": "manualTask",
    "supervise": "manualTask",
}
"""What people do by hand or by meeting; every other action is done in a system, on a document."""
_TAGS: dict[Kind, str] = {
    "start": "startEvent",
    "end": "endEvent",
    "decision": "exclusiveGateway",
    "merge": "exclusiveGateway",
    "fork": "parallelGateway",
    "join": "parallelGateway",
}
_DRAWN: dict[Kind, Drawn] = {"start": "start", "end": "end", "task": "task"}
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9.-]+")
_OF_PROCESS = frozenset(
    ("code", "owner", "accountable", "purpose", "scope", "timing", "inputs", "outputs", "result", "kpis", "resources")
)
_OF_STEP = frozenset(
    [
        "action",
        "performer",
        "duty",
        "with",
        "consult",
        "inform",
        "accountable",
        "inputs",
        "outputs",
        "timing",
        "text",
        "escalation",
    ]
)
"""Fields told in the documentation; the others are drawn, or matter only to whoever edits them."""


def render(edition: Edition) -> dict[str, bytes]:
    """A file a process that has steps."""

    def written(process: Process, graph: Execution) -> bytes:
        return _Writer(edition, process).written(graph)

    graphs = [(process, execution(process)) for process in edition.organisation.all(Process)]
    paths = {f"downloads/bpmn/{process.id}.bpmn": (process, graph) for process, graph in graphs if graph is not None}
    return {path: made(path, partial(written, *one)) for path, one in paths.items()}


class _Writer:
    """One process on its way into a file."""

    def __init__(self, edition: Edition, process: Process) -> None:
        self._edition = edition
        self._system = edition.organisation.system
        self._languages = edition.organisation.languages
        self._process = process
        self._state = edition.states[process.ref]

    def written(self, graph: Execution) -> bytes:
        """The file, from the graph by which it is carried out."""
        lanes = lanes_of(self._process, self._languages[0])
        ids = _lane_ids(lanes.lanes)
        nodes = tuple(self._node(point, graph, ids[self._lane(point, graph, lanes)]) for point in graph.points)
        flows = tuple(self._flow(way) for way in graph.ways)
        process = BpmnProcess(
            id=f"process_{self._process.id}",
            namespace=f"urn:remit:process:{self._process.id}",
            exporter="remit",
            exporter_version=__version__,
            about=self._of_process(),
            lanes=tuple(BpmnLane(ids[lane.id], self._of_lane(lane)) for lane in lanes.lanes),
            nodes=nodes,
            flows=flows,
        )
        kinds = {point.id: point.kind for point in graph.points}
        drawn = (
            [Lane(lane.id, lane.about.name) for lane in process.lanes],
            [Node(node.id, node.about.name, _DRAWN.get(kinds[node.id], "decision"), node.lane) for node in nodes],
            [self._arrow(way, flow) for way, flow in zip(graph.ways, flows, strict=True)],
        )
        return lasting("bpmn", (process, drawn), lambda: bpmn_xml(process, layout_bpmn(*drawn)))

    def _arrow(self, way: Way, flow: SequenceFlow) -> Arrow:
        """A flow as the layout knows it: those that lead to an earlier step are returns."""
        order = {f"step_{step.id}": number for number, step in enumerate(self._process.steps)}
        goal = f"step_{way.edge.target}" if way.edge is not None else way.target
        origin = f"step_{way.edge.source}" if way.edge is not None else way.source
        back = goal in order and origin in order and order[goal] <= order[origin]
        return Arrow(flow.source, flow.target, flow.about.name, "rework" if back else "normal")

    def _lane(self, point: Point, graph: Execution, lanes: Lanes) -> str:
        if point.kind == "end":
            ending = [way.edge.source for way in graph.ways if way.edge is not None and way.edge.target == point.id]
            last = [step.id for step in self._process.steps if step.id in ending]
            return lanes.of_step[last[-1] if last else point.step.id]
        return lanes.of_step[point.step.id]

    def _node(self, point: Point, graph: Execution, lane: str) -> FlowNode:
        step = point.step
        if point.kind == "task":
            tag = _TASKS.get(step.action, "userTask") if step.action else "task"
            return FlowNode(point.id, tag, lane, self._of_step(step))
        about = About()
        if point.kind == "start":
            about = self._about(self._trigger)
        elif point.kind == "end":
            about = self._about(lambda lang: labels(lang)("flow.end"), lambda lang: plain(self._process.result, lang))
        elif point.kind == "decision":
            about = self._about(lambda lang: question(step, lang), lambda lang: self._bound(step, lang))
        default = next((way.id for way in graph.leaving(point.id) if way.default), "")
        return FlowNode(point.id, _TAGS[point.kind], lane, about, default)

    def _flow(self, way: Way) -> SequenceFlow:
        step = way.decided
        if step is None:
            return SequenceFlow(way.id, way.source, way.target, About())
        result = Extension("result", (("variable", result_of(step)), ("value", way.value)))
        about = self._about(lambda lang: self._label(way, step, lang), extensions=[result])
        condition = "" if way.default else f"{result_of(step)} == '{way.value}'"
        return SequenceFlow(way.id, way.source, way.target, about, condition)

    def _label(self, way: Way, step: Step, lang: str) -> str:
        """When a way is taken; a way back also says how often at most."""
        if way.edge is None:
            return labels(lang)("flow.accepted")
        text = way_label(way.edge, step, self._system, lang)
        most = step.on_reject.max if step.on_reject is not None else None
        return words(lang)("bpmn.at_most", text=text, n=most) if way.edge.kind == "rework" and most else text

    def _bound(self, step: Step, lang: str) -> str:
        """What happens when a step is sent back too often; empty where nothing is laid down."""
        reject = step.on_reject
        if reject is None or reject.max is None or reject.escalate is None:
            return ""
        return words(lang)("bpmn.escalated", n=reject.max, whom=performer(reject.escalate, lang))

    def _trigger(self, lang: str) -> str:
        """What starts the process, in a few words."""
        said = [plain(trigger, lang) for trigger in self._process.triggers]
        return words(lang)("bpmn.between").join(said) if said else labels(lang)("flow.start")

    def _of_process(self) -> About:
        state = self._state
        mark = (
            ("reference", state.entity.ref),
            ("version", version(state)),
            ("state", state.state),
            ("digest", state.digest),
        )
        return self._about(
            self._title,
            lambda lang: "\n".join(
                [*self._fields(self._process, _OF_PROCESS, lang), footer(self._edition, state, lang)]
            ),
            [Extension("document", tuple((name, value) for name, value in mark if value))],
        )

    def _title(self, lang: str) -> str:
        """The name of the process, and that it is a draft where it is."""
        name, mark = name_of(self._process, lang), watermark(self._state, lang)
        return words(lang)("in_brackets", text=name, note=mark) if mark else name

    def _of_lane(self, lane: Lane) -> About:
        """A lane in the first language; its name in others comes from the lanes in those."""
        named = {lang: {one.id: one.label for one in lanes_of(self._process, lang).lanes} for lang in self._languages}
        return self._about(lambda lang: named[lang][lane.id])

    def _of_step(self, step: Step) -> About:
        extensions = [Extension("step", (("reference", step.ref),))]
        extensions += [Extension("performer", (("reference", party.key),)) for party in parties(step.performer)]
        for name, group in (("input", step.inputs), ("output", step.outputs)):
            extensions += [
                Extension(name, (("reference", item.record.key),)) for item in group if item.record is not None
            ]
        return self._about(
            lambda lang: name_of(step, lang),
            lambda lang: "\n".join(self._fields(step, _OF_STEP, lang)),
            extensions,
        )

    def _fields(self, element: Element, names: frozenset[str], lang: str) -> Iterator[str]:
        """A line for each of the fields that is written: its label and what it says."""
        colon, between = labels(lang)("colon"), words(lang)("bpmn.between")
        for name, value, node in present(element):
            if name not in names:
                continue
            if isinstance(value, Element):
                said = between.join(line.strip() for line in lines(value, self._system, lang, " "))
            else:
                said = shown(value, node, element, self._system, lang)
            yield f"{field_name(node, name, lang)}{colon}{said}"

    def _about(
        self,
        name: Callable[[str], str],
        documentation: Callable[[str], str] = lambda _lang: "",
        extensions: Sequence[Extension] = (),
    ) -> About:
        """Name and documentation in the first language, and beside them what others say differently."""
        first, *others = self._languages
        own = About(one_line(name(first)), documentation(first))
        translated = [
            Extension(tag, (("xml:lang", lang),), said)
            for lang in others
            for tag, said, known in (
                ("name", one_line(name(lang)), own.name),
                ("documentation", documentation(lang), own.documentation),
            )
            if said and said != known
        ]
        return About(own.name, own.documentation, (*extensions, *translated))


def _lane_ids(lanes: Sequence[Lane]) -> dict[str, str]:
    """An XML name for each lane, made of its performers; numbered where two would be the same."""
    ids: dict[str, str] = {}
    for lane in lanes:
        stem = f"lane_{_NOT_A_NAME.sub('_', lane.id).strip('_') or 'unnamed'}"
        ident, number = stem, 1
        while ident in ids.values():
            number += 1
            ident = f"{stem}_{number}"
        ids[lane.id] = ident
    return ids
