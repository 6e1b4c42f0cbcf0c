"""The same step in two processes: the same performer, the same action and outputs, and almost the same words.

Judged is work: reviewing, approving and filing are the same words for different things. Names of less than ten characters
say too little and are left out.

Why: the work is done twice, or each process relies on the other; a change reaches only one of them.

Instead: keep it in one process and refer to that one, or say in each what is different.

Guess: likeness of words at 80 %, among steps whose names begin alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.similarity import dice
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.parties import party_keys
from remit.views.wording import in_words

GUESSES = True
_ALIKE = 0.8
_WORK = frozenset({"perform", "draft", "organise", "supervise", "propose", None})
_SHORTEST = 10
_BEGINNING = 6


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps that repeat one of a process before."""
    known: dict[tuple[object, ...], list[tuple[Process, Step]]] = defaultdict(list)
    for process in organisation.all(Process):
        for step in process.steps:
            words = str(step.name)
            if len(words) < _SHORTEST or step.performer is None or step.action not in _WORK:
                continue
            who = frozenset(party_keys(step.performer))
            made = frozenset(item.key for item in step.outputs)
            same = known[(who, step.action or "perform", made, words[:_BEGINNING])]
            twin = next(
                (found for found in same if found[0] is not process and _alike(words, str(found[1].name))), None
            )
            same.append((process, step))
            if twin is not None:
                params = {
                    "step": in_words(step.name),
                    "other": in_words(twin[0].name),
                    "process": in_words(process.name),
                }
                yield Diagnostic(
                    "duplicate-step", step.span(), step.ref, params, (Related(twin[1].span(), "other-place"),)
                )


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or dice(one, other) >= _ALIKE
