"""What hangs on a thing: what refers to it and as what, the documents and posts it concerns, and what only one post does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.language.schemas import in_language, resolved
from remit.model.entities import Approval, Kpi, Post, Role, Step, Unit
from remit.model.generate import class_schemas
from remit.model.ledger import states
from remit.model.organisation import Organisation, Use
from remit.model.values import Element, Entity, Performer
from remit.views.parties import parties, posts_of
from remit.views.post_index import index_posts

_FINAL = frozenset({"approve", "decide"})


@dataclass(frozen=True, slots=True)
class Dependence:
    """A place that refers to a thing: what the thing is there (the label of the field, by language) and where."""

    source: Element
    role: Mapping[str, str]
    use: Use


@dataclass(frozen=True, slots=True)
class Sole:
    """Something that one post alone does. `what` is approves, heads, holds, deputises or supplies."""

    what: str
    element: Element


@dataclass(frozen=True, slots=True)
class Impact:
    """What hangs on a thing: uses in the order of the files, documents that show it, posts concerned, single points."""

    element: Element
    dependences: tuple[Dependence, ...]
    documents: tuple[Entity, ...]
    posts: tuple[Post, ...]
    sole: tuple[Sole, ...]


def impact(organisation: Organisation, element: Element) -> Impact:
    """What hangs on an element, those within it included; entries of the ledger are history and left out."""
    inner = [
        one for ref, one in organisation.elements.items() if ref == element.ref or ref.startswith(f"{element.ref}/")
    ]
    every = [
        Dependence(use.source, _role(use), use)
        for one in inner
        for use in organisation.used_by(one)
        if not isinstance(organisation.owner_of(use.source), Approval) and not _within(use, element)
    ]
    # A link stands in a text once for each language, at one place.
    places = {(one.use.span, one.source.ref, one.use.ref.key): one for one in every}
    found = sorted(places.values(), key=lambda one: one.use.span)
    posts = _posts(organisation, element, found)
    sole = tuple(sole_of(organisation, element)) if isinstance(element, Post) else ()
    return Impact(element, tuple(found), _documents(organisation, element, found, posts), posts, sole)


def _within(use: Use, element: Element) -> bool:
    """Whether the use stands in the element itself."""
    own, place = element.origin, use.ref.origin
    return place.document is own.document and place.pointer[: len(own.pointer)] == own.pointer


def _role(use: Use) -> dict[str, str]:
    """What the field under which a reference stands is called; a link in a text by the field of the text."""
    node = class_schemas()[type(use.source).__name__]["properties"].get(use.field, {})
    title = str(resolved(node).get("title", use.field))
    return {lang: in_language(title, lang) for lang in ("zh", "en")}


def _documents(
    organisation: Organisation, element: Element, found: list[Dependence], posts: tuple[Post, ...]
) -> tuple[Entity, ...]:
    """The documents whose text names it, and the job descriptions that print what is no post."""
    register = states(organisation)
    owners = [organisation.owner_of(one.source) for one in found]
    if not isinstance(organisation.owner_of(element), Post):
        owners += posts
    return tuple({one.ref: one for one in owners if one.ref in register and one is not element}.values())


def _posts(organisation: Organisation, element: Element, found: list[Dependence]) -> tuple[Post, ...]:
    """Posts that it names, posts that refer to it, and who does the steps that do."""
    posts: dict[str, Post] = {}
    for ref in organisation.refs:
        pointer = ref.origin.pointer
        if _within(Use(element, ref), element) and isinstance(ref.target, Post) and pointer[:1] != ("control",):
            posts[ref.target.ref] = ref.target
    for one in found:
        owner = organisation.owner_of(one.source)
        for post in [owner] if isinstance(owner, Post) else _acting(one.source):
            posts[post.ref] = post
    posts.pop(organisation.owner_of(element).ref, None)
    return tuple(posts[ref] for ref in sorted(posts))


def _acting(source: Element) -> Iterator[Post]:
    for name in source.__struct_fields__:
        value = getattr(source, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Performer):
                yield from posts_of(part)


def sole_of(organisation: Organisation, post: Post) -> Iterator[Sole]:
    """What only this post does: where it is missing, nothing goes on. A post with a deputy of its own is no such point
    for what a deputy may do; heading, holding and standing in are not handed on."""
    if post.deputy is None:
        index = index_posts(organisation)
        for line in (*index.chain.get(post.id, ()), *index.decisions.get(post.id, ())):
            if line.action in _FINAL and _alone(line.source, post):
                yield Sole("approves", line.source)
        for kpi in organisation.all(Kpi):
            if _only(kpi.supplied_by, post):
                yield Sole("supplies", kpi)
    for unit in organisation.all(Unit):
        if unit.head is not None and unit.head.target is post:
            yield Sole("heads", unit)
    for role in organisation.all(Role):
        if [ref.target for ref in role.holders] == [post]:
            yield Sole("holds", role)
    for other in organisation.all(Post):
        if other.deputy is not None and other.deputy.target is post:
            yield Sole("deputises", other)


def _alone(source: Element, post: Post) -> bool:
    performer = source.performer if isinstance(source, Step) else getattr(source, "by", None)
    return isinstance(performer, Performer) and _only(performer, post)


def _only(performer: Performer | None, post: Post) -> bool:
    return [party.element for party in parties(performer)] == [post]


def headless(organisation: Organisation) -> list[Unit]:
    """Units that have no head, or one that is not known."""
    return [unit for unit in organisation.all(Unit) if unit.head is None or unit.head.target is None]
