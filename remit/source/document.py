"""A loaded file: plain data, its kind and id, and where each key and value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from remit.diagnostics import Span
from remit.source.marks import Mark, Pointer

__all__ = ["Document", "Mark", "Pointer"]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file. `data` holds only JSON types; `values` and `keys` give line and column (from 1) by pointer.

    `data` is None where the file could not be read: the id stays known, so that references to it are not reported too.
    `recorded` is what an entry of the ledger says itself, where `data` is that in the names of today.
    """

    kind: str
    id: str
    path: str
    data: object
    values: Mapping[Pointer, Mark] = field(default_factory=dict)
    keys: Mapping[Pointer, Mark] = field(default_factory=dict)
    recorded: object = None

    @property
    def ref(self) -> str:
        """How other files refer to it, such as post:buyer."""
        return f"{self.kind}:{self.id}"

    def span(self, pointer: Pointer = (), *, key: bool = False) -> Span:
        """The place of the value at `pointer` (or of its key); the nearest enclosing place where it has none of its own."""
        marks = self.keys if key else self.values
        while True:
            found = marks.get(pointer)
            if found is not None or not pointer:
                return Span(self.path, *(found or (1, 1)))
            marks, pointer = self.values, pointer[:-1]
