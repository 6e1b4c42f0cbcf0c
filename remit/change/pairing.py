"""Which file, and which element of it, is which: renamed files, then elements that were renamed, moved, split or merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from remit.change.grading import table
from remit.change.likeness import Grams, alike, covered
from remit.change.likeness import grams as grams_of
from remit.change.parts import Key, Part, in_first, texts
from remit.language.schemas import kinds
from remit.source.document import Document

_SAME_FILE, _SAME_ID, _SAME_PLACE, _ELSEWHERE = 0.6, 0.4, 0.6, 0.75
_SMALL = 4
_IN, _ALL = 0.6, 0.7


def renamed_files(gone: Sequence[Document], come: Sequence[Document], before: str, after: str) -> dict[str, str]:
    """By the reference that a file had, the one it has: it says so itself (formerly), or is alike and the likest of its kind."""
    found: dict[str, str] = {}
    for new in come:
        data = new.data if isinstance(new.data, Mapping) else {}
        for old in gone:
            if old.kind == new.kind and old.id in data.get("formerly", ()) and old.ref not in found:
                found[old.ref] = new.ref
                break
    left = [(one, _grams(one, before)) for one in gone if one.ref not in found]
    right = [(one, _grams(one, after)) for one in come if one.ref not in found.values()]
    likes = [
        (-alike(g, h) - (_name(old, before) == _name(new, after)), old.ref, new.ref)
        for old, g in left
        for new, h in right
        if old.kind == new.kind
    ]
    for like, was, now in sorted(likes):
        if like <= -_SAME_FILE and was not in found and now not in found.values():
            found[was] = now
    return found


def _grams(document: Document, language: str) -> Grams:
    return grams_of("\n".join(texts(kinds()[document.kind].schema, document.data, language)))


def _name(document: Document, language: str) -> str:
    """What a file is called; a different nothing for each that has no name."""
    data = document.data if isinstance(document.data, Mapping) else {}
    return in_first(data["name"], language) if "name" in data else document.ref


Place = tuple[str, Key]
"""A file and the way to an element of it."""


@dataclass(frozen=True, eq=False)
class Move:
    """Elements that became others. renamed: another id at the same place; moved: elsewhere, with the same or another id;
    split: one `before`, several `after`; merged: several `before`, one `after`. One that is on both sides went on existing.
    """

    kind: Literal["renamed", "moved", "split", "merged"]
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    places: tuple[Place, ...]
    """Where each of `before` would stand now, by the names that what it is in goes by."""

    @property
    def within(self) -> bool:
        """Whether all of it happened in one file."""
        return len({part.entity for part in (*self.before, *self.after)}) == 1


@dataclass
class _Pool:
    """Elements by file and way; `names` are the ways to elements that go by another one now."""

    old: dict[Place, Part]
    new: dict[Place, Part]
    names: dict[Place, Place] = field(default_factory=dict)

    def current(self, part: Part) -> Place:
        """The file and way that an element would have now: below elements that go by another one."""
        for depth in range(len(part.key), 0, -1):
            found = self.names.get((part.entity, part.key[:depth]))
            if found is not None:
                return found[0], (*found[1], *part.key[depth:])
        return part.entity, part.key


def moves(before: Iterable[Part], after: Iterable[Part]) -> list[Move]:
    """What elements became. The files of `before` go by the references that they have now."""
    pool = _Pool({(p.entity, p.key): p for p in before}, {(p.entity, p.key): p for p in after})
    found: list[Move] = []
    for depth in range(1, 1 + max((len(key) for _, key in (*pool.old, *pool.new)), default=0)):
        gone = [p for p in pool.old.values() if len(p.key) == depth and pool.current(p) not in pool.new]
        taken = {pool.current(p) for p in pool.old.values()}
        come = [p for place, p in pool.new.items() if len(p.key) == depth and place not in taken]
        for old, new in _matched(pool, gone, come):
            place = pool.current(old)
            pool.names[old.entity, old.key] = new.entity, new.key
            same = _beside(place) == _beside((new.entity, new.key))
            found.append(Move("renamed" if same else "moved", (old,), (new,), (place,)))
    return [*found, *_divided(pool)]


def _beside(place: Place) -> tuple[str, Key, str]:
    """The list that an element stands in."""
    return place[0], place[1][:-1], place[1][-1][0]


def _matched(pool: _Pool, gone: Sequence[Part], come: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """One that went and one that came, the likest first; only those with something in common are compared."""
    index: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for new in come:
        for gram in new.grams:
            index[new.owner, gram].append(new)
    likes: list[tuple[float, Place, Place]] = []
    for old in gone:
        met = Counter(id(new) for gram in old.grams for new in index.get((old.owner, gram), ()))
        near = {id(new): new for gram in old.grams for new in index.get((old.owner, gram), ())}
        for key in met:
            new, like = near[key], alike(old.grams, near[key].grams)
            if like >= _needed(pool, old, new):
                likes.append((-like, (old.entity, old.key), (new.entity, new.key)))
    used: set[Place] = set()
    done: set[Place] = set()
    for _, was, now in sorted(likes):
        if was not in done and now not in used:
            done.add(was)
            used.add(now)
            yield pool.old[was], pool.new[now]


def _needed(pool: _Pool, old: Part, new: Part) -> float:
    """How alike two elements have to be to count as one."""
    if _beside(pool.current(old)) == _beside((new.entity, new.key)):
        return _SAME_PLACE
    if old.owner not in table()["moves"] or min(len(old.grams), len(new.grams)) < _SMALL:
        return 2.0
    return _SAME_ID if old.key[-1][1] == new.key[-1][1] and len(old.grams) >= 2 * _SMALL else _ELSEWHERE


def _divided(pool: _Pool) -> Iterator[Move]:
    """Splits and merges among what is left and what was reworded."""
    taken = {pool.current(part): part for part in pool.old.values()}
    gone = [p for p in pool.old.values() if pool.current(p) not in pool.new and _movable(p)]
    come = [p for place, p in pool.new.items() if place not in taken and _movable(p)]
    kept = [(p, pool.new[pool.current(p)]) for p in pool.old.values() if pool.current(p) in pool.new and _movable(p)]
    reworded = [(old, new) for old, new in kept if old.text != new.text]
    free_come, free_gone = dict.fromkeys(come), dict.fromkeys(gone)
    split: set[Part] = set()
    for source, rest in [*((old, None) for old in gone), *reworded]:
        found = _covering(source, rest, free_come)
        if found:
            free_gone.pop(source, None)
            split.update(found)
            for part in found:
                free_come.pop(part, None)
            yield Move("split", (source,), tuple(found), (pool.current(source),))
    for rest, target in [*((None, new) for new in list(free_come)), *reworded]:
        if target in split:
            continue
        found = _covering(target, rest, free_gone)
        if found:
            for part in found:
                free_gone.pop(part, None)
            yield Move("merged", tuple(found), (target,), tuple(pool.current(part) for part in found))


def _movable(part: Part) -> bool:
    return part.owner in table()["moves"] and len(part.grams) >= _SMALL


def _covering(whole: Part, rest: Part | None, others: Iterable[Part]) -> list[Part]:
    """Elements that together make up another one: with what is still left of it, or without; nothing where they do not."""
    lost = whole.grams - rest.grams if rest is not None else whole.grams
    found = [
        part
        for part in others
        if part.owner == whole.owner
        and covered(part.grams, [whole.grams]) >= _IN
        and covered(part.grams, [lost]) >= _IN / 2
    ]
    every = [*([rest] if rest is not None else []), *found]
    inside = rest is None or covered(rest.grams, [whole.grams]) >= _IN
    return (
        every if found and inside and len(every) > 1 and covered(whole.grams, [p.grams for p in every]) >= _ALL else []
    )
