"""What a document prints from others: the KPIs, activities and authorities of a job description, the blocks of a policy.

Two approvals of a source are compared in the part that is printed alone, so that a change elsewhere in it touches nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from remit.model.entities import Approval, Authority, Policy, Post, Process, Role, Unit
from remit.model.ledger import approved_data
from remit.model.organisation import Organisation
from remit.model.values import Entity

Part = Callable[[Mapping[str, Any]], Any]


def sources(organisation: Organisation, document: Entity) -> Iterator[tuple[Entity, Part]]:
    """Each document that another one prints something from, with what picks out the printed part of its approved content."""
    seen: set[str] = set()
    for found, part in _sources(organisation, document):
        if found.ref not in seen and found is not document:
            seen.add(found.ref)
            yield found, part


def differs(before: Approval, after: Approval, part: Part) -> bool:
    """Whether the printed part changed between two approvals; content that cannot be read counts as a whole."""
    if before.digest == after.digest:
        return False
    one, other = approved_data(before), approved_data(after)
    return part(one) != part(other) if one and other else True


def _sources(organisation: Organisation, document: Entity) -> Iterator[tuple[Entity, Part]]:
    if isinstance(document, Post):
        for item in document.kpis:
            if item.kpi.target is not None:
                yield item.kpi.target, _whole
        yield from _of_post(organisation, document)
    elif isinstance(document, Policy):
        for block in (
            block for chapter in document.chapters for article in chapter.articles for block in article.blocks
        ):
            for ref in block.of:
                if isinstance(ref.target, Entity):
                    yield ref.target, _whole


def _of_post(organisation: Organisation, post: Post) -> Iterator[tuple[Entity, Part]]:
    """Processes and authorities in which the post acts: by its name, as head of a unit or as holder of a role."""
    acting: list[Post | Unit | Role] = [post]
    for use in organisation.used_by(post):
        if (isinstance(use.source, Unit) and use.field == "head") or (
            isinstance(use.source, Role) and use.field == "holders"
        ):
            acting.append(use.source)
    keys = frozenset(item.ref for item in acting)
    for item in acting:
        for use in organisation.used_by(item):
            owner = organisation.owner_of(use.source)
            if isinstance(owner, Process) and use.source is not owner and use.field not in ("inform", "distribution"):
                yield owner, _steps(keys)
            elif isinstance(owner, Authority) and use.source is not owner and use.field != "distribution":
                yield owner, _tiers


def _whole(data: Mapping[str, Any]) -> Any:
    return {key: value for key, value in data.items() if key != "control"}


def _tiers(data: Mapping[str, Any]) -> Any:
    return [data.get(key) for key in ("name", "decision", "tiers", "delegations")]


def _steps(keys: frozenset[str]) -> Part:
    def steps(data: Mapping[str, Any]) -> Any:
        return [data.get("name"), [step for step in data.get("steps", ()) if keys.intersection(_leaves(step))]]

    return steps


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
