"""A form or document that a text cites by a number which is not its number.

Why: the reader looks for another form, or for one that does not exist; the wrong version stays in use
(ISO 9001:2015, 7.5.3.1).

Instead: cite it by a checked link ({record:…}), or write the number that stands on the record.

Guess: a number is told by its pattern: it begins like the numbers of the company's records and documents. It is held against
the record or document named right before it (a link, or its full name in brackets); without such a name, it must be
somebody's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from remit.diagnostics import Diagnostic
from remit.evidence.names import defined_as
from remit.evidence.running_text import Passage, passages
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Entity
from remit.views.wording import in_words

GUESSES = True
_NUMBER = re.compile(r"(?<![A-Za-z0-9/-])[A-Z][A-Z0-9]*(?:[-/][A-Z0-9]+)+(?![A-Za-z0-9/-])")
_TITLE = re.compile(r"《([^《》]+)》|“([^“”]+)”|「([^「」]+)」")
_BETWEEN = re.compile(r"[\s（(：:,，、]*+(?:编号为?|表单|表号|form|no\.?|number)?[\s：:]*", re.IGNORECASE)


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Numbers in running text that are nobody's, or another's than of the form named before them."""
    numbers = _numbers(organisation)
    beginnings = {number.rpartition("-")[0] for number in numbers} - {""}
    if not beginnings:
        return
    firsts = {re.split(r"[-/]", beginning)[0] for beginning in beginnings}
    for passage in passages(organisation):
        seen: set[str] = set()
        for text in passage.text.by_language.values():
            if not any(first in text for first in firsts):
                continue
            for found in _NUMBER.finditer(text):
                number = found[0]
                if number in seen or number.rpartition("-")[0] not in beginnings:
                    continue
                seen.add(number)
                meant = _named_before(organisation, passage, text, found.start())
                right = _number_of(meant) if meant is not None else ""
                if number not in numbers or (right and right != number):
                    yield _finding(passage, number, meant, right, numbers)


def _finding(
    passage: Passage, number: str, meant: Entity | None, right: str, numbers: Mapping[str, Entity]
) -> Diagnostic:
    near = right or next(iter(get_close_matches(number, numbers, 1)), "")
    owner = meant or numbers.get(near)
    params = {
        "number": number,
        "nearest": near,
        "name": in_words(owner.name) if owner is not None and hasattr(owner, "name") else "",
    }
    return Diagnostic("form-cited-two-ways", passage.span(), passage.subject, params)


def _numbers(organisation: Organisation) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity in organisation.entities():
        number = _number_of(entity)
        if number:
            found.setdefault(number, entity)
    return found


def _number_of(entity: Entity) -> str:
    if isinstance(entity, Record):
        return entity.number or ""
    control = getattr(entity, "control", None)
    return (control.number or "") if control is not None else ""


def _named_before(organisation: Organisation, passage: Passage, text: str, position: int) -> Entity | None:
    """The record or document that is linked, or named in brackets, right before a place of a text."""
    for found in INLINE.finditer(text, 0, position):
        if _BETWEEN.fullmatch(text, found.end(), position):
            ref = passage.text.refs.get(f"{found[1]}:{found[2]}")
            return ref.target if ref is not None and isinstance(ref.target, Entity) else None
    for title in _TITLE.finditer(text, 0, position):
        if _BETWEEN.fullmatch(text, title.end(), position):
            return defined_as(organisation, next(filter(None, title.groups())), ("record", "policy", "process"))
    return None
