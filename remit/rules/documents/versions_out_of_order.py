"""A version that goes back: an approval with an older version than the one before it, two contents under one version, or a
document whose text says an older version than was approved last.

Confirming unchanged content under the same version is right. Versions that count differently (A/1, then 2.0), or do not count, are not compared.

Why: the version is how people tell the valid paper from the old one (ISO 9001:2015, 7.5.3.2 c).

Instead: give each new content the next version, in the document and in its approval.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.model.entities import Approval
from remit.model.ledger import entries, is_sound, states
from remit.model.organisation import Organisation

Version = tuple[str, tuple[int, ...]]
_LONGEST = 10  # of digits: no version counts so far


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Entries of the ledger against the one before, then documents against their last approval."""
    register = states(organisation)
    for ref, found in entries(organisation).items():
        for before, after in pairwise(item for item in found if item.version and is_sound(item)):
            if _wrong(before, after):
                yield _finding(organisation, before, after)
        state = register.get(ref)
        if state is None or state.control is None or not found[-1].version or not state.control.version:
            continue
        if _older(state.control.version, found[-1].version):
            params = {
                "kind": kind_words(state.entity),
                "document": called(organisation, state.entity),
                "version": state.control.version,
                "known": found[-1].version,
                "on": found[-1].approved.on,
            }
            related = (Related(found[-1].span("version"), "approved-here"),)
            yield Diagnostic("versions-out-of-order", state.control.span("version"), ref, params, related)


def _wrong(before: Approval, after: Approval) -> bool:
    if before.version == after.version:
        return before.digest != after.digest
    return _older(after.version or "", before.version or "")


def _finding(organisation: Organisation, before: Approval, after: Approval) -> Diagnostic:
    document = after.document.target or after
    params = {
        "kind": kind_words(document),
        "document": called(organisation, document),
        "version": after.version or "",
        "known": before.version or "",
        "on": before.approved.on,
    }
    related = (Related(before.span("version"), "approved-here"),)
    return Diagnostic("versions-out-of-order", after.span("version"), after.ref, params, related)


def _older(version: str, than: str) -> bool:
    one, other = _parsed(version), _parsed(than)
    return one is not None and other is not None and bool(one[0]) == bool(other[0]) and one < other


def _parsed(version: str) -> Version | None:
    """The letter and the numbers; None for a version that does not count, such as "draft"."""
    letter, slash, numbers = version.rpartition("/")
    parts = numbers.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < _LONGEST for part in parts):
        return None
    return (letter if slash else "", tuple(int(part) for part in parts))
