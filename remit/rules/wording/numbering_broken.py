"""A printed number that does not follow the one before it: it skips, repeats, goes back, or has swallowed a page number.

Why: whoever cites "article 8, item 2" cites nothing or the wrong thing, and the gap may be a sentence that was lost.

Instead: number without gaps; or leave the numbers out of the text, since the pages and documents number by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.printed_numbers import Printed, Run, runs
from remit.model.entities import Policy
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Chapters, articles, paragraphs and items of policies; articles that begin anew in each chapter have their own rule."""
    for policy in organisation.all(Policy):
        for run in runs(policy):
            for found, expected in _breaks(run):
                text = {lang: _short(found.words(lang)) for lang in organisation.languages}
                params = {"number": found.sign, "expected": str(expected), "text": text}
                yield Diagnostic("numbering-broken", found.pointer, found.element.ref, params)


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:28]}…"


def _breaks(run: Run) -> Iterator[tuple[Printed, int]]:
    """Each number that is not the next one, and what the next one is; levels within one list are counted apart."""
    last: dict[str, int] = {}
    for found in run.numbers:
        for inner in list(last)[list(last).index(found.style) + 1 :] if found.style in last else ():
            del last[inner]
        expected = last.get(found.style, 0) + 1
        last[found.style] = found.value
        if run.continuous and found.value == 1 and expected > 1:
            continue
        if found.value == expected and not found.stray:
            continue
        if found.stray or (found.value > 9 and str(found.value).endswith(str(expected))):
            last[found.style] = expected
        yield found, expected
