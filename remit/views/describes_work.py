"""Whether an organisation says enough of its work that something missing altogether is a gap and no mere beginning."""

from __future__ import annotations

from remit.model.entities import Policy, Post, Process, Unit
from remit.model.organisation import Organisation

_SEVERAL = 3


def describes_work(organisation: Organisation) -> bool:
    """Whether it has a policy or a process, or at least three units and posts."""
    parties = len(organisation.all(Unit)) + len(organisation.all(Post))
    return bool(organisation.all(Policy) or organisation.all(Process)) or parties >= _SEVERAL
