"""One page an entity: a template of its kind where there is one, else every field by the schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import jinja2
from markupsafe import Markup

from remit.backends import Edition
from remit.backends.form_parts import retention
from remit.diagrams.svg import org_svg
from remit.diagrams.swim_model import Orientation
from remit.model import entities as e
from remit.model.organisation import Use
from remit.model.places import UNPUBLISHED
from remit.model.values import Element, Entity
from remit.pages import matrices
from remit.pages.cascade import Cascade
from remit.pages.downloads import Downloads
from remit.pages.form_preview import preview
from remit.pages.glossary import Glossary
from remit.pages.history import Histories
from remit.pages.markup import Markups
from remit.pages.places import anchor, href
from remit.pages.post_page import PostPages
from remit.pages.words import page_words
from remit.publish.published import Superseded
from remit.views import charts, wording
from remit.views.belonging import home_unit
from remit.views.coverage import Covered, clauses
from remit.views.flow import Flow
from remit.views.local_names import condition
from remit.views.outline import Outline
from remit.views.responsibility import Matrix, Row, company_rows, matrix, rows, rows_of
from remit.views.staff import staff_below
from remit.views.tier_amounts import by_amount

_ORIENTATIONS: tuple[Orientation, ...] = ("rows", "columns")


class EntityPages:
    """Makes the body of each entity's page; what several pages need is computed once."""

    def __init__(self, edition: Edition, lang: str, env: jinja2.Environment, downloads: Downloads) -> None:
        self.edition, self.org, self.lang, self.env = edition, edition.organisation, lang, env
        self.downloads = downloads
        self.t = page_words(lang)
        self.templates = set(env.list_templates())
        self.rows: tuple[Row, ...] = company_rows(self.org)
        self.posts = PostPages(edition, lang, downloads)
        self.histories = Histories(edition)
        self.cascade = Cascade(self.org, self.t("cascade_separator"))
        self.glossary = Glossary(self.org, lang)
        self.covered: dict[str, list[Covered]] = defaultdict(list)
        for covered in clauses(self.org):
            self.covered[covered.basis.id].append(covered)

    def html(self, entity: Entity, path: str, old: Superseded | None = None) -> str:
        """The body of the entity's page; of a superseded version that of its page in the archive."""
        m = Markups(self.lang, path, self.org.system)
        template = f"{entity.kind}.html" if f"{entity.kind}.html" in self.templates else "entity.html"
        more = getattr(self, f"_{entity.kind}", self._nothing)(entity, m)
        context: dict[str, Any] = {
            "m": m, "x": entity, "org": self.org, "title": wording.name_of(entity, self.lang), "anchor": anchor,
            "state": self.edition.states.get(entity.ref), "basis": self._cited(entity), "old": old,
            "uses": [] if old else self._uses(entity), "wording": wording, "lang": self.lang,
            "downloads": "" if old else self.downloads.of(entity), "history": self.histories.of(entity), **more,
        }  # fmt: skip
        return self.env.get_template(template).render(context).strip()

    def _nothing(self, entity: Entity, m: Markups) -> dict[str, Any]:
        return {}

    def _uses(self, entity: Entity) -> list[tuple[Entity, list[Use]]]:
        """What refers to the entity or an element of it, by entity; the ledger, the basis and itself left out."""
        found: dict[str, list[Use]] = defaultdict(list)
        for use in self.org.used_by(entity):
            owner = self.org.owner_of(use.source)
            public = owner.kind not in ("approval", *UNPUBLISHED) and not isinstance(use.source, e.GitAccount)
            if owner is not entity and public:
                found[owner.ref].append(use)
        return [(self.org.owner_of(uses[0].source), uses) for _, uses in sorted(found.items())]

    def _cited(self, entity: Entity) -> list[Element]:
        return [ref.target for ref in getattr(entity, "basis", ()) if ref.target is not None]

    def _unit(self, unit: e.Unit, m: Markups) -> dict[str, Any]:
        posts = charts.posts_in(self.org, unit)
        keys = frozenset({unit.ref, *(post.ref for post in posts)})
        own = rows_of(self.rows, keys)
        found = matrix(own)
        own_columns = tuple(column for column in found.columns if column.key in keys)
        layout = charts.unit_chart(self.org, unit, self.lang, partial(href, m.page))
        svg = org_svg(layout, self.t("chart"), self.t("chart_alt", count=len(layout.boxes)), "chart")
        placed = [(post, charts.headcount_in(post, unit)) for post in posts]
        carriers = {element.ref: self._carriers(element) for element in self._functions(unit)}
        return {
            "chart": Markup(svg),
            "posts": placed,
            "holders": {post.ref: self.posts.holders.get(post.ref, ()) for post in posts},
            "headcount": sum(count or 0 for _, count in placed),
            "below": staff_below(self.org, unit),
            "carriers": carriers,
            "gaps": self._gaps(unit, carriers),
            "cascade": self.cascade.tree(m, self._measured(unit, posts)),
            "owned": self._owned(unit, keys),
            "papers": [one for one in self.org.all(e.Policy) if home_unit(one) is unit],
            "meetings": [one for one in self.org.all(e.Meeting) if one.unit and one.unit.target is unit],
            "raci": matrices.raci(m, Matrix(found.rows, own_columns), self.t("activity"), by_process=True)
            if own
            else "",
        }

    def _gaps(self, unit: e.Unit, carriers: Mapping[str, list[e.Duty]]) -> int:
        """How many functions nobody carries out; a duty that names a whole function carries its items."""
        return sum(
            not carriers[part.ref] and not carriers[function.ref]
            for function in unit.functions
            for part in (function.items or (function,))
        )

    def _measured(self, unit: e.Unit, posts: Iterable[e.Post]) -> list[e.Kpi]:
        """The indicators of a unit and its posts, those that rest on another of them left to its branch."""
        every = (*unit.kpis, *(assignment for post in posts for assignment in post.kpis))
        found = {one.kpi.target.ref: one.kpi.target for one in every if one.kpi.target is not None}
        return [kpi for kpi in found.values() if not (kpi.parent and kpi.parent.target and kpi.parent.key in found)]

    def _functions(self, unit: e.Unit) -> list[Element]:
        return [part for function in unit.functions for part in (function, *function.items)]

    def _carriers(self, element: Element) -> list[e.Duty]:
        return [use.source for use in self.org.used_by(element) if isinstance(use.source, e.Duty)]

    def _owned(self, unit: e.Unit, keys: frozenset[str]) -> list[e.Process]:
        found = []
        for process in self.org.all(e.Process):
            owner = process.control.owner.target if process.control and process.control.owner else None
            if owner is unit or (process.owner and process.owner.ref and process.owner.ref.key in keys):
                found.append(process)
        return found

    def _post(self, post: e.Post, m: Markups) -> dict[str, Any]:
        return self.posts.context(post, m)

    def _process(self, process: e.Process, m: Markups) -> dict[str, Any]:
        drawings = {}
        chart = charts.flow_chart(process, self.org.system, self.lang, lambda step: f"#{anchor(step)}")
        if chart is not None:
            for orientation in _ORIENTATIONS:
                drawings[orientation] = self._drawn(process, chart, orientation, f"flow-{orientation}")
        found = matrix(rows(process, self.org.system.responsibility or "raci"))
        flow = Flow(process)
        chain = [
            step
            for step in process.steps
            if step.action in ("propose", "draft", "review", "deliberate", "countersign", "approve", "decide", "file")
        ]
        return {
            "drawings": drawings,
            "raci": matrices.raci(m, found, self.t("activity")) if found.rows else "",
            "following": {
                step.id: [(edge, flow.steps.get(edge.target)) for edge in flow.following(step.id)]
                for step in process.steps
            },
            "chain": chain,
            "timed": [(number, step) for number, step in enumerate(process.steps, 1) if step.timing is not None],
            "papers": self._records_in(process),
            "form": self._form(m),
            "condition": partial(condition, self.org.system),
        }

    def _records_in(self, process: e.Process) -> list[tuple[e.Record, list[int], list[int]]]:
        """The records of a process with the numbers of the steps that make and that use them."""
        found: dict[str, tuple[e.Record, list[int], list[int]]] = {}
        for number, step in enumerate(process.steps, 1):
            for place, group in ((1, step.outputs), (2, step.inputs)):
                for record in (one.record.target for one in group if one.record is not None):
                    if isinstance(record, e.Record):
                        known: tuple[Any, ...] = found.setdefault(record.ref, (record, [], []))
                        known[place].append(number)
        return list(found.values())

    def _form(self, m: Markups) -> Callable[[e.Record], str]:
        """The address of a record's blank form, seen from a page."""
        return lambda record: self.downloads.file(m.page, record, "form")

    def _record(self, record: e.Record, m: Markups) -> dict[str, Any]:
        found = []
        for use in self.org.used_by(record):
            if isinstance(use.source, e.Step) and use.field in ("inputs", "outputs"):
                found.append((self.org.owner_of(use.source), use.source, use.field))
        shown = preview(record, self.org.system, self.lang)
        return {"steps": found, "preview": shown, "retention": retention(record, self.lang), "form": self._form(m)}

    def _kpi(self, kpi: e.Kpi, m: Markups) -> dict[str, Any]:
        uses = self.org.used_by(kpi)
        return {
            "assigned": [
                (self.org.owner_of(use.source), use.source) for use in uses if isinstance(use.source, e.Assignment)
            ],
            "children": self.cascade.tree(m, self.cascade.below.get(kpi.id, ())),
        }

    def _authority(self, authority: e.Authority, m: Markups) -> dict[str, Any]:
        table = matrices.authority(m, [authority], self.t("decision")) if authority.tiers else ""
        return {"matrix": table, "settled_by_amount": bool(by_amount(self.org.system, authority))}

    def _basis(self, basis: e.Basis, m: Markups) -> dict[str, Any]:
        covered = self.covered[basis.id]
        counts = {
            state: sum(1 for item in covered if item.state == state)
            for state in ("realised", "differently", "excluded", "open")
        }
        return {"covered": covered, "counts": counts}

    def _policy(self, policy: e.Policy, m: Markups) -> dict[str, Any]:
        shown = {block.show for chapter in policy.chapters for article in chapter.articles for block in article.blocks}
        return {
            "outline": Outline(policy, self.lang),
            "block": partial(self.block, m),
            "shown": shown,
            "passage": partial(self.glossary.passage, m),
        }

    def block(self, m: Markups, block: e.Block) -> Markup:
        """A derived block of a policy: the content of what it names, made by the template of its name."""
        elements = [ref.target for ref in block.of if ref.target is not None]
        template = self.env.get_template("blocks.html")
        context = {
            "m": m,
            "elements": elements,
            "org": self.org,
            "wording": wording,
            "pages": self,
        }
        macro: Any = getattr(template.make_module(context), f"show_{block.show}")
        return Markup(macro(elements))

    def process_raci(self, process: e.Process, m: Markups) -> Markup:
        """The matrix of a process, for a block."""
        return matrices.raci(m, matrix(rows(process, self.org.system.responsibility or "raci")), self.t("activity"))

    def process_drawing(self, process: e.Process, m: Markups) -> Markup:
        """The swimlane of a process, for a block; links go to the steps on the process's own page."""
        chart = charts.flow_chart(process, self.org.system, self.lang, partial(href, m.page))
        return self._drawn(process, chart, "rows", f"flow-{process.id}") if chart is not None else Markup("")

    def _drawn(self, process: e.Process, chart: charts.Chart, orientation: Orientation, ident: str) -> Markup:
        name = wording.name_of(process, self.lang)
        alt = self.t("swimlane_alt", name=name, count=len(process.steps))
        return Markup(charts.swimlane(chart, orientation, name, alt, ident))
