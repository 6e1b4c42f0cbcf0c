"""load → validate → link → check → judge in one call: what every command starts with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from remit import baseline
from remit.diagnostics import Diagnostic, Severity, ordered
from remit.judgement import Finding, Selection, judge
from remit.language.schemas import folders
from remit.language.validate import validate
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.office.logo import logo_findings
from remit.processes import uncollected
from remit.rules import check
from remit.source.company_files import attachment_names, read_attachments, read_word_templates
from remit.source.document import Document
from remit.source.tree import load_tree
from remit.source.yaml_reader import Parsed


@dataclass(frozen=True, slots=True)
class Compilation:
    """The organisation (None where system.yaml is missing or broken), every finding and every document met.

    `templates` are the company's own Word templates by their path under templates/, `attachments` the pictures that the
    organisation names by their path under policies/attachments/: an edition is made with them.
    """

    organisation: Organisation | None
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    templates: Mapping[str, bytes] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)

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
    root: Path,
    as_of: str = "",
    *,
    selection: Selection | None = None,
    with_baseline: bool = True,
    also: Callable[[Organisation], Iterable[Diagnostic]] | None = None,
    known: dict[bytes, Parsed] | None = None,
    sound: Callable[[Compilation], None] | None = None,
) -> Compilation:
    """Everything known of the system under `root`. `as_of` (YYYY-MM-DD) is the day for which waivers and dates count.

    `selection` takes the place of what system.yaml selects and ignores; without the baseline its findings count too. `also`
    gives findings of the organisation that no rule can have, because they come from outside its files. `known` are files read
    before, as for load_tree. `sound` is told, before the rules run, of an organisation whose files are all well-formed and
    linked, as a compilation without findings.
    """
    with uncollected():
        documents, diagnostics = load_tree(root, folders(), known)
    return compile_documents(
        root, documents, diagnostics, as_of, selection=selection, with_baseline=with_baseline, also=also, sound=sound
    )


def linked_tree(root: Path, known: dict[bytes, Parsed] | None = None) -> Organisation | None:
    """The organisation under `root` as far as its files are sound, unchecked; None where system.yaml is missing or broken.

    `known` are files read before, by their bytes, as for load_tree.
    """
    with uncollected():
        documents, _ = load_tree(root, folders(), known)
        return link(validate(documents)[0], documents)[0]


@uncollected()
def compile_documents(
    root: Path,
    documents: Sequence[Document],
    diagnostics: Sequence[Diagnostic],
    as_of: str = "",
    *,
    selection: Selection | None = None,
    with_baseline: bool = True,
    also: Callable[[Organisation], Iterable[Diagnostic]] | None = None,
    sound: Callable[[Compilation], None] | None = None,
) -> Compilation:
    """The same of documents in memory, with the findings of loading them: what would be said of a change not yet made."""
    diagnostics = list(diagnostics)
    valid, invalid = validate(documents)
    diagnostics += invalid
    organisation, unlinked = link(valid, documents)
    diagnostics += unlinked
    templates = read_word_templates(root)
    if templates:  # few companies have any, and reading them takes a template engine
        from remit.office.template_findings import template_findings

        diagnostics += template_findings(templates, organisation.languages if organisation else ())
    attachments, about_logo = _logo(root, organisation)
    diagnostics += about_logo
    by_path = {f"word/{name}": data for name, data in templates.items()}
    unchecked = Compilation(organisation, (), tuple(documents), by_path, attachments)
    if organisation is not None:
        if sound is not None and not diagnostics:
            sound(unchecked)
        diagnostics += check(organisation, as_of)
        diagnostics += also(organisation) if also is not None else ()
    known = baseline.read(root) if with_baseline else None
    found = judge(ordered(diagnostics), organisation, as_of, selection, known)
    return replace(unchecked, findings=tuple(found))


def _logo(root: Path, organisation: Organisation | None) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The logo at the head of documents, where the company names one, and what is wrong with it."""
    documents = organisation.system.documents if organisation else None
    if documents is None or not documents.logo:
        return {}, []
    files = read_attachments(root, [documents.logo])
    there = () if files else attachment_names(root)
    return files, list(logo_findings(documents.logo, documents.span("logo"), files.get(documents.logo), there))
