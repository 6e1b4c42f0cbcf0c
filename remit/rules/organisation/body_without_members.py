"""A board or committee that has no members.

Why: it deliberates and decides, and nobody can say who sits and votes in it; what it decides binds nobody.

Instead: write `members:`, posts or roles by reference, and the `chair:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.structure import is_body, structure
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Bodies without members; one with neither chair nor anybody in it is an empty unit already."""
    tree = structure(organisation)
    for unit in organisation.all(Unit):
        if is_body(unit) and not unit.members and (unit.chair or unit.head or unit.leader or tree.posts.get(unit.id)):
            yield Diagnostic("body-without-members", unit.span(), unit.ref, {"unit": in_words(unit.name)})
