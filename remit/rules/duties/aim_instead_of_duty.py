"""A duty or function that says what is hoped for, not what is done.

Why: “strengthen management”, “raise efficiency” and “keep an eye on the market” can neither be assigned nor checked: nobody can
say that it was not done (ISO 9001:2015, 5.3 and 7.2; an objective belongs to 6.2, with a measure and a date).

Instead: write what is done, to which object, with which result (`outputs:`) and when (`timing:`); make the aim an indicator.

Guess: the first clause begins with a word of aim or of conduct (加强, 提高, 确保, 遵守 …) and no other has a verb of work, in
English the first verb is one
(strengthen, improve, ensure …) and no clause after it begins with a verb of work, and the element has no tasks, items, outputs, deadline, figures, step or measuring indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import carriers, holders, steps_of_duties
from remit.evidence.repetition import CLAUSES
from remit.lexicon import pattern
from remit.model.entities import Duty, Function, FunctionItem, Post, Unit
from remit.model.organisation import Organisation
from remit.model.values import Timing
from remit.views.wording import in_words, plain

GUESSES = True
_ENGLISH_CLAUSES = re.compile(r"[,;.]\s+(?:and\s+)?|(?<!\s)\s+and\s+")
_OPENING = 60
"""Within so many letters an English duty has come to its first verb, whatever subject stands before it."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties, functions and items that are aims only."""
    lang = organisation.languages[0]
    for holder in holders(organisation):
        measured = {name for item in holder.kpis for name in item.measures} if isinstance(holder, Post) else set()
        for duty in holder.duties:
            shown = duty.tasks or duty.id in measured or steps_of_duties(organisation).get(duty.ref)
            if not duty.catch_all and not shown and _is_aim(duty, lang):
                yield _finding(duty, holder)
    for unit in organisation.all(Unit):
        for function in unit.functions:
            if not function.items and not carriers(organisation).get(function.ref) and _is_aim(function, lang):
                yield _finding(function, unit)
            for item in function.items:
                named = carriers(organisation).get(item.ref) or carriers(organisation).get(function.ref)
                if not named and _is_aim(item, lang):
                    yield _finding(item, unit)


def _is_aim(element: Duty | Function | FunctionItem, lang: str) -> bool:
    text = plain(element.text, lang)
    if getattr(element, "outputs", ()) or _dated(getattr(element, "timing", None)) or re.search(r"\d", text):
        return False
    if lang == "zh":
        parts = (pattern("duties.before-a-verb", lang).sub("", part, count=1).strip() for part in CLAUSES.split(text))
        return _only_aims([part for part in parts if part], lang)
    aim, verb = (
        pattern("duties.aims", lang).search(text, 0, _OPENING),
        pattern("duties.verbs", lang).search(text, 0, _OPENING),
    )
    if aim is None or (verb is not None and verb.start() < aim.start()):
        return False
    return not any(_begins_a_work(part, lang) for part in _ENGLISH_CLAUSES.split(text[aim.end() :])[1:])


def _begins_a_work(part: str, lang: str) -> bool:
    words = pattern("duties.before-a-verb", lang).sub("", part, count=1).strip()
    return bool(pattern("duties.verbs", lang).match(words)) and not pattern("duties.aims", lang).match(words)


def _only_aims(parts: list[str], lang: str) -> bool:
    """Whether the first clause is an aim and no later one tells of any work."""
    aims, works = pattern("duties.aims", lang), pattern("duties.verbs", lang)
    if not parts or not aims.match(parts[0]):
        return False
    return not any(
        works.search(pattern("duties.no-verbs", lang).sub("", part)) for part in parts[1:] if not aims.match(part)
    )


def _dated(timing: Timing | None) -> bool:
    return timing is not None and timing.vague is None and timing.placeholder is None


def _finding(element: Duty | Function | FunctionItem, holder: Post | Unit | object) -> Diagnostic:
    name = getattr(holder, "name")  # noqa: B009
    params = {"text": in_words(element.text), "holder": in_words(name)}
    return Diagnostic("aim-instead-of-duty", element.span("text"), element.ref, params)
