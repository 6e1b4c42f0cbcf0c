"""load → validate → link → check → judge in one call: what every command starts with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remit import baseline
from remit.diagnostics import Severity, ordered
from remit.judgement import Finding, Selection, judge
from remit.language.schemas import folders
from remit.language.validate import validate
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.rules import check
from remit.source.document import Document
from remit.source.tree import load_tree


@dataclass(frozen=True, slots=True)
class Compilation:
    """The organisation (None where system.yaml is missing or broken), every finding and every document met."""

    organisation: Organisation | None
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of a severity count: neither waived nor in the baseline."""
        return sum(1 for finding in self.findings if finding.severity is severity and finding.open)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that count."""
        return tuple(finding for finding in self.findings if finding.open)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(1 for finding in self.findings if finding.waived)

    @property
    def baselined(self) -> int:
        """How many findings the baseline knows."""
        return sum(1 for finding in self.findings if finding.baselined)


def compile_tree(
    root: Path, as_of: str = "", *, selection: Selection | None = None, with_baseline: bool = True
) -> Compilation:
    """Everything known of the system under `root`. `as_of` (YYYY-MM-DD) is the day for which waivers and dates count.

    `selection` takes the place of what system.yaml selects and ignores; without the baseline its findings count too.
    """
    documents, diagnostics = load_tree(root, folders())
    sound, invalid = validate(documents)
    diagnostics += invalid
    organisation, unlinked = link(sound, documents)
    diagnostics += unlinked
    if organisation is not None:
        diagnostics += check(organisation, as_of)
    known = baseline.read(root) if with_baseline else None
    found = judge(ordered(diagnostics), organisation, as_of, selection, known)
    return Compilation(organisation, tuple(found), tuple(documents))
