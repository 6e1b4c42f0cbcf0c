"""A document that is withdrawn although the one that replaces it is not in force: a draft, in consultation, or never approved.

Why: in between there is no rule at all, and nobody notices.

Instead: have the new document approved, or keep the old one in force until then.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.evidence.superseding import supersessions
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """New documents that nobody has approved while the old one is gone."""
    for item in supersessions(organisation):
        waiting = item.new.approval is None and item.new.state in ("draft", "consultation", "unapproved")
        if waiting and item.old.state == "withdrawn":
            params = {
                "kind": kind_words(item.new.entity),
                "new": called(organisation, item.new.entity),
                "old": called(organisation, item.old.entity),
            }
            related = (Related(item.old.entity.span(), "other-place"),)
            yield Diagnostic("superseded-before-replaced", item.span, item.new.entity.ref, params, related)
