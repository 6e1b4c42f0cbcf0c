"""Where each entity's page is, and the anchor of each element on it."""

from __future__ import annotations

from remit.language.schemas import kinds
from remit.model.places import UNPUBLISHED
from remit.model.values import Element
from remit.site import relative_link


def page_path(kind: str, ident: str) -> str:
    """The page of an entity, relative to the language's root."""
    return f"{kinds()[kind].folder or kind}/{ident}/index.html"


def archive_path(kind: str, ident: str, folder: str) -> str:
    """The page of a superseded version of a document, relative to the language's root."""
    return f"archive/{kinds()[kind].folder}/{ident}/{folder}/index.html"


def anchor(element: Element) -> str:
    """The anchor of a nested element with an address of its own; empty for an entity and for what has none."""
    address = element.ref.partition("/")[2]
    ident = getattr(element, "id", None)
    own = isinstance(ident, str) and (address == ident or address.endswith(f"-{ident}"))
    return address.replace(".", "-") if own else ""


def target_path(element: Element) -> str:
    """Page and anchor of an element; empty for what has no page."""
    document = element.origin.document
    if document.kind in UNPUBLISHED:
        return ""
    page = page_path(document.kind, document.id)
    own = anchor(element)
    return f"{page}#{own}" if own else page


def href(source: str, element: Element) -> str:
    """The link from the page `source` to an element; empty where it has no page."""
    path = target_path(element)
    return relative_link(source, path) if path else ""
