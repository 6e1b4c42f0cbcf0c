"""Organisation charts and swimlanes of the organisation: nodes and flows for remit/diagrams, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from remit.cache.lasting import lasting
from remit.diagrams.orgchart import OrgLayout, OrgNode, layout_org
from remit.diagrams.svg import swimlane_svg
from remit.diagrams.swim_model import Flow as Arrow
from remit.diagrams.swim_model import Lane, Node, Orientation
from remit.diagrams.swimlane import layout_swimlane
from remit.labels import labels
from remit.model.entities import Post, Process, Step, System, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.belonging import units_in_order
from remit.views.flow import END, Edge, Flow
from remit.views.local_names import condition
from remit.views.parties import BODIES, parties
from remit.views.wording import name_of, party_name, plain, unit_of

Href = Callable[[Element], str]
_START = "start"


def company_chart(organisation: Organisation, lang: str, href: Href) -> OrgLayout:
    """Every unit with its head below its name."""
    return layout_org(
        [
            _unit_node(unit, lang, href, parent=unit.parent.id if unit.parent else None)
            for unit in units_in_order(organisation)
        ]
    )


def unit_chart(organisation: Organisation, unit: Unit, lang: str, href: Href) -> OrgLayout:
    """A unit with its superior unit, its own units below it, and its posts."""
    parent = unit.parent.target if unit.parent else None
    nodes = [_unit_node(parent, lang, href, tone="muted")] if parent is not None else []
    nodes.append(_unit_node(unit, lang, href, parent=parent.id if parent is not None else None, tone="self"))
    for other in units_in_order(organisation):
        if other.parent is not None and other.parent.target is unit:
            nodes.append(_unit_node(other, lang, href, parent=unit.id))
    for post in posts_in(organisation, unit):
        count = headcount_in(post, unit)
        nodes.append(
            OrgNode(f"post-{post.id}", name_of(post, lang), f"× {count}" if count else "", href(post), unit.id, "muted")
        )
    return layout_org(_each_once(nodes))


def post_chart(organisation: Organisation, post: Post, lang: str, href: Href) -> OrgLayout:
    """A post with its superior and its direct reports."""
    superior = post.superior.target if post.superior else None
    nodes = [_post_node(superior, lang, href)] if superior is not None else []
    nodes.append(_post_node(post, lang, href, superior.id if superior is not None else None, "self"))
    for report in reports_of(organisation, post):
        nodes.append(_post_node(report, lang, href, post.id))
    return layout_org(_each_once(nodes))


def _each_once(nodes: Sequence[OrgNode]) -> list[OrgNode]:
    """The nodes of a chart that a ring would bring in twice: what the chart is of stays itself, else the first of them stays."""
    found: dict[str, OrgNode] = {}
    for node in nodes:
        if node.id not in found or node.tone == "self":
            found[node.id] = node
    return [replace(node, parent=None) if node.parent == node.id else node for node in found.values()]


def reports_of(organisation: Organisation, post: Post) -> list[Post]:
    """The posts whose direct superior it is, anywhere."""
    found = {id(use.source): use for use in organisation.used_by(post) if use.field == "superior"}
    owners = {organisation.owner_of(use.source).ref: organisation.owner_of(use.source) for use in found.values()}
    return [owner for _, owner in sorted(owners.items()) if isinstance(owner, Post)]


def posts_in(organisation: Organisation, unit: Unit) -> list[Post]:
    """The posts that belong to a unit, by file name."""
    owners = {
        organisation.owner_of(use.source).ref: organisation.owner_of(use.source)
        for use in organisation.used_by(unit)
        if use.field == "unit"
    }
    return [owner for _, owner in sorted(owners.items()) if isinstance(owner, Post)]


def headcount_in(post: Post, unit: Unit) -> int | None:
    """The headcount of a post in one unit; None where it is not stated."""
    placed = [placement.headcount for placement in post.units if placement.unit.target is unit]
    return placed[0] if placed else post.headcount


def _unit_node(unit: Unit, lang: str, href: Href, parent: str | None = None, tone: str = "") -> OrgNode:
    head = (unit.head.target if unit.head else None) or None
    if not tone and unit.tier in BODIES:
        tone = "body"
    return OrgNode(
        unit.id, name_of(unit, lang), name_of(head, lang) if head is not None else "", href(unit), parent, tone
    )


def _post_node(post: Post, lang: str, href: Href, parent: str | None = None, tone: str = "") -> OrgNode:
    unit = unit_of(post)
    return OrgNode(
        post.id, name_of(post, lang), name_of(unit, lang) if unit is not None else "", href(post), parent, tone
    )


@dataclass(frozen=True, slots=True)
class Lanes:
    """Lanes in the order in which their performers first act; the key of each step's lane."""

    lanes: tuple[Lane, ...]
    of_step: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A process as lanes, nodes and arrows, before anything has a place."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def swimlane(chart: Chart, orientation: Orientation, title: str, alt: str, ident: str) -> str:
    """The diagram of a process as SVG, with its title and what it says to who cannot see it; `ident` begins its ids."""

    def drawn() -> bytes:
        layout = layout_swimlane(chart.lanes, chart.nodes, chart.arrows, orientation)
        return swimlane_svg(layout, title, alt, ident).encode()

    return lasting("swimlane", (chart, orientation, title, alt, ident), drawn).decode()


def flow_chart(process: Process, system: System, lang: str, href: Callable[[Step], str]) -> Chart | None:
    """What the diagram of a process shows. None without steps."""
    if not process.steps:
        return None
    words = labels(lang)
    lanes = lanes_of(process, lang)
    first, last = process.steps[0], process.steps[-1]
    nodes = [Node(f"{_START}:", words("flow.start"), "start", lanes.of_step[first.id])]
    for number, step in enumerate(process.steps, 1):
        nodes.append(Node(step.id, f"{number}. {plain(step.name, lang)}", "task", lanes.of_step[step.id], href(step)))
        if _decides(step):
            nodes.append(Node(f"{step.id}?", question(step, lang), "decision", lanes.of_step[step.id]))
    nodes.append(Node(END, words("flow.end"), "end", lanes.of_step[_last(process, last).id]))
    arrows = [Arrow(f"{_START}:", first.id), *_arrows(process, system, lang)]
    return Chart(lanes.lanes, tuple(nodes), tuple(arrows))


def _last(process: Process, default: Step) -> Step:
    """The step that the end stands beside: the last one that leads to it."""
    ending = [edge.source for edge in Flow(process).edges if edge.target == END]
    return next((step for step in reversed(process.steps) if step.id in ending), default)


def lanes_of(process: Process, lang: str) -> Lanes:
    """The lanes of a process; a step without a performer stays in the lane of the step before it."""
    lanes: dict[str, Lane] = {}
    of_step: dict[str, str] = {}
    previous = ""
    for step in process.steps:
        acting = parties(step.performer)
        key = "|".join(party.key for party in acting) or previous or "?"
        label = labels(lang)("any_separator").join(party_name(party, lang) for party in acting)
        shown = label or labels(lang)("flow.nobody")
        lanes.setdefault(key, Lane(key, shown[:1].upper() + shown[1:]))
        of_step[step.id] = previous = key
    return Lanes(tuple(lanes.values()), of_step)


def _decides(step: Step) -> bool:
    return bool(step.branches) or step.on_reject is not None


def question(step: Step, lang: str) -> str:
    """What is asked behind a step that branches or may be rejected."""
    return plain(step.question, lang) if step.question is not None else labels(lang)("flow.passed")


def _arrows(process: Process, system: System, lang: str) -> Iterable[Arrow]:
    steps = {step.id: step for step in process.steps}
    order = {step.id: number for number, step in enumerate(process.steps)}
    for step in process.steps:
        if _decides(step):
            yield Arrow(step.id, f"{step.id}?")
    for edge in Flow(process).edges:
        step = steps[edge.source]
        source = f"{step.id}?" if _decides(step) else step.id
        back = edge.target != END and order[edge.target] <= order[edge.source]
        yield Arrow(source, edge.target, way_label(edge, step, system, lang), "rework" if back else "normal")


def way_label(edge: Edge, step: Step, system: System, lang: str) -> str:
    """What stands beside an arrow: when it is taken; empty where there is no choice."""
    words = labels(lang)
    if edge.kind == "rework":
        return plain(step.on_reject.when, lang) if step.on_reject and step.on_reject.when else words("flow.rejected")
    if edge.branch is not None:
        return condition(system, edge.branch, lang) or words("flow.otherwise")
    return words("flow.accepted") if step.on_reject is not None else ""
