"""render: the organisation to output files. One back end = one module and one line in BACKENDS.

A back end is pure: it sees the edition, never the disk or the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from remit.audience.edition import nameless, shown
from remit.audience.reader import Reader
from remit.audience.told import nameless as nameless_findings
from remit.audience.told import told
from remit.judgement import Finding
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.publish.published import Publication, Superseded, published


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published: the organisation, the state of its documents, and what check found.

    `as_of` (YYYY-MM-DD) is the day of the edition. `attachments` are the company's files by their path under
    policies/attachments/, `templates` its own Word templates by their path under templates/. `cache` is a folder for
    what may be computed once (site shells); deleting it changes no output. `archive` are the superseded versions by
    document; `working` the states of the documents as the source has them, where that is not what is published; `past`
    is whether the ledger knows of approvals after the day. `reader` is who it is for: what he may not see is nowhere in it.
    """

    # What shows an edition, as a test that fails does, would print the whole company.
    organisation: Organisation = field(repr=False)
    states: Mapping[str, DocumentState] = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    cache: Path | None = None
    as_of: str = ""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)
    archive: Mapping[str, tuple[Superseded, ...]] = field(default_factory=dict)
    working: Mapping[str, DocumentState] = field(default_factory=dict)
    past: bool = False
    reader: Reader = field(default_factory=Reader)


def edition(organisation: Organisation, findings: tuple[Finding, ...] = (), cache: Path | None = None) -> Edition:
    """The edition of the working text of an organisation."""
    return Edition(organisation, states(organisation), findings, cache)


def edition_in_force(
    organisation: Organisation,
    as_of: str,
    findings: tuple[Finding, ...] = (),
    cache: Path | None = None,
) -> Edition:
    """The edition of what is in force on the day `as_of`, each document in its last approved version."""
    found = published(organisation, as_of)
    # Of the findings this one quotes what is being written; the marks of the document say all that readers need.
    told = tuple(finding for finding in findings if finding.diagnostic.name != "changed-after-approval")
    return Edition(
        found.organisation,
        found.states,
        told,
        cache,
        as_of,
        archive=found.archive,
        working=states(organisation),
        past=found.past,
    )


def edition_for(
    reader: Reader,
    organisation: Organisation,
    as_of: str,
    findings: tuple[Finding, ...] = (),
    cache: Path | None = None,
    *,
    draft: bool = False,
) -> Edition:
    """What is in force on the day, or for a draft the working text, without what the reader may not see."""
    if reader.visible is None:
        named = organisation if reader.people else nameless(organisation, reader)
        told_ = findings if reader.people else nameless_findings(findings, organisation)
        whole = edition(named, told_, cache) if draft else edition_in_force(named, as_of, told_, cache)
        return replace(whole, as_of=as_of, reader=reader)
    if draft:
        found = Publication(organisation, states(organisation), {}, past=False)
    else:
        found = published(organisation, as_of, reader.instead)
    left = shown(found, organisation, reader)
    about = told(findings, organisation, left.organisation, reader, as_of)
    return Edition(left.organisation, left.states, about, cache, as_of, past=left.past, reader=reader)
