"""A document in force that rests on one that was withdrawn: cites it, shows it, measures or decides by it.

`supersedes` may name a withdrawn document; drafts, and documents that are withdrawn themselves, may cite what they like.

Why: the reader is sent to a rule that no longer holds (ISO 9001:2015, 7.5.3.2: prevent the unintended use of obsolete documents).

Instead: cite the document that took its place, or strike the reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_uses import relying
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.evidence.superseding import supersessions
from remit.model.entities import Post
from remit.model.ledger import states
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for each document that still rests on a withdrawn one. A withdrawn job description abolishes no post."""
    heirs: dict[str, str] = {}
    withdrawn = [state for state in states(organisation).values() if state.state == "withdrawn"]
    if withdrawn:
        lang = organisation.languages[0]
        heirs = {
            item.old.entity.ref: called(organisation, item.new.entity)[lang] for item in supersessions(organisation)
        }
    for state in withdrawn:
        for use in relying(organisation, state) if not isinstance(state.entity, Post) else ():
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "source": called(organisation, organisation.owner_of(use.source)),
                "nearest": heirs.get(state.entity.ref, ""),
            }
            where = state.control.span("status") if state.control is not None else state.entity.span()
            yield Diagnostic("withdrawn-in-use", use.span, use.source.ref, params, (Related(where, "other-place"),))
