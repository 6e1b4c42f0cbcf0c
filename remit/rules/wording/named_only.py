"""A post, unit or record that is mentioned by name and defined nowhere.

Why: nobody holds the post, keeps the record or heads the unit that the text counts on.

Instead: define it in a file of its own and refer to it by id.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Values written {named: …}."""
    for loose in organisation.loose:
        if loose.kind == "named":
            yield Diagnostic("named-only", loose.origin.span(), loose.origin.document.ref, {"value": loose.text})
