"""The order of pages and their sub-headings in the navigation: by unit, or by kind where a section has several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from remit.model.entities import Unit
from remit.model.organisation import Organisation, remembered
from remit.model.places import UNPUBLISHED
from remit.model.values import Entity
from remit.pages.markup import kind_label
from remit.views.belonging import home_unit, units_in_order
from remit.views.wording import name_of

_GROUPED_BY_KIND = frozenset({"role", "meeting", "training", "incentive", "term", "external", "approval", "basis"})


@remembered
def in_order(organisation: Organisation) -> tuple[Entity, ...]:
    """Every entity with a page, in the order of the units they belong to (by tier), then by file name."""
    rank = {unit.id: number for number, unit in enumerate(units_in_order(organisation))}

    def key(entity: Entity) -> tuple[int, str]:
        unit = home_unit(entity)
        return rank.get(unit.id, len(rank)) if unit is not None else len(rank), entity.id

    shown = [kind for kind in organisation.by_kind if kind not in UNPUBLISHED]
    return tuple(entity for kind in shown for entity in sorted(organisation.by_kind[kind].values(), key=key))


def group(entity: Entity, lang: str) -> str:
    """The sub-heading in the section's navigation: the kind where a section has several, else the unit."""
    if entity.kind in _GROUPED_BY_KIND:
        return kind_label(entity.kind, lang)
    unit = home_unit(entity) if not isinstance(entity, Unit) else None
    return name_of(unit, lang) if unit is not None else ""


def grouped(entities: Iterable[Entity], lang: str) -> list[tuple[str, list[Entity]]]:
    """Entities by the sub-heading of their navigation, in the order met."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        found[group(entity, lang)].append(entity)
    return list(found.items())
