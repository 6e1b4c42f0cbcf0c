"""A step that needs something which nobody makes: a record without maker and making step, or an outcome that no step has.

A record is made by its maker (a party outside too), a step, a process, a duty, a function, a meeting, a training or a check.
A text is only judged where it is an outcome (results, opinions) and no other step of the process puts out anything of the
kind, and the step does not obtain it itself; other texts (market demand, stock on hand) are information at hand.

Why: the step waits for something that never comes, or works from memory (ISO 9001:2015, 4.4.1 a).

Instead: write the record or the text under `outputs:` of the step that makes it, or `maker:` on the record.

Guess: an outcome is known by words (templates/lexicon/processes.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.lexicon import lexicon, pattern
from remit.model.entities import Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Deliverable
from remit.views.wording import deliverable, in_words

GUESSES = True
PROVES_ABSENCE = True
_MAKING = frozenset({"outputs", "minutes", "record"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The first input of each step that comes from nowhere, once a record and process."""
    texts = {
        str(item.text) for process in organisation.all(Process) for item in _outputs(process) if item.text is not None
    }
    for process in organisation.all(Process):
        told: set[str] = set()
        for step in process.steps:
            for item in step.inputs:
                if item.key not in told and (
                    _unmade(organisation, item) or _unheard(organisation, item, step, process, texts)
                ):
                    told.add(item.key)
                    names = {lang: deliverable(item, lang) for lang in organisation.languages}
                    params = {"step": in_words(step.name), "input": names}
                    yield Diagnostic("input-never-produced", item.origin.span(), step.ref, params)


def _outputs(process: Process) -> Iterator[Deliverable]:
    yield from process.outputs
    for step in process.steps:
        yield from step.outputs


def _unmade(organisation: Organisation, item: Deliverable) -> bool:
    record = item.record.target if item.record is not None else None
    if not isinstance(record, Record) or record.maker is not None:
        return False
    return not any(use.field in _MAKING for use in organisation.used_by(record))


def _unheard(organisation: Organisation, item: Deliverable, step: Step, process: Process, texts: set[str]) -> bool:
    if item.text is None or str(item.text) in texts or item.key in {given.key for given in process.inputs}:
        return False
    for lang, words in item.text.by_language.items():
        kind = next((word for word in lexicon("processes.outcomes", lang) if words.lower().endswith(word)), None)
        obtains = pattern("processes.obtains", lang).search(step.name.get(lang))
        if kind is not None and not obtains:
            others = [other for other in process.steps if other is not step]
            return bool(others) and not any(
                kind in deliverable(out, lang).lower() for one in others for out in one.outputs
            )
    return False
