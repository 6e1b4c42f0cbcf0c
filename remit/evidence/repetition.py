"""Charges that say the same in other words: alike in what they are about, in their letters, and in what is done.

Candidates come from shared rare parts of words, so that the search stays near linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.evidence.similarity import dice, shared_parts
from remit.evidence.topics import Topic, about, topic_of
from remit.lexicon import pattern
from remit.model.values import Element, Text
from remit.views.wording import plain

_FEW = 4
"""A text of no more parts than this has nothing else to share."""

CLAUSES = re.compile(r"[，,；;。]\s*")


@dataclass(frozen=True, slots=True)
class Charge:
    """A duty or function in one language: its words, what it is about, and its verbs: those its clauses begin with, and all."""

    element: Element
    text: Text
    words: str
    topic: Topic
    verbs: frozenset[str]
    all_verbs: frozenset[str]
    clauses: tuple[tuple[str, Topic], ...]


def charge(element: Element, text: Text, objects: Sequence[Text], lang: str) -> Charge:
    """What a duty or function says."""
    words = plain(text, lang)
    parts = [part for part in CLAUSES.split(words) if part]
    verbs = frozenset(verb for part in parts for verb in verbs_at_start(part, lang))
    topic = topic_of(words, lang) | about(objects, lang)
    every = frozenset(verb.lower() for verb in pattern("duties.verbs", lang).findall(words))
    return Charge(element, text, words, topic, verbs, every, tuple((part, topic_of(part, lang)) for part in parts))


def verbs_at_start(clause: str, lang: str) -> Iterator[str]:
    """The verbs that a clause begins with, one after another (贯彻执行, 收集、整理), what stands before them left out."""
    rest = pattern("duties.before-a-verb", lang).sub("", clause, count=1).strip()
    while found := pattern("duties.verbs", lang).match(rest) or pattern("duties.aims", lang).match(rest):
        yield found[0].lower()
        rest = rest[found.end() :].lstrip("、和并及与, ")


def likeness(one: Topic, other: Topic) -> float:
    """How much two topics have in common, between 0 and 1 (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def candidates(charges: Sequence[Charge]) -> list[tuple[Charge, Charge]]:
    """The pairs that share two telling parts, one where a text has but few, in the order of the charges."""
    return [
        (charges[a], charges[b])
        for (a, b), count in sorted(shared_parts([item.topic for item in charges]).items())
        if count > 1 or min(len(charges[a].topic), len(charges[b].topic)) <= _FEW
    ]


def same_clause(one: Charge, other: Charge, least: float, letters: int) -> bool:
    """Whether a clause of the one is nearly a clause of the other, long enough to say something."""
    for words, topic in one.clauses:
        for others, other_topic in other.clauses:
            enough = min(len(words), len(others)) >= letters and len(topic) > 2
            if enough and likeness(topic, other_topic) >= least and dice(words, others) >= least:
                return True
    return False
