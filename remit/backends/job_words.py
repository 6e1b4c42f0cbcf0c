"""What a job description says of a post in a few words: its identification, its place in the line, its conditions.

The packaged document and a company's own template print the same words from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remit.backends import job_sections as sections
from remit.backends.paper import date, label, ref_name, words
from remit.model.entities import Approval, Post
from remit.model.values import Element
from remit.views.post_sheet import PostSheet
from remit.views.wording import name_of, plain

_OTHER = {"zh": "en", "en": "zh"}


class Line(NamedTuple):
    """A label with its value; `key` names it in templates."""

    key: str
    label: str
    value: str


def identification(sheet: PostSheet, approvals: tuple[Approval, ...], lang: str) -> Iterator[Line]:
    """Name, code, unit, place in the line and the other marks of a post; values may be empty."""
    say, post = words(lang), sheet.post
    compiled = next((one.prepared.on for one in reversed(approvals) if one.prepared), None)
    headcount = sheet.headcount
    yield Line("name", say("job.name"), name_of(post, lang))
    yield Line("other_name", say("job.other_name"), post.name.by_language.get(_OTHER.get(lang, ""), ""))
    yield Line("code", label("Post", "code", lang), post.code or "")
    yield Line("unit", label("Post", "unit", lang), units(sheet, lang))
    yield Line("family", label("Post", "family", lang), plain(post.family, lang))
    yield Line("grade", label("Post", "grade", lang), post.grade or "")
    yield Line(
        "superior", label("Post", "superior", lang), listed((ref_name(ref, lang) for ref in sheet.superiors), lang)
    )
    yield Line("headcount", label("Post", "headcount", lang), str(headcount) if headcount is not None else "")
    yield Line("reports", say("job.reports"), reports(sheet, lang) or say("job.nothing_below"))
    yield Line(
        "also_reports_to",
        label("Post", "also_reports_to", lang),
        listed((ref_name(ref, lang) for ref in post.also_reports_to), lang),
    )
    yield Line("location", label("Post", "location", lang), plain(post.location, lang))
    yield Line("employment", label("Post", "employment", lang), plain(post.employment, lang))
    yield Line("heads", say("job.heads"), named(sheet.heads, lang))
    yield Line("roles", say("job.roles"), named(sheet.roles, lang))
    yield Line("compiled", say("job.compiled"), date(compiled, lang))


def conditions(post: Post, lang: str) -> Iterator[Line]:
    """The working conditions and the physical demands; values may be empty."""
    if post.conditions is not None:
        for name in ("environment", "hours", "travel", "equipment", "hazards"):
            yield Line(name, label("Conditions", name, lang), plain(getattr(post.conditions, name), lang))
    yield Line("physical", label("Qualifications", "physical", lang), sections.physical(post.qualifications, lang))


def career(sheet: PostSheet, lang: str) -> Iterator[Line]:
    """Who deputises, for whom the post stands in, where its holders come from and go to; values may be empty."""
    post, path = sheet.post, sheet.post.career
    yield Line("deputy", label("Post", "deputy", lang), ref_name(post.deputy, lang))
    yield Line("stands_in", words(lang)("job.stands_in"), named(sheet.stands_in_for, lang))
    if path is not None:
        from_, to = (listed((ref_name(ref, lang) for ref in refs), lang) for refs in (path.from_, path.to))
        yield Line("career_from", label("Career", "from", lang), from_)
        yield Line("career_to", label("Career", "to", lang), to)


def supervises(sheet: PostSheet, lang: str) -> str:
    """Whom the post leads, in a sentence."""
    say, posts = words(lang), reports(sheet, lang)
    known = [report.headcount for report in sheet.reports if report.headcount is not None]
    if not posts:
        return say("job.supervises_none")
    return say("job.supervises", posts=posts, n=sum(known)) if known else say("job.supervises_posts", posts=posts)


def reports(sheet: PostSheet, lang: str) -> str:
    """The direct reports with their headcount, and the unit where one post answers from several; empty for none."""
    say = words(lang)
    places: dict[str, int] = {}
    for report in sheet.reports:
        places[report.post.ref] = places.get(report.post.ref, 0) + 1
    names: list[str] = []
    for report in sheet.reports:
        name = name_of(report.post, lang)
        if report.unit is not None and report.headcount is not None and places[report.post.ref] > 1:
            names.append(say("job.people_at", post=name, unit=name_of(report.unit, lang), n=report.headcount))
        else:
            names.append(_with_headcount(name, report.headcount, lang))
    return listed(names, lang)


def units(sheet: PostSheet, lang: str) -> str:
    """The unit, or each of several with its headcount."""
    if not sheet.placements:
        return ref_name(sheet.post.unit, lang)
    return listed(
        (_with_headcount(ref_name(place.unit, lang), place.headcount, lang) for place in sheet.placements), lang
    )


def named(elements: Iterable[Element], lang: str) -> str:
    """Elements by their names, in a row."""
    return listed((name_of(element, lang) for element in elements), lang)


def listed(names: Iterable[str], lang: str) -> str:
    """Names in a row, each once."""
    return words(lang)("list").join(dict.fromkeys(names))


def _with_headcount(name: str, headcount: int | None, lang: str) -> str:
    return words(lang)("job.people", post=name, n=headcount) if headcount is not None else name
