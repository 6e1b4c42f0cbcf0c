"""Whether an organisation says enough of its work that something missing altogether is a gap and no mere beginning; and whether
it names anybody who does that work."""

from __future__ import annotations

from remit.model.entities import Policy, Post, Process, Role, Unit
from remit.model.organisation import Organisation

_SEVERAL = 3


def describes_work(organisation: Organisation) -> bool:
    """Whether it has a policy or a process, or at least three units and posts."""
    parties = len(organisation.all(Unit)) + len(organisation.all(Post))
    return bool(organisation.all(Policy) or organisation.all(Process)) or parties >= _SEVERAL


def sets_up_nobody(organisation: Organisation) -> bool:
    """Whether it describes work and has neither a post nor a role to do it."""
    return describes_work(organisation) and not organisation.all(Post) and not organisation.all(Role)
