"""A function owned by two posts, neither of which stands above the other.

Why: what two own nobody answers for; the one waits for the other, or both decide (ISO 9001:2015, 5.3).

Instead: let one post own it and the other assist, coordinate or execute a part; or split the function into items.

Two posts may own different things within one function: where the objects of the two duties have no telling word in common,
nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.charges import carriers, owner
from remit.evidence.line import stands_above
from remit.evidence.topics import about, about_things
from remit.model.entities import Duty, Function, FunctionItem, Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Functions and items with two owning duties of posts side by side, the first such pair of each."""
    for unit in organisation.all(Unit):
        for function in unit.functions:
            parts: tuple[Function | FunctionItem, ...] = (function, *function.items)
            for element in parts:
                owning = [duty for duty in carriers(organisation).get(element.ref, ()) if duty.role == "own"]
                pair = _pair(organisation, owning)
                if pair is not None:
                    (first, one), (second, other) = pair
                    params = {
                        "function": in_words(element.text),
                        "unit": in_words(unit.name),
                        "first": in_words(one.name),
                        "second": in_words(other.name),
                    }
                    related = (Related(first.span(), "other-place"),)
                    yield Diagnostic("two-owners-of-function", second.span("role"), second.ref, params, related)


def _pair(organisation: Organisation, owning: list[Duty]) -> tuple[tuple[Duty, Post], tuple[Duty, Post]] | None:
    lang = organisation.languages[0]
    held = [(duty, post) for duty in owning if isinstance(post := owner(organisation, duty), Post)]
    for index, (duty, post) in enumerate(held):
        for before, other in held[:index]:
            side_by_side = post.id != other.id and not stands_above(post, other) and not stands_above(other, post)
            if side_by_side and _matter(before, lang) & _matter(duty, lang):
                return (before, other), (duty, post)
    return None


def _matter(duty: Duty, lang: str) -> frozenset[str]:
    return about(duty.objects or (duty.text,), lang) | about_things(duty.outputs, lang)
