"""changes: two organisations in, what changed between them out; the one place that puts pairing, telling and grading together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from remit.change.concerned import Concerned
from remit.change.fields import FieldTeller
from remit.change.grading import grade_of, table
from remit.change.model import LANGUAGES, LEDGER, NOTHING, Change, Changes, EntityChange, Event
from remit.change.moving import MoveTeller
from remit.change.pairing import Move, moves, renamed_files
from remit.change.parts import Part, names_now, parts, with_names
from remit.change.rearranged import Rearranged
from remit.change.telling import Side, kind_words
from remit.language.schemas import kinds
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.source.document import Document
from remit.views.content_walk import walk
from remit.views.wording import name_of

_NOBODY = frozenset(
    {"marking", "identity", "layout", "order", "remark", "alias", "basis", "settings", "recorded", "ledger"}
)
"""Reasons by which a change is nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A file before and after; its data before with references as they are now. None on a side where it was not."""

    before: Entity | None
    after: Entity | None
    data: Mapping[str, Any]

    @property
    def entity(self) -> Entity:
        """The file as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(before: Organisation, after: Organisation) -> Changes:
    """What changed from one organisation to the other; files that either cannot read are left out and named."""
    unread = before.broken | after.broken
    pairs = _pairs(before, after, unread)
    differing = [pair for pair in pairs if pair.before is None or pair.after is None or _differs(pair)]
    found = moves(
        chain.from_iterable(_parts(pair, pair.before, before, pair.data) for pair in differing if pair.before),
        chain.from_iterable(_parts(pair, pair.after, after, data_of(pair.after)) for pair in differing if pair.after),
    )
    compared = _Compared(before, after, differing, found)
    entities = [entity for pair in differing if (entity := compared.entity(pair)) is not None]
    concerned = dict.fromkeys(sorted(ref for one in entities for change in one.changes for ref in change.posts))
    posts = {ref: compared.name(ref) for ref in concerned}
    return Changes(tuple(sorted(entities, key=_order)), posts, tuple(sorted(unread)))


def _order(entity: EntityChange) -> tuple[bool, str, str]:
    """Documents first, then by kind and id; the settings of the system last."""
    return not entity.document, "~" if entity.kind == "system" else entity.kind, entity.ref


def _pairs(before: Organisation, after: Organisation, unread: Iterable[str]) -> list[Pair]:
    left_out = set(unread)
    old = {one.ref: one for one in before.entities() if one.ref not in left_out}
    new = {one.ref: one for one in after.entities() if one.ref not in left_out}
    gone = [one.origin.document for ref, one in old.items() if ref not in new]
    come = [one.origin.document for ref, one in new.items() if ref not in old]
    names = renamed_files(gone, come, before.languages[0], after.languages[0]) if gone and come else {}
    was = {now: ref for ref, now in names.items()}
    pairs = [
        Pair(old.get(was.get(ref, ref)), one, _now(old.get(was.get(ref, ref)), one, names)) for ref, one in new.items()
    ]
    pairs += [
        Pair(one, None, _now(one, None, names)) for ref, one in old.items() if ref not in new and ref not in names
    ]
    return pairs


def _now(before: Entity | None, after: Entity | None, names: Mapping[str, str]) -> Mapping[str, Any]:
    """The data before with its references as they are now; as it is where that cannot matter."""
    if before is None:
        return {}
    data = data_of(before)
    if not names or before.kind in LEDGER or (after is not None and data == data_of(after)):
        return data
    return with_names(before.kind, before.ref, data, names_now(names))


def data_of(entity: Entity) -> Mapping[str, Any]:
    """The plain data of a file; of an entry of the ledger what it says itself, not what it means by the names of today."""
    document = entity.origin.document
    data = document.data if document.recorded is None else document.recorded
    return data if isinstance(data, Mapping) else {}


def _differs(pair: Pair) -> bool:
    before, after = pair.before, pair.after
    return before is not None and after is not None and (before.ref != after.ref or pair.data != data_of(after))


def _parts(pair: Pair, own: Entity, organisation: Organisation, data: Mapping[str, Any]) -> Iterator[Part]:
    yield from parts(own.kind, pair.entity.ref, data, organisation.languages[0])


class _Compared:
    """The two organisations, and what became of elements between them."""

    def __init__(self, before: Organisation, after: Organisation, pairs: Iterable[Pair], found: Sequence[Move]) -> None:
        self.before, self.after = before, after
        self.concerned, self.was_concerned = Concerned(after), Concerned(before)
        self.pairs = {pair.entity.ref: pair for pair in pairs}
        self.arranged = Rearranged(
            {ref: pair.data for ref, pair in self.pairs.items() if pair.before is not None},
            {ref: data_of(pair.after) for ref, pair in self.pairs.items() if pair.after is not None},
            found,
        )
        self.fields = FieldTeller(before, after)
        self.moved: dict[str, list[Change]] = defaultdict(list)
        teller = MoveTeller({ref: self.sides(pair) for ref, pair in self.pairs.items()}, self.name)
        for move in found:
            self._tell(teller, move)

    def _tell(self, teller: MoveTeller, move: Move) -> None:
        """A move in each file that it concerns, with the posts of all of them."""
        entities = dict.fromkeys(part.entity for part in (*move.before, *move.after))
        for ref, change in teller.changes(move):
            posts = {post for entity in entities for post in self._whole_posts(self.pairs[entity], change.reason)}
            self.moved[ref].append(_concerning(change, posts))

    def name(self, ref: str) -> dict[str, str]:
        """What a file is called now, else what it was called."""
        pair = self.pairs.get(ref)
        element = pair.entity if pair is not None else self.after.find(ref) or self.before.find(ref)
        return {lang: name_of(element, lang) if element is not None else ref for lang in LANGUAGES}

    def entity(self, pair: Pair) -> EntityChange | None:
        """What changed in one file; None where only what it refers to has another name now."""
        own, was = pair.entity, pair.before.ref if pair.before is not None else ""
        event: Event
        if pair.before is None or pair.after is None:
            event = "added" if pair.before is None else "removed"
            found = [self._whole(pair, event), *self.moved[own.ref]]
        else:
            event = "renamed" if pair.before.ref != pair.after.ref else "changed"
            found = [*_renamed(pair.before, pair.after), *self.moved[own.ref], *self._fields(pair, pair.after)]
        if not found:
            return None
        name = {lang: name_of(own, lang) for lang in LANGUAGES}
        return EntityChange(own.ref, was, own.kind, kinds()[own.kind].is_document, event, name, tuple(found))

    def sides(self, pair: Pair, data: Mapping[str, Any] | None = None) -> tuple[Side, Side]:
        """Both contents of a file, the earlier with other data where given; where it was not, the other one stands in."""
        old, new = pair.before or pair.entity, pair.after or pair.entity
        about = Document(old.kind, old.id, old.origin.document.path, data or pair.data or data_of(old))
        return Side(self.before, self.after, about), Side(self.after, self.before, new.origin.document)

    def _whole(self, pair: Pair, event: Literal["added", "removed"]) -> Change:
        """A file that came or went."""
        own, added = pair.entity, event == "added"
        reason = str(table()["entities"][own.kind][event])
        name = {lang: name_of(own, lang) for lang in LANGUAGES}
        params = {"name": name, "kind": kind_words(own.kind)}
        before, after = (NOTHING, name) if added else (name, NOTHING)
        sentence = "ledger-added" if own.kind in LEDGER and added else f"entity-{event}"
        change = Change(sentence, own.ref, NOTHING, params, reason, grade_of(reason), before, after)
        return _concerning(change, self._whole_posts(pair, reason))

    def _whole_posts(self, pair: Pair, reason: str) -> set[str]:
        """The posts that a whole file concerns, as it was and as it is, of those that there are now."""
        sides = self.sides(pair)
        found: set[str] = set()
        if pair.after is not None:
            found |= self.concerned.of(pair.after, sides[1], None, reason)
        elif pair.before is not None:
            found |= self.was_concerned.of(pair.before, sides[0], None, reason)
        if isinstance(pair.entity, Post) and (pair.before is None or pair.after is None):
            found |= set(_around(self.after if pair.after is not None else self.before, pair.entity))
        return {ref for ref in found if ref in self.after.elements}

    def _fields(self, pair: Pair, own: Entity) -> Iterator[Change]:
        """What changed in the fields of a file, elements that moved standing where they are now."""
        schema = kinds()[own.kind].schema
        data = self.arranged.data(own.ref)
        if own.kind in LEDGER:
            yield from self.fields.ledger(own, walk(schema, data, data_of(own)))
            return
        sides = self.sides(pair, data)
        for place in walk(schema, data, data_of(own)):
            if not self.arranged.hides(own.ref, place):
                change = self.fields.change(own, sides, place)
                posts = self.concerned.of(own, sides[1], place, change.reason)
                yield _concerning(change, {ref for ref in posts if ref in self.after.elements})


def _concerning(change: Change, posts: Iterable[str]) -> Change:
    return replace(change, posts=tuple(sorted(posts)) if change.reason not in _NOBODY else ())


def _around(organisation: Organisation, post: Post) -> Iterator[str]:
    """Who has a post above them or as deputy, and whom it has: they are told when it comes or goes."""
    for other in organisation.all(Post):
        if any(ref is not None and ref.target is post for ref in (other.superior, other.deputy)):
            yield other.ref
    yield from (ref.key for ref in (post.superior, post.deputy) if ref is not None)


def _renamed(before: Entity, after: Entity) -> Iterator[Change]:
    if before.ref != after.ref:
        old, new = (dict.fromkeys(LANGUAGES, one.id) for one in (before, after))
        params = {"kind": kind_words(after.kind), "before": old, "after": new}
        yield Change("entity-renamed", after.ref, NOTHING, params, "identity", grade_of("identity"), old, new)
