"""Two posts side by side that are charged with the same thing in other words.

Why: both do it, or each leaves it to the other; and two figures, two files or two verdicts come out (ISO 9001:2015, 5.3).

Example: the planner “collects, sorts and files production statistics”, the statistician “manages and files statistics”.

Instead: give it to one of the two; say for the other what share it has, with `role: assist` or another object.

Guess: the two texts are alike in what they are about, in their letters and in a verb, or have a clause in common. Posts of
which one stands above the other may well speak of the same matter; assisting, participating, marginal and catch-all duties
are made to; and duties that carry out functions of different units, or have different outputs, are told apart by them. Texts that are alike to 85 % are
reported as repeated text.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Duty, Post
from remit.model.organisation import Organisation
from remit.rules.duties.repeated_text import LEAST
from remit.views.line import stands_above
from remit.views.repetition import Charge, candidates, charge, likeness, same_clause
from remit.views.similarity import dice
from remit.views.topics import about_things
from remit.views.wording import in_words

GUESSES = True
_ABOUT, _CLAUSE, _LONG, _RESULT = 0.43, 0.8, 10, 0.5
_LETTERS, _LETTERS_ABC = 0.35, 0.55
"""Unlike texts share more letters where there are but 26."""
_HELPING = frozenset({"assist", "participate", "report"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Pairs of duties of posts side by side, each duty once."""
    lang = organisation.languages[0]
    owners = {duty.ref: post for post in organisation.all(Post) for duty in post.duties}
    duties = [duty for post in organisation.all(Post) for duty in post.duties if _is_own_work(duty)]
    by_ref = {duty.ref: duty for duty in duties}
    least = _LETTERS if lang == "zh" else _LETTERS_ABC
    told: set[str] = set()
    for one, other in candidates([charge(duty, duty.text, duty.objects, lang) for duty in duties]):
        first, second = owners[one.element.ref], owners[other.element.ref]
        if first is second or other.element.ref in told or not _alike(one, other, least):
            continue
        if _apart(by_ref[one.element.ref], by_ref[other.element.ref], lang) or _in_line(first, second):
            continue
        told.add(other.element.ref)
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


def _alike(one: Charge, other: Charge, least: float) -> bool:
    letters = dice(one.words, other.words)
    if letters >= LEAST:
        return False
    whole = letters >= least and likeness(one.topic, other.topic) >= _ABOUT and bool(one.all_verbs & other.all_verbs)
    return whole or same_clause(one, other, _CLAUSE, _LONG)


def _apart(one: Duty, other: Duty, lang: str) -> bool:
    """Whether each names its functions, and they are not those of one unit, or each its results, and they differ."""
    units = [{ref.id for ref in duty.functions} for duty in (one, other)]
    if all(units) and units[0].isdisjoint(units[1]):
        return True
    results = [about_things(duty.outputs, lang) for duty in (one, other)]
    return all(results) and likeness(*results) < _RESULT


def _in_line(one: Post, other: Post) -> bool:
    return stands_above(one, other) or stands_above(other, one)
