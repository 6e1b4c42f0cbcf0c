"""The handbook: every page of every language, handed to the site engine as finished body HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

import jinja2
from markupsafe import Markup

from remit.backends import Edition
from remit.diagrams.svg import org_svg
from remit.labels import labels
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text
from remit.pages.archive import archive_pages
from remit.pages.downloads import Downloads
from remit.pages.entity_pages import EntityPages
from remit.pages.finders import finder_files, tasks
from remit.pages.markup import Markups, kind_label
from remit.pages.order import group, in_order
from remit.pages.overviews import Overviews
from remit.pages.places import href, page_path
from remit.pages.words import frame_words, page_words
from remit.resources import templates_dir
from remit.site import LanguageSite, Page, Section
from remit.views.charts import company_chart
from remit.views.local_names import local_name
from remit.views.wording import date, name_of, plain

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "units": ("unit",), "posts": ("post", "role"), "processes": ("process",), "policies": ("policy",), "records": ("record",),
    "kpis": ("kpi",), "authorities": ("authority",), "raci": (), "meetings": ("meeting", "training", "incentive"),
    "register": ("basis", "term", "external", "system"),
}  # fmt: skip
"""The top navigation and the kinds whose pages stand in each section; approvals are reached from their documents."""

_HOME = "index.html"
_LEDGER_WEIGHT = 0.2
"""What an entry of the ledger counts in the search, beside the document it approves."""


@cache
def environment(lang: str) -> jinja2.Environment:
    """The templates of the pages with the words of a language; compiled once, whatever is made of them."""
    loader = jinja2.FileSystemLoader(templates_dir() / "pages")
    found = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.globals["t"] = page_words(lang)
    return found


def language_site(edition: Edition, lang: str) -> LanguageSite:
    """All pages of one language."""
    t = page_words(lang)
    env = environment(lang)
    downloads = Downloads(edition, lang)
    pages = [
        _home(edition, lang, env, downloads),
        *_entities(edition, lang, env, downloads),
        *Overviews(edition, lang, env, downloads).pages(),
        *archive_pages(edition, lang, env),
    ]
    made = frame(edition, lang)
    indexes = {"raci": "raci/index.html", "register": "register/index.html"}
    sections = tuple(Section(name, t(f"sections.{name}"), indexes.get(name, f"{name}/index.html")) for name in SECTIONS)
    return replace(made, sections=sections, pages=tuple(pages), files=finder_files(edition, lang, downloads))


def frame(edition: Edition, lang: str) -> LanguageSite:
    """What is around the pages of a language, without any."""
    organisation = edition.organisation
    return LanguageSite(
        lang=lang,
        name=page_words(lang)("site_name", company=(organisation.system.short or organisation.system.name).get(lang)),
        sections=(),
        pages=(),
        labels={**frame_words(lang), "language": labels(lang)("language")},
        notice=_notice(edition, lang),
        terms=tuple(sorted(set(_terms(organisation, lang)))),
    )


def beside(edition: Edition, site: LanguageSite) -> tuple[LanguageSite, ...]:
    """The languages with `site` in its place. All have the same pages, so that those of the others need not be made."""
    return tuple(
        site if lang == site.lang else replace(frame(edition, lang), pages=site.pages)
        for lang in edition.organisation.languages
    )


def _notice(edition: Edition, lang: str) -> str:
    """The small print under every page: the company's, for whom the site is, and of which day it tells where that is past."""
    system, level = edition.organisation.system, edition.reader.level
    notice = plain(system.notice, lang)
    whom = page_words(lang)("publish.audience", level=local_name(system, "level", level, lang)) if level else ""
    past = page_words(lang)("publish.past", day=date(edition.as_of, lang)) if edition.past else ""
    return " ".join(part for part in (past, whom, notice) if part)


def _terms(organisation: Organisation, lang: str) -> Iterator[str]:
    """Names and aliases: what the search must keep whole."""
    for entity in organisation.entities():
        for text in (getattr(entity, "name", None), *getattr(entity, "aliases", ())):
            if isinstance(text, Text):
                yield text.get(lang)


def _home(edition: Edition, lang: str, env: jinja2.Environment, downloads: Downloads) -> Page:
    title = edition.organisation.system.name.get(lang)
    return Page(_HOME, title, partial(_home_body, edition, lang, env, downloads, title), "")


def _home_body(edition: Edition, lang: str, env: jinja2.Environment, downloads: Downloads, title: str) -> str:
    organisation, path = edition.organisation, _HOME
    m = Markups(lang, path, organisation.system)
    layout = company_chart(organisation, lang, partial(href, path))
    counts = [
        (section, sum(len(organisation.by_kind[kind]) for kind in names))
        for section, names in SECTIONS.items()
        if names and section != "register"
    ]
    svg = org_svg(layout, page_words(lang)("chart"), page_words(lang)("chart_alt", count=len(layout.boxes)), "chart")
    html = env.get_template("home.html").render(
        m=m,
        org=organisation,
        title=title,
        counts=counts,
        chart=Markup(svg),
        downloads=downloads.whole(path),
        tasks=tasks(organisation, lang),
    )
    return html.strip()


def _entities(edition: Edition, lang: str, env: jinja2.Environment, downloads: Downloads) -> Iterator[Page]:
    section_of = {kind: section for section, names in SECTIONS.items() for kind in names}
    maker = EntityPages(edition, lang, env, downloads)
    for entity in in_order(edition.organisation):
        path = page_path(entity.kind, entity.id)
        yield Page(
            path=path,
            title=name_of(entity, lang),
            body=partial(maker.html, entity, path),
            section=section_of.get(entity.kind, ""),
            keywords=tuple(_keywords(entity)),
            group=group(entity, lang),
            edit=entity.origin.document.path,
            kind=entity.kind,
            kind_name=kind_label(entity.kind, lang),
            weight=_LEDGER_WEIGHT if entity.kind == "approval" else 1.0,
        )


def _keywords(entity: Entity) -> Iterator[str]:
    yield entity.id
    for text in getattr(entity, "aliases", ()):
        yield from text.by_language.values()
    code = getattr(entity, "code", None) or getattr(entity, "number", None)
    if isinstance(code, str):
        yield code
    control = getattr(entity, "control", None)
    if control is not None and control.number:
        yield control.number
