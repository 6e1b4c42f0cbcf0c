"""Articles whose printed numbers begin anew in every chapter, so that one number names several articles.

Why: articles are cited by their number; "article 1" of such a policy is as many rules as it has chapters.

Instead: count the articles through all chapters, or leave the numbers to the outline.

Source: 规章制定程序条例 and the custom of Chinese rules count 条 through the whole text, 款 and 项 within it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.printed_numbers import runs
from remit.model.entities import Policy
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a policy, at the first article that begins anew."""
    for policy in organisation.all(Policy):
        for run in runs(policy):
            first = [found for found in run.numbers if found.value == 1]
            if run.continuous and len(first) > 1:
                params = {"policy": in_words(policy.name), "number": first[1].sign, "count": str(len(first))}
                related = tuple(Related(found.pointer, "other-place") for found in first[2:])
                yield Diagnostic("article-number-twice", first[1].pointer, first[1].element.ref, params, related)
