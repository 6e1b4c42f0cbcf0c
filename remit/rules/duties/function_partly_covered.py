"""A thing that a function names, and that no duty, step or record of the posts concerned ever speaks of.

Why: a function counts as carried out as soon as one duty names it; what that duty leaves out is nobody's, and shows up at the
audit as goods never inspected or a report never written (ISO 9001:2015, 5.3).

Example: the function inspects materials, subcontracted parts and tooling; the inspectors' duties speak of materials only.

Instead: add the missing thing to the duty that covers it, give it to another post, or take it out of the function.

Guess: the words of each object are looked for in the duties that name the function, in all duties and doings of the unit's
posts; an object counts as covered where a third of its pairs of characters (in English, of its stems) occur, or all its characters in one
duty; names of the glossary stand for one another. Objects of a single character, and functions that no duty names at all (orphan-function), are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from remit.diagnostics import Diagnostic
from remit.evidence.charges import carriers, carriers_of, doings, duties_within, owner, steps_of_duties
from remit.evidence.enumeration import enumeration
from remit.evidence.memory import kept
from remit.evidence.topics import Topic, about_duty, about_step, topic_of
from remit.labels import labels
from remit.lexicon import pattern
from remit.model.entities import Duty, Function, FunctionItem, Record, Term, Unit
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words, plain

GUESSES = True
PROVES_ABSENCE = True
_SHARE = 3
"""One part in so many of the telling parts of an object, spoken of, covers it."""
_PARTS = re.compile(r"[、，；/]|(?<=[㐀-鿿])(?:以及|[和与及])(?=[㐀-鿿])|, | and ")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Functions and items with the objects that nobody covers, one finding each."""
    for unit in organisation.all(Unit):
        if unit.functions:
            around = _Words(organisation, unit)
            for function in unit.functions:
                above = carriers(organisation).get(function.ref, ())
                yield from _judge(organisation, unit, function, carriers_of(organisation, function), around)
                for item in function.items:
                    yield from _judge(
                        organisation, unit, item, (*above, *carriers(organisation).get(item.ref, ())), around
                    )


def _judge(
    organisation: Organisation, unit: Unit, element: Function | FunctionItem, duties: tuple[Duty, ...], around: _Words
) -> Iterator[Diagnostic]:
    if not duties:
        return
    words = around.with_duties(duties)
    missing = [(index, text, lost) for index, text in enumerate(element.objects) if (lost := words.missing(text))]
    if missing:
        others = organisation.languages[1:]
        objects = [{words.lang: lost, **{lang: plain(text, lang) for lang in others}} for _, text, lost in missing]
        params = {
            "unit": in_words(unit.name),
            "function": in_words(element.text),
            "objects": enumeration(objects, organisation.languages),
        }
        yield Diagnostic("function-partly-covered", element.span("objects", missing[0][0]), element.ref, params)


class _Words:
    """What the duties and doings of a unit's posts speak of."""

    def __init__(self, organisation: Organisation, unit: Unit) -> None:
        self.organisation = organisation
        self.lang = organisation.languages[0]
        self.topic: Topic = frozenset()
        self.texts: tuple[str, ...] = ()
        duties = duties_within(organisation, unit)
        self._add(duties)
        posts = {found.ref for duty in duties if (found := owner(organisation, duty)) is not None}
        self.topic |= frozenset().union(*(doing.topic for ref in posts for doing in doings(organisation).get(ref, ())))

    def with_duties(self, duties: tuple[Duty, ...]) -> _Words:
        """These words with those of other duties and of the steps that carry them out."""
        if not duties:
            return self
        found = object.__new__(_Words)
        found.organisation, found.lang, found.topic, found.texts = self.organisation, self.lang, self.topic, self.texts
        found._add(duties)
        return found

    def _add(self, duties: list[Duty] | tuple[Duty, ...]) -> None:
        steps = [step for duty in duties for step in steps_of_duties(self.organisation).get(duty.ref, ())]
        topics = [*(about_duty(duty, self.lang) for duty in duties), *(about_step(step, self.lang) for step in steps)]
        self.topic = self.topic.union(*topics)
        self.texts += tuple(
            " ".join(plain(text, self.lang) for text in (duty.text, *duty.objects, *duty.tasks)) for duty in duties
        )

    def missing(self, text: Text) -> str:
        """The parts of an object (A、B和C) that are not spoken of, by any of their names; empty where all are."""
        parts = [part for part in _PARTS.split(plain(text, self.lang)) if part]
        names = _other_names(self.organisation)
        lost = [part for part in parts if not any(self._covers(name) for name in (part, *names.get(part, ())))]
        return labels(self.lang)("list_separator").join(lost)

    def _covers(self, part: str) -> bool:
        topic = topic_of(part, self.lang)
        if _SHARE * len(topic & self.topic) >= len(topic) or all(len(gram) == 1 for gram in topic):
            return True
        characters = set(pattern("duties.telling-nothing", self.lang).sub("", part))
        return self.lang == "zh" and any(characters <= set(words) for words in self.texts)


@kept
def _other_names(organisation: Organisation) -> Mapping[str, tuple[str, ...]]:
    """The other names of each name in the glossary and of each record."""
    lang = organisation.languages[0]
    found: dict[str, tuple[str, ...]] = {}
    entities: list[Term | Record] = [*organisation.all(Term), *organisation.all(Record)]
    for entity in entities:
        names = tuple(plain(text, lang) for text in (entity.name, *entity.aliases))
        if len(names) > 1:
            found.update(dict.fromkeys(names, names))
    return found
