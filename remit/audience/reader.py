"""Readers: which levels of confidentiality they may see, whether people are named to them, and what they read instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from remit.labels import labels
from remit.model.organisation import Organisation


class UnknownLevelError(Exception):
    """A level that the system does not define; `known` are those that it does, from low to high."""

    def __init__(self, level: str, known: Sequence[str]) -> None:
        super().__init__(level)
        self.level, self.known = level, tuple(known)


@dataclass(frozen=True, slots=True)
class Reader:
    """`level` is the highest level that the reader may see, empty for all; `visible` are the levels up to it, None for all.

    `people` says that people are named. `instead` is what stands for what is withheld, by language.
    """

    level: str = ""
    visible: frozenset[str] | None = None
    people: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)

    def sees(self, level: str) -> bool:
        """Whether something of a level may be shown; a level that is not defined is above all others."""
        return self.visible is None or level in self.visible


def reader(organisation: Organisation, level: str = "", *, people: bool = False) -> Reader:
    """The reader of a level of the system, or of everything. Raises UnknownLevelError."""
    known = [item.id for item in organisation.system.levels]
    if level and level not in known:
        raise UnknownLevelError(level, known)
    visible = frozenset(known[: known.index(level) + 1]) if level and level != known[-1] else None
    return Reader(level, visible, people, {lang: labels(lang)("withheld") for lang in organisation.languages})
