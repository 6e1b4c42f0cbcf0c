"""Which policies bind a post, and why: they cite it, name it in their text, or are distributed to it or its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.model.entities import Control, Group, Policy, Post, Role, Step, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Performer, Text
from remit.views.belonging import units_of, upwards
from remit.views.mentions import Names
from remit.views.wording import segments


@dataclass(frozen=True, slots=True)
class Binding:
    """A policy, its innermost elements that cite or name the post, and the units through which it is distributed to it."""

    policy: Policy
    elements: tuple[Element, ...]
    units: tuple[Unit, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class BindingIndex:
    """Where posts are named without a link, by post and policy; who each policy is distributed to."""

    organisation: Organisation
    policies: tuple[Policy, ...]
    named: Mapping[str, Mapping[str, tuple[Element, ...]]]
    receivers: Mapping[str, frozenset[str]]


def index_policies(organisation: Organisation) -> BindingIndex:
    """Read every policy once for all posts. Names are looked for in the first language, which is the one that binds."""
    policies = tuple(policy for policy in organisation.all(Policy) if _holds(policy))
    lang = organisation.languages[0]
    names = Names((text.get(lang), post) for post in organisation.all(Post) for text in (post.name, *post.aliases))
    named: dict[str, dict[str, dict[str, Element]]] = {}
    for policy in policies:
        for element, text in _texts(policy):
            for words, link in segments(text, lang):
                for _, _, post in names.find(words) if link is None else ():
                    named.setdefault(post.ref, {}).setdefault(policy.ref, {})[element.ref] = element
    found = {
        ref: {policy: tuple(elements.values()) for policy, elements in by_policy.items()}
        for ref, by_policy in named.items()
    }
    return BindingIndex(organisation, policies, found, {policy.ref: distributed(policy.control) for policy in policies})


def bindings(index: BindingIndex, post: Post) -> tuple[Binding, ...]:
    """The policies that bind a post; those that speak of it come first."""
    cited = _cited(index.organisation, post)
    above = {unit.ref: unit for home in units_of(post) for unit in upwards(home)}
    found = []
    for policy in index.policies:
        own = cited.get(policy.ref, ())
        named = index.named.get(post.ref, {}).get(policy.ref, ())
        receivers = index.receivers[policy.ref]
        units = tuple(unit for ref, unit in above.items() if ref in receivers)
        elements = tuple({one.ref: one for one in (*own, *named) if one is not policy}.values())
        if own or named or units or post.ref in receivers:
            found.append(Binding(policy, elements, units, bool(own or named)))
    return tuple(sorted(found, key=lambda binding: not binding.named))


def _cited(organisation: Organisation, post: Post) -> dict[str, list[Element]]:
    """The innermost elements (articles, items …) that cite the post or a duty of it, by policy."""
    found: dict[str, dict[str, Element]] = {}
    for element in (post, *post.duties):
        for use in organisation.used_by(element):
            owner = None if isinstance(use.source, Step) else organisation.owner_of(use.source)
            if isinstance(owner, Policy):
                # What has no name of its own, such as a list made from the model, is cited as what it stands in.
                ref = use.source.ref
                found.setdefault(owner.ref, {}).setdefault(ref, organisation.find(ref) or use.source)
    return {ref: list(elements.values()) for ref, elements in found.items()}


def _holds(policy: Policy) -> bool:
    return policy.control is None or policy.control.status != "withdrawn"


def _texts(policy: Policy) -> Iterator[tuple[Element, Text]]:
    """Every text of a policy's articles with the innermost element that can be cited."""
    for chapter in policy.chapters:
        for article in chapter.articles:
            for text in (article.title, article.text, *article.paragraphs):
                if text is not None:
                    yield article, text
            for row in article.table.rows if article.table is not None else ():
                yield from ((article, cell) for cell in row)
            for item in article.items:
                yield item, item.text
                yield from ((item, below.text) for below in item.items)


def distributed(control: Control | None) -> frozenset[str]:
    """The references of the units and posts that a document is distributed to, groups and holders of roles expanded."""
    performers = control.distribution if control is not None else ()
    return frozenset(ref for performer in performers for ref in _named(performer, frozenset()))


def _named(performer: Performer, seen: frozenset[str]) -> Iterator[str]:
    """The units and posts that a performer names, groups and holders of roles expanded."""
    for ref in performer.refs():
        target = ref.target
        if isinstance(target, Unit | Post):
            yield target.ref
        elif isinstance(target, Role):
            yield from (holder.key for holder in target.holders)
        elif isinstance(target, Group) and target.ref not in seen:
            for member in target.members:
                yield from _named(member, seen | {target.ref})
