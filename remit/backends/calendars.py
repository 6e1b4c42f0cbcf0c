"""Calendars to subscribe to (iCalendar, RFC 5545): one of each post and one of the company, from every cadence and deadline.

An event keeps its UID as long as its element keeps its id, so that a calendar imported again moves events instead of
doubling them. What is due each week is one event that repeats, with events of their own for the weeks where it moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby

from icalendar import Alarm, Calendar, Event, Parameters, vRecur, vText
from icalendar.parser import Contentline

from remit.backends import Edition
from remit.backends.calendar_words import about, described, summary
from remit.backends.paper import approvals_by_document, company, words
from remit.cache.reads import once
from remit.cache.standing import made
from remit.model.entities import Post
from remit.views.deadlines import Obligation, deadlines, signature
from remit.views.occurrences import Occurrence, schedule
from remit.views.wording import name_of
from remit.views.year_plan import Dates

_MORNING_BEFORE = timedelta(hours=-15)
"""Nine o'clock on the day before an event that takes all day."""
_DAY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"
_BEGIN_OF_EVENT, _END_OF_EVENT = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    """Obligations that are one event: several KPIs supplied by the same people at the same time, else just one."""

    uid: str
    obligations: tuple[Obligation, ...]
    dates: tuple[Occurrence, ...]

    @property
    def first(self) -> Obligation:
        return self.obligations[0]

    @property
    def weekly(self) -> bool:
        timing = self.first.timing
        return timing is not None and timing.every == "week"


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/calendar/<post>.ics and company.ics, where they have a date. None where no year is known."""
    writer = _Writer(edition, lang)
    makers: dict[str, Callable[[], bytes]] = {}
    for post in edition.organisation.all(Post):
        if post.ref in writer.own:
            makers[f"downloads/{lang}/calendar/{post.id}.ics"] = partial(writer.of_post, post)
    if writer.entries:
        makers[f"downloads/{lang}/calendar/company.ics"] = writer.of_company
    return {path: made(path, make) for path, make in makers.items()}


def holders(edition: Edition) -> frozenset[str]:
    """The references of the posts that have a calendar."""
    system = edition.organisation.system
    dates = Dates(schedule(system, edition.as_of))
    return frozenset(post.ref for one in deadlines(edition.organisation) if dates.of(one) for post in one.posts)


class _Writer:
    """Makes the events of one language, each once."""

    def __init__(self, edition: Edition, lang: str) -> None:
        self.edition, self.lang, self.say = edition, lang, words(lang)
        self.code = edition.organisation.system.code or "company"
        self.company = company(edition, lang)
        self.schedule = schedule(edition.organisation.system, edition.as_of)
        self.approvals = approvals_by_document(edition.organisation)
        every = deadlines(edition.organisation)
        dates = Dates(self.schedule)
        dated = [(one, dates.of(one)) for one in every]
        self.undated = [one for one, dates in dated if not dates]
        self.entries = list(_entries([(one, dates) for one, dates in dated if dates]))
        by_uid = {entry.uid: entry for entry in self.entries}
        self.parts = once(lambda uid: self._parts(by_uid[uid]))
        self.described = once(self._described)
        self.own: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self.entries:
            for ref in {post.ref for post in entry.first.posts}:
                self.own[ref].append(entry)

    def of_post(self, post: Post) -> bytes:
        """The calendar of a post that has entries."""
        title = self.say("calendar.post", company=self.company, post=name_of(post, self.lang))
        undated = sum(1 for obligation in self.undated if post in obligation.posts)
        return self.calendar(title, self.own[post.ref], undated, alarms=True)

    def of_company(self) -> bytes:
        """The calendar of everything."""
        title = self.say("calendar.company", company=self.company)
        return self.calendar(title, self.entries, len(self.undated), alarms=False)

    def calendar(self, title: str, entries: Sequence[_Entry], undated: int, *, alarms: bool) -> bytes:
        """A calendar of events, with a reminder the day before a deadline where alarms are wanted."""
        calendar = Calendar()
        calendar.add("prodid", f"-//remit//{self.code}//{self.lang.upper()}")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("name", title)
        calendar.add("x-wr-calname", title)
        calendar.add("x-wr-caldesc", about(undated, self.lang))
        if self.edition.organisation.system.timezone:
            calendar.add("x-wr-timezone", self.edition.organisation.system.timezone)
        events = (event for entry in entries for event in self._events(entry, alarms))
        head: bytes = calendar.to_ical()
        return head.removesuffix(_END) + b"".join(events) + _END

    def _events(self, entry: _Entry, alarms: bool) -> Iterator[bytes]:
        own, shared, alarm = self.parts(entry.uid)
        close = shared + (alarm if alarms else b"") + _END_OF_EVENT
        return (event + close for event in own)

    def _parts(self, entry: _Entry) -> tuple[list[bytes], bytes, bytes]:
        """What the events of an entry have for themselves, and what they share; many calendars have them."""
        return list(self._written(entry)), *self._shared(entry)

    def _shared(self, entry: _Entry) -> tuple[bytes, bytes]:
        """What is the same in all events of an entry, and its reminder: none of a meeting, which people know of."""
        event, alarm = Event(), Alarm()
        title = summary(entry.obligations, self.lang)
        event.add("summary", title)
        event.add("categories", [self.say(f"calendar.category.{entry.first.kind}")])
        event.add("dtstamp", self._stamp(entry))
        event.add("sequence", max(len(self.approvals.get(entry.first.owner.ref, ())) - 1, 0))
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _MORNING_BEFORE)
        alarm.add("description", title)
        reminded = not entry.weekly and not entry.first.happens
        return _lines(event), alarm.to_ical() if reminded else b""

    def _written(self, entry: _Entry) -> Iterator[bytes]:
        if not entry.weekly:
            yield from (self._event(entry, one.period, one.day, one.period) for one in entry.dates)
            return
        for year, found in groupby(entry.dates, key=lambda one: one.day.year):
            yield from self._weekly(entry, year, list(found))

    def _weekly(self, entry: _Entry, year: int, dates: list[Occurrence]) -> Iterator[bytes]:
        """One event on the usual day of the week, without the weeks that move or lapse; those that move by themselves."""
        usual = Counter(one.day.weekday() for one in dates).most_common(1)[0][0]
        regular = [one.day for one in dates if one.day.weekday() == usual]
        weeks = (entry.first.timing.interval if entry.first.timing else None) or 1
        every = [regular[0] + timedelta(weeks=n) for n in range(0, (regular[-1] - regular[0]).days // 7 + 1, weeks)]
        rule = Event()
        rule.add("rrule", vRecur({"FREQ": "WEEKLY", "INTERVAL": weeks, "UNTIL": regular[-1]}))
        for day in sorted(set(every) - set(regular)):
            rule.add("exdate", day, parameters={"VALUE": "DATE"})
        yield self._event(entry, f"weekly-{year}", regular[0], "") + _lines(rule)
        for one in dates:
            if one.day not in every:
                yield self._event(entry, one.period, one.day, one.period)

    def _event(self, entry: _Entry, part: str, day: date, period: str) -> bytes:
        """What an event that takes all day has for itself; a large company has a hundred thousand that differ in day and UID."""
        uid = Contentline.from_parts("UID", Parameters(), vText(f"{entry.uid}/{part}@{self.code}.remit")).to_ical()
        days = f"DTEND;VALUE=DATE:{day + _DAY:%Y%m%d}\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\n".encode()
        text = described(self.edition.organisation, entry.obligations, period, self.lang)
        return b"".join((_BEGIN_OF_EVENT, self.described(text), days, uid, b"\r\n"))

    def _described(self, text: str) -> bytes:
        event = Event()
        event.add("description", text)
        return _lines(event)

    def _stamp(self, entry: _Entry) -> datetime:
        """When the content was settled: the last approval of its document, else the beginning of the calendar."""
        days = [approval.approved.on for approval in self.approvals.get(entry.first.owner.ref, ())]
        known = max((day for day in days if day), default="") or f"{min(self.schedule.years):04}-01-01"
        return datetime.fromisoformat(f"{known}T00:00:00").replace(tzinfo=UTC)


def _lines(event: Event) -> bytes:
    """An event without its first and last line."""
    written: bytes = event.to_ical()
    return written.removeprefix(_BEGIN_OF_EVENT).removesuffix(_END_OF_EVENT)


def _entries(dated: Sequence[tuple[Obligation, tuple[Occurrence, ...]]]) -> Iterator[_Entry]:
    """KPIs whose data the same people supply at the same time are one entry, anything else is one by itself."""
    together: dict[str, list[tuple[Obligation, tuple[Occurrence, ...]]]] = {}
    for obligation, dates in dated:
        together.setdefault(_uid(obligation), []).append((obligation, dates))
    for uid, found in together.items():
        yield _Entry(uid, tuple(one for one, _ in found), found[0][1])


def _uid(obligation: Obligation) -> str:
    if obligation.kind == "kpi" and obligation.posts and obligation.timing is not None:
        who = "+".join(post.ref for post in obligation.posts)
        return f"{who}/kpi-data-{signature(obligation.timing)}"
    return f"{obligation.element.ref}/review" if obligation.kind == "review" else obligation.element.ref
