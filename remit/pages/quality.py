"""What the quality page is told: findings and waivers by unit, and within a unit by post or document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from remit.diagnostics import Severity
from remit.judgement import Finding
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity
from remit.views.belonging import home_unit, units_in_order

_COLUMNS = (*(severity.value for severity in Severity), "waived", "baselined")


@dataclass(slots=True)
class Subject:
    """One entity of a group and what was found on it; `entity` is None where the file has no page."""

    entity: Entity | None
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The findings that belong to one unit; to none where `unit` is None."""

    unit: Unit | None
    subjects: dict[str, Subject] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each column."""
        found = dict.fromkeys(_COLUMNS, 0)
        for subject in self.subjects.values():
            for finding in subject.findings:
                found[column(finding)] += 1
        return found


def columns(findings: Iterable[Finding]) -> list[str]:
    """What is counted, in order; only what there is any of."""
    met = {column(finding) for finding in findings}
    return [name for name in _COLUMNS if name in met]


def column(finding: Finding) -> str:
    """Where a finding is counted: its severity, unless it is waived or known to the baseline."""
    if finding.waived:
        return "waived"
    return "baselined" if finding.baselined else finding.severity.value


def element_of(organisation: Organisation, finding: Finding) -> Element | None:
    """What the finding is about; the entity where the element itself is gone."""
    subject = finding.diagnostic.subject
    return organisation.find(subject) or organisation.find(subject.partition("/")[0])


def groups(organisation: Organisation, findings: Iterable[Finding]) -> Sequence[Group]:
    """The findings by unit in the order of the organisation chart; those of no unit come last."""
    found: dict[str, Group] = {unit.ref: Group(unit) for unit in units_in_order(organisation)}
    found[""] = Group(None)
    for finding in findings:
        element = element_of(organisation, finding)
        entity = organisation.owner_of(element) if element is not None else None
        unit = home_unit(entity) if entity is not None else None
        group = found[unit.ref if unit is not None else ""]
        key = entity.ref if entity is not None else finding.diagnostic.span.path
        group.subjects.setdefault(key, Subject(entity)).findings.append(finding)
    for group in found.values():
        group.subjects = dict(sorted(group.subjects.items(), key=lambda item: _rank(item[1])))
    return [group for group in found.values() if group.subjects]


def _rank(subject: Subject) -> int:
    """The unit itself first, then its posts, then the rest in the order met."""
    kind = subject.entity.kind if subject.entity is not None else ""
    return {"unit": 0, "post": 1}.get(kind, 2)
