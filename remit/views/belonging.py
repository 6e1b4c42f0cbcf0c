"""The units in order, and which of them an entity belongs to: that of a post, the owner of a document, the custodian's of a
record; what lies above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.language.schemas import kinds
from remit.model.entities import Authority, Control, Incentive, Meeting, Post, Process, Record, Training, Unit
from remit.model.organisation import Organisation
from remit.model.values import Entity, Ref
from remit.views.parties import posts_of
from remit.views.wording import unit_of


def units_in_order(organisation: Organisation) -> list[Unit]:
    """Units by tier, the company and its bodies first, then by file name: the order of charts and indexes."""
    tiers = kinds()["unit"].schema["properties"]["tier"]["enum"]
    return sorted(
        organisation.all(Unit), key=lambda unit: (tiers.index(unit.tier) if unit.tier else len(tiers), unit.id)
    )


def home_unit(entity: Entity) -> Unit | None:
    """The unit that a reader would look for the entity under; None where the model does not say."""
    if isinstance(entity, Unit):
        return entity
    if isinstance(entity, Post):
        return unit_of(entity)
    if isinstance(entity, Record):
        keepers = posts_of(entity.custodian) or posts_of(entity.maker)
        return unit_of(keepers[0]) if keepers else None
    control = getattr(entity, "control", None)
    owner: Ref[Any] | None = control.owner if isinstance(control, Control) else None
    if owner is None and isinstance(entity, Authority | Training | Incentive):
        owner = entity.owner
    if owner is None and isinstance(entity, Meeting):
        owner = entity.unit
    if owner is None and isinstance(entity, Process):
        owners = posts_of(entity.owner)
        return unit_of(owners[0]) if owners else None
    return owner.target if owner is not None else None


def units_of(post: Post) -> list[Unit]:
    """Every unit that the post belongs to, as far as it is known."""
    refs = ([post.unit] if post.unit else []) + [placement.unit for placement in post.units]
    return list({ref.target.id: ref.target for ref in refs if ref.target is not None}.values())


def upwards(unit: Unit) -> Iterator[Unit]:
    """The unit and the units above it, the nearest first; a loop ends where it closes."""
    seen: set[str] = set()
    current: Unit | None = unit
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = current.parent.target if current.parent else None
