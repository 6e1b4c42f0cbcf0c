"""Two names that are probably one unit or post: a mention like a defined name, or two definitions that differ by nothing.

Why: duties, data and signatures of one party are spread over two names, and each side can say that the other was meant.

Instead: use one name, and write the other as an alias of it; where the two are different, give them names that say so.

Guess: names are the same but for the company's own prefix, words that tell nothing apart (管理, 业务), ends that mean the
same (部/部门, 员/专员), synonyms (仓储/仓库), or where a mention is the end of the name of one post only (采购主管,
物料采购主管). Different ranks (主管/经理), numbers and other words make two names. Two defined entities are only compared
without synonyms, and never where they have different parents or superiors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.like_names import Shape, nearest, shape
from remit.evidence.line import stands_above
from remit.evidence.mentions import groups, mentions
from remit.evidence.naming import called
from remit.evidence.posts_in_text import unknown_posts
from remit.evidence.running_text import Passage
from remit.evidence.structure import lies_in
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a name and file that mentions it, one a name in running text, and one a defined entity whose name an earlier one nearly has."""
    yield from _mentioned(organisation)
    yield from _in_text(organisation)
    yield from _defined(organisation, organisation.all(Unit), "unit")
    yield from _defined(organisation, organisation.all(Post), "post")


def _mentioned(organisation: Organisation) -> Iterator[Diagnostic]:
    for first, *others in groups([item for item in mentions(organisation) if item.sort == "alike"]):
        if first.meant is not None:
            other, there = called(organisation, first.meant), first.meant.span("name")
        elif first.like is not None:
            other, there = in_words(first.like), first.like.origin.span()
        else:
            continue
        related = tuple(Related(span, "other-place") for span in (there, *(item.span() for item in others)))
        params = {"name": in_words(first.text), "other": other}
        yield Diagnostic("similar-names", first.span(), first.element.ref, params, related)


def _in_text(organisation: Organisation) -> Iterator[Diagnostic]:
    named: dict[str, list[Passage]] = defaultdict(list)
    for (_, name), found in unknown_posts(organisation).items():
        named[name] += found
    for name, (first, *others) in named.items():
        meant = nearest(organisation, name, "post")
        if meant is not None:
            spans = (meant.span("name"), *(item.span() for item in others))
            related = tuple(Related(span, "other-place") for span in spans)
            params = {"name": name, "other": called(organisation, meant)}
            yield Diagnostic("similar-names", first.span(), first.subject, params, related)


def _defined(organisation: Organisation, entities: list[Unit] | list[Post], sort: str) -> Iterator[Diagnostic]:
    lang = organisation.languages[0]
    seen: dict[Shape, list[Unit | Post]] = defaultdict(list)
    for entity in entities:
        key = shape(str(entity.name), sort, lang, False)
        earlier = next((other for other in seen[key] if _may_be_one(other, entity)), None) if key.end else None
        if earlier is not None:
            params = {"name": in_words(entity.name), "other": in_words(earlier.name)}
            related = (Related(earlier.span("name"), "other-place"),)
            yield Diagnostic("similar-names", entity.span("name"), entity.ref, params, related)
        seen[key].append(entity)


def _may_be_one(one: Element, other: Element) -> bool:
    """Whether nothing that is linked tells two entities with nearly one name apart; equal names are duplicate-name."""
    if isinstance(one, Unit) and isinstance(other, Unit):
        apart = lies_in(one, other) or lies_in(other, one)
        same_place = one.parent is None or other.parent is None or one.parent.key == other.parent.key
    elif isinstance(one, Post) and isinstance(other, Post):
        apart = stands_above(one, other) or stands_above(other, one)
        same_place = one.unit is None or other.unit is None or one.unit.key == other.unit.key
    else:
        return False
    if apart or not same_place or str(one.name) == str(other.name):
        return False
    aliases = {str(text) for entity in (one, other) for text in entity.aliases}
    return aliases.isdisjoint({str(one.name), str(other.name)})
