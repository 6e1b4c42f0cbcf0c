"""What the site engine is given: pages, sections and the words of the frame, per language.
The engine knows nothing of posts or policies; whoever renders those hands finished body HTML over.
Everything that can be wrong with such input is refused here, before a byte is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LABELS = ("language", "choose", "home", "edit", "permalink", "light", "dark", "more", "licences")
"""Keys every `LanguageSite.labels` must hold: the language's own name, the heading of the language choice,
the home page, the line before a page's source file, the tip on a heading's anchor, the two palette
switches, the entry that stands for pages left out of a long section's navigation (holds `{count}`), and the link to the licences."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one language.

    `path` is relative to the language's root ("posts/buyer/index.html"); `body` is trusted body HTML, or what makes
    it when it is first asked for: it starts with `<h1>`, consists of block elements and gives its h2 and h3 stable
    ids; links in it are relative to the page (see `relative_link`). `section` is a section's id, or "" for a page beside the
    sections. `keywords` (aliases, codes, ids) are searched like titles. `group` is a sub-heading in the
    section's navigation, `edit` the source file named at the foot of the page, `kind` a CSS class, `kind_name` what a
    result of the search calls its kind; `weight` is what the page counts in the search: below 1 for one that only
    tells about another page. One that is not `listed` is in no search, here or elsewhere: only links lead to it.
    """

    path: str
    title: str
    body: str | Callable[[], str]
    section: str
    nav_title: str = ""
    keywords: tuple[str, ...] = ()
    group: str = ""
    edit: str = ""
    kind: str = ""
    kind_name: str = ""
    weight: float = 1.0
    listed: bool = True

    @property
    def html(self) -> str:
        """The body itself, made anew each time: whoever asks holds it no longer than needed, because the bodies of thousands
        of pages take as much memory as the finished site. Raises ValueError where it does not start as a body has to.
        """
        html = self.body if isinstance(self.body, str) else self.body()
        if not html.startswith("<h1"):
            raise ValueError(f"{self.path}: the body must start with <h1>")
        return html

    @property
    def label(self) -> str:
        """The page's name in the navigation."""
        return self.nav_title or self.title


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the top navigation; `index` is the path of the page it opens."""

    id: str
    title: str
    index: str


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """All of one language. `notice` is the small print under every page; `terms` are the system's own words,
    kept together when text is split for the search; `labels` must hold `LABELS`; `files` make what pages load beside
    the frame's own assets, by path from the language's root."""

    lang: str
    name: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    labels: Mapping[str, str]
    notice: str = ""
    terms: tuple[str, ...] = ()
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def relative_link(source: str, target: str) -> str:
    """The link from the page at `source` to `target`, both paths from the same root; a fragment stays.

    >>> relative_link("posts/buyer/index.html", "units/sales/index.html#head")
    '../../units/sales/index.html#head'
    """
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


def require_sound(sites: Sequence[LanguageSite]) -> None:
    """Raise ValueError, naming the language and the page, for input that cannot become a site."""
    if not sites:
        raise ValueError("a site needs at least one language")
    langs = [site.lang for site in sites]
    if len(set(langs)) != len(langs):
        raise ValueError(f"a language is given twice: {langs}")
    for site in sites:
        missing = [key for key in LABELS if key not in site.labels]
        if missing:
            raise ValueError(f"{site.lang}: labels missing: {', '.join(missing)}")
        _require_sound_pages(site)


def _require_sound_pages(site: LanguageSite) -> None:
    sections = {section.id for section in site.sections}
    paths: set[str] = set()
    for page in site.pages:
        where = f"{site.lang}/{page.path}"
        if page.path in paths:
            raise ValueError(f"{where}: two pages share this path")
        if not page.path.endswith(".html") or page.path.startswith("/") or ".." in page.path.split("/"):
            raise ValueError(f"{where}: a page's path is relative and ends with .html")
        if page.section and page.section not in sections:
            raise ValueError(f"{where}: unknown section {page.section!r}")
        paths.add(page.path)
    if "index.html" not in paths:
        raise ValueError(f"{site.lang}: no home page (index.html)")
    for section in site.sections:
        if section.index not in paths:
            raise ValueError(f"{site.lang}: section {section.id!r} opens {section.index!r}, which is no page")
