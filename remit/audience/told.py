"""Which findings a reader may see: messages quote texts and names, so that it is not enough to look at what they are about.

For readers of a level the checks are made again of what they may see, without the ledger: what is found in both is true of the
system and quotes nothing withheld. It is shown as it was found the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from remit.audience.reader import Reader
from remit.audience.withhold import withheld
from remit.diagnostics import Diagnostic
from remit.judgement import Finding
from remit.language.schemas import kinds
from remit.model.entities import Person
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.model.places import ENTRIES, UNPUBLISHED
from remit.rules import check


def told(
    findings: Iterable[Finding], working: Organisation, published: Organisation, reader: Reader, as_of: str
) -> tuple[Finding, ...]:
    """The findings that the reader of a level may see, about what is `published` for that reader."""
    sources = (entity.origin.document for entity in working.entities() if entity.kind not in (*ENTRIES, "rename"))
    copies = withheld(sources, reader)
    organisation, linking = link(copies.values(), copies.values())
    if organisation is None:
        raise ValueError("the documents are without the system file")
    again = {_what(one): one for one in (*linking, *check(organisation, as_of)) if _owner(one) in published.elements}
    return tuple(
        replace(finding, diagnostic=again[_what(finding.diagnostic)])
        for finding in findings
        if _what(finding.diagnostic) in again and _kind(finding.diagnostic) not in UNPUBLISHED
    )


def nameless(findings: Iterable[Finding], working: Organisation) -> tuple[Finding, ...]:
    """The findings that are not about people and quote nobody's name."""
    names = {name for person in working.all(Person) for name in person.name.by_language.values()}
    folders = tuple(f"policies/{kinds()[kind].folder}/" for kind in sorted(UNPUBLISHED))
    if not names:
        return tuple(findings)
    return tuple(one for one in findings if not _personal(one.diagnostic, names, folders))


def _personal(found: Diagnostic, names: Iterable[str], folders: tuple[str, ...]) -> bool:
    places = (found.span, *(other.span for other in found.related))
    if _kind(found) in UNPUBLISHED or any(place.path.startswith(folders) for place in places):
        return True
    said = " ".join(str(value) for value in (*found.params.values(), *(one.params for one in found.related)))
    return any(name in said for name in names)


def _what(found: Diagnostic) -> tuple[str, str, str, str]:
    """What makes two findings one, wherever in a file they stand."""
    related = [(other.message, _said(other.params)) for other in found.related]
    return found.name, found.subject, _said(found.params), str(related)


def _said(params: Mapping[str, object]) -> str:
    return str(sorted((key, str(value)) for key, value in params.items()))


def _owner(found: Diagnostic) -> str:
    return found.subject.partition("/")[0]


def _kind(found: Diagnostic) -> str:
    return found.subject.partition(":")[0]
