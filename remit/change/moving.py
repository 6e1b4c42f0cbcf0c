"""Elements that were renamed, moved, split or merged, told in the files that they concern."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from remit.change.grading import demands, grade_of, table
from remit.change.model import LANGUAGES, NOTHING, Change, Words
from remit.change.pairing import Move
from remit.change.parts import Part
from remit.change.telling import Side, both, entry_words, say

NameOf = Callable[[str], Words]
"""What a file is called, by its reference."""


class MoveTeller:
    """Tells moves; `side` gives the two contents of a file by its reference, `name` what it is called."""

    def __init__(self, sides: Mapping[str, tuple[Side, Side]], name: NameOf) -> None:
        self.sides, self.name = sides, name

    def changes(self, move: Move) -> Iterator[tuple[str, Change]]:
        """The changes with the references of the files that they are told in."""
        if move.kind == "renamed":
            yield self._renamed(move)
        elif move.kind == "moved":
            yield from self._moved(move)
        else:
            yield from self._divided(move)

    def _renamed(self, move: Move) -> tuple[str, Change]:
        (old,), (new,) = move.before, move.after
        before, after = (dict.fromkeys(LANGUAGES, part.key[-1][1]) for part in (old, new))
        params = {"entry": self._entry(new, now=True), "before": before, "after": after}
        return new.entity, _change("entry-renamed", new, params, "identity", before, after)

    def _moved(self, move: Move) -> Iterator[tuple[str, Change]]:
        (old,), (new,) = move.before, move.after
        before, after = self._entry(old, now=False), self._entry(new, now=True)
        if move.within:
            params = {"entry": after, "from": self._above(old, now=False), "to": self._above(new, now=True)}
            yield new.entity, _change("entry-moved-within", new, params, "moved-within", before, after)
            return
        reason = _assigned(new)
        away = {"entry": before, "to": self.name(new.entity)}
        yield old.entity, _change("entry-moved-away", old, away, reason, before, self.name(new.entity))
        here = {"entry": after, "from": self.name(old.entity)}
        yield new.entity, _change("entry-moved-here", new, here, reason, self.name(old.entity), after)

    def _divided(self, move: Move) -> Iterator[tuple[str, Change]]:
        """The whole is told where it stands, with its parts; the parts in other files, with the whole."""
        split = move.kind == "split"
        whole = move.before[0] if split else move.after[0]
        pieces = move.after if split else move.before
        if not split:
            kept = {(part.entity, part.key) for part in move.before}
            pieces = tuple(dict.fromkeys(pieces)) if (whole.entity, whole.key) not in kept else pieces
        reason = self._reason(move, whole)
        own, listed = self._entry(whole, now=not split), self._listed(pieces, whole.entity, now=split)
        sides = (own, listed) if split else (listed, own)
        yield (
            whole.entity,
            _change(f"entry-{move.kind}", whole, {"entry": own, "parts": listed}, reason, *sides),
        )
        for part in pieces:
            if part.entity != whole.entity:
                entry, place = self._entry(part, now=split), self._placed(whole, now=not split)
                name = "entry-split-from" if split else "entry-merged-into"
                params = {"entry": entry, "from" if split else "to": place}
                yield part.entity, _change(name, part, params, reason, *((place, entry) if split else (entry, place)))

    def _reason(self, move: Move, whole: Part) -> str:
        if not move.within:
            return _assigned(whole)
        old, new = ("\n".join(part.text for part in side) for side in (move.before, move.after))
        same = demands(old, move.before[0].language) == demands(new, move.after[0].language)
        return "divided" if same else "demand"

    def _entry(self, part: Part, *, now: bool) -> Words:
        return entry_words(self.sides[part.entity][now], part.schema, part.data, "")

    def _above(self, part: Part, *, now: bool) -> Words:
        """What holds an element within its file: the chapter of an article; the file itself."""
        if part.above is None:
            return self.name(part.entity)
        return self.sides[part.entity][now].called(part.above.schema, part.above.data)

    def _placed(self, part: Part, *, now: bool) -> Words:
        called = self.sides[part.entity][now].called(part.schema, part.data)
        return both("words.somewhere", name=called, owner=self.name(part.entity))

    def _listed(self, parts: tuple[Part, ...], home: str, *, now: bool) -> Words:
        found = []
        for part in parts:
            called = self.sides[part.entity][now].called(part.schema, part.data)
            quoted = both("words.quoted", name=called)
            found.append(quoted if part.entity == home else self._placed(part, now=now))
        return {lang: say("words.separator", lang).join(one[lang] for one in found) for lang in LANGUAGES}


def _assigned(part: Part) -> str:
    """Why it weighs that an element is with another file: as if it came there and went here."""
    return str(table()["entries"][part.owner]["added"])


def _change(name: str, part: Part, params: Mapping[str, Words], reason: str, before: Words, after: Words) -> Change:
    return Change(name, part.ref, NOTHING, params, reason, grade_of(reason), before, after)
