"""A controlled parameter that no check watches and no record captures.

Why: whether it was kept cannot be shown; a parameter that nobody measures is not controlled (ISO 9001:2015, 8.5.1 c).

Instead: add a check with `parameter:` and `record:`, or a field on the record of the work.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Parameter, Policy, Record
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Parameters that no check of their policy names, by id or words, and whose name stands on no record."""
    printed = [text for record in organisation.all(Record) for text in _texts(record)]
    for policy in organisation.all(Policy):
        watched = {item.parameter for item in policy.checks}
        for parameter in policy.parameters:
            spoken = [text for item in policy.checks for text in (item.what, item.standard) if text is not None]
            if parameter.id not in watched and not any(_names(text, parameter) for text in (*spoken, *printed)):
                params = {"parameter": in_words(parameter.name), "policy": in_words(policy.name)}
                yield Diagnostic("parameter-not-recorded", parameter.span(), parameter.ref, params)


def _texts(record: Record) -> list[Text]:
    return [*(part.name for part in (*record.fields, *record.columns)), *record.criteria, *record.contents]


def _names(text: Text, parameter: Parameter) -> bool:
    return any(name in text.by_language.get(lang, "") for lang, name in parameter.name.by_language.items())
