"""A number of a document or form that does not fit the numbering of system.yaml for its kind.

The company stands for its code, the unit for the code of the owner or of a unit above or below it (of a form: of any unit),
the serial for digits; any other token for letters and digits. Where a kind has several patterns, one of them must fit.

Why: whoever looks for the paper by its number looks in the wrong place, and two offices give the same number.

Instead: take the next free number of the pattern, or change the owner, or declare the pattern in system.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_letters

from remit.diagnostics import Diagnostic, Edit, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.language.nearest import narrow
from remit.model.entities import Control, Numbering, Record, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity
from remit.views.belonging import home_unit, upwards

PROVES_ABSENCE = True

_TOKEN = re.compile(r"\{([a-z_-]+)\}")
_DIGITS = frozenset("0123456789")
_SIGNS = _DIGITS | frozenset(ascii_letters) | {"."}
_Part = tuple[str, ...] | frozenset[str]
"""What stands in a number: one of some texts, or one or more of some signs."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An entity with its number and the element that holds it."""

    entity: Entity
    number: str
    holder: Element


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Numbers that fit no pattern of their kind, with the number that is nearest."""
    numbered = list(_numbered(organisation))
    taken = {item.number for item in numbered}
    units = organisation.all(Unit)
    every = sorted({unit.code for unit in units if unit.code})
    below: dict[str, list[str]] = {}
    for unit in units:
        for above in upwards(unit):
            below.setdefault(above.id, []).append(unit.code or "")
    for item in numbered:
        patterns = [found for found in organisation.system.numbering if item.entity.kind in found.applies_to]
        codes = _codes(item, below) or every
        wide = every if isinstance(item.entity, Record) else codes
        if patterns and not any(_fits(item.number, _parts(organisation, found, wide)) for found in patterns):
            yield _finding(organisation, item, patterns, codes, taken)


def _numbered(organisation: Organisation) -> Iterator[_Numbered]:
    for entity in organisation.entities():
        control = getattr(entity, "control", None)
        if isinstance(control, Control) and control.number:
            yield _Numbered(entity, control.number, control)
        elif isinstance(entity, Record) and entity.number:
            yield _Numbered(entity, entity.number, entity)


def _codes(item: _Numbered, below: dict[str, list[str]]) -> list[str]:
    """The codes that the unit in the number may have, the owner's own first."""
    owner = home_unit(item.entity)
    if owner is None or not owner.code:
        return []
    return [code for code in (*(unit.code for unit in upwards(owner)), *below.get(owner.id, ())) if code]


def _parts(organisation: Organisation, numbering: Numbering, codes: Sequence[str]) -> Iterator[_Part]:
    position = 0
    for found in _TOKEN.finditer(numbering.pattern):
        yield (numbering.pattern[position : found.start()],)
        yield _slot(organisation, found[1], codes)
        position = found.end()
    yield (numbering.pattern[position:],)


def _slot(organisation: Organisation, slot: str, codes: Sequence[str]) -> _Part:
    if slot == "company" and organisation.system.code:
        return (organisation.system.code,)
    if slot == "unit" and codes:
        return tuple(sorted(set(codes)))
    return _DIGITS if slot == "serial" else _SIGNS


def _fits(number: str, parts: Iterable[_Part]) -> bool:
    """Whether the number is made of the parts. No regular expression: of a pattern of forty tokens one would take for ever."""
    ends = {0}
    for part in parts:
        if isinstance(part, tuple):
            ends = {start + len(one) for start in ends for one in part if number.startswith(one, start)}
            continue
        reached: set[int] = set()
        for place, sign in enumerate(number):
            if sign in part and (place in ends or place in reached):
                reached.add(place + 1)
        ends = reached
    return len(number) in ends


def _finding(
    organisation: Organisation, item: _Numbered, patterns: Sequence[Numbering], codes: Sequence[str], taken: set[str]
) -> Diagnostic:
    pattern = max(patterns, key=lambda found: _likeness(found.pattern, item.number))
    nearest = _nearest(organisation, pattern.pattern, item.number, codes)
    free = _free(nearest, taken)
    params = {
        "kind": kind_words(item.entity),
        "name": called(organisation, item.entity),
        "number": item.number,
        "pattern": _TOKEN.sub(lambda found: f"<{found[1]}>", pattern.pattern),
        "nearest": free,
    }
    pointer = (*item.holder.origin.pointer, "number")
    edit = Edit(item.holder.span().path, "replace", pointer, nearest)
    certain = (
        free == nearest and narrow(item.number).casefold().replace(" ", "").replace("_", "-") == nearest.casefold()
    )
    related = (Related(pattern.span("pattern"), "other-place"),)
    where = item.holder.span("number")
    return Diagnostic("number-off-pattern", where, item.entity.ref, params, related, (edit,) if certain else ())


def _likeness(pattern: str, number: str) -> int:
    """How many fixed parts of the pattern the number has."""
    fixed = [part for part in re.split(r"[^A-Za-z0-9]+", _TOKEN.sub(" ", pattern)) if part]
    return sum(part.casefold() in number.casefold() for part in fixed)


def _nearest(organisation: Organisation, pattern: str, number: str, codes: Sequence[str]) -> str:
    """The pattern filled in; the unit as it stands in the number where it may, the serial too."""
    digits = re.findall(r"[0-9]+", number)
    parts = re.split(r"[^A-Z0-9]+", narrow(number).upper())
    company = organisation.system.code or ""
    if company in parts:  # a unit may have the company's code: the top one often does
        parts.remove(company)
    unit = next((code for code in codes if code in parts), codes[0] if codes else "")
    known = {"company": company, "unit": unit, "serial": digits[-1] if digits else "01"}
    return _TOKEN.sub(lambda found: known.get(found[1]) or found[1], pattern)


def _free(number: str, taken: set[str]) -> str:
    """The number, or the next one that nobody has."""
    stem = number.rstrip("0123456789")
    digits = number[len(stem) :]
    if not digits:
        return number
    serial = int(digits)
    while (found := f"{stem}{serial:0{len(digits)}}") in taken:
        serial += 1
    return found
