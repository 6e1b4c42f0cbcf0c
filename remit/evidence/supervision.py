"""Supervision from which nothing follows: what one rule reports, and what another then need not say again."""

from __future__ import annotations

from remit.evidence.routes import Routes
from remit.lexicon import pattern
from remit.model.entities import Step
from remit.views.flow import END


def leads_nowhere(step: Step, route: Routes) -> bool:
    """Whether a supervising step ends its process and neither hands anything on nor says what happens to what is found."""
    last = set(route.leaving(step.id)) <= {END}
    return step.action == "supervise" and last and not _acts(step) and not _speaks(step)


def _acts(step: Step) -> bool:
    return bool(step.outputs or step.inform or step.branches or step.on_reject or step.escalation)


def _speaks(step: Step) -> bool:
    texts = [text for text in (step.name, step.text) if text is not None]
    return any(
        pattern(f"processes.{name}", lang).search(words)
        for text in texts
        for lang, words in text.by_language.items()
        for name in ("failure", "corrects")
    )
