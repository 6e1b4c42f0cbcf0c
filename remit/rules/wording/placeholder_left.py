"""A value that was never filled in: "[date]", "XX", "TBD", or one that is kept as a placeholder.

Why: it reads as a rule and says nothing.

Instead: fill it in.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.model.values import PLACEHOLDER, Origin

_LABELS_ONLY = {"basis", "approval"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Placeholders in texts, and values written {placeholder: …}; the labels of a basis are quotations."""
    for text in organisation.texts:
        if text.origin.document.kind not in _LABELS_ONLY:
            written = text.by_language.values()
            found = next(filter(None, (PLACEHOLDER.search(part) for part in written if _may_have_one(part))), None)
            if found:
                yield _finding(text.origin, found[0])
    for loose in organisation.loose:
        if loose.kind == "placeholder":
            yield _finding(loose.origin, loose.text)


def _may_have_one(part: str) -> bool:
    """Whether a text has any of what a placeholder begins with: looking for that costs a tenth."""
    return "[" in part or "［" in part or "XX" in part or "待定" in part or "TBD" in part


def _finding(origin: Origin, value: str) -> Diagnostic:
    return Diagnostic("placeholder-left", origin.span(), origin.document.ref, {"value": value})
