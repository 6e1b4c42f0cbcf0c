"""What the page of a post is told: everything of its sheet, put together for who holds it."""

from __future__ import annotations

from functools import partial
from typing import Any

from markupsafe import Markup

from remit.backends import Edition
from remit.cache.reads import once_property
from remit.change.reading import by_post, kept
from remit.diagrams.svg import org_svg
from remit.model.entities import Policy, Post
from remit.model.values import Element, Text
from remit.pages import matrices
from remit.pages.downloads import Downloads
from remit.pages.markup import Markups
from remit.pages.places import href
from remit.pages.words import page_words
from remit.views.binding_policies import BindingIndex, bindings, index_policies
from remit.views.charts import post_chart
from remit.views.citation import citation
from remit.views.holding import holders
from remit.views.local_names import local_name, tier_case
from remit.views.my_deadlines import by_period, deadlines_by_post
from remit.views.my_powers import powers
from remit.views.my_processes import parts_of
from remit.views.post_index import AuthorityLine, index_posts
from remit.views.post_sheet import post_sheet
from remit.views.wording import plain

_BESIDE = (260, 340)
"""A chart no wider and no higher than this stands beside the facts, not below them."""


class PostPages:
    """Makes what the template of posts is told; what all posts share is computed once."""

    def __init__(self, edition: Edition, lang: str, downloads: Downloads) -> None:
        self.org, self.lang, self.downloads = edition.organisation, lang, downloads
        self.t = page_words(lang)
        self.index = index_posts(self.org)
        self.deadlines = deadlines_by_post(self.org)
        self.holders = holders(self.org, edition.as_of) if edition.reader.people else {}
        self.reading = by_post(kept(self.org, edition.as_of))

    @once_property
    def policies(self) -> BindingIndex:
        """Which policies name which posts."""
        return index_policies(self.org)

    def context(self, post: Post, m: Markups) -> dict[str, Any]:
        """The values of the page of a post."""
        sheet = post_sheet(self.index, post)
        layout = post_chart(self.org, post, self.lang, partial(href, m.page))
        svg = org_svg(layout, self.t("reporting"), self.t("chart_alt", count=len(layout.boxes)), "chart")
        found = powers(sheet.authorities)
        parts = parts_of(self.index, post)
        due = by_period(self.deadlines.get(post.ref, ()))
        bound = bindings(self.policies, post)
        reading = self.reading.get(post.ref, ())
        return {
            "sheet": sheet,
            "chart": Markup(svg),
            "narrow": layout.width <= _BESIDE[0] and layout.height <= _BESIDE[1],
            "letters": matrices.letters,
            "powers": {name: group for name, group in found.items() if group},
            "parts": parts,
            "deadlines": due,
            "policies": bound,
            "reading": reading,
            "to_read": [one for one in reading if one.state != "read"],
            "subject": self.subject,
            "case": partial(self.case, m),
            "cite": self.cite,
            "form": lambda record: self.downloads.file(m.page, record, "form"),
            "calendar": self.downloads.file(m.page, post, "calendar"),
            "holders": self.holders.get(post.ref, ()),
        }

    def subject(self, text: Text) -> str:
        """What a power is about: the name of an authority without the word that says that it is one."""
        name = plain(text, self.lang)
        for affix in self.t("my.affixes").split("|"):
            bare = name.removesuffix(affix.lstrip("~")) if affix.startswith("~") else name.removeprefix(affix)
            if bare != name and bare:
                return bare[:1].upper() + bare[1:]
        return name

    def case(self, m: Markups, line: AuthorityLine) -> tuple[str, str]:
        """The amounts for which a power holds, and the name of the case; either may be empty."""
        limits = m.amounts(line.above, line.up_to)
        if line.tier is None:
            return limits, ""
        name = plain(line.tier.name, self.lang)
        if limits and name and tier_case(m.system, line.tier, self.lang) == name:
            return name, ""
        if not name and line.tier.class_:
            full = local_name(m.system, "classification", line.tier.class_, self.lang)
            name = full.partition(m.words("colon"))[2] or full
        return limits, name

    def cite(self, element: Element) -> str:
        """How a policy's own text would cite one of its articles."""
        owner = self.org.owner_of(element)
        return citation(self.org, element, self.lang, within=owner if isinstance(owner, Policy) else None)
