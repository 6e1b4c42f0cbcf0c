"""A function that stands twice: in two units, or twice in one, in the same or nearly the same words.

Why: two units charged with one thing share neither the work nor the answer for it; within one unit the second place will be
changed some day and the first will not.

Instead: keep it in one place; where two units have a part in it, say which part each has.

Guess: the two texts are alike in what they are about, in their letters, and in a verb, and not only in what they aim at; or
all that one does is done by the other too, in the same verb; a function and its own items are not
held against each other, nor is what three units or more have in the very same words: that is charged to each of them. One
finding for each text that comes again, at its later place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.repetition import Charge, candidates, charge, likeness
from remit.evidence.similarity import dice
from remit.evidence.topics import Topic
from remit.lexicon import pattern
from remit.model.entities import Function, FunctionItem, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
_ABOUT, _WITHIN, _LETTERS, _SAME = 0.6, 0.75, 0.5, 0.8
_WORK, _CONTAINED = 0.3, 0.7
"""How alike the work of two functions must be, aims left out, beside the rest; and where it alone decides."""
_EACH = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Functions and items that repeat an earlier one."""
    lang = organisation.languages[0]
    units: dict[str, Unit] = {}
    group: dict[str, str] = {}
    charges: list[Charge] = []
    for unit in organisation.all(Unit):
        for function in unit.functions:
            parts: tuple[Function | FunctionItem, ...] = (function, *function.items)
            for element in parts:
                units[element.ref], group[element.ref] = unit, function.ref
                charges.append(charge(element, element.text, element.objects, lang))
    common = Counter((item.words, units[item.element.ref].ref) for item in charges)
    units_with = Counter(words for words, _ in common)
    told: set[str] = set()
    for one, other in candidates(charges):
        nested = group[one.element.ref] == other.element.ref or group[other.element.ref] == one.element.ref
        if nested or other.element.ref in told or units_with[other.words] >= _EACH:
            continue
        within = units[one.element.ref] is units[other.element.ref]
        if not _alike(one, other, within, lang):
            continue
        told.add(other.element.ref)
        params = {
            "function": in_words(other.text),
            "unit": in_words(units[other.element.ref].name),
            "other": in_words(one.text),
            "owner": in_words(units[one.element.ref].name),
        }
        related = (Related(one.element.span(), "other-place"),)
        yield Diagnostic("repeated-function", other.element.span("text"), other.element.ref, params, related)


def _alike(one: Charge, other: Charge, within: bool, lang: str) -> bool:
    """Whether two texts say one thing; within a unit a verb anywhere joins them, across units one that a clause begins with."""
    letters = dice(one.words, other.words)
    if letters >= _SAME:
        return True
    verbs = one.all_verbs & other.all_verbs if within else one.verbs & other.verbs
    if not verbs:
        return False
    work, others = _work(one, lang), _work(other, lang)
    near = likeness(work, others)
    if not within and near >= _CONTAINED and min(len(work), len(others)) > 2 and (work <= others or others <= work):
        return True
    alike = letters >= _LETTERS and likeness(one.topic, other.topic) >= (_WITHIN if within else _ABOUT)
    return alike and (near >= _WORK or not work or not others)


def _work(charge: Charge, lang: str) -> Topic:
    """What a function is about without the clauses that only say what is hoped for."""
    before, aims = pattern("duties.before-a-verb", lang), pattern("duties.aims", lang)
    parts = (topic for words, topic in charge.clauses if not aims.match(before.sub("", words, count=1).strip()))
    return frozenset().union(*parts)
