"""What is told of a place where two contents of a file differ: the sentence, the words before and after, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from remit.change.grading import describes, field_reason, grade_of, is_ordered, table, text_reason
from remit.change.model import LANGUAGES, NOTHING, Change, Words
from remit.change.parts import in_first
from remit.change.telling import (
    NAMED,
    Side,
    both,
    entry_words,
    kind_words,
    place_label,
    say,
    sentences,
    shortened,
    where_words,
)
from remit.model.entities import Post, Role, Unit
from remit.model.generate import class_schemas
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Entity
from remit.views.content_walk import Place
from remit.views.difference import Difference, between
from remit.views.mentions import Names


class FieldTeller:
    """Tells the places of all files between two organisations."""

    def __init__(self, before: Organisation, after: Organisation) -> None:
        self.before, self.after = before, after

    def change(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        """The change at a place of a file; whom it concerns is left open."""
        if place.schema.get("x-type") == "text" and place.event == "changed":
            return self._text(entity, sides, place)
        if place.event == "order":
            return self._order(entity, sides, place)
        if place.entry and place.schema.get("x-class") in sentences()["nouns"]:
            return self._entry(entity, sides, place)
        return self._value(entity, sides, place)

    def _made(
        self, entity: Entity, sides: tuple[Side, Side], place: Place, name: str, reason: str, **more: Any
    ) -> Change:
        where = where_words(sides[1], sides[0], place.levels)
        return Change(name, _subject(entity, place), where, more.pop("params"), reason, grade_of(reason), **more)

    def ledger(self, entity: Entity, places: Iterable[Place]) -> Iterator[Change]:
        """One change for all that was altered in an entry of the ledger; its remark may be."""
        found = list(places)
        firm = [place for place in found if place.schema.get("x-normative", True)]
        reason = "ledger" if firm else "remark"
        labels = [place_label(place) for place in firm or found]
        if labels:
            fields = {
                lang: say("words.separator", lang).join(dict.fromkeys(one[lang] for one in labels))
                for lang in LANGUAGES
            }
            params = {"kind": kind_words(entity.kind), "field": fields}
            yield Change("ledger-changed", entity.ref, NOTHING, params, reason, grade_of(reason), NOTHING, fields)

    def _text(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        """A text that reads otherwise; where only translations do, in which language."""
        first = in_first(place.before, self.before.languages[0]), in_first(place.after, self.after.languages[0])
        if first[0] == first[1]:
            return self._translation(entity, sides, place)
        before, after = (
            side.words(place.schema, value) for side, value in zip(sides, (place.before, place.after), strict=True)
        )
        old, new = (
            side.binding(place.schema, value) for side, value in zip(sides, (place.before, place.after), strict=True)
        )
        reason = self._text_reason(place, (old, new), first)
        if len(place.levels) == 1 and place.field == "name":
            params = {"field": place_label(place), "before": before, "after": after}
            return self._made(entity, sides, place, "changed", reason, params=params, before=before, after=after)
        # A translation that was not changed with it shows no difference: what binds is shown instead.
        difference = {
            lang: between(before[lang], after[lang]) if before[lang] != after[lang] else between(old, new)
            for lang in LANGUAGES
        }
        if old == new:
            difference = {}
        return self._reworded(entity, sides, place, reason, (before, after), difference)

    def _translation(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        """A text of which only translations, or how it is written in the file, changed."""
        language = self._translated(place)
        old, new = (_in(value, language) for value in (place.before, place.after))
        before, after = dict.fromkeys(LANGUAGES, old), dict.fromkeys(LANGUAGES, new)
        reason = "translation" if place.schema.get("x-normative", True) else self._reason(place)
        difference: dict[str, Difference] = dict.fromkeys(LANGUAGES, between(old, new)) if old != new else {}
        return self._reworded(entity, sides, place, reason, (before, after), difference, language)

    def _reworded(
        self, entity: Entity, sides: tuple[Side, Side], place: Place, reason: str, words: tuple[Words, Words],
        difference: Mapping[str, Difference], language: str = "",
    ) -> Change:  # fmt: skip
        """The sentence of a text: of an element that is called by it, the element was reworded; else its field."""
        field = place_label(place)
        level, levels = place.levels[-1], place.levels
        if place.field in ("text", "name", "title", "what") and level.owner in sentences()["nouns"] and not place.entry:
            schema = class_schemas()[level.owner]
            field = entry_words(sides[1], schema, level.after, level.title, NAMED)
            levels = levels[:-1]
        if language:
            field = both("words.of_language", label=field, language=_language(language))
        where = where_words(sides[1], sides[0], levels)
        grade = grade_of(reason)
        return Change(
            "reworded", _subject(entity, place), where, {"field": field}, reason, grade, *words, difference=difference
        )

    def _translated(self, place: Place) -> str:
        """The first language in which a text differs; empty where it is only written otherwise."""
        both_ = [value if isinstance(value, Mapping) else {} for value in (place.before, place.after)]
        every = sorted({*both_[0], *both_[1]} - {self.after.languages[0]})
        return next((lang for lang in every if both_[0].get(lang) != both_[1].get(lang)), "")

    def _text_reason(self, place: Place, words: tuple[str, str], written: tuple[str, str]) -> str:
        """The reason of a text by its words in the first language, links as words, and by what it links to."""
        if not place.schema.get("x-normative", True):
            return self._reason(place)
        old, new = (_links(text) for text in written)
        if words[0] == words[1]:
            return "layout" if old <= new or new <= old else "named"
        reason = text_reason(place.levels[-1].owner, place.field, *words, self.after.languages[0])
        if reason not in ("wording", "description"):
            return reason
        named = (
            links | {ref for _, _, ref in names.find(text)}
            for links, names, text in ((old, self.old_names, words[0]), (new, self.new_names, words[1]))
        )
        return reason if next(named) == next(named) else "named"

    @cached_property
    def old_names(self) -> Names[str]:
        """The names before, by what they are now called: one that was only renamed is found under both."""
        return Names(_names(self.before))

    @cached_property
    def new_names(self) -> Names[str]:
        """The names now."""
        return Names(_names(self.after))

    def _order(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        owner = str(place.schema.get("x-class", ""))
        entries = table()["entries"].get(owner)
        if entries is not None:
            reason = str(entries["order"])
        else:
            reason = "sequence" if is_ordered(place.levels[-1].owner, place.field) else "order"
        if grade_of(self._reason(place)) == "editorial":
            reason = self._reason(place)
        before, after = (
            _joined(side.called(place.schema, one) for one in values)
            for side, values in zip(sides, (place.before, place.after), strict=True)
        )
        params = {"field": place_label(place), "after": after}
        return self._made(entity, sides, place, "order", reason, params=params, before=before, after=after)

    def _entry(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        """An element that came or went."""
        added = place.event == "added"
        side, value = sides[added], place.after if added else place.before
        reason = str(table()["entries"][place.schema["x-class"]][place.event])
        entry, told = entry_words(side, place.schema, value, place.title), side.told(place.schema, value)
        whole = {lang: entry[lang] + told[lang] for lang in LANGUAGES}
        before, after = (NOTHING, whole) if added else (whole, NOTHING)
        params: dict[str, Words] = {"entry": entry, "told": told}
        return self._made(
            entity, sides, place, f"entry-{place.event}", reason, params=params, before=before, after=after
        )

    def _value(self, entity: Entity, sides: tuple[Side, Side], place: Place) -> Change:
        level, reason = place.levels[-1], self._reason(place)
        before, after = (
            {lang: shortened(words) for lang, words in side.words(place.schema, value, level, place.field).items()}
            for side, value in zip(sides, (place.before, place.after), strict=True)
        )
        params = {"field": place_label(place), "before": before, "after": after}
        return self._made(entity, sides, place, place.event, reason, params=params, before=before, after=after)

    def _reason(self, place: Place) -> str:
        reason = field_reason(place.levels[-1].owner, place.field, place.schema)
        if place.schema.get("x-type") == "text" and reason == "wording":
            # A text of its own that came or went is no other wording of one that was.
            reason = "description" if describes(place.levels[-1].owner, place.field) else "requirement"
        return reason


def _subject(entity: Entity, place: Place) -> str:
    """The innermost element with an id."""
    found = [(level.after or level.before).get("id") for level in place.levels[1:]]
    if place.entry:
        value = place.before if place.after is None else place.after
        found.append(value.get("id") if isinstance(value, Mapping) else None)
    idents = [ident for ident in found if isinstance(ident, str)]
    return f"{entity.ref}/{idents[-1]}" if idents else entity.ref


def _names(organisation: Organisation) -> Iterable[tuple[str, str]]:
    lang = organisation.languages[0]
    found: list[Post | Unit | Role] = [*organisation.all(Post), *organisation.all(Unit), *organisation.all(Role)]
    for one in found:
        for text in (one.name, *one.aliases):
            yield text.get(lang), one.ref


def _in(value: Any, language: str) -> str:
    return " ".join(str(value.get(language, "")).split()) if isinstance(value, Mapping) else ""


def _links(text: str) -> set[str]:
    return {f"{found[1]}:{found[2]}" for found in INLINE.finditer(text)}


def _language(language: str) -> dict[str, str]:
    """What a language is called; its code where the catalogue does not have it."""
    known: Mapping[str, str] = sentences()["languages"].get(language, {})
    return {lang: known.get(lang, language) for lang in LANGUAGES}


def _joined(parts: Iterable[Words]) -> dict[str, str]:
    found = list(parts)
    return {lang: shortened(say("words.separator", lang).join(one[lang] for one in found)) for lang in LANGUAGES}
