"""A numbered list that ends after its first number: "1. …" or "（一）…" with no second.

Why: whoever prints a 1 announces a 2; what stood there was lost or was never decided.

Instead: write the missing points, or take the number away.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called
from remit.evidence.policy_texts import is_empty
from remit.evidence.printed_numbers import Printed, runs
from remit.model.entities import Article, Chapter, Policy
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Runs in which a level of numbers has the 1 alone; 第一章 and 第一条 of a short policy may stand alone;
    an empty article has its own rule."""
    for policy in organisation.all(Policy):
        for run in runs(policy):
            if run.size == 1 and _stands_alone(run.numbers[0]):
                found = run.numbers[0]
                holder = called(organisation, run.holder)
                text = {lang: _short(found.words(lang)) for lang in organisation.languages}
                params = {"number": found.sign, "text": text, "holder": holder}
                yield Diagnostic("list-of-one", found.pointer, found.element.ref, params)


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"


def _stands_alone(found: Printed) -> bool:
    if isinstance(found.element, Article) and is_empty(found.element):
        return False
    return found.value == 1 and not isinstance(found.element, Chapter) and "第" not in found.style
