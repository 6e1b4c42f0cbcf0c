"""The parts of a page that say where one is: tabs, the own section's pages, contents, crumbs.
A page lists its own section only; a section's entries are rendered once per depth of page and joined,
because a thousand pages with a hundred entries each are the engine's largest output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from remit.site.assets import templates
from remit.site.model import LanguageSite, Page, Section
from remit.site.scan import Passage

LONG_SECTION = 150
"""With more siblings than this a page lists those around it only."""
WINDOW = 60
"""How many siblings a page of a long section lists."""
_ALL_OPEN = 40  # a section this short shows all its groups open on a desktop


@cache
def fragments() -> Any:
    """The macros of templates/site/overrides/fragments.html."""
    environment = Environment(loader=FileSystemLoader(templates() / "overrides"), autoescape=True)
    return environment.get_template("fragments.html").module


@dataclass(frozen=True, slots=True)
class _Entry:
    page: Page
    plain: str
    group: str


class Navigator:
    """The navigation of one language, asked page by page."""

    def __init__(self, site: LanguageSite) -> None:
        self._site = site
        self._sections = {section.id: section for section in site.sections}
        self._siblings: dict[str, tuple[Page, ...]] = {}
        for section in site.sections:
            pages = [page for page in site.pages if page.section == section.id and page.path != section.index]
            # Pages of one group stand together, in order of the group's first page.
            order: dict[str, int] = {"": -1}
            for page in pages:
                order.setdefault(page.group, len(order))
            self._siblings[section.id] = tuple(sorted(pages, key=lambda page: order[page.group]))
        self._places = {page.path: at for pages in self._siblings.values() for at, page in enumerate(pages)}
        self._entries = cache(self._entries_of)
        self._group_markup = cache(self._group_of)
        self.tabs = cache(self._tabs)

    def _tabs(self, section: str, base: str) -> str:
        """The top navigation as seen from a page of `section`; `base` leads to the language's root."""
        macros = fragments()
        items = (macros.tab(base + s.index, s.title, s.id == section) for s in self._site.sections)
        return str(macros.tabs(self._site.name, Markup("").join(items)))

    def nav(self, page: Page, base: str, toc: str) -> str:
        """The side navigation: all sections, within the page's own its siblings by group, and at the page its `toc`."""
        macros = fragments()
        parts = []
        for section in self._site.sections:
            href = base + section.index
            if section.id == page.section:
                items = _finished(self._own(section, page, base, toc))
                parts.append(macros.nav_own_section(href, section.title, page.path == section.index, items))
            else:
                parts.append(macros.nav_other_section(href, section.title))
        return "".join(parts)

    def crumbs(self, page: Page, base: str) -> list[dict[str, str]]:
        """Home, the section, the group: steps of `title` and `href` ("" where there is no page)."""
        section = self._sections.get(page.section)
        if section is None:
            return []
        trail = [{"title": self._site.labels["home"], "href": base + "index.html"}]
        if page.path != section.index:
            trail.append({"title": section.title, "href": base + section.index})
            if page.group:
                trail.append({"title": page.group, "href": ""})
        return trail

    def outline(self) -> list[dict[str, object]]:
        """The same navigation as data for mkdocs.yml: sections, groups and paths of Markdown sources."""
        outline: list[dict[str, object]] = []
        for section in self._site.sections:
            items: list[object] = [_source(section.index)]
            for group, pages in groupby(self._siblings[section.id], key=lambda page: page.group):
                entries = [{page.label: _source(page.path)} for page in pages]
                items.extend([{group: entries}] if group else entries)
            outline.append({section.title: items})
        return outline

    def _entries_of(self, section: str, base: str) -> tuple[_Entry, ...]:
        render = fragments().nav_page
        return tuple(
            _Entry(page, str(render(base + page.path, page.label)), page.group) for page in self._siblings[section]
        )

    def _group_of(self, section: str, base: str, group: str, number: int, state: str) -> str:
        items = "".join(entry.plain for entry in self._entries(section, base) if entry.group == group)
        return str(fragments().nav_group(f"__nav_{number}", group, state, _finished(items)))

    def _own(self, section: Section, page: Page, base: str, toc: str) -> str:
        entries = self._entries(section.id, base)
        at = self._places.get(page.path, 0)
        first, last = 0, len(entries)
        if len(entries) > LONG_SECTION:
            first = max(0, min(at - WINDOW // 2, len(entries) - WINDOW))
            last = first + WINDOW
        closed = "wide" if len(entries) <= _ALL_OPEN else ""
        whole = (first, last) == (0, len(entries))
        parts = [self._more(section, base, first)]
        for number, (group, run) in enumerate(groupby(entries[first:last], key=lambda entry: entry.group)):
            own = bool(page.group) and group == page.group
            if group and whole and not own:
                parts.append(self._group_markup(section.id, base, group, number, closed))
                continue
            items = "".join(_item(entry, page, base, toc) for entry in run)
            state = "open" if own else closed
            parts.append(fragments().nav_group(f"__nav_{number}", group, state, _finished(items)) if group else items)
        parts.append(self._more(section, base, len(entries) - last))
        return "".join(parts)

    def _more(self, section: Section, base: str, count: int) -> str:
        if not count:
            return ""
        title = self._site.labels["more"].replace("{count}", str(count))
        return str(fragments().nav_page(base + section.index, title))


def contents(passages: Sequence[Passage]) -> str:
    """The table of contents of one page: its h2, and under each its h3."""
    macros = fragments()
    parts: list[str] = []
    children: list[str] = []
    for passage in reversed(passages):
        if passage.level == 3:
            children.append(str(macros.toc_item(passage.id, passage.title, "")))
        elif passage.level == 2:
            parts.append(str(macros.toc_item(passage.id, passage.title, _finished("".join(reversed(children))))))
            children = []
    parts.extend(children)  # h3 before the first h2
    return "".join(reversed(parts))


def _item(entry: _Entry, page: Page, base: str, toc: str) -> str:
    if entry.page.path != page.path:
        return entry.plain
    return str(fragments().nav_current(base + page.path, page.label, _finished(toc)))


def _source(path: str) -> str:
    return path.removesuffix(".html") + ".md"


def _finished(markup: str) -> Markup:
    return Markup(markup)  # noqa: S704 - only what the fragments made themselves
