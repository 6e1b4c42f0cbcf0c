"""Two posts side by side that are charged with the same thing in other words.

Why: both do it, or each leaves it to the other; and two figures, two files or two verdicts come out (ISO 9001:2015, 5.3).

Example: the planner “collects, sorts and files production statistics”, the statistician “manages and files statistics”.

Instead: give it to one of the two; say for the other what share it has, with `role: assist` or another object.

Guess: the two texts are alike in what they are about, in their letters and in a verb, or have a clause in common; less likeness
is enough where two who do the work name the same result (one that is no record, which has its maker), the same objects, or,
in the same role, the same function. Posts of which one stands above the other may well speak of the same matter; assisting,
participating, marginal and catch-all duties are made to; judging is not doing; duties that carry out functions of different
units, or have different outputs, are told apart by them. Texts that are alike to 85 % are reported as repeated text.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import stands_above
from remit.evidence.repetition import Charge, candidates, charge, likeness, same_clause
from remit.evidence.similarity import NEARLY_EQUAL, dice
from remit.evidence.topics import about_things
from remit.model.entities import Duty, Post
from remit.model.organisation import Organisation
from remit.views.wording import deliverable, in_words, plain

GUESSES = True
_ABOUT, _CLAUSE, _LONG, _RESULT = 0.43, 0.8, 10, 0.5
_LETTERS, _LETTERS_ABC = 0.35, 0.55
"""Unlike texts share more letters where there are but 26."""
_SAME_RESULT, _SAME_MATTER = 0.28, 0.35
"""How alike two duties must be that name the same result, and those that name the same objects or function."""
_DOING = frozenset({"own", "organise", "execute", "prepare"})
_JUDGING = frozenset({"review", "approve"})
_HELPING = frozenset({"assist", "participate", "report"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Pairs of duties of posts side by side, but none of two duties that have both been told of already."""
    lang = organisation.languages[0]
    owners = {duty.ref: post for post in organisation.all(Post) for duty in post.duties}
    duties = [duty for post in organisation.all(Post) for duty in post.duties if _is_own_work(duty)]
    by_ref = {duty.ref: duty for duty in duties}
    least = _LETTERS if lang == "zh" else _LETTERS_ABC
    told: set[str] = set()
    for one, other in candidates([charge(duty, duty.text, duty.objects, lang) for duty in duties]):
        first, second = owners[one.element.ref], owners[other.element.ref]
        if first is second or {one.element.ref, other.element.ref} <= told or _in_line(first, second):
            continue
        both = by_ref[one.element.ref], by_ref[other.element.ref]
        alike = _alike(one, other, *both, least) and not _apart(*both, lang)
        if not alike and not _name_the_same(one, other, *both, lang):
            continue
        told |= {one.element.ref, other.element.ref}
        params = {
            "duty": in_words(by_ref[other.element.ref].text),
            "post": in_words(second.name),
            "other": in_words(by_ref[one.element.ref].text),
            "holder": in_words(first.name),
        }
        related = (Related(one.element.span(), "other-place"),)
        yield Diagnostic("near-duplicate-duty", other.element.span("text"), other.element.ref, params, related)


def _is_own_work(duty: Duty) -> bool:
    return not (duty.catch_all or duty.marginal or duty.role in _HELPING)


def _alike(one: Charge, other: Charge, duty: Duty, second: Duty, least: float) -> bool:
    """Whether two duties read alike, one not judging what the other does, or have a clause in common."""
    letters = dice(one.words, other.words)
    if letters >= NEARLY_EQUAL:
        return False
    whole = letters >= least and likeness(one.topic, other.topic) >= _ABOUT and bool(one.all_verbs & other.all_verbs)
    whole = whole and (duty.role in _JUDGING) is (second.role in _JUDGING)
    return whole or same_clause(one, other, _CLAUSE, _LONG)


def _name_the_same(one: Charge, other: Charge, duty: Duty, second: Duty, lang: str) -> bool:
    """Whether two who do the work, with a verb in common, name the same result, objects or function."""
    both_do = duty.role in _DOING and second.role in _DOING
    if not both_do or not one.all_verbs & other.all_verbs or dice(one.words, other.words) >= NEARLY_EQUAL:
        return False
    close = likeness(one.topic, other.topic)
    if close >= _SAME_RESULT and any(_is_one(a, b) for a in _results(duty, lang) for b in _results(second, lang)):
        return True
    objects, others = ({plain(text, lang) for text in item.objects} for item in (duty, second))
    same_objects = bool(objects and others) and (objects <= others or others <= objects)
    functions = {ref.key for ref in duty.functions} & {ref.key for ref in second.functions}
    return close >= _SAME_MATTER and (same_objects or (bool(functions) and duty.role == second.role))


def _results(duty: Duty, lang: str) -> list[str]:
    return [deliverable(thing, lang) for thing in duty.outputs if thing.record is None]


def _is_one(result: str, other: str) -> bool:
    return result.endswith(other) or other.endswith(result)


def _apart(one: Duty, other: Duty, lang: str) -> bool:
    """Whether each names its functions, and they are not those of one unit, or each its results, and they differ."""
    units = [{ref.id for ref in duty.functions} for duty in (one, other)]
    if all(units) and units[0].isdisjoint(units[1]):
        return True
    results = [about_things(duty.outputs, lang) for duty in (one, other)]
    return all(results) and likeness(*results) < _RESULT


def _in_line(one: Post, other: Post) -> bool:
    return stands_above(one, other) or stands_above(other, one)
