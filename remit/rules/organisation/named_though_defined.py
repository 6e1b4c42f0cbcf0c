"""A name in words only ({named: …}) although what it names is defined.

Why: nothing hangs on the name: the matrix, the post's page and the calendar lack this work, and a renaming passes it by.

Instead: write the reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Edit
from remit.evidence.mentions import Mention, mentions
from remit.evidence.naming import called
from remit.model.entities import Group
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Each place whose name, or the company's own prefix aside, is the name or alias of one entity that may stand there."""
    for mention in mentions(organisation):
        if mention.sort == "defined" and mention.meant is not None:
            written = _reference(mention.meant, mention.slot)
            params = {
                "name": in_words(mention.text),
                "reference": written,
                "meant": called(organisation, mention.meant),
            }
            edit = Edit(mention.origin.document.path, "replace", mention.origin.pointer, written)
            fix = (edit,) if _exactly(mention, organisation) else ()
            yield Diagnostic("named-though-defined", mention.span(), mention.element.ref, params, fix=fix)


def _reference(element: Element, slot: str) -> str:
    if isinstance(element, Entity) and slot in (element.kind, ""):
        return element.id
    return f"group:{element.id}" if isinstance(element, Group) else element.ref


def _exactly(mention: Mention, organisation: Organisation) -> bool:
    """Whether the name is one of the element's own; "other buyers" is no more than a hint."""
    if mention.meant is None:
        return False
    names = [getattr(mention.meant, "name", None), *getattr(mention.meant, "aliases", ())]
    known = {words.strip() for text in names if text is not None for words in text.by_language.values()}
    return mention.name in known
