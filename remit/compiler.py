"""load → validate → link → check in one call: what every command starts with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remit.diagnostics import Diagnostic, Severity, ordered
from remit.language.schemas import folders
from remit.language.validate import validate
from remit.messages import catalogue
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.rules import check
from remit.source.document import Document
from remit.source.tree import load_tree


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the severity that holds for this company; `waived` gives the reason where it is waived."""

    diagnostic: Diagnostic
    severity: Severity
    waived: str = ""

    @property
    def code(self) -> str:
        """The code in the catalogue."""
        return catalogue()[self.diagnostic.name].code


@dataclass(frozen=True, slots=True)
class Compilation:
    """The organisation (None where system.yaml is missing or broken), every finding and every document met."""

    organisation: Organisation | None
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are not waived."""
        return sum(1 for finding in self.findings if finding.severity is severity and not finding.waived)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(1 for finding in self.findings if finding.waived)


def compile_tree(root: Path, as_of: str = "") -> Compilation:
    """Everything known of the system under `root`. `as_of` (YYYY-MM-DD) is the day for which waivers and dates count."""
    documents, diagnostics = load_tree(root, folders())
    sound, invalid = validate(documents)
    diagnostics += invalid
    organisation, unlinked = link(sound, documents)
    diagnostics += unlinked
    if organisation is not None:
        diagnostics += check(organisation)
    return Compilation(organisation, tuple(_judged(ordered(diagnostics), organisation, as_of)), tuple(documents))


def _judged(diagnostics: list[Diagnostic], organisation: Organisation | None, as_of: str) -> list[Finding]:
    severities: dict[str, str] = {}
    waivers: dict[tuple[str, str], str] = {}
    if organisation is not None:
        settings = organisation.system.lint
        severities = dict(settings.severity) if settings else {}
        waivers = {
            (waiver.code, waiver.subject): str(waiver.reason)
            for waiver in organisation.system.waivers
            if not (waiver.until and as_of and waiver.until < as_of)
        }
    found: list[Finding] = []
    for diagnostic in diagnostics:
        entry = catalogue()[diagnostic.name]
        severity = severities.get(entry.code, entry.severity.value)
        if severity != "off":
            reason = waivers.get((entry.code, diagnostic.subject), "")
            found.append(Finding(diagnostic, Severity(severity), reason))
    return found
