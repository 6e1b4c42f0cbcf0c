"""Times, amounts, targets and performers as people read them, in each language; patterns stand in templates/labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from remit.labels import Labels, labels
from remit.model.entities import Acknowledgement, Approval, Kpi, Post, Unit
from remit.model.values import INLINE, Deliverable, Due, Element, Performer, Target, Text, Timing
from remit.views.parties import Party

_WAN = 10_000
_YI = 100_000_000
_DAYS_OF_MONTHS = ("quarter", "half-year", "year")
"""Periods of several months: a day of one is that of its first month; of the period before, that of its last month."""

_WITHIN_A_DAY = ("hour", "shift", "day")


def date(value: str | None, lang: str) -> str:
    """A date (YYYY-MM-DD) as people write it: 2026年1月1日, 1 January 2026; empty where there is none."""
    if not value:
        return ""
    year, month, day = value.split("-")
    words = labels(lang)
    return words("date", year=year, month=int(month), day=int(day), month_name=_month(int(month), words))


def day_of_year(value: str, lang: str) -> str:
    """A month and a day (MM-DD) as people write them: 1月1日, 1 January."""
    month, _, day = value.partition("-")
    words = labels(lang)
    return words("day_of_year", month=int(month), day=int(day), month_name=_month(int(month), words))


def _month(number: int, words: Labels) -> str:
    return str(words.get("months")[number - 1]) if words.has("months") else str(number)


def duration(value: str, lang: str) -> str:
    """A duration such as "2 workdays" in words; a half as such, months that make whole years as years."""
    number, _, unit = value.partition(" ")
    words, unit = labels(lang), unit.removesuffix("s")
    if number in ("0.5", ".5"):
        return words(f"half_duration.{unit}")
    if unit == "month" and number.isdigit() and int(number) and int(number) % 12 == 0:
        number, unit = str(int(number) // 12), "year"
    text = words(f"duration.{unit}", n=number)
    return text if lang == "zh" or number == "1" else f"{text}s"


def timing(value: Timing | None, lang: str) -> str:
    """A time requirement in words; empty where there is none."""
    if value is None:
        return ""
    if value.vague is not None:
        return plain(value.vague, lang)
    words = labels(lang)
    if value.placeholder is not None:
        return words("unsettled")
    cadence, limit = _cadence(value, words), _limit(value, words)
    text = words("cadence_and_limit", cadence=cadence, limit=limit) if cadence and limit else cadence or limit
    if value.on is not None:
        on = _event(plain(value.on, lang), words)
        text = words("and_on", text=text, on=on) if text else on
    return text


def _event(event: str, words: Labels) -> str:
    """When an event happens: 设备大修时, on an overhaul; as it is where it says when itself: 上岗前, before the start."""
    said = words.get("says_when")
    if event.endswith(tuple(said["ends"])) or event.startswith(tuple(f"{word} " for word in said["starts"])):
        return event
    return words("on", on=event)


def _cadence(value: Timing, words: Labels) -> str:
    if value.as_needed:
        return words("as_needed")
    if value.continuous:
        return words("continuous")
    if value.every is None:
        return _point_words(value.by, "", words) if value.by is not None else ""
    often = _often(value, value.every, words)
    text = often if value.by is None else _due(value.by, value, value.every, often, words)
    return words("max_gap", text=text, gap=duration(value.max_gap, words.lang)) if value.max_gap else text


def _counted(value: Timing) -> bool:
    return value.times is not None and (value.times > 1 or value.at_least)


def _often(value: Timing, every: str, words: Labels) -> str:
    """每月, 每2个月, 每月至少2次; every month, every two months, at least twice a month."""
    period = words(f"period.{every}")
    if value.interval:
        gap = words(f"duration.{every}", n=_counting(value.interval, words))
        text = words("every_interval", gap=gap if words.lang == "zh" else f"{gap}s")
    else:
        text = words("every", period=period)
    if value.times is None or not _counted(value):
        return text
    count = words(f"count.{value.times}") if words.has(f"count.{value.times}") else ""
    count = count or words("count.n", n=_counting(value.times, words))
    name = "times_at_least" if value.at_least else "times"
    per = words(f"per.{every}") if words.has(f"per.{every}") else words("per.other", period=period)
    return words(name, every=text, count=count, per=per if not value.interval else text)


def _counting(number: int, words: Labels) -> str:
    """A small number as a word where the language spells it."""
    names = words.get("small_numbers") if words.has("small_numbers") else ()
    return str(names[number - 1]) if 1 <= number <= len(names) else str(number)


def _due(due: Due, value: Timing, every: str, often: str, words: Labels) -> str:
    """The due point said with the period where it is a plain one, else beside it, so that nothing written is lost.

    A meeting on a day of the week or at a time of day takes place then, not before.
    """
    kind, params = _point(due, every, words)
    single = not value.interval and not _counted(value)
    if due.of == "this" and single:
        if value.origin.document.kind == "meeting" and words.has(f"due.held.{kind}_{every}"):
            return words(f"due.held.{kind}_{every}", every=often, **params)
        name = f"due.{kind}_{every}" if words.has(f"due.{kind}_{every}") else f"due.{kind}"
        return words(name, every=often, period=words(f"period.{every}"), **params)
    where = "beside" if due.of == "this" else f"{due.of}.{every}"
    name = f"due.{where}_{kind}" if words.has(f"due.{where}_{kind}") else f"due.{where}"
    often = often if _counted(value) else words("once", every=often)
    return words(name, often=often, text=_point_words(due, every, words))


def _point_words(due: Due, every: str, words: Labels) -> str:
    """A due point by itself: 5日前, by the 5th."""
    kind, params = _point(due, every, words)
    name = f"due.point.{kind}_{every}" if words.has(f"due.point.{kind}_{every}") else f"due.point.{kind}"
    return words(name, **params)


def _point(due: Due, every: str, words: Labels) -> tuple[str, dict[str, object]]:
    """The kind of a due point and what its pattern asks for."""
    kind, params = _place(due, every, words)
    at = words("due.at", time=due.time) if due.time else ""
    after = words("due.after", time=due.time) if due.time else ""
    start = words("due.start", time=due.time) if due.time else ""
    return kind, {"at": at, "after": after, "start": start} | params


def _place(due: Due, every: str, words: Labels) -> tuple[str, dict[str, object]]:
    if due.month is not None:
        month = _month(due.month, words)
        if due.day:
            return "month_day", {"month": month, "day": due.day}
        return "month_close" if due.time else "month_end", {"month": month}
    if due.day is not None:
        named = "day" if every not in _DAYS_OF_MONTHS else "last_day" if due.of == "previous" else "first_day"
        return named, {"day": ordinal(due.day, words.lang)}
    if due.workday is not None:
        return "workday", {"n": ordinal(due.workday, words.lang)}
    if due.weekday is not None:
        return "weekday", {"weekday": words(f"weekday.{due.weekday}")}
    if due.before_end is not None:
        return "before_end", {"lead": duration(due.before_end, words.lang)}
    if due.time is None:
        return "end", {}
    return ("close", {}) if due.end and every not in _WITHIN_A_DAY else ("time", {"time": due.time})


def ordinal(number: int, lang: str) -> str:
    """5 in Chinese, 5th in English."""
    if lang == "zh":
        return str(number)
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _limit(value: Timing, words: Labels) -> str:
    if value.within is not None:
        within = duration(value.within, words.lang)
        if value.of is None:
            return words("within_only", within=within)
        return words("within", within=within, of=plain(value.of, words.lang))
    if value.before is not None:
        before = plain(value.before, words.lang)
        return (
            words("before_lead", before=before, lead=duration(value.lead, words.lang))
            if value.lead
            else words("before", before=before)
        )
    return ""


def number(value: float) -> str:
    """A number as people write it: no needless decimals, thousands separated."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0").rstrip(".")


def scalar(value: str | float, kind: str, lang: str, currency: str | None) -> str:
    """A plain value in words; `kind` is what its schema says in x-format or format."""
    if isinstance(value, str):
        written = {"date": date, "day-of-year": day_of_year, "duration": duration}.get(kind)
        return written(value, lang) if written is not None else value
    if kind == "amount":
        return amount(value, lang, currency)
    return percent(value, lang) if kind == "percent" else number(value)


def percent(value: float, lang: str) -> str:
    """A share in percent."""
    return labels(lang)("percent", n=number(value))


def amount(value: float, lang: str, currency: str | None) -> str:
    """An amount of money in a currency (ISO 4217) as it stands by itself: 人民币8万元, CNY 80,000."""
    return _money(value, lang, currency, "full")


def amount_range(above: float | None, up_to: float | None, lang: str, currency: str | None) -> str:
    """Amounts over one bound (exclusive) and up to another (inclusive), either of which may be missing."""
    words = labels(lang)
    low = _money(above, lang, currency, "brief") if above is not None else ""
    high = _money(up_to, lang, currency, "brief") if up_to is not None else ""
    if low and high:
        return words("amount_between", low=low, high=high)
    if low:
        return words("amount_above", n=low)
    return words("amount_up_to", n=high) if high else words("amount_any")


def _money(value: float, lang: str, currency: str | None, form: str) -> str:
    words = labels(lang)
    if currency is None:
        return words("currency.none", n=_sum(value, words))
    name = f"currency.{currency}.{form}"
    if words.has(name):
        return words(name, n=_sum(value, words))
    return words("currency.other", n=_figure(value), code=currency)


def _sum(value: float, words: Labels) -> str:
    """The figure of an amount in the scale of the language: 8万, 1.5亿; 80,000."""
    if words.has("scale") and value >= _YI and value % (_YI // 100) == 0:
        return words("scale.yi", n=number(value / _YI))
    if words.has("scale") and value >= _WAN and value % (_WAN // 10) == 0:
        return words("scale.wan", n=number(value / _WAN))
    return _figure(value)


def _figure(value: float) -> str:
    """An amount in figures: whole, or with its two decimals."""
    return f"{value:,.2f}" if round(value, 2) == value != int(value) else number(value)


def quantity(value: float, unit: str, lang: str) -> str:
    """A number with its unit as written: 3天, 95%, 5万元; 3 days, 95%, CNY 50,000."""
    words = labels(lang)
    if unit in words.get("money_units"):
        return words("money", n=_sum(value, words), unit=unit)
    if unit == "%":
        return percent(value, lang)
    return words("quantity", n=number(value), unit=unit) if unit else number(value)


def target(value: Target | None, kpi: Kpi | None, lang: str) -> str:
    """A target with the unit of its KPI."""
    if value is None:
        return ""
    for text in (value.text, value.vague):
        if text is not None:
            return plain(text, lang)
    words = labels(lang)
    if value.placeholder is not None:
        return words("unsettled")
    unit = plain(kpi.unit, lang) if kpi is not None else ""
    if value.at_least is not None and value.at_most is not None:
        repeated = unit == "%" or unit in words.get("money_units")
        low = quantity(value.at_least, unit, lang) if repeated else number(value.at_least)
        return words("target.range", low=low, high=quantity(value.at_most, unit, lang))
    for name in ("at_least", "at_most", "equals"):
        bound = getattr(value, name)
        if bound is not None:
            return words(f"target.{name}", n=quantity(bound, unit, lang))
    return ""


def plain(text: Text | None, lang: str) -> str:
    """A text with its links as words and doubled braces as braces; empty where there is none."""
    if text is None:
        return ""
    words = text.get(lang)
    if "{" not in words:
        return words
    return linked(text, lang, lambda _target, shown: shown, lambda part: part)


def in_words(text: Text) -> dict[str, str]:
    """A text in each of its languages, with its links as words: a parameter of a finding."""
    return {lang: plain(text, lang) for lang in text.by_language}


def linked(text: Text, lang: str, link: Callable[[Element, str], str], escape: Callable[[str], str]) -> str:
    """A text whose links are made by `link(element, words)` and whose other words pass through `escape`."""
    return "".join(
        escape(words) if element is None else link(element, words or name_of(element, lang))
        for words, element in segments(text, lang)
    )


def segments(text: Text, lang: str) -> Iterator[tuple[str, Element | None]]:
    """A text in parts: words with None, and each link's element with the words written for it (empty: none are)."""
    words = text.get(lang)
    position = 0
    for found in INLINE.finditer(words):
        yield _braces(words[position : found.start()]), None
        ref = text.refs.get(f"{found[1]}:{found[2]}")
        element = ref.target if ref is not None else None
        yield found[3] or ("" if element is not None else found[2]), element
        position = found.end()
    yield _braces(words[position:]), None


def _braces(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def name_of(element: Element, lang: str) -> str:
    """What people call an element: its name, title or text; an entry of the ledger by its document and day; else its reference."""
    if isinstance(element, Approval | Acknowledgement) and element.document.target is not None:
        about, on = (
            ("approval_of", element.approved.on) if isinstance(element, Approval) else ("reading_of", element.on)
        )
        return labels(lang)(about, name=name_of(element.document.target, lang), on=date(on, lang))
    for attribute in ("name", "title", "text", "what"):
        found = getattr(element, attribute, None)
        if isinstance(found, Text):
            return plain(found, lang)
    return element.ref


def party_name(party: Party, lang: str) -> str:
    """What stands over a column or in a lane."""
    words = labels(lang)
    if party.element is None:
        return words(f"relative.{party.relative}") if party.relative else party.named
    name = name_of(party.element, lang)
    return words("at", post=name, unit=name_of(party.at, lang)) if party.at is not None else name


Show = Callable[[Element, str], str]
"""How an element's name is shown: as it is, or as a link."""


def _as_it_is(_element: Element, shown: str) -> str:
    return shown


def performer(value: Performer | None, lang: str, show: Show = _as_it_is, escape: Callable[[str], str] = str) -> str:
    """A performer in words; `show` makes the links, every other word of the model passes through `escape`."""
    if value is None:
        return ""
    words = labels(lang)
    parts = [performer(part, lang, show, escape) for part in value.parts]
    match value.kind:
        case "any":
            return words("any_separator").join(parts)
        case "each":
            return words("each", name=parts[0])
        case "except":
            return words("except", name=parts[0], other=parts[1])
        case "named":
            return escape(plain(value.named, lang))
        case "ref" | "at":
            element = value.ref.target if value.ref else None
            if element is None:
                return escape(value.ref.key if value.ref else "")
            shown = show(element, name_of(element, lang))
            place = value.at.target if value.at else None
            return words("at", post=shown, unit=show(place, name_of(place, lang))) if place is not None else shown
    return escape(words(f"relative.{value.kind}"))


def deliverable(value: Deliverable, lang: str) -> str:
    """A record's name, or the text."""
    if value.record is not None:
        element = value.record.target
        if element is None:
            return value.record.key
        return name_of(element, lang)
    return plain(value.text or value.named, lang)


def unit_of(post: Post) -> Unit | None:
    """The unit a post belongs to; of several, the first."""
    ref = post.unit or (post.units[0].unit if post.units else None)
    return ref.target if ref is not None else None
