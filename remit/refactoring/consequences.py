"""The consequences of a change that nobody has made yet: findings it brings, grouped, and what no rule says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from remit.compiler import Compilation
from remit.judgement import Finding
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.refactoring.merge import merged_name, plan_merge
from remit.refactoring.move import plan_move
from remit.refactoring.plan import RefactorError, outcome
from remit.refactoring.whatif import Mention, WhatIf, reissued, without_element, without_person
from remit.rules import rules
from remit.since import brought
from remit.views.impact import Sole, headless, sole_of

# Findings that say of the change itself what the lists beside them say better.
_SAID_BESIDE = frozenset({"changed-after-approval"})
_ORDER = (
    "language", "organisation", "duties", "processes", "responsibility", "approvals", "records", "kpis", "documents",
    "system", "wording", "lint",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change would bring. `texts` are the files as they would be, for the lines that findings show.

    `reissued` has the documents to issue anew with the reason, `sole` what the post concerned alone does, `headless` the
    units that would be left without a head.
    """

    root: Path
    way: str
    option: str
    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]
    sole: tuple[Sole, ...]
    headless: tuple[Unit, ...]
    reissued: tuple[tuple[str, str], ...]
    texts: Mapping[str, str | None]

    def groups(self) -> list[tuple[str, list[Finding]]]:
        """The findings by family, what is broken first."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(_family(finding), []).append(finding)
        return [(family, found[family]) for family in _ORDER if family in found]

    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        levels = [finding.severity.value for finding in self.findings]
        return {level: levels.count(level) for level in ("error", "warning", "info")}


def consequences(root: Path, before: Compilation, ref: str, way: str, option: str, as_of: str) -> Consequences:
    """What would follow if `ref` were removed, merged_into or moved_to `option`, or went on without the person `option`.

    Raises RefactorError for what cannot be done.
    """
    if before.organisation is None:
        raise RefactorError("no_organisation")
    texts: dict[str, str | None] = {}
    now: Callable[[str], str] = str
    if way == "remove":
        would = without_element(root, ref, as_of)
    elif way == "without":
        if not isinstance(before.organisation.find(ref), Post):
            raise RefactorError("not_a_post", name=ref)
        would = without_person(root, ref, option, as_of)
    else:
        plan = (
            plan_move(root, before, ref, option, as_of)
            if way == "move_to"
            else plan_merge(root, before, ref, option, as_of)
        )
        texts = plan.after
        would = WhatIf(outcome(root, plan, before, as_of).after)
        if way == "merge_into":
            now = merged_name(ref, option)
    found = brought(would.after.open, [_renamed(finding, now) for finding in before.open])
    return Consequences(
        root,
        way,
        "" if way == "remove" else option,
        tuple(finding for finding in found if finding.diagnostic.name not in _SAID_BESIDE),
        would.mentions,
        tuple(_sole(before.organisation, ref, way)),
        tuple(_headless(before.organisation, would.after.organisation, ref, way)),
        () if way == "without" else tuple(reissued(before, would.after)),
        texts,
    )


def _family(finding: Finding) -> str:
    rule = rules().get(finding.diagnostic.name)
    if rule is not None:
        return rule.module.__name__.split(".")[2]
    return "lint" if finding.code.startswith("LNT") else "language"


def _renamed(finding: Finding, now: Callable[[str], str]) -> Finding:
    return replace(finding, diagnostic=replace(finding.diagnostic, subject=now(finding.diagnostic.subject)))


def _sole(organisation: Organisation, ref: str, way: str) -> Iterator[Sole]:
    """What stops with the post; what was merged into another goes on there."""
    post = organisation.find(ref)
    if isinstance(post, Post) and way in ("remove", "without"):
        yield from sole_of(organisation, post)


def _headless(before: Organisation, after: Organisation | None, ref: str, way: str) -> list[Unit]:
    """Units left without a head; a head that nobody holds is none."""
    if after is None:
        return []
    known = {unit.ref for unit in headless(before)}
    lost = {unit.ref for unit in headless(after)} - known
    if way == "without" and getattr(after.find(ref), "headcount", None) == 0:
        lost |= {unit.ref for unit in before.all(Unit) if unit.head is not None and unit.head.key == ref}
    return [unit for unit in before.all(Unit) if unit.ref in lost]
