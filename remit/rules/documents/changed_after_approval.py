"""A document whose content has changed since it was approved.

Why: an approval holds for exactly the content that was approved; what stands here now is not it (ISO 9001:2015, 7.5.3.2 c).

Instead: have the new version approved, or take the change back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.lexicon import lexicon
from remit.model.ledger import DocumentState, approved_data, is_sound, states
from remit.model.organisation import Organisation
from remit.views.content_changes import differences


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Documents whose digest is not the approved one, with the first words that differ and how many places do."""
    for state in states(organisation).values():
        if state.state == "changed" and state.approval is not None and is_sound(state.approval):
            entity = state.entity
            params = {
                "kind": kind_words(entity),
                "name": called(organisation, entity),
                "on": state.approval.approved.on,
                **_first_difference(organisation, state),
            }
            related = (Related(state.approval.span(), "approved-here"),)
            yield Diagnostic("changed-after-approval", entity.span(), entity.ref, params, related)


def _first_difference(organisation: Organisation, state: DocumentState) -> dict[str, object]:
    before = approved_data(state.approval) if state.approval is not None else {}
    found = differences(organisation, state.entity.kind, before, json.loads(state.content))
    nothing = {lang: lexicon("documents.nothing", lang)[0] for lang in ("zh", "en")}
    if not found:
        return {"field": kind_words(state.entity), "old": nothing, "new": nothing, "count": 1}
    old, new = (words if any(words.values()) else nothing for words in (found[0].before, found[0].after))
    return {
        "field": found[0].field if any(found[0].field.values()) else kind_words(state.entity),
        "old": old,
        "new": new,
        "count": len(found),
    }
