"""What an entry of the ledger says: the entries of each document in order, and the document as it was approved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from remit.evidence.line import signing_refs
from remit.evidence.memory import kept
from remit.model.entities import Approval, Approving, Post, Role, SignOff, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.parties import BODIES, parties


@lru_cache(maxsize=2)
def entries(organisation: Organisation) -> Mapping[str, tuple[Approval, ...]]:
    """The approvals of each document, by its reference, the oldest first."""
    found: dict[str, list[Approval]] = {}
    for approval in organisation.all(Approval):
        found.setdefault(approval.document.key, []).append(approval)
    return {ref: tuple(sorted(items, key=lambda item: (item.approved.on, item.id))) for ref, items in found.items()}


def approved_data(approval: Approval) -> Mapping[str, Any]:
    """The fields of the document as they were approved; none where the entry keeps something else."""
    return _parsed(approval.content)


@kept
def _parsed(content: str) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def approved_control(approval: Approval) -> Mapping[str, Any]:
    """The control data of the document as it was approved."""
    found = approved_data(approval).get("control", {})
    return found if isinstance(found, dict) else {}


def named_in(organisation: Organisation, value: Any) -> list[Element]:
    """The elements that a performer of approved content refers to; none where one of them is not known any more."""
    refs = [text for text in _strings(value) if ":" in text]
    found = [organisation.find(ref) for ref in refs]
    return [element for element in found if element is not None] if None not in found else []


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and "named" not in value:
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def hands(element: Element) -> set[str]:
    """The references that may sign for an element: itself, its head, its holders, and for a body who presides or belongs."""
    found = {element.ref}
    if isinstance(element, Unit):
        found |= {ref.target.ref for ref in (element.head,) if ref is not None and ref.target is not None}
        if element.tier in BODIES:
            for performer in (element.chair, *element.members):
                found |= signing_refs(performer)
    elif isinstance(element, Role):
        found |= {ref.target.ref for ref in element.holders if ref.target is not None}
    return found


def signatures(sign_off: SignOff | Approving) -> set[str]:
    """The references of who signed, and of whom for."""
    found = signing_refs(sign_off.by)
    if sign_off.on_behalf_of is not None:
        found.add(sign_off.on_behalf_of.key)
    return found


def is_named(sign_off: SignOff | Approving) -> bool:
    """Whether the signer is only a name, or is not known: nothing can be judged then."""
    return any(party.element is None for party in parties(sign_off.by))


def sign_offs(approval: Approval) -> Iterator[tuple[tuple[str | int, ...], SignOff | Approving]]:
    """Every signature of an entry with the path to it, in the order in which they are given."""
    if approval.prepared is not None:
        yield ("prepared",), approval.prepared
    for index, item in enumerate(approval.reviewed):
        yield ("reviewed", index), item
    for index, item in enumerate(approval.countersigned):
        yield ("countersigned", index), item
    yield ("approved",), approval.approved


def deputies(post: Post) -> set[str]:
    """Who stands in for a post by its own sheet."""
    return {post.deputy.key} if post.deputy is not None else set()
