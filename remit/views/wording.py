"""Times, amounts, targets and performers as people read them, in each language; patterns stand in templates/labels."""

from __future__ import annotations

from collections.abc import Callable

from remit.labels import Labels, labels
from remit.model.entities import Approval, Kpi, Post, Unit
from remit.model.values import INLINE, Deliverable, Due, Element, Performer, Target, Text, Timing
from remit.views.parties import Party

_WAN = 10_000
_YI = 100_000_000


def duration(value: str, lang: str) -> str:
    """A duration such as "2 workdays" in words."""
    number, _, unit = value.partition(" ")
    text = labels(lang)(f"duration.{unit.removesuffix('s')}", n=number)
    return text if lang == "zh" or number == "1" else f"{text}s"


def timing(value: Timing | None, lang: str) -> str:
    """A time requirement in words; empty where there is none."""
    if value is None:
        return ""
    if value.vague is not None:
        return value.vague.get(lang)
    if value.placeholder is not None:
        return value.placeholder
    words = labels(lang)
    text = _cadence(value, words) or _limit(value, words)
    if value.on is not None:
        on = plain(value.on, lang)
        text = words("and_on", text=text, on=on) if text else words("on", on=on)
    return text


def _cadence(value: Timing, words: Labels) -> str:
    if value.as_needed:
        return words("as_needed")
    if value.continuous:
        return words("continuous")
    if value.every is None:
        return ""
    often = _often(value, value.every, words)
    text = often if value.by is None else _due(value.by, value, value.every, often, words)
    return words("max_gap", text=text, gap=duration(value.max_gap, words.lang)) if value.max_gap else text


def _counted(value: Timing) -> bool:
    return value.times is not None and (value.times > 1 or value.at_least)


def _often(value: Timing, every: str, words: Labels) -> str:
    """每月, 每2个月, 每月至少2次; every month, every 2 months, at least twice a month."""
    period = words(f"period.{every}")
    if value.interval:
        text = words("every_interval", gap=duration(f"{value.interval} {every}s", words.lang))
    else:
        text = words("every", period=period)
    if not _counted(value):
        return text
    count = words(f"count.{value.times}") if words.has(f"count.{value.times}") else words("count.n", n=value.times)
    return words("times_at_least" if value.at_least else "times", every=text, count=count, period=period)


def _due(due: Due, value: Timing, every: str, often: str, words: Labels) -> str:
    """The due point said with the period where it is a plain one, else beside it, so that nothing written is lost."""
    kind, params = _point(due, words)
    params["at"] = words("due.at", time=due.time) if due.time else ""
    if due.of == "this" and not value.interval and not _counted(value):
        name = f"due.{kind}_{every}" if words.has(f"due.{kind}_{every}") else f"due.{kind}"
        return words(name, every=often, period=words(f"period.{every}"), **params)
    where = "beside" if due.of == "this" else f"{due.of}.{every}"
    name = f"due.{where}_{kind}" if words.has(f"due.{where}_{kind}") else f"due.{where}"
    return words(name, often=often, text=words(f"due.point.{kind}", **params))


def _point(due: Due, words: Labels) -> tuple[str, dict[str, object]]:
    """The kind of a due point and what its pattern asks for."""
    if due.month is not None:
        month = words.get("months")[due.month - 1] if words.has("months") else due.month
        return ("month_day", {"month": month, "day": due.day}) if due.day else ("month_end", {"month": month})
    if due.day is not None:
        return "day", {"day": ordinal(due.day, words.lang)}
    if due.workday is not None:
        return "workday", {"n": ordinal(due.workday, words.lang)}
    if due.weekday is not None:
        return "weekday", {"weekday": words(f"weekday.{due.weekday}")}
    if due.before_end is not None:
        return "before_end", {"lead": duration(due.before_end, words.lang)}
    return ("end", {}) if due.end else ("time", {"time": due.time})


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


def amount(value: float, lang: str) -> str:
    """An amount of money: 人民币8万元, CNY 80,000."""
    words = labels(lang)
    if lang == "zh" and value >= _YI and value % (_YI // 10) == 0:
        return words("amount_yi", n=number(value / _YI))
    if lang == "zh" and value >= _WAN and value % 1_000 == 0:
        return words("amount_wan", n=number(value / _WAN))
    return words("amount", n=number(value))


def amount_range(above: float | None, up_to: float | None, lang: str) -> str:
    """Amounts over one bound (exclusive) and up to another (inclusive), either of which may be missing."""
    words = labels(lang)
    if above is not None and up_to is not None:
        return words("amount_between", low=amount(above, lang), high=amount(up_to, lang))
    if above is not None:
        return words("amount_above", n=amount(above, lang))
    return words("amount_up_to", n=amount(up_to, lang)) if up_to is not None else words("amount_any")


def target(value: Target | None, kpi: Kpi | None, lang: str) -> str:
    """A target with the unit of its KPI."""
    if value is None:
        return ""
    for text in (value.text, value.vague):
        if text is not None:
            return plain(text, lang)
    if value.placeholder is not None:
        return value.placeholder
    unit = kpi.unit.get(lang) if kpi is not None and kpi.unit is not None else ""
    if lang != "zh" and unit and unit != "%":
        unit = f" {unit}"
    words = labels(lang)
    if value.at_least is not None and value.at_most is not None:
        return words("target.range", low=number(value.at_least), high=number(value.at_most), unit=unit)
    for name in ("at_least", "at_most", "equals"):
        bound = getattr(value, name)
        if bound is not None:
            return words(f"target.{name}", n=number(bound), unit=unit)
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
    words = text.get(lang)
    parts: list[str] = []
    position = 0
    for found in INLINE.finditer(words):
        parts.append(escape(_braces(words[position : found.start()])))
        ref = text.refs.get(f"{found[1]}:{found[2]}")
        element = ref.target if ref is not None else None
        shown = found[3] or (name_of(element, lang) if element is not None else found[2])
        parts.append(link(element, shown) if element is not None else escape(shown))
        position = found.end()
    parts.append(escape(_braces(words[position:])))
    return "".join(parts)


def _braces(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def name_of(element: Element, lang: str) -> str:
    """What people call an element: its name, title or text; an approval by its document and day; else its reference."""
    if isinstance(element, Approval) and element.document.target is not None:
        return labels(lang)("approval_of", name=name_of(element.document.target, lang), on=element.approved.on or "")
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
