"""What a post may decide, plainly: the powers of its sheet gathered by what it does and on what, with each case once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from remit.model.entities import Authority, PostAuthority, Process
from remit.model.values import Element, Text
from remit.views.post_index import AuthorityLine

GROUPS: Mapping[str, frozenset[str]] = {
    "approves": frozenset({"approve", "decide"}),
    "judges": frozenset({"review", "deliberate", "countersign"}),
    "hears": frozenset({"consult", "inform", "file"}),
}
"""The groups by weight; what is delegated is a group of its own ("delegated"), everything else is what it "does"."""

ORDER = ("approves", "delegated", "judges", "does", "hears")


@dataclass(frozen=True, slots=True)
class Power:
    """What a post does about one subject: one action, or several of one group in the same cases; none for a delegation.

    `cases` are the tiers or amounts, `own` the lines written on the post itself. `authority` or `process` is where it
    follows from; neither where the post alone says it.
    """

    actions: tuple[str, ...]
    subject: Text
    authority: Authority | None
    process: Process | None
    cases: tuple[AuthorityLine, ...]
    own: tuple[AuthorityLine, ...] = ()

    @property
    def source(self) -> Element:
        """The element that says it first."""
        return (*self.cases, *self.own)[0].source

    @property
    def until(self) -> str:
        """The day on which a delegation ends; empty where it is none, or has no end."""
        return max((line.until for line in self.cases), default="")


def powers(lines: Iterable[AuthorityLine]) -> Mapping[str, tuple[Power, ...]]:
    """The powers of one post by group; a line of its own that only repeats a tier of an authority stands with that."""
    found: dict[tuple[str, ...], list[AuthorityLine]] = {}
    own: list[AuthorityLine] = []
    for line in lines:
        if isinstance(line.source, PostAuthority):
            own.append(line)
        else:
            found.setdefault(_key(line), []).append(line)
    beside: dict[tuple[str, ...], list[AuthorityLine]] = {}
    unmatched: list[AuthorityLine] = []
    for line in own:
        if line.authority is not None and _key(line) in found:
            beside.setdefault(_key(line), []).append(line)
        else:
            unmatched.append(line)
    made = [_power(lines, beside.get(key, [])) for key, lines in found.items()]
    alone = [Power(_actions(line), line.subject, line.authority, None, (), (line,)) for line in unmatched]
    every = sorted((*made, *alone), key=lambda power: (power.authority is None, power.process is not None))
    return {name: tuple(_merged(power for power in every if _group(power) == name)) for name in ORDER}


def _power(lines: Sequence[AuthorityLine], own: Sequence[AuthorityLine]) -> Power:
    first = lines[0]
    return Power(_actions(first), first.subject, first.authority, first.process, tuple(lines), tuple(own))


def _actions(line: AuthorityLine) -> tuple[str, ...]:
    return (line.action,) if line.action else ()


def _merged(powers: Iterable[Power]) -> Iterator[Power]:
    """Powers over the same subject in the same cases, such as to draft and to archive a contract, as one."""
    found: dict[tuple[str, ...], Power] = {}
    for power in powers:
        tiers = tuple(line.tier.ref for line in power.cases if line.tier is not None)
        key = tiers or (power.source.ref,)
        known = found.get(key)
        found[key] = (
            power
            if known is None
            else replace(known, actions=(*known.actions, *power.actions), own=(*known.own, *power.own))
        )
    yield from found.values()


def _key(line: AuthorityLine) -> tuple[str, ...]:
    delegated = line.source.ref if not line.action else ""
    place = line.authority.ref if line.authority is not None else line.source.ref
    return place, line.action, delegated


def _group(power: Power) -> str:
    if not power.actions:
        return "delegated"
    return next((name for name, actions in GROUPS.items() if power.actions[0] in actions), "does")
