"""What is only mentioned ({named: …}): which kinds may stand there, what the name is the name of, and which defined thing it may be.

Every mention is of one sort, so that exactly one rule speaks of it. Judged by the words of templates/lexicon/organisation.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from remit.diagnostics import Span
from remit.evidence.like_names import Shape, nearest, shape
from remit.evidence.memory import kept
from remit.evidence.name_words import (
    bare,
    is_everybody,
    is_outsider_name,
    is_post_name,
    is_superior,
    is_unit_name,
    is_vague,
    unmarked,
)
from remit.evidence.names import defined_as
from remit.evidence.running_text import passages
from remit.language.schemas import Schema, kinds, resolved
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity, Origin, Text
from remit.source.document import Pointer

_ACTORS = ("post", "unit", "role", "external", "meeting")
_INSIDE = frozenset({"internal", "principal"})
_CROWDS = frozenset({"audience", "applies_to", "distribution", "recipients"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands for something. `slot` is performer, deliverable, or the kind a reference would have.

    `sort` is defined, clear, vague, alike, unit, post or other; `meant` is what it is the name of (defined) or like (alike),
    and `like` the earlier mention that it is like where neither is defined. A mention is clear where it means the post's own
    superior (post-without-superior says where there is none), or everybody as those whom a training, a reward or a distribution is for.
    """

    text: Text
    origin: Origin
    element: Element
    field: str
    slot: str
    sort: str
    meant: Element | None = None
    like: Text | None = None

    @property
    def name(self) -> str:
        """The name in the first language."""
        return str(self.text).strip()

    def span(self) -> Span:
        """Where it is written."""
        return self.origin.span()


@kept
def mentions(organisation: Organisation) -> tuple[Mention, ...]:
    """Every mention in the order of the files; several rules ask, so that the last answers are kept."""
    if not any(loose.kind == "named" for loose in organisation.loose):
        return ()
    written = {(item.text.origin.document.path, item.text.origin.pointer): item for item in passages(organisation)}
    found: list[Mention] = []
    for loose in organisation.loose:
        passage = written.get((loose.origin.document.path, loose.origin.pointer))
        if loose.kind == "named" and passage is not None:
            slot, field = _slot(loose.origin)
            owner = organisation.owner_of(passage.element)
            inside = not _INSIDE.isdisjoint(loose.origin.pointer)
            sort, meant = _sorted(organisation, passage.text, slot, field, inside, owner)
            found.append(Mention(passage.text, loose.origin, passage.element, field, slot, sort, meant))
    return tuple(_told_apart(found, organisation.languages[0]))


def _told_apart(found: list[Mention], lang: str) -> Iterator[Mention]:
    """The mentions; of two names that are probably one, and neither defined, the later is alike."""
    first: dict[tuple[str, Shape], Mention] = {}
    for mention in found:
        like = mention
        if mention.sort in ("unit", "post"):
            like = first.setdefault((mention.sort, shape(mention.name, mention.sort, lang)), mention)
        if bare(like.name, lang) != bare(mention.name, lang):
            yield replace(mention, sort="alike", like=like.text)
        else:
            yield mention


def groups(found: Iterable[Mention], by_file: bool = True) -> list[list[Mention]]:
    """Mentions of one name in one file (else anywhere) together, in the order they are written."""
    together: dict[tuple[str, str], list[Mention]] = {}
    for mention in found:
        place = mention.origin.document.path if by_file else ""
        together.setdefault((place, mention.name), []).append(mention)
    return list(together.values())


def _slot(origin: Origin) -> tuple[str, str]:
    """What may stand at a place (performer, deliverable, the kind of a reference) and the field it belongs to."""
    pointer: Pointer = origin.pointer
    schema: Schema = kinds()[origin.document.kind].schema
    field = ""
    for part in pointer:
        node: Mapping[str, Any] = resolved(schema)
        if isinstance(part, str):
            if part not in node.get("properties", {}):
                break
            field, schema = part, node["properties"][part]
        else:
            schema = node.get("items", {})
        kind = str(resolved(schema).get("x-type", ""))
        if kind == "ref":
            return str(resolved(schema).get("x-ref", "")), field
        if kind in ("performer", "deliverable"):
            # A post at a unit is the one performer with references of its own.
            return {"post": "post", "at": "unit"}.get(str(pointer[-1]), kind), field
    return "", field


def _sorted(
    organisation: Organisation, text: Text, slot: str, field: str, inside: bool, owner: Entity
) -> tuple[str, Element | None]:
    name, lang = str(text).strip(), organisation.languages[0]
    allowed = _ACTORS if slot == "performer" else ("record",) if slot == "deliverable" else (slot,)
    meant = _defined(organisation, name, allowed, slot)
    if meant is not None:
        return "defined", meant
    if slot not in ("performer", "unit", "post"):
        return "other", None
    if isinstance(owner, Post) and field != "superior" and is_superior(name, lang):
        return "clear", None
    if field in _CROWDS and is_everybody(name, lang):
        return "clear", None
    if is_vague(name, lang, _known(organisation)):
        return "vague", None
    sort = _named_like(name, slot, inside, lang)
    alike = nearest(organisation, name, sort)
    return ("alike", alike) if alike is not None else (sort, None)


def _named_like(name: str, slot: str, inside: bool, lang: str) -> str:
    """What it is the name of; in a place for parties of the company itself, what is no post is a unit (仓储, 质检)."""
    if slot in ("unit", "post"):
        return slot
    if is_unit_name(name, lang):
        return "unit"
    if is_post_name(name, lang):
        return "post"
    return "unit" if inside and not is_outsider_name(name, lang) else "other"


def _defined(organisation: Organisation, name: str, allowed: tuple[str, ...], slot: str) -> Element | None:
    """What exactly this name means in that place; the company's own prefix counts for nothing."""
    lang = organisation.languages[0]
    if slot == "performer":
        same = [group for group in organisation.system.groups if name in group.name.by_language.values()]
        if len(same) == 1:
            return same[0]
    short = bare(name, lang)
    for words in (name, short, unmarked(short, lang)):
        entity = defined_as(organisation, words, allowed) if words else None
        if entity is not None:
            return entity
    return None


@kept
def _known(organisation: Organisation) -> frozenset[str]:
    """Names of units, posts and roles: "other X" says well who is meant."""
    return frozenset(
        str(getattr(entity, "name", ""))
        for entity in organisation.entities()
        if entity.kind in ("unit", "post", "role")
    )
