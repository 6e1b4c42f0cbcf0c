"""What texts are about: their telling parts, so that a duty, an object, a step or an indicator can be held against another.

Chinese is cut into pairs of characters, English into stems; words that tell nothing (templates/lexicon/duties.yaml) count not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from remit.evidence.memory import kept, kept_some
from remit.lexicon import pattern
from remit.model.entities import Duty, Step
from remit.model.values import Deliverable, Text
from remit.views.wording import deliverable, plain

Topic = frozenset[str]
"""The telling parts of texts in one language."""

_RUNS = re.compile(r"[㐀-鿿]+|[A-Za-z][A-Za-z’'-]*|(?<![0-9])[0-9]+[A-Za-z]+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ers", "ed", "er", "es", "s", "e", "y")


@kept_some(16384)
def topic_of(words: str, lang: str) -> Topic:
    """The telling parts of some words: pairs of characters of each Chinese run, stems of other words."""
    bare = pattern("duties.telling-nothing", lang).sub(" ", words)
    found: set[str] = set()
    for run in _RUNS.findall(bare):
        if run[0] >= "㐀":
            found.update(run[n : n + 2] for n in range(max(1, len(run) - 1)))
        else:
            found.add(_stem(run.lower()))
    return frozenset(found)


@kept_some(16384)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
    return word


def about(texts: Iterable[Text | None], lang: str) -> Topic:
    """What some texts are about together, their links read as names."""
    return frozenset().union(*(topic_of(plain(text, lang), lang) for text in texts if text is not None))


def about_things(things: Iterable[Deliverable], lang: str) -> Topic:
    """What deliverables are about, by their names."""
    return frozenset().union(*(topic_of(deliverable(thing, lang), lang) for thing in things))


@kept
def about_duty(duty: Duty, lang: str) -> Topic:
    """Everything a duty speaks of: its text, objects, tasks and what goes in and comes out."""
    texts = about((duty.text, *duty.objects, *duty.tasks), lang)
    return texts | about_things((*duty.inputs, *duty.outputs), lang)


@kept
def about_step(step: Step, lang: str) -> Topic:
    """Everything a step speaks of: its name, explanation and what goes in and comes out."""
    return about((step.name, step.text), lang) | about_things((*step.inputs, *step.outputs), lang)


def share(needle: Topic, hay: Topic) -> float:
    """How much of `needle` occurs in `hay`, between 0 and 1; 1 where there is nothing to look for."""
    return len(needle & hay) / len(needle) if needle else 1.0
