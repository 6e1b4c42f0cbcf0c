"""A target that asks for the opposite of what is good: at most 95 where higher is better, at least 2 where lower is better.

Why: whoever reaches the target has done badly, or the direction was never thought about; the score cannot be worked out.

Instead: write `at_least` where higher is better and `at_most` where lower is better; a range or an exact value fits both.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Edit
from remit.evidence.targets import direction_label, targets
from remit.model.organisation import Organisation
from remit.model.values import Target
from remit.views.wording import in_words, target

_AGAINST = {"higher": ("at_most", "at_least"), "lower": ("at_least", "at_most")}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Targets of KPIs and of assignments with the bound of the other direction alone; the fix puts the right one."""
    for kpi, given, subject in targets(organisation):
        wrong, right = _AGAINST.get(kpi.direction or "", ("", ""))
        if wrong and getattr(given, wrong) is not None and getattr(given, right) is None and given.equals is None:
            params = {
                "kpi": in_words(kpi.name),
                "target": {lang: target(given, kpi, lang) for lang in organisation.languages},
                "direction": direction_label(kpi),
                "wrong": wrong,
                "right": right,
            }
            yield Diagnostic(
                "target-against-direction", given.origin.span(wrong), subject, params, fix=_fix(given, wrong, right)
            )


def _fix(given: Target, wrong: str, right: str) -> tuple[Edit, ...]:
    return (Edit(given.origin.document.path, "rename", (*given.origin.pointer, wrong), right),)
