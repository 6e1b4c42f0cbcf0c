"""What an event of a calendar says: its title, and below it when, for which period, who, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.backends.paper import document_number, words
from remit.labels import labels
from remit.language.schemas import kinds
from remit.model.entities import Duty, FunctionItem, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.deadlines import Obligation
from remit.views.local_names import local_name
from remit.views.wording import name_of, timing


def about(undated: int, lang: str) -> str:
    """What a calendar is, and how much has no date in it."""
    say = words(lang)
    text = say("calendar.about")
    if not undated:
        return text
    return text + (" " if lang != "zh" else "") + say("calendar.undated", n=undated)


def summary(obligations: Sequence[Obligation], lang: str) -> str:
    """The title of an event."""
    say, first = words(lang), obligations[0]
    if len(obligations) > 1:
        return say("calendar.summary.kpis", n=len(obligations))
    return say(
        f"calendar.summary.{first.kind}",
        name=name_of(first.element, lang),
        owner=name_of(first.owner, lang),
        kind=kinds()[first.owner.kind].label(lang),
    )


def described(organisation: Organisation, obligations: Sequence[Obligation], period: str, lang: str) -> str:
    """The lines below the title. The period is said where the due point lies in another one."""
    return "\n".join(_lines(organisation, obligations, period, lang))


def _lines(organisation: Organisation, obligations: Sequence[Obligation], period: str, lang: str) -> Iterator[str]:
    say, first = words(lang), obligations[0]
    if first.timing is not None:
        yield say(
            "calendar.line.takes_place" if first.happens else "calendar.line.when", text=timing(first.timing, lang)
        )
        if period and first.timing.by is not None and first.timing.by.of != "this":
            yield say("calendar.line.period", text=period_in_words(period, lang))
    else:
        yield say("calendar.line.reviewed")
    if first.posts:
        name = "attends" if first.happens else "who"
        yield say(f"calendar.line.{name}", text=_listed(first.posts, lang))
    if len(obligations) > 1:
        yield say("calendar.line.kpis", text=_listed([one.element for one in obligations], lang))
    yield from _source(organisation, first, lang)


def _listed(elements: Sequence[Element], lang: str) -> str:
    """Names in a row, parted so that a name with a comma of its own stays one."""
    names, separator = [name_of(one, lang) for one in elements], labels(lang)("list_separator")
    if any(separator.strip() in name for name in names):
        separator = labels(lang)("list_separator_long")
    return separator.join(names)


def _source(organisation: Organisation, first: Obligation, lang: str) -> Iterator[str]:
    """Where the obligation is laid down."""
    say = words(lang)
    if isinstance(first.element, Step):
        yield say("calendar.line.process", text=name_of(first.owner, lang))
    elif isinstance(first.element, FunctionItem):
        yield say("calendar.line.unit", text=name_of(first.owner, lang))
    elif isinstance(first.element, Record) and first.element.class_:
        named = local_name(organisation.system, "document-class", first.element.class_, lang)
        yield say("calendar.line.class", text=named)
    number = "" if isinstance(first.element, Step | Duty | FunctionItem) else document_number(first.owner)
    if number:
        yield say("calendar.line.number", text=number)


def period_in_words(period: str, lang: str) -> str:
    """A period such as 2026-07, 2026-W28, 2026-Q3, 2026-H2 or 2026 in words; which time in it is left out."""
    say, words_of_language = words(lang), labels(lang)
    year, _, part = period.partition(".")[0].partition("-")
    if not part:
        return say("calendar.period.year", year=year)
    if part[0] in "HQ":
        return say(f"calendar.period.{'half' if part[0] == 'H' else 'quarter'}.{part[1:]}", year=year)
    number = int(part.lstrip("W"))
    if part[0] == "W":
        return say("calendar.period.week", year=year, n=number)
    month = words_of_language.get("months")[number - 1] if words_of_language.has("months") else ""
    return say("calendar.period.month", year=year, n=number, month=month)
