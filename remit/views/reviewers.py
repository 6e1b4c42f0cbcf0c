"""Who is to be asked about a change to a file: the owner unit's account in git, its head's, else those of the unit above."""

from __future__ import annotations

from dataclasses import dataclass

from remit.model.entities import Control, Unit
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.views.belonging import home_unit, upwards
from remit.views.holding import accounts_of


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file (its path from the company's folder), the unit that owns what it says, and the handles to ask; there may be none."""

    entity: Entity
    path: str
    unit: Unit
    handles: tuple[str, ...]


def reviewed_files(organisation: Organisation, as_of: str) -> tuple[Reviewed, ...]:
    """Every file that a unit answers for, by path; handles are those of the day (YYYY-MM-DD)."""
    found = []
    for entity in organisation.entities():
        unit = _owner(entity)
        if unit is not None:
            found.append(Reviewed(entity, entity.origin.document.path, unit, _handles(organisation, unit, as_of)))
    return tuple(sorted(found, key=lambda item: item.path))


def _owner(entity: Entity) -> Unit | None:
    """Who owns the document by its control data, else whom it belongs to: a job description may be owned by personnel."""
    control = getattr(entity, "control", None)
    if isinstance(control, Control) and control.owner is not None:
        return control.owner.target
    return home_unit(entity)


def _handles(organisation: Organisation, unit: Unit, as_of: str) -> tuple[str, ...]:
    for above in upwards(unit):
        head = above.head or above.leader
        for ref in (above.ref, head.key if head is not None else ""):
            accounts = accounts_of(organisation, [ref], as_of) if ref else ()
            handles = sorted({account.handle for account in accounts if account.handle})
            if handles:
                return tuple(handles)
    return ()
