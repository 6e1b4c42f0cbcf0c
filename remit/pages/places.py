"""Where each entity's page is, and the anchor of each element on it."""

from __future__ import annotations

from remit.language.schemas import kinds
from remit.model.entities import Group
from remit.model.values import Element
from remit.site import relative_link

UNPUBLISHED = frozenset({"person"})
"""Kinds without pages: people are not published unless asked."""


def page_path(kind: str, ident: str) -> str:
    """The page of an entity, relative to the language's root."""
    return f"{kinds()[kind].folder or kind}/{ident}/index.html"


def anchor(ident: str) -> str:
    """The anchor of a nested element."""
    return ident.replace(".", "-").replace("/", "-")


def target_path(element: Element) -> str:
    """Page and anchor of an element; empty for what has no page."""
    document = element.origin.document
    if document.kind in UNPUBLISHED:
        return ""
    page = page_path(document.kind, document.id)
    if isinstance(element, Group):
        return f"{page}#group-{element.id}"
    ident = getattr(element, "id", None)
    nested = element.ref != document.ref and isinstance(ident, str)
    return f"{page}#{anchor(ident)}" if nested and ident else page


def href(source: str, element: Element) -> str:
    """The link from the page `source` to an element; empty where it has no page."""
    path = target_path(element)
    return relative_link(source, path) if path else ""
