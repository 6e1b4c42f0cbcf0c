"""A person who holds at the same time posts or roles that must not be in one hand.

Why: who selects the supplier must not also pay, and nobody controls or stands in for himself (COSO, segregation of duties).

Instead: end one of the two (`to:`), or have another person hold it. Incompatible are posts and roles whose duties are of duty
classes that system.yaml declares incompatible, a post and its own superior (as written, else the head of its unit), and a post
and its own deputy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.line import superior
from remit.language.schemas import in_both, kinds
from remit.model.entities import Person, Post, Role, RoleTenure, Tenure
from remit.model.organisation import Organisation
from remit.views.local_names import local_name
from remit.views.wording import in_words

_OPEN_START, _OPEN_END = "", "9999-12-31"
_Held = tuple[Tenure | RoleTenure, Post | Role]


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a pair of posts of a person, at the later one of the two."""
    barred = {frozenset((item.id, other)) for item in organisation.system.duty_classes for other in item.incompatible}
    for person in organisation.all(Person):
        held: list[_Held] = [(item, item.post.target) for item in person.posts if item.post.target is not None]
        held += [(item, item.role.target) for item in person.roles if item.role.target is not None]
        for (one, first), (other, second) in combinations(held, 2):
            why = (
                _against(organisation, barred, first, second) if first is not second and _overlap(one, other) else None
            )
            if why is not None:
                params = {
                    "person": in_words(person.name),
                    "one": in_words(first.name),
                    "other": in_words(second.name),
                    "why": why,
                }
                related = (Related(_span(one), "other-place"),)
                yield Diagnostic("incompatible-posts-one-person", _span(other), person.ref, params, related)


def _span(tenure: Tenure | RoleTenure) -> Span:
    return tenure.span("post") if isinstance(tenure, Tenure) else tenure.span("role")


def _overlap(one: Tenure | RoleTenure, other: Tenure | RoleTenure) -> bool:
    """Whether there is a day on which both are held; a day of handing over is none."""
    start = max(one.from_ or _OPEN_START, other.from_ or _OPEN_START)
    return start < min(one.to or _OPEN_END, other.to or _OPEN_END)


def _against(
    organisation: Organisation, barred: set[frozenset[str]], one: Post | Role, other: Post | Role
) -> Mapping[str, str] | None:
    """Why the two must not be in one hand; None where nothing speaks against it."""
    for duty in one.duties:
        for second in other.duties:
            if duty.duty_class and second.duty_class and frozenset((duty.duty_class, second.duty_class)) in barred:
                classes = (duty.duty_class, second.duty_class)
                return {
                    lang: " / ".join(local_name(organisation.system, "duty-class", item, lang) for item in classes)
                    for lang in organisation.languages
                }
    if isinstance(one, Post) and isinstance(other, Post):
        for post, beside in ((one, other), (other, one)):
            above = [superior(post), *(placed.superior.target for placed in post.units if placed.superior)]
            standing_in = post.deputy.target if post.deputy else None
            for name, found in (("superior", above), ("deputy", [standing_in])):
                if beside in found:
                    return in_both(kinds()["post"].schema["properties"][name]["title"])
    return None
