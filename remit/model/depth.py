"""How deeply entities of one kind may hang on each other: units under units, posts under posts, indicators under indicators.

Nothing real is as deep; pictures, paths and sums that follow such a line down would never end, or cost the square of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from remit.language.schemas import kinds, resolved
from remit.model.generate import attribute
from remit.model.values import Entity, Ref

DEEPEST = 100


def too_deep(by_kind: Mapping[str, Mapping[str, Entity]]) -> Iterator[Ref[Any]]:
    """The references at which a line of entities has become longer than it may be; in a large circle somewhere."""
    for kind, entities in by_kind.items():
        for name, node in kinds()[kind].schema["properties"].items():
            node = resolved(node)
            item = resolved(node["items"]) if node.get("type") == "array" else node
            if item.get("x-type") == "ref" and item.get("x-ref") == kind:
                yield from _along(entities, attribute(name))


def _along(entities: Mapping[str, Entity], name: str) -> Iterator[Ref[Any]]:
    """Those of one field: each entity is looked at once, when all that it refers to has been."""
    depths: dict[str, int] = {}
    for entity in entities.values():
        path = [(entity, iter(_refs(entity, name)))]
        met = {entity.id}
        while path:
            current, refs = path[-1]
            following = next((ref.target for ref in refs if ref.target is not None), None)
            if following is not None:
                if following.id not in depths and following.id not in met:
                    met.add(following.id)
                    path.append((following, iter(_refs(following, name))))
                continue
            path.pop()
            deepest = 0
            for ref in _refs(current, name):
                below = depths.get(ref.target.id, 0) if ref.target is not None else 0
                if below >= DEEPEST:
                    yield ref
                else:
                    deepest = max(deepest, below)
            depths[current.id] = deepest + 1


def _refs(entity: Entity, name: str) -> tuple[Ref[Any], ...]:
    value = getattr(entity, name)
    return value if isinstance(value, tuple) else () if value is None else (value,)
