"""A controlled parameter that is stated with another value elsewhere: in a check, a record's criteria, or another instruction.

Why: at the machine nobody knows which value holds; one of the two makes scrap (ISO 9001:2015, 8.5.1).

Instead: keep the value in `parameters:` and let the other place name the parameter, or correct one of them.

Guess: a text speaks of a parameter when it contains its name; of the numbers in that sentence those with the parameter's unit
are compared with its nominal value, its bounds and its tolerance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.running_text import passages
from remit.evidence.stated_numbers import agrees, limits, sentences, stated
from remit.model.entities import Check, Parameter, Policy
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Numbers that differ from the parameter they are given for; parameters of one name that differ between policies."""
    parameters = [(policy, parameter) for policy in organisation.all(Policy) for parameter in policy.parameters]
    if not parameters:
        return
    yield from _twice(parameters)
    for policy in organisation.all(Policy):
        own = {parameter.id: parameter for parameter in policy.parameters}
        for item in policy.checks:
            parameter = own.get(item.parameter or "")
            wrong = _contradiction(item.standard, parameter, named=True) if parameter and item.standard else ""
            if parameter is not None and wrong:
                yield _finding(parameter, wrong, item.span("standard"), item)
    every = [parameter for _, parameter in parameters]
    known = re.compile("|".join(re.escape(name) for item in every for name in item.name.by_language.values()))
    for passage in passages(organisation):
        # A parameter states itself; a check that names its parameter has been held against it above.
        if isinstance(passage.element, Parameter) or passage.field in ("name", "what", "aliases"):
            continue
        if isinstance(passage.element, Check) and passage.element.parameter and passage.field == "standard":
            continue
        if any(map(known.search, passage.text.by_language.values())):
            found = ((item, _contradiction(passage.text, item)) for item in every)
            parameter, wrong = next(((item, words) for item, words in found if words), (None, ""))
            if parameter is not None:
                yield _finding(parameter, wrong, passage.span(), passage.element)


def _contradiction(text: Text, parameter: Parameter, named: bool = False) -> str:
    """The first number with the unit, in a sentence on the parameter, that is none of its values; empty where all agree."""
    for lang, words in text.by_language.items():
        name = parameter.name.by_language.get(lang)
        for sentence in sentences(words):
            if parameter.unit and (named or (name and name in sentence)):
                for value in stated(sentence, parameter.unit):
                    if not agrees(parameter, value):
                        return f"{value:g} {parameter.unit}"
    return ""


def _twice(parameters: list[tuple[Policy, Parameter]]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Parameter] = {}
    for _, parameter in parameters:
        key = (str(parameter.name).strip().lower(), parameter.unit or "")
        other = first.setdefault(key, parameter)
        same = (parameter.nominal, parameter.min, parameter.max) == (other.nominal, other.min, other.max)
        if not same:
            yield _finding(other, limits(parameter), parameter.span(), parameter)


def _finding(parameter: Parameter, wrong: str, span: Span, element: Element) -> Diagnostic:
    params = {"parameter": in_words(parameter.name), "value": wrong, "right": limits(parameter)}
    return Diagnostic(
        "parameter-stated-two-ways", span, element.ref, params, (Related(parameter.span(), "other-place"),)
    )
