"""How weighty the difference of two approved contents of one document is."""

from __future__ import annotations

import json

from remit.change.compare import changes
from remit.language.validate import is_sound
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.publish.restore import restored


def differs_in_substance(organisation: Organisation, document: Entity, before: str, after: str) -> bool:
    """Whether a change between two contents of a document is major, as the ledger keeps contents.

    A content that the language of today does not read counts as one: nobody can say that it was the same.
    """
    if before == after:
        return False
    system = organisation.system.origin.document
    sides: list[Organisation] = []
    for content in (before, after):
        made, _ = restored(document.origin.document, json.loads(content), {}, organisation.languages)
        # Alone, its references lead nowhere; what it says is compared by their names.
        alone, _ = link([system, made], [system, made]) if is_sound(made.kind, made.data) else (None, [])
        if alone is None:
            return True
        sides.append(alone)
    return changes(*sides).counts()["major"] > 0
