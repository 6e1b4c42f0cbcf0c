"""A check in a work instruction that leaves open who checks, how many, how, against what, where it is written, or what if not.

Why: two inspectors then check two different things, and a failed check has no consequence (ISO 9001:2015, 8.6 and 8.7).

Instead: write `by`, `sample`, `method`, `standard` (or the parameter it is held against), `record` and `on_fail`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.language.schemas import kinds, resolved
from remit.language.validate import field_label
from remit.model.entities import Check, Policy
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_NEEDED = ("by", "sample", "method", "standard", "record", "on_fail")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Checks with the fields they lack; a parameter stands for the standard."""
    schema = resolved(kinds()["policy"].schema["properties"]["checks"]["items"])
    for policy in organisation.all(Policy):
        for item in policy.checks:
            missing = [name for name in _NEEDED if not _given(item, name)]
            if missing:
                labels = {lang: ", ".join(field_label(schema, name, lang) for name in missing) for lang in ("zh", "en")}
                params = {"check": in_words(item.what), "missing": labels}
                yield Diagnostic("check-incomplete", item.span(), item.ref, params)


def _given(item: Check, name: str) -> bool:
    return bool(getattr(item, name)) or (name == "standard" and item.parameter is not None)
