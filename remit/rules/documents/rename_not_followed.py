"""A rename in the ledger that is not followed, because it would make one thing pass for another.

A name belongs to one thing for ever. So a rename is not followed where the old name is in use (again), where the new name
was in use before, by the ledger or by an earlier rename, where nothing has the new name, or where kind or file differ. What
was approved under the old name then counts as approved for that name alone.

Why: whoever could say afterwards that two posts had always been one could make changed content look approved.

Instead: let `remit rename` write the entry, give a new thing a name that nothing had before, or take the entry back.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.model.renames import Problem


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Entries that prove nothing, with the reason."""
    for problem in organisation.renames.problems:
        step = problem.step
        why = {lang: _words(problem, lang) for lang in ("zh", "en")}
        params = {"old": step.old, "new": step.new, "reason": why}
        span = step.document.span(("into" if step.merged else "to",))
        yield Diagnostic("rename-not-followed", span, step.document.ref, params)


def _words(problem: Problem, lang: str) -> str:
    return lexicon(f"documents.rename-{problem.name}", lang)[0].format(other=problem.other)
