"""Writes a process as BPMN 2.0 XML with its diagram (BPMNDI). It knows the format and nothing of organisations.

Elements stand in the order of the official schema; every text is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remit.diagrams.geometry import Point, Rect
from remit.diagrams.sizing import MARGIN
from remit.diagrams.swim_model import Caption, PlacedFlow, PlacedLane, PlacedNode, SwimLayout
from remit.office.xmltext import escape, one_line

EXTENSIONS = "urn:remit:bpmn:1"
"""The namespace of what BPMN has no words for."""
EXPRESSIONS = "https://www.python.org/"
"""The language of conditions: a variable compared to a text, which Python and most engines read alike."""

_POOL = 30.0  # the strip with the name of the process, before the strips with the names of lanes
_NAMESPACES = (
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("xmlns:remit", EXTENSIONS),
)

Attributes = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Extension:
    """An element of our own namespace: its name, attributes and text."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What every element may say of itself."""

    name: str = ""
    documentation: str = ""
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A node: its element (userTask, exclusiveGateway …) and, of a gateway, the id of the flow taken by default."""

    id: str
    tag: str
    lane: str
    about: About
    default: str = ""


@dataclass(frozen=True, slots=True)
class SequenceFlow:
    """A flow between two nodes, by id; `condition` is empty for one that is not conditional."""

    id: str
    source: str
    target: str
    about: About
    condition: str = ""


@dataclass(frozen=True, slots=True)
class BpmnLane:
    """A lane, with an id that is an XML name."""

    id: str
    about: About


@dataclass(frozen=True, slots=True)
class BpmnProcess:
    """A process in one pool. All ids are XML names, each used once; `id` is the process's own."""

    id: str
    namespace: str
    exporter: str
    exporter_version: str
    about: About
    lanes: tuple[BpmnLane, ...]
    nodes: tuple[FlowNode, ...]
    flows: tuple[SequenceFlow, ...]


def bpmn_xml(process: BpmnProcess, layout: SwimLayout) -> bytes:
    """The file. `layout` places the lanes, nodes and flows of `process`, in the same order and by the same ids."""
    pool = f"pool_{process.id}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _open(
            "bpmn:definitions",
            [
                *_NAMESPACES,
                ("id", f"definitions_{process.id}"),
                ("targetNamespace", process.namespace),
                ("expressionLanguage", EXPRESSIONS),
                ("exporter", process.exporter),
                ("exporterVersion", process.exporter_version),
            ],
        ),
        _open("bpmn:collaboration", [("id", f"collaboration_{process.id}")]),
        _empty("bpmn:participant", [("id", pool), *_name(process.about), ("processRef", process.id)]),
        "</bpmn:collaboration>",
        _open("bpmn:process", [("id", process.id), *_name(process.about), ("isExecutable", "true")]),
        *_about(process.about),
        *_lane_set(process),
        *(line for node in process.nodes for line in _node(node, process.flows)),
        *(line for flow in process.flows for line in _flow(flow)),
        "</bpmn:process>",
        _open("bpmndi:BPMNDiagram", [("id", f"diagram_{process.id}")]),
        _open("bpmndi:BPMNPlane", [("id", f"plane_{process.id}"), ("bpmnElement", f"collaboration_{process.id}")]),
        *_shape(pool, _pool_rect(layout), [("isHorizontal", "true")]),
        *(line for one, lane in zip(process.lanes, layout.lanes, strict=True) for line in _lane_shape(one, lane)),
        *(line for one, node in zip(process.nodes, layout.nodes, strict=True) for line in _node_shape(one, node)),
        *(line for one, flow in zip(process.flows, layout.flows, strict=True) for line in _edge(one, flow)),
        "</bpmndi:BPMNPlane>",
        "</bpmndi:BPMNDiagram>",
        "</bpmn:definitions>",
        "",
    ]
    return "\n".join(lines).encode()


def _open(tag: str, attributes: Attributes) -> str:
    return f"<{tag}{_attributes(attributes)}>"


def _empty(tag: str, attributes: Attributes) -> str:
    return f"<{tag}{_attributes(attributes)}/>"


def _attributes(attributes: Attributes) -> str:
    return "".join(f' {name}="{escape(one_line(value))}"' for name, value in attributes)


def _name(about: About) -> Attributes:
    return [("name", about.name)] if about.name else []


def _element(tag: str, attributes: Attributes, content: Sequence[str]) -> Iterator[str]:
    if content:
        yield _open(tag, attributes)
        yield from content
        yield f"</{tag}>"
    else:
        yield _empty(tag, attributes)


def _about(about: About) -> Iterator[str]:
    if about.documentation:
        yield f"<bpmn:documentation>{escape(about.documentation)}</bpmn:documentation>"
    if about.extensions:
        yield "<bpmn:extensionElements>"
        for one in about.extensions:
            tag = f"remit:{one.name}"
            yield f"{_open(tag, one.attributes)}{escape(one.text)}</{tag}>" if one.text else _empty(tag, one.attributes)
        yield "</bpmn:extensionElements>"


def _lane_set(process: BpmnProcess) -> Iterator[str]:
    yield _open("bpmn:laneSet", [("id", f"lanes_{process.id}")])
    for lane in process.lanes:
        inside = [f"<bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>" for node in process.nodes if node.lane == lane.id]
        yield from _element("bpmn:lane", [("id", lane.id), *_name(lane.about)], [*_about(lane.about), *inside])
    yield "</bpmn:laneSet>"


def _node(node: FlowNode, flows: Iterable[SequenceFlow]) -> Iterator[str]:
    attributes = [("id", node.id), *_name(node.about)]
    if node.default:
        attributes.append(("default", node.default))
    ends = [(flow.id, flow.source == node.id, flow.target == node.id) for flow in flows]
    content = list(_about(node.about))
    content += [f"<bpmn:incoming>{flow}</bpmn:incoming>" for flow, _, enters in ends if enters]
    content += [f"<bpmn:outgoing>{flow}</bpmn:outgoing>" for flow, leaves, _ in ends if leaves]
    yield from _element(f"bpmn:{node.tag}", attributes, content)


def _flow(flow: SequenceFlow) -> Iterator[str]:
    attributes = [("id", flow.id), *_name(flow.about), ("sourceRef", flow.source), ("targetRef", flow.target)]
    content = list(_about(flow.about))
    if flow.condition:
        condition = escape(flow.condition)
        tag = "bpmn:conditionExpression"
        content.append(f'<{tag} xsi:type="bpmn:tFormalExpression">{condition}</{tag}>')
    yield from _element("bpmn:sequenceFlow", attributes, content)


def _pool_rect(layout: SwimLayout) -> Rect:
    first, last = layout.lanes[0].rect, layout.lanes[-1].rect
    return Rect(MARGIN, first.y, first.w + _POOL, last.bottom - first.y)


def _moved(rect: Rect) -> Rect:
    """A place of the layout beside the strip of the pool."""
    return Rect(rect.x + _POOL, rect.y, rect.w, rect.h)


def _shape(element: str, rect: Rect, more: Attributes = (), caption: Caption | None = None) -> Iterator[str]:
    yield _open("bpmndi:BPMNShape", [("id", f"{element}_di"), ("bpmnElement", element), *more])
    yield _bounds(rect)
    yield from _label(caption)
    yield "</bpmndi:BPMNShape>"


def _lane_shape(lane: BpmnLane, placed: PlacedLane) -> Iterator[str]:
    yield from _shape(lane.id, _moved(placed.rect), [("isHorizontal", "true")])


def _node_shape(node: FlowNode, placed: PlacedNode) -> Iterator[str]:
    # Without its mark an exclusive gateway could be taken for any other.
    more = [("isMarkerVisible", "true")] if node.tag == "exclusiveGateway" else []
    yield from _shape(node.id, _moved(placed.rect), more, placed.caption)


def _edge(flow: SequenceFlow, placed: PlacedFlow) -> Iterator[str]:
    yield _open("bpmndi:BPMNEdge", [("id", f"{flow.id}_di"), ("bpmnElement", flow.id)])
    for point in placed.points:
        yield _waypoint(point)
    yield from _label(placed.caption)
    yield "</bpmndi:BPMNEdge>"


def _waypoint(point: Point) -> str:
    return _empty("di:waypoint", [("x", _n(point[0] + _POOL)), ("y", _n(point[1]))])


def _label(caption: Caption | None) -> Iterator[str]:
    if caption is not None:
        yield "<bpmndi:BPMNLabel>"
        yield _bounds(_moved(caption.rect))
        yield "</bpmndi:BPMNLabel>"


def _bounds(rect: Rect) -> str:
    return _empty("dc:Bounds", [("x", _n(rect.x)), ("y", _n(rect.y)), ("width", _n(rect.w)), ("height", _n(rect.h))])


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
