"""Duties of a role that nobody holds.

Why: a charge beside the post is carried out only when somebody is appointed to it; a role without a holder looks assigned
and is not (ISO 9001:2015, 5.3: responsibilities are assigned, communicated and understood).

Instead: write the posts that hold the role under `holders:`, or the persons under their `roles:`; else give the duties to a post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import texts_of
from remit.model.entities import Person, Role
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Roles with duties that no post and no person holds, one finding a role."""
    held = {tenure.role.key for person in organisation.all(Person) for tenure in person.roles}
    for role in organisation.all(Role):
        if role.duties and not role.holders and role.ref not in held:
            duties = texts_of(organisation, [duty.text for duty in role.duties], 2)
            params = {"role": in_words(role.name), "duties": duties}
            yield Diagnostic("duty-without-owner", role.span(), role.ref, params)
