"""The calendar: an overview with what comes back each day and week, a page a month, and a page a unit.

A month is narrowed to a unit, and a unit to a post, by an address (#u-sales): the style sheet of the page hides the other
rows, so that it works without a script.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from remit.backends import Edition
from remit.model.entities import Post, Unit
from remit.pages.downloads import Downloads
from remit.pages.words import page_words
from remit.site import Page
from remit.views.belonging import home_unit, units_in_order, units_of, upwards
from remit.views.my_deadlines import Entry
from remit.views.occurrences import schedule
from remit.views.wording import name_of
from remit.views.year_plan import Planned, frequent, planned

CROWDED = 600
"""With more entries than this a month's page counts them by unit; the unit's own page has them."""

_OVERVIEW = "calendar/index.html"
_RULE = ".page:has([id='{prefix}-{ident}']:target) tr[data-of]:not([data-of~='{ident}']){{display:none}}"
_CHOSEN = "[id='{prefix}-{ident}']:target{{background:var(--remit-accent-wash);border-color:var(--remit-accent)}}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit or post to which a table can be narrowed: the anchor of its chip and how many rows it keeps."""

    anchor: str
    element: Unit | Post
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A planned entry with the ids of those to whom its table can be narrowed, and its posts in the order shown."""

    planned: Planned
    of: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A planned entry and the ids of the units that it falls to."""

    planned: Planned
    units: tuple[str, ...]


class CalendarPages:
    """Makes the pages of the calendar of one language. `page` renders one from its path, title, section and template."""

    def __init__(self, edition: Edition, lang: str, downloads: Downloads, page: Callable[..., Page]) -> None:
        self.org, self.lang, self.downloads, self.page = edition.organisation, lang, downloads, page
        self.t = page_words(lang)
        self.schedule = schedule(self.org.system, edition.as_of)
        every = planned(self.org, self.schedule)
        entries = {id(one.entry): one for one in every}  # what comes back each week falls to the same ones each time
        units = {ident: self._units(one) for ident, one in entries.items()}
        self.placed = [_Placed(one, units[id(one.entry)]) for one in every]
        self.by_unit: dict[str, list[_Placed]] = defaultdict(list)
        for one in self.placed:
            for ident in one.units:
                self.by_unit[ident].append(one)
        self.shown = [unit for unit in units_in_order(self.org) if unit.id in self.by_unit]

    def pages(self) -> Iterator[Page]:
        """The overview, the months, the units."""
        months = [(month, list(found)) for month, found in groupby(self.placed, key=_month)]
        names = [name for name, _ in months]
        context = partial(self._overview, months)
        yield self.page(_OVERVIEW, self.t("calendar"), "register", "calendar.html", context)
        for month, found in months:
            path, title = f"calendar/{month}/index.html", self.t("plan.title", when=self._title(month))
            context = partial(self._month, month, found, names)
            yield self.page(path, title, "register", "calendar_month.html", context, self.t("calendar"))
        for unit in self.shown:
            path, title = f"calendar/units/{unit.id}/index.html", self.t("plan.title", when=name_of(unit, self.lang))
            context = partial(self._unit, unit, path)
            yield self.page(path, title, "register", "calendar_month.html", context, self.t("calendar"))

    def _overview(self, months: Sequence[tuple[str, Sequence[_Placed]]]) -> dict[str, Any]:
        return {
            "months": [(month, self._title(month), len(found)) for month, found in months],
            "units": [(unit, len(self.by_unit[unit.id])) for unit in self.shown],
            "often": self._often(),
            "downloads": self.downloads.whole(_OVERVIEW, "calendar_company"),
        }

    def _often(self) -> list[tuple[str, list[Entry]]]:
        found = frequent(self.org)
        kinds = dict.fromkeys(entry.timing.every for entry in found if entry.timing is not None and entry.timing.every)
        order = [period for period in ("hour", "shift", "day", "week") if period in kinds]
        return [(period, [one for one in found if one.timing and one.timing.every == period]) for period in order]

    def _month(self, month: str, found: Sequence[_Placed], months: Sequence[str]) -> dict[str, Any]:
        counts = Counter(ident for one in found for ident in one.units)
        crowded = len(found) > CROWDED
        shown = [one for one in found if not one.units] if crowded else found
        rows = [Row(one.planned, " ".join(one.units), one.planned.posts) for one in shown]
        units = [(unit, counts[unit.id]) for unit in self.shown if counts[unit.id]]
        choices = [] if crowded else [Choice(f"u-{unit.id}", unit, count) for unit, count in units]
        at = months.index(month)
        near = [(name, self._title(name)) for name in (*months[max(at - 1, 0) : at], *months[at + 1 : at + 2])]
        days = [(day, list(group)) for day, group in groupby(rows, key=lambda row: row.planned.day)]
        return {
            "groups": [("", "", days)] if days else [],
            "choices": choices,
            "near": near,
            "style": _style("u", choices),
            "files": "",
            "lead": self.t("plan.narrow_unit"),
            "weekday": self._weekday,
            "summary": [(unit, f"../units/{unit.id}/index.html#m-{month}", count) for unit, count in units]
            if crowded
            else [],
            "total": len(found),
        }

    def _unit(self, unit: Unit, path: str) -> dict[str, Any]:
        own = [one.planned for one in self.by_unit[unit.id]]
        posts = {post.ref: post for one in own for post in one.posts if self._below(post, unit)}
        rows = [
            Row(
                one,
                " ".join(post.id for post in one.posts if post.ref in posts),
                tuple(sorted(one.posts, key=lambda post: post.ref not in posts)),
            )
            for one in own
        ]
        choices = [Choice(f"p-{post.id}", post, sum(post in row.posts for row in rows)) for post in posts.values()]
        groups = [
            (f"m-{month}", self._title(month), [(day, list(of)) for day, of in groupby(found, key=_day)])
            for month, found in groupby(rows, key=lambda row: f"{row.planned.day:%Y-%m}")
        ]
        files = [(post, self.downloads.file(path, post, "calendar")) for post in posts.values()]
        return {
            "groups": groups,
            "choices": choices,
            "near": [],
            "style": _style("p", choices),
            "files": [(post, file) for post, file in files if file],
            "lead": self.t("plan.narrow_post"),
            "weekday": self._weekday,
            "summary": [],
        }

    def _units(self, one: Planned) -> tuple[str, ...]:
        """The units that an entry falls to: those of its posts, else the one that its owner belongs to."""
        homes: list[Unit] = [unit for post in one.posts for unit in units_of(post)]
        if not homes:
            own = home_unit(one.entry.obligations[0].owner)
            homes = [own] if own is not None else []
        return tuple(dict.fromkeys(unit.id for unit in homes))

    def _below(self, post: Post, unit: Unit) -> bool:
        return any(one is unit for home in units_of(post) for one in upwards(home))

    def _title(self, month: str) -> str:
        year, number = month.split("-")
        return self.t("plan.month", year=year, month=int(number), name=self.t(f"plan.months.m{number}"))

    def _weekday(self, number: int) -> str:
        return self.t(f"plan.weekdays.d{number}")


def _month(one: _Placed) -> str:
    return f"{one.planned.day:%Y-%m}"


def _day(row: Row) -> object:
    return row.planned.day


def _style(prefix: str, choices: Iterable[Choice]) -> Markup:
    """The rules that narrow the table to the chosen one; ids are ASCII letters, digits and hyphens."""
    idents = [choice.element.id for choice in choices]
    rules = [rule.format(prefix=prefix, ident=ident) for ident in idents for rule in (_RULE, _CHOSEN)]
    return Markup("<style>{}</style>").format(Markup("").join(Markup(rule) for rule in rules))
