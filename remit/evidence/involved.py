"""Which units have a part in an element: the unit it belongs to, and the units of everyone whom it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from remit.evidence.memory import kept
from remit.model.entities import Group, Post, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity, Ref
from remit.source.document import Pointer
from remit.views.belonging import home_unit
from remit.views.parties import posts_of
from remit.views.wording import unit_of


@kept
def _refs_by_file(organisation: Organisation) -> Mapping[str, list[tuple[Pointer, Ref[Any]]]]:
    found: dict[str, list[tuple[Pointer, Ref[Any]]]] = defaultdict(list)
    for ref in organisation.refs:
        found[ref.origin.document.path].append((ref.origin.pointer, ref))
    return found


def units_in(organisation: Organisation, element: Element) -> set[str]:
    """The ids of the units that have a part in the element, with every unit above each of them."""
    found: set[str] = set()
    for unit in _named(organisation, element):
        current: Unit | None = unit
        while current is not None and current.id not in found:
            found.add(current.id)
            current = current.parent.target if current.parent is not None else None
    return found


def _named(organisation: Organisation, element: Element) -> Iterator[Unit]:
    owner = organisation.owner_of(element)
    home = home_unit(owner)
    if home is not None:
        yield home
    depth = len(element.origin.pointer)
    for pointer, ref in _refs_by_file(organisation).get(element.origin.document.path, ()):
        if pointer[:depth] == element.origin.pointer:
            yield from _units(ref.target)


def _units(target: object) -> Iterator[Unit]:
    if isinstance(target, Unit):
        yield target
        if target.members:
            yield from (
                unit for member in target.members for post in posts_of(member) if (unit := unit_of(post)) is not None
            )
    elif isinstance(target, Post):
        unit = unit_of(target)
        if unit is not None:
            yield unit
    elif isinstance(target, Role):
        yield from (unit for holder in target.holders if holder.target is not None and (unit := unit_of(holder.target)))
    elif isinstance(target, Group):
        yield from (ref.target for member in target.members for ref in member.refs() if isinstance(ref.target, Unit))
    elif isinstance(target, Entity):
        home = home_unit(target)
        if home is not None:
            yield home
