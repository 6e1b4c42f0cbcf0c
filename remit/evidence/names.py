"""Which entity a name in words can only mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from remit.evidence.memory import kept
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text


def defined_as(organisation: Organisation, name: str, kinds: Collection[str] = ()) -> Entity | None:
    """The one entity (of one of `kinds`, where any are given) that has exactly this name or alias in a language, else None."""
    found = [entity for entity in _by_name(organisation).get(name.strip(), ()) if not kinds or entity.kind in kinds]
    return found[0] if len(found) == 1 else None


@kept
def _by_name(organisation: Organisation) -> Mapping[str, tuple[Entity, ...]]:
    """Every entity by each of its names and aliases."""
    found: dict[str, dict[str, Entity]] = {}
    for entity in organisation.entities():
        if entity.kind == "system":
            continue
        for text in (getattr(entity, "name", None), *getattr(entity, "aliases", ())):
            if isinstance(text, Text):
                for words in text.by_language.values():
                    found.setdefault(words.strip(), {})[entity.ref] = entity
    return {words: tuple(entities.values()) for words, entities in found.items()}
