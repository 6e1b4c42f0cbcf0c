"""Value types of the language, written by hand; the entity types that hold them are generated (entities.py).

They are structs of msgspec: a large company has a million of them, and each command begins by defining their classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import force_setattr

from remit.diagnostics import Span
from remit.source.document import Document, Pointer

T = TypeVar("T")
# {kind:id}, {kind:id/sub} or {kind:id|words}; a doubled brace is a brace.
INLINE = re.compile(r"(?<!\{)\{([a-z]+):([a-z0-9]+(?:[./-][a-z0-9]+)*)(?:\|([^{}]*))?\}")
# An unfilled value: words in square brackets (an interval is none), XX, 待定, TBD.
PLACEHOLDER = re.compile(
    r"\[(?=[^\[\]]*[^\W\d_])[^\[\]]{1,40}\]|［[^［］]{1,40}］|(?<![A-Za-z])X{2,}(?![A-Za-z])|(?<!等)待定(?![稿期])|\bTBD\b"
)


RELATIVE = frozenset(
    {
        "requester",
        "requester-superior",
        "requester-head",
        "responsible-unit",
        "responsible-head",
        "performer-superior",
        "owner",
    }
)
"""Who acts, said by his place: no reference."""


class Origin(Struct, frozen=True):
    """Where a value stands: its document and the pointer to it."""

    document: Document
    pointer: Pointer

    def span(self, *path: str | int, key: bool = False) -> Span:
        """File, line and column of the value, or of what stands at `path` below it."""
        return self.document.span((*self.pointer, *path), key=key)


class Ref(Struct, Generic[T], frozen=True, eq=False):
    """A reference as written. `target` is set once by the linker and stays None for what is only named or broken.

    `wanted` is what the field takes: a kind, duty, function or clause; empty for any.
    """

    kind: str
    id: str
    sub: str
    origin: Origin
    named: Text | None = None
    wanted: str = ""
    target: T | None = None
    holder: Element | None = None

    @property
    def key(self) -> str:
        """kind:id or kind:id/sub, whether it exists or not."""
        return f"{self.kind}:{self.id}/{self.sub}" if self.sub else f"{self.kind}:{self.id}"

    def resolve(self, target: T | None) -> None:
        """Set the target, or take it back; called by the linker alone."""
        force_setattr(self, "target", target)

    def hold(self, holder: Element) -> None:
        """Set the innermost element that the reference stands in; called by the builder alone."""
        force_setattr(self, "holder", holder)


class Text(Struct, frozen=True, eq=False):
    """Human text by language; `refs` are the checked links in it, by their source text."""

    by_language: Mapping[str, str]
    origin: Origin
    refs: Mapping[str, Ref[Any]] = field(default_factory=dict)

    def get(self, lang: str) -> str:
        """The text in `lang`, else in the language it has."""
        found = self.by_language.get(lang)
        return found if found is not None else next(iter(self.by_language.values()))

    def __str__(self) -> str:
        return next(iter(self.by_language.values()))


class Loose(Struct, frozen=True):
    """A value kept as found: `kind` is named (mentioned, not defined), vague or placeholder (unfilled)."""

    kind: str
    text: str
    origin: Origin


class Performer(Struct, frozen=True, eq=False):
    """Who acts. `kind` is ref (a post, role, unit, group, external), a relative such as requester, any, each, at, except or named."""

    kind: str
    origin: Origin
    ref: Ref[Any] | None = None
    parts: tuple[Performer, ...] = ()
    at: Ref[Any] | None = None
    named: Text | None = None

    def refs(self) -> Iterator[Ref[Any]]:
        """Every reference in it."""
        if self.ref is not None:
            yield self.ref
        if self.at is not None:
            yield self.at
        for part in self.parts:
            yield from part.refs()


class Deliverable(Struct, frozen=True, eq=False):
    """What goes in or comes out: a record, a text, or something only named."""

    origin: Origin
    record: Ref[Any] | None = None
    text: Text | None = None
    named: Text | None = None

    @property
    def key(self) -> str:
        """Equal for the same deliverable written twice."""
        if self.record is not None:
            return self.record.key
        return str(self.text or self.named)


class Due(Struct, frozen=True, eq=False):
    """The due point within a period."""

    month: int | None = None
    day: int | None = None
    workday: int | None = None
    weekday: str | None = None
    end: bool = False
    before_end: str | None = None
    time: str | None = None
    of: str = "this"


class Timing(Struct, frozen=True, eq=False):
    """A cadence, a due date, a limit or as needed: the one grammar for time requirements."""

    origin: Origin
    every: str | None = None
    interval: int | None = None
    times: int | None = None
    at_least: bool = False
    max_gap: str | None = None
    by: Due | None = None
    on: Text | None = None
    within: str | None = None
    of: Text | None = None
    before: Text | None = None
    lead: str | None = None
    as_needed: bool = False
    continuous: bool = False
    vague: Text | None = None
    placeholder: str | None = None


class Target(Struct, frozen=True, eq=False):
    """What an indicator has to reach, in the indicator's unit."""

    origin: Origin
    at_least: float | None = None
    at_most: float | None = None
    equals: float | None = None
    text: Text | None = None
    vague: Text | None = None
    placeholder: str | None = None


class Element(Struct, frozen=True, eq=False, kw_only=True):
    """What every entity and nested element has: its reference and where it stands."""

    ref: str
    origin: Origin

    def span(self, *path: str | int, key: bool = False) -> Span:
        """File, line and column of the element, or of a field of it."""
        return self.origin.span(*path, key=key)


class Entity(Element, frozen=True, eq=False, kw_only=True):
    """An element with a file of its own."""

    kind: str
    id: str
