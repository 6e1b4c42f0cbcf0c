"""A step that says it comes before another and stands behind it, or says it comes after one that is still to come.

The event of a time requirement (`before`, `of`, `on`) names another step of the process, or is part of its name, in the
system's first language; a loop in which either may come first is left out.

Why: who follows the order of the steps breaks the rule in the text, and the other way round.

Instead: move the step to its place, or correct the event.

Guess: the step that an event means is found by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.routes import Routes, routes
from remit.lexicon import pattern
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words, plain

GUESSES = True
_PUNCTUATION = re.compile(r"[\W_]+")
_SHORTEST = {"zh": 4}
_SHORTEST_OTHERWISE = 10


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps that stand on the wrong side of the step that their time requirement names."""
    lang = organisation.languages[0]
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        names = {step.id: _bare(plain(step.name, lang), lang) for step in process.steps}
        for step in process.steps:
            for event, span, is_before in _events(step):
                other = _contradicting(step, _bare(plain(event, lang), lang), is_before, names, route, lang)
                if other is not None:
                    params = {"step": in_words(step.name), "event": in_words(event), "other": in_words(other.name)}
                    yield Diagnostic(
                        "sequence-contradicted", span, step.ref, params, (Related(other.span(), "other-place"),)
                    )


def _events(step: Step) -> Iterator[tuple[Text, Span, bool]]:
    timing = step.timing
    if timing is None:
        return
    if timing.before is not None:
        yield timing.before, timing.origin.span("before"), True
    if timing.within is not None and timing.of is not None:
        yield timing.of, timing.origin.span("of"), False
    if timing.on is not None:
        yield timing.on, timing.origin.span("on"), False


def _contradicting(
    step: Step, event: str, is_before: bool, names: dict[str, str], route: Routes, lang: str
) -> Step | None:
    """The step meant by the event where every step that can be meant stands on the wrong side."""
    shortest = _SHORTEST.get(lang, _SHORTEST_OTHERWISE)
    if len(event) < shortest:
        return None
    meant = [
        name
        for name, words in names.items()
        if name != step.id and len(words) >= shortest and (event in words or words in event)
    ]
    wrong = [
        name for name in meant if (route.only_before(name, step.id) if is_before else route.only_before(step.id, name))
    ]
    return route.steps[wrong[0]] if meant and len(wrong) == len(meant) else None


def _bare(words: str, lang: str) -> str:
    """Letters only, without words that carry no meaning of their own and without before and after."""
    kept = pattern("processes.fillers", lang).sub("", words.lower())
    return _PUNCTUATION.sub("", kept).removesuffix("后").removesuffix("前")
