"""The data of files before, arranged as they are now: elements that moved stand where they are, under the id that they have.

So a plain walk finds what changed in them besides; that they moved is told apart.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from remit.change.pairing import Move
from remit.change.parts import Key, entry_key, key_of, names_now, with_names
from remit.views.content_walk import Place

_Data = dict[str, Any]


class Rearranged:
    """Files before by the reference that they have now, with their references to elements as they are now."""

    def __init__(
        self, before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], moves: Iterable[Move]
    ) -> None:
        self._after = after
        self._copies: dict[str, _Data] = {}
        self._hidden: set[tuple[str, Key]] = set()
        self._reworded: set[tuple[str, Key]] = set()
        found = list(moves)
        now = names_now(dict(_names(found)))
        self._before = {ref: with_names(ref.partition(":")[0], ref, data, now) for ref, data in before.items()}
        for move in found:
            if move.kind in ("renamed", "moved"):
                self._move(move)
            else:
                self._divide(move)

    def data(self, ref: str) -> Mapping[str, Any]:
        """The data of a file before."""
        return self._copies.get(ref) or self._before.get(ref, {})

    def hides(self, ref: str, place: Place) -> bool:
        """Whether a place is told with a split or a merge: the elements that came and went by it, the text of what was left."""
        if (ref, entry_key(place)) in self._hidden and place.entry:
            return True
        return (ref, key_of(place.levels)) in self._reworded and (
            place.schema.get("x-type") == "text" or place.field == "tasks"
        )

    def _move(self, move: Move) -> None:
        (new,), ((entity, key),) = move.after, move.places
        source = _list(self._copy(entity), key)
        at = next((n for n, one in enumerate(source or ()) if one.get("id") == key[-1][1]), None)
        if source is None or at is None:
            return
        element = source.pop(at)
        element["id"] = new.key[-1][1]
        target = source if move.kind == "renamed" else _list(self._copy(new.entity), new.key)
        if target is not None:
            place = (
                at
                if move.kind == "renamed"
                else self._place(target, _list(self._after.get(new.entity, {}), new.key), element["id"])
            )
            target.insert(place, element)

    def _divide(self, move: Move) -> None:
        old, new = {*move.places}, {(part.entity, part.key) for part in move.after}
        self._reworded |= old & new
        self._hidden |= old ^ new
        if move.kind == "merged":
            # What was reworded to take in the others stands on neither list of what went.
            self._reworded |= {(move.after[0].entity, move.after[0].key)}

    def _copy(self, ref: str) -> _Data:
        if ref not in self._copies:
            self._copies[ref] = copy.deepcopy(dict(self._before.get(ref, {})))
        return self._copies[ref]

    @staticmethod
    def _place(target: list[_Data], now: list[_Data] | None, ident: str) -> int:
        """Behind the element that it follows now, so that coming is not taken for another order."""
        there = {one.get("id"): n for n, one in enumerate(target)}
        place = 0
        for one in now or ():
            if one.get("id") == ident:
                break
            place = max(place, there.get(one.get("id"), -1) + 1)
        return place


def _names(moves: Iterable[Move]) -> Iterator[tuple[str, str]]:
    """What references to elements are written as now: to what moved where it is, to what was merged the whole."""
    for move in moves:
        if move.kind != "split":
            yield from ((part.ref, move.after[0].ref) for part in move.before)


def _list(data: Mapping[str, Any], key: Key) -> list[_Data] | None:
    """The list that an element stands in; None where what holds it is not there. An empty one is made."""
    found: Any = data
    for field, ident in key[:-1]:
        found = next((one for one in found.get(field, ()) if one.get("id") == ident), None)
        if found is None:
            return None
    if not found:
        return None
    entries: list[_Data] = found.setdefault(key[-1][0], []) if isinstance(found, dict) else []
    return entries
