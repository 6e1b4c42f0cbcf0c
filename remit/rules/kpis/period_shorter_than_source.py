"""A KPI that is worked out more often than its records are made: monthly, from a yearly report.

Why: eleven times a year there is no figure, or an old one is written down again (ISO 9001:2015, 9.1.1 c).

Instead: lengthen `period:`, or name a record that is made at least as often. One source that is frequent enough, or of which
no cadence is known, is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.model.entities import Kpi, Record
from remit.model.organisation import Organisation
from remit.model.values import Timing
from remit.views.wording import in_words, timing

_DAYS = {"hour": 1 / 24, "shift": 1 / 3, "day": 1, "week": 7, "month": 30, "quarter": 91, "half-year": 182, "year": 365}

_ABOUT = 1.1
"""Four times a year is every quarter, whatever the days."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs all of whose sources are records of a longer cadence than the period."""
    for kpi in organisation.all(Kpi):
        period = _days(kpi.period)
        records = [source.record.target for source in kpi.source if source.record is not None]
        made = [record for record in records if isinstance(record, Record)]
        if period is None or not made or len(made) < len(kpi.source):
            continue
        if all((gap := _days(record.timing)) is not None and gap > period * _ABOUT for record in made):
            params = {
                "kpi": in_words(kpi.name),
                "period": {lang: timing(kpi.period, lang) for lang in organisation.languages},
                "sources": names_of(organisation, made),
                "cadence": {lang: timing(made[0].timing, lang) for lang in organisation.languages},
            }
            related = tuple(Related(record.span("timing"), "other-place") for record in made)
            yield Diagnostic("period-shorter-than-source", kpi.span("period"), kpi.ref, params, related)


def _days(value: Timing | None) -> float | None:
    """The days between two occasions; None where there is no cadence, or an event brings it as well."""
    if value is None or value.every is None or value.on is not None or value.within is not None:
        return None
    return _DAYS[value.every] * (value.interval or 1) / (value.times or 1)
