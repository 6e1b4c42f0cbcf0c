"""Pages beside the entities: the index of each section, matrices, coverage, calendar, registers, quality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import jinja2
from markupsafe import Markup

from remit.backends import Edition
from remit.change.reading import kept
from remit.diagrams.svg import org_svg
from remit.messages import message
from remit.model import entities as e
from remit.model.places import UNPUBLISHED
from remit.model.values import Element, Entity
from remit.pages import matrices, quality
from remit.pages.calendar_pages import CalendarPages
from remit.pages.cascade import Cascade
from remit.pages.downloads import Downloads
from remit.pages.markup import Markups, kind_label
from remit.pages.order import grouped, in_order
from remit.pages.places import href
from remit.pages.reading_page import reading_page
from remit.pages.words import page_words
from remit.site import Page
from remit.views import charts, wording
from remit.views.belonging import units_in_order
from remit.views.coverage import clauses
from remit.views.responsibility import Row, company_rows, matrix, rows_of

_INDEXED = {
    "units": ("unit",), "posts": ("post", "role"), "processes": ("process",), "policies": ("policy",), "records": ("record",),
    "kpis": ("kpi",), "authorities": ("authority",), "meetings": ("meeting", "training", "incentive"),
}  # fmt: skip
_RACI = "raci/index.html"
Context = Callable[[], Mapping[str, Any]]
"""What a template is told, made when its page is: all of them at once would take as long and as much memory as hundreds of pages."""


class Overviews:
    """Makes the overview pages of one language."""

    def __init__(self, edition: Edition, lang: str, env: jinja2.Environment, downloads: Downloads) -> None:
        self.edition, self.org, self.lang, self.env = edition, edition.organisation, lang, env
        self.downloads = downloads
        self.t = page_words(lang)

    def pages(self) -> Iterator[Page]:
        """Every overview page."""
        for section, names in _INDEXED.items():
            yield self._index(section, names)
        yield from self._raci()
        yield self._register()
        yield self._page("coverage/index.html", self.t("coverage"), "register", "coverage.html", self._coverage)
        yield from CalendarPages(self.edition, self.lang, self.downloads, self._page).pages()
        yield self._page("quality/index.html", self.t("quality"), "register", "quality.html", self._quality)
        yield from reading_page(self.edition, self.lang, self.downloads, self._page)

    def _page(self, path: str, title: str, section: str, template: str, context: Context, group: str = "") -> Page:
        """A page whose template is told what `context` gives when its body is made."""

        def body() -> str:
            m = Markups(self.lang, path, self.org.system)
            made = self.env.get_template(template).render(
                m=m, org=self.org, title=title, wording=wording, lang=self.lang, **context()
            )
            return made.strip()

        return Page(path, title, body, section, group=group)

    def _index(self, section: str, names: tuple[str, ...]) -> Page:
        path = f"{section}/index.html"
        template = "authority_index.html" if section == "authorities" else "index_of.html"
        context = partial(self._indexed, section, names, path)
        return self._page(path, self.t(f"sections.{section}"), section, template, context)

    def _indexed(self, section: str, names: tuple[str, ...], path: str) -> dict[str, Any]:
        m = Markups(self.lang, path, self.org.system)
        ordered = in_order(self.org)
        blocks = [
            (
                kind_label(kind, self.lang),
                kind,
                grouped((entity for entity in ordered if entity.kind == kind), self.lang),
            )
            for kind in names
            if self.org.by_kind[kind]
        ]
        context: dict[str, Any] = {"blocks": blocks, "states": self.edition.states, "extra": ""}
        if section == "units":
            layout = charts.company_chart(self.org, self.lang, partial(href, path))
            context["extra"] = Markup('<figure class="diagram">{}</figure>').format(
                Markup(org_svg(layout, self.t("chart"), self.t("chart_alt", count=len(layout.boxes)), "chart"))
            )
        elif section == "authorities":
            context["extra"] = Markup('<h2 id="s-matrix">{}</h2><p class="meta"><span>{}</span></p>{}').format(
                self.t("matrix"),
                self.t("matrix_legend"),
                matrices.whole_authority(
                    m,
                    self.org.all(e.Authority),
                    self.t("decision"),
                    self.t("large.matrix"),
                    self.downloads.whole(path, "authorities"),
                ),
            )
        elif section == "kpis":
            cascade = Cascade(self.org, self.t("cascade_separator"))
            context["extra"] = Markup('<h2 id="s-cascade">{}</h2>{}').format(
                self.t("cascade"), cascade.tree(m, cascade.roots())
            )
        return context

    def _raci(self) -> Iterator[Page]:
        every = company_rows(self.org)
        involved = {unit.id: self._unit_rows(unit, every) for unit in units_in_order(self.org)}
        units = [(unit, f"raci/{unit.id}/index.html") for unit in units_in_order(self.org) if involved[unit.id]]
        whole = partial(self._company_raci, every, units)
        yield self._page(_RACI, self.t("raci_company"), "raci", "raci.html", whole)
        for unit, path in units:
            title = self.t("raci_of", name=wording.name_of(unit, self.lang))
            own = partial(self._unit_raci, unit, involved[unit.id], path)
            yield self._page(path, title, "raci", "raci.html", own, self.t("raci_departments"))

    def _company_raci(self, every: Sequence[Row], units: Sequence[tuple[e.Unit, str]]) -> dict[str, Any]:
        m = Markups(self.lang, _RACI, self.org.system)
        return {
            "table": matrices.whole_raci(m, matrix(every), self.t("activity"), self.t("large.matrix")),
            "units": units,
            "processes": self.org.all(e.Process),
            "downloads": self.downloads.whole(_RACI, "raci_company", "authorities"),
        }

    def _unit_raci(self, unit: e.Unit, involved: Sequence[Row], path: str) -> dict[str, Any]:
        m = Markups(self.lang, path, self.org.system)
        return {
            "table": matrices.raci(m, matrix(involved), self.t("activity"), by_process=True),
            "units": [],
            "processes": [],
            "downloads": self.downloads.matrix(path, unit),
        }

    def _unit_rows(self, unit: e.Unit, every: Sequence[Row]) -> list[Row]:
        keys = frozenset({unit.ref, *(post.ref for post in charts.posts_in(self.org, unit))})
        return rows_of(every, keys)

    def _register(self) -> Page:
        path = "register/index.html"
        return self._page(
            path, self.t("sections.register"), "register", "register.html", partial(self._registered, path)
        )

    def _registered(self, path: str) -> dict[str, Any]:
        return {
            "states": [
                (kind, [state for state in self.edition.states.values() if state.entity.kind == kind])
                for kind in ("policy", "process", "post", "authority", "kpi")
            ],
            "counts": {
                kind: len(found) for kind, found in self.org.by_kind.items() if found and kind not in UNPUBLISHED
            },
            "downloads": self.downloads.whole(path, "registers", "handbook_pdf", "handbook_word"),
            "reading": kept(self.org, self.edition.as_of),
            "records": self.org.all(e.Record),
            "kind_label": kind_label,
            "more": self._more(),
        }

    def _more(self) -> list[tuple[str, list[Entity]]]:
        kinds = ("basis", "term", "external", "system")
        return [
            (kind_label(kind, self.lang), list(self.org.by_kind[kind].values()))
            for kind in kinds
            if self.org.by_kind[kind]
        ]

    def _coverage(self) -> dict[str, Any]:
        by_basis: dict[str, list[Any]] = defaultdict(list)
        for covered in clauses(self.org):
            by_basis[covered.basis.id].append(covered)
        bases = [(basis, by_basis[basis.id]) for basis in self.org.all(e.Basis)]
        sheets = [(basis, covered, self._units_of(covered)) for basis, covered in bases if basis.matrix]
        functions = [
            (
                unit,
                [
                    (part, self._carriers(part))
                    for function in unit.functions
                    for part in (function.items or (function,))
                ],
            )
            for unit in units_in_order(self.org)
            if unit.functions
        ]
        return {"bases": bases, "sheets": sheets, "functions": functions}

    def _carriers(self, part: Element) -> list[e.Duty]:
        """Duties that carry out a function or item; a duty that names the whole function carries its items."""
        own = [use.source for use in self.org.used_by(part) if isinstance(use.source, e.Duty)]
        return own or [use.source for use in self.org.used_by(self._whole(part)) if isinstance(use.source, e.Duty)]

    def _whole(self, part: Element) -> Element:
        unit = self.org.owner_of(part)
        if isinstance(unit, e.Unit):
            return next((function for function in unit.functions if part in function.items), part)
        return part

    def _units_of(self, covered: list[Any]) -> list[e.Unit]:
        found: dict[str, e.Unit] = {}
        for item in covered:
            for ref in (*item.clause.leads, *item.clause.main, *item.clause.supports):
                if ref.target is not None:
                    found.setdefault(ref.target.id, ref.target)
        return list(found.values())

    def _quality(self) -> dict[str, Any]:
        return {
            "groups": quality.groups(self.org, self.edition.findings),
            "columns": quality.columns(self.edition.findings),
            "column": quality.column,
            "reasons": {str(waiver.reason): waiver.reason for waiver in self.org.system.waivers},
            "message": message,
            "kind_label": kind_label,
        }
