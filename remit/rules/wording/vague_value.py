"""A time or a target that commits to nothing: "regularly", "in time", "large".

Why: it cannot be planned, measured or audited.

Instead: write a cadence, a limit or a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.running_text import element_at
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Values written {vague: …}."""
    for loose in organisation.loose:
        if loose.kind == "vague":
            subject = element_at(organisation, loose.origin).ref
            yield Diagnostic("vague-value", loose.origin.span(), subject, {"value": loose.text})
