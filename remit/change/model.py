"""The values of a comparison: changes without a format. Words are kept by language, zh and en; grades come by their reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from remit.views.difference import Difference

Grade = Literal["editorial", "minor", "major"]
GRADES: tuple[Grade, ...] = ("editorial", "minor", "major")
LANGUAGES = ("zh", "en")
LEDGER = frozenset({"acknowledgement", "approval", "rename"})
"""Kinds whose files record what happened; they are only ever added to."""

Words = Mapping[str, str]
"""What is said, by language."""


NOTHING: Words = dict.fromkeys(LANGUAGES, "")
Event = Literal["added", "removed", "renamed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the name of its sentence with the words in it, and why it weighs what it does.

    `subject` is the innermost element with an id (post:buyer/quotations); `where` what it is called, empty for the entity
    itself. `difference` holds the words that differ in a text, by language; `before` and `after` what a table shows beside each
    other. `posts` are the references of the posts that it concerns, sorted.
    """

    name: str
    subject: str
    where: Words
    params: Mapping[str, Words]
    reason: str
    grade: Grade
    before: Words
    after: Words
    difference: Mapping[str, Difference] = field(default_factory=dict)
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityChange:
    """A file that came, went, was renamed or changed; `was` is its reference before, empty for one that came.

    `document` says that it is approved as one; `event` is added, removed, renamed or changed.
    """

    ref: str
    was: str
    kind: str
    document: bool
    event: Event
    name: Words
    changes: tuple[Change, ...]

    @property
    def grade(self) -> Grade:
        """The weightiest grade of its changes."""
        return max((change.grade for change in self.changes), key=GRADES.index)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed, and the names of the posts that it concerns, by reference.

    `unread` are the references of files that one of the two revisions holds but that cannot be read: they are not compared.
    """

    entities: tuple[EntityChange, ...]
    posts: Mapping[str, Words]
    unread: tuple[str, ...] = ()

    def of_post(self, ref: str) -> Changes:
        """What concerns one post."""
        kept = []
        for entity in self.entities:
            own = tuple(change for change in entity.changes if ref in change.posts)
            if own:
                kept.append(
                    EntityChange(entity.ref, entity.was, entity.kind, entity.document, entity.event, entity.name, own)
                )
        return Changes(tuple(kept), {key: name for key, name in self.posts.items() if key == ref}, self.unread)

    def counts(self) -> dict[Grade, int]:
        """How many changes there are of each grade, the weightiest first."""
        grades = [change.grade for entity in self.entities for change in entity.changes]
        return {grade: grades.count(grade) for grade in reversed(GRADES)}

    def must_read(self) -> dict[str, tuple[EntityChange, ...]]:
        """By post, the documents that it must read again: those in which a major change concerns it. What went is not read."""
        found: dict[str, list[EntityChange]] = {}
        for entity in self.entities:
            if entity.document and entity.event != "removed":
                for ref in dict.fromkeys(
                    ref for change in entity.changes if change.grade == "major" for ref in change.posts
                ):
                    found.setdefault(ref, []).append(entity)
        return {ref: tuple(found[ref]) for ref in self.posts if ref in found}
