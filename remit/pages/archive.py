"""The archive: a page for each superseded version, by the template of its document, marked as such and found from there alone.

Links lead to the pages of what is in force. Such a page is in no navigation, no search and no finder, and robots are sent away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import jinja2

from remit.backends import Edition
from remit.pages.downloads import Downloads
from remit.pages.entity_pages import EntityPages
from remit.pages.places import archive_path
from remit.pages.words import page_words
from remit.publish.published import Superseded
from remit.site import Page
from remit.views.wording import name_of


def archive_pages(edition: Edition, lang: str, env: jinja2.Environment) -> Iterator[Page]:
    """The pages of all superseded versions, those that stood in one organisation together."""
    generations: dict[int, list[Superseded]] = {}
    for versions in edition.archive.values():
        for version in versions:
            generations.setdefault(id(version.organisation), []).append(version)
    for together in generations.values():
        organisation = together[0].organisation
        states = {**edition.states, **{version.state.entity.ref: version.state for version in together}}
        then = replace(edition, organisation=organisation, states=states, archive={}, findings=(), working={})
        maker = EntityPages(then, lang, env, Downloads(then, lang))
        yield from (_page(maker, version, lang) for version in together)


def _page(maker: EntityPages, version: Superseded, lang: str) -> Page:
    entity = version.state.entity
    path = archive_path(entity.kind, entity.id, version.folder)
    title = page_words(lang)(
        "publish.old_title",
        name=name_of(entity, lang),
        version=version.approval.version or version.approval.approved.on,
    )
    return Page(
        path=path,
        title=title,
        body=partial(maker.html, entity, path, version),
        section="",
        edit=version.approval.origin.document.path,
        kind=f"{entity.kind} superseded",
        listed=False,
    )
