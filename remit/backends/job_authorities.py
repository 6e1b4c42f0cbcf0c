"""The authority of a post in its job description: what it may decide, do or propose, up to what, and where that is
laid down. Lines that differ in one thing only share a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from remit.backends.job_sections import Column, compact
from remit.backends.paper import case, choice, date, document_number, words
from remit.model.entities import AuthorityTier, Delegation, PostAuthority, System
from remit.office.blocks import Table
from remit.views.post_index import DECIDING, AuthorityLine
from remit.views.post_sheet import PostSheet
from remit.views.wording import amount_range, name_of, plain

# What a link of a chain must do to be a power; drafting, filing or archiving is work.
_POWERS = DECIDING | {"propose", "issue", "supervise"}


@dataclass(slots=True)
class _Power:
    """A row of the table of authorities: lines that differ in nothing but subject, action or tier."""

    line: AuthorityLine
    subjects: list[str]
    actions: list[str]
    tiers: list[AuthorityTier]

    def takes(self, line: AuthorityLine, subject: str) -> bool:
        """Take in another action of the same tier, or a like decision in any process; else leave it."""
        if line.tier is not None:
            alike = self.line.tier is line.tier
            self.actions += [line.action] if alike and line.action not in self.actions else []
            return alike
        mine, other = self.line, line
        alike = (mine.action, mine.above, mine.up_to) == (other.action, other.above, other.up_to)
        if not alike or mine.process is None or other.process is None:
            return False
        self.subjects += [subject] if subject not in self.subjects else []
        return True


def authorities(sheet: PostSheet, system: System, lang: str) -> Table | None:
    """Own powers, then those from authorities, delegations and processes; None where there is none."""
    say = words(lang)
    powers = _powers(sheet.authorities, lang)
    if not powers:
        return None
    return compact(
        [
            Column(say("job.duties.subject"), 78, tuple(say("list").join(power.subjects) for power in powers)),
            Column(
                say("job.duties.action"),
                16 if lang == "zh" else 18,
                tuple(say("list").join(_action(action, lang) for action in power.actions) for power in powers),
                True,
            ),
            Column(
                say("job.duties.area"),
                12 if lang == "zh" else 16,
                tuple(
                    choice("PostAuthority", "area", power.line.area, lang) if power.line.area else ""
                    for power in powers
                ),
                True,
            ),
            Column(say("job.duties.range"), 34, tuple(_range(power, system, lang) for power in powers), True),
            Column(say("job.duties.source"), 32, tuple(_source(power.line, lang) for power in powers)),
        ]
    )


def _powers(lines: Iterable[AuthorityLine], lang: str) -> list[_Power]:
    """Rows in the order of the lines; the tiers of one authority in which the post does the same are one row."""
    found: list[_Power] = []
    for line in sorted(lines, key=lambda line: line.action if line.process else ""):
        if line.tier is not None and line.action not in _POWERS:
            continue
        subject = plain(line.subject, lang)
        if not found or not found[-1].takes(line, subject):
            found.append(
                _Power(line, [subject], [line.action] if line.action else [], [line.tier] if line.tier else [])
            )
    merged: list[_Power] = []
    for power in found:
        last = merged[-1] if merged else None
        same = last is not None and last.line.authority is power.line.authority and last.actions == power.actions
        if last is not None and same and last.tiers and power.tiers:
            last.tiers += power.tiers
        else:
            merged.append(power)
    return merged


def _action(action: str, lang: str) -> str:
    return choice("PostAuthority", "action", action, lang)


def _range(power: _Power, system: System, lang: str) -> str:
    """The amounts, neighbouring tiers as one (any, where they leave nothing out); the names of tiers that are not told apart by amounts."""
    say = words(lang)
    if not power.tiers:
        return _amounts(power.line.above, power.line.up_to, system, lang)
    found: list[str] = []
    low, high = power.tiers[0].above, power.tiers[0].up_to
    bounded = high is not None
    for tier in power.tiers[1:]:
        if tier.above is not None and tier.above == high:
            high = tier.up_to
        else:
            found.append(_amounts(low, high, system, lang))
            low, high = tier.above, tier.up_to
    found.append(_amounts(low, high, system, lang))
    if any(found):
        return say("clause").join(text for text in found if text)
    if bounded:
        return say("job.duties.any")
    return say("list").join(filter(None, (case(tier, system, lang) for tier in power.tiers))) or say("job.duties.any")


def _amounts(above: float | None, up_to: float | None, system: System, lang: str) -> str:
    """Empty where the amount is not bounded."""
    return "" if above is None and up_to is None else amount_range(above, up_to, lang, system.currency)


def _source(line: AuthorityLine, lang: str) -> str:
    say = words(lang)
    if isinstance(line.source, Delegation):
        until = date(line.until, lang)
        return say("job.duties.delegated_until", date=until) if until else say("job.duties.delegated")
    if line.process is not None:
        return say("job.duties.processes")
    if isinstance(line.source, PostAuthority):
        return name_of(line.authority, lang) if line.authority else say("job.duties.own")
    return document_number(line.authority) if line.authority else ""
