"""What a policy shows of units and posts: functions, duties, indicators, members, the organisation chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.backends.job_sections import Column, compact
from remit.backends.paper import label
from remit.backends.policy_tables import capital, captioned, lead, lines, rows, serials
from remit.backends.policy_text import Scope
from remit.backends.raster import raster
from remit.diagrams.svg import org_svg
from remit.model import entities as e
from remit.model.values import Element
from remit.office.blocks import TEXT_WIDTH_MM, Block, Bullets, Content, Numbered, Paragraph, Picture, Table
from remit.views.charts import unit_chart
from remit.views.wording import name_of, number, performer, plain, target, timing

_MM_PER_PX = 0.19
_PIXELS_PER_PX = 1.7


def duties(scope: Scope, holder: e.Post | e.Role) -> Iterator[Block]:
    """The duties of a post or role, numbered."""
    if holder.duties:
        key = "policy.duties" if isinstance(holder, e.Post) else "policy.role_duties"
        yield lead(scope.say(key, name=name_of(holder, scope.lang)))
        yield Numbered(tuple(plain(duty.text, scope.lang) for duty in holder.duties))


def functions(scope: Scope, unit: e.Unit) -> Iterator[Block]:
    """The functions of a unit: numbered, or with their items in a table."""
    say, lang = scope.say, scope.lang
    if not any(function.items for function in unit.functions):
        if unit.functions:
            yield lead(say("policy.caption.functions", name=name_of(unit, lang)))
            yield Numbered(tuple(plain(function.text, lang) for function in unit.functions))
        return
    table = compact(
        [
            Column(say("policy.table.serial"), 12, serials(len(unit.functions)), True),
            Column(say("policy.table.function"), 164, tuple(_function(one, lang) for one in unit.functions)),
        ]
    )
    yield captioned(table, scope, "functions", unit)


def _function(function: e.Function, lang: str) -> Content:
    items = tuple(plain(item.text, lang) for item in function.items)
    first = Paragraph(plain(function.text, lang))
    return (first, Bullets(items)) if items else (first,)


def kpis(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    """The indicators of posts and units with weights, those of processes, and indicators named themselves in one table."""
    alone: list[e.Kpi] = []
    for element in elements:
        if isinstance(element, e.Post | e.Unit):
            given = [(item.kpi.target, item) for item in element.kpis if item.kpi.target is not None]
            yield from _indicators(scope, element, given)
        elif isinstance(element, e.Process):
            known = [ref.target for ref in element.kpis if ref.target is not None]
            yield from _indicators(scope, element, [(kpi, None) for kpi in known])
        elif isinstance(element, e.Kpi):
            alone.append(element)
    yield from _indicators(scope, None, [(kpi, None) for kpi in alone])


def _indicators(
    scope: Scope, holder: Element | None, found: Sequence[tuple[e.Kpi, e.Assignment | None]]
) -> Iterator[Table]:
    if not found:
        return
    say, lang = scope.say, scope.lang
    table = compact(
        [
            Column(say("policy.table.indicator"), 34, tuple(name_of(kpi, lang) for kpi, _ in found)),
            Column(say("policy.table.definition"), 78, tuple(_definition(scope, kpi) for kpi, _ in found)),
            Column(
                say("policy.table.target"),
                26,
                tuple(target((item.target if item else None) or kpi.target, kpi, lang) for kpi, item in found),
                True,
            ),
            Column(say("policy.table.weight"), 15, tuple(_weight(scope, item) for _, item in found), True),
            Column(say("policy.table.period"), 21, tuple(capital(timing(kpi.period, lang)) for kpi, _ in found), True),
        ]
    )
    yield captioned(table, scope, "kpis", holder) if holder is not None else table


def _definition(scope: Scope, kpi: e.Kpi) -> Content:
    definition, formula = plain(kpi.definition, scope.lang), plain(kpi.formula, scope.lang)
    return lines((definition, scope.say("policy.table.formula", text=formula) if formula else ""))


def _weight(scope: Scope, item: e.Assignment | None) -> str:
    return scope.say("percent", n=number(item.weight)) if item is not None and item.weight is not None else ""


def members(scope: Scope, found: e.Unit | e.Group) -> Iterator[Table]:
    """Who belongs to a body or group, and of a body who chairs it and its quorum."""
    lang, say = scope.lang, scope.say
    named = say("list").join(performer(one, lang) for one in found.members)
    pairs: list[tuple[str, Content]] = [(label(type(found).__name__, "members", lang), named)]
    if isinstance(found, e.Unit):
        pairs.insert(0, (label("Unit", "chair", lang), performer(found.chair, lang)))
        pairs.append((label("Unit", "quorum", lang), plain(found.quorum, lang)))
    yield from rows(pairs, lang, name_of(found, lang))


def chart(scope: Scope, unit: e.Unit) -> Iterator[Block]:
    """The chart of a unit with its superior unit, units below and posts; every box again in the alternative text."""
    lang, say = scope.lang, scope.say
    layout = unit_chart(scope.organisation, unit, lang, lambda _: "")
    title = say("policy.caption.chart", name=name_of(unit, lang))
    names = {box.node.id: box.node.label for box in layout.boxes}
    placed = [
        say("policy.chart.under", name=box.node.label, parent=names[box.node.parent])
        if box.node.parent in names
        else box.node.label
        for box in layout.boxes
    ]
    alt = say("policy.chart.alt", name=name_of(unit, lang), nodes=say("clause").join(placed))
    yield Paragraph(title, style="center", keep_next=True)
    svg = org_svg(layout, title, alt, "chart", ground=False)
    yield Picture(raster(svg, _PIXELS_PER_PX), min(layout.width * _MM_PER_PX, TEXT_WIDTH_MM), alt, svg)
