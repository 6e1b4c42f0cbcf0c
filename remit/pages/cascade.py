"""Indicators with those that rest on them, as nested lists, each with who is measured by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from markupsafe import Markup

from remit.model.entities import Assignment, Kpi
from remit.model.organisation import Organisation
from remit.pages.markup import Markups


class Cascade:
    """The tree of a company's indicators."""

    def __init__(self, organisation: Organisation, separator: str) -> None:
        self.organisation, self.separator = organisation, separator
        self.below: dict[str, list[Kpi]] = defaultdict(list)
        for kpi in organisation.all(Kpi):
            if kpi.parent is not None and kpi.parent.target is not None:
                self.below[kpi.parent.target.id].append(kpi)

    def roots(self) -> list[Kpi]:
        """Indicators that others rest on and that rest on none."""
        found = self.organisation.all(Kpi)
        return [kpi for kpi in found if kpi.id in self.below and not (kpi.parent and kpi.parent.target)]

    def tree(self, m: Markups, roots: Iterable[Kpi]) -> Markup:
        """Nested lists below some indicators; nothing where there is none."""
        branches = Markup("").join(self._branch(m, kpi, ()) for kpi in roots)
        return Markup('<ul class="tree">{}</ul>').format(branches) if branches else Markup("")

    def _branch(self, m: Markups, kpi: Kpi, seen: tuple[str, ...]) -> Markup:
        uses = self.organisation.used_by(kpi)
        holders = [self.organisation.owner_of(use.source) for use in uses if isinstance(use.source, Assignment)]
        names = Markup(self.separator).join(m.link(holder) for holder in holders)
        inner = [
            self._branch(m, child, (*seen, kpi.id)) for child in self.below.get(kpi.id, ()) if child.id not in seen
        ]
        children = Markup("<ul>{}</ul>").format(Markup("").join(inner)) if inner else ""
        shown = Markup(" <small>{}</small>").format(names) if names else ""
        return Markup("<li>{}{}{}</li>").format(m.link(kpi), shown, children)
