"""A clause cited by an element that cannot realise its kind: a KPI clause by a duty, a meeting clause by an article.

Why: coverage counts, but the thing the source asks for does not exist in the model.

Instead: let the clause be realised by an element of its kind, or explain with `state: differently` and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.views.coverage import Covered, clauses
from remit.views.wording import in_words

# Which elements can do what a clause of a kind asks for; kinds not listed may be realised by anything.
_FITTING = {
    "kpi": {"Kpi"},
    "unit": {"Unit"},
    "function": {"Function", "FunctionItem", "Duty"},
    "duty": {"Duty", "Function", "FunctionItem"},
    "meeting": {"Meeting", "Agenda", "Decision"},
    "training": {"Training", "TrainingContent"},
    "record": {"Record", "RecordField"},
    "approval": {"Step", "AuthorityTier", "ChainLink", "Authority", "Signature", "Decision", "Process", "Appointment"},
    "authority": {"Authority", "AuthorityTier", "ChainLink", "PostAuthority", "Decision", "Step", "Incentive", "Appointment"},
    "process-step": {"Step", "Process", "Stage"},
    "reward-penalty": {"Incentive"},
}  # fmt: skip

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Realised clauses of which no citing element is of a fitting kind."""
    for covered in clauses(organisation):
        fitting = _FITTING.get(covered.clause.kind or "")
        if fitting and covered.state == "realised" and not _fits(covered, fitting):
            first = covered.uses[0]
            params = {
                "clause": covered.clause.id, "title": in_words(covered.clause.title), "kind": covered.clause.kind,
                "element": first.source.ref, "found": type(first.source).__name__, "fitting": ", ".join(sorted(fitting)),
            }  # fmt: skip
            yield Diagnostic("clause-kind-mismatch", first.span, covered.clause.ref, params)


def _fits(covered: Covered, fitting: set[str]) -> bool:
    return any(type(use.source).__name__ in fitting for use in covered.uses)
