"""The columns of a matrix: parties in bands, bodies first, then management, the departments, roles, groups and others.

Where a matrix is narrow or all of its parties stand in one band, the band has no row of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from remit.backends.paper import words
from remit.model.entities import External, Group, Meeting, Post, Role, Unit
from remit.model.organisation import Organisation
from remit.office.sheets import Column, HeaderCell
from remit.views.belonging import units_in_order
from remit.views.parties import Party
from remit.views.wording import name_of, party_name, unit_of

_MANY = 8
_WIDTHS = ((_MANY, 12.0), (24, 5.0), (math.inf, 3.3))
_BANDS = ("bodies", "management", "", "roles", "groups", "case", "outside")
_DEPARTMENTS = 2


class _Place(NamedTuple):
    """Where a party stands: its band, the department's place among departments, its depth below the top, its key."""

    band: int
    department: int
    depth: int
    key: str


def in_bands(organisation: Organisation, columns: Iterable[Party]) -> tuple[Party, ...]:
    """Parties by band, and within a band from the top of the reporting line down."""
    order = {unit.ref: place for place, unit in enumerate(units_in_order(organisation))}
    return tuple(sorted(columns, key=lambda party: _place(party, order)))


def _place(party: Party, order: dict[str, int]) -> _Place:
    band = _band(party)
    if not isinstance(party.element, Post):
        return _Place(band, 0, 0, party.key)
    unit = department(party) if band == _DEPARTMENTS else None
    return _Place(band, order[unit.ref] if unit is not None else 0, _depth(party.element), party.key)


def _band(party: Party) -> int:
    match party.element:
        case Unit() | Meeting():
            return 0
        case Post():
            unit = department(party)
            return _DEPARTMENTS if unit is not None and unit.tier == "department" else 1
        case Role():
            return 3
        case Group():
            return 4
        case External():
            return 6
    return 5 if party.relative else 6


def _depth(post: Post) -> int:
    """How many superiors stand above a post."""
    depth, seen, current = 0, {post.ref}, _superior(post)
    while current is not None and current.ref not in seen:
        seen.add(current.ref)
        depth, current = depth + 1, _superior(current)
    return depth


def _superior(post: Post) -> Post | None:
    """The superior, or that of the first placement that names one."""
    written = (post.superior, *(placement.superior for placement in post.units))
    return next((ref.target for ref in written if ref is not None and ref.target is not None), None)


def department(party: Party) -> Unit | None:
    """The department of a post's column, else the unit nearest to it that is not part of a department."""
    unit = party.at if party.at is not None else unit_of(party.element) if isinstance(party.element, Post) else None
    seen: list[Unit] = []
    while unit is not None and unit not in seen:
        if unit.tier == "department":
            return unit
        seen.append(unit)
        unit = unit.parent.target if unit.parent is not None else None
    return seen[0] if seen else None


def is_narrow(columns: Sequence[Party]) -> bool:
    """Whether there are so few parties that each has room for its name, and the rest of the sheet more of its own."""
    return len(columns) <= _MANY


def letter_columns(columns: Sequence[Party]) -> tuple[Column, ...]:
    """The columns of the parties: the more there are, the narrower."""
    width = next(width for most, width in _WIDTHS if len(columns) <= most)
    return (Column(width, "letter"),) * len(columns)


def headings(first: Iterable[str], columns: Sequence[Party], lang: str) -> tuple[tuple[HeaderCell, ...], ...]:
    """The header rows: names of the parties, above them their bands where a wide matrix has several."""
    names = tuple(HeaderCell(party_name(party, lang)) for party in columns)
    bands = [(label, len(list(group))) for label, group in groupby(_label(party, lang) for party in columns)]
    if is_narrow(columns) or len(bands) < 2:
        return ((*(HeaderCell(text) for text in first), *names),)
    above = (HeaderCell(label, span=span) for label, span in bands)
    return (*(HeaderCell(text, rowspan=2) for text in first), *above), names


def _label(party: Party, lang: str) -> str:
    unit = department(party)
    if _band(party) == _DEPARTMENTS and unit is not None:
        return name_of(unit, lang)
    return words(lang)(f"workbook.bands.{_BANDS[_band(party)]}")
