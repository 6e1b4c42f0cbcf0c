"""Whether an organisation says enough of its work that something missing altogether is a gap and no mere beginning, and so much
that its people have to be brought together and empowered; and whether it names anybody who does that work."""

from __future__ import annotations

from remit.model.entities import Policy, Post, Process, Role, Unit
from remit.model.organisation import Organisation

_SEVERAL = 3
_MANY_PARTIES = 5


def describes_work(organisation: Organisation) -> bool:
    """Whether it has a policy or a process, or at least three units and posts."""
    parties = len(organisation.all(Unit)) + len(organisation.all(Post))
    return bool(organisation.all(Policy) or organisation.all(Process)) or parties >= _SEVERAL


def describes_much_work(organisation: Organisation) -> bool:
    """Whether it has a policy, at least three processes, or at least five units and posts: more than its head settles alone.

    One policy is enough, however few posts are written down: it binds people who are at work.
    """
    parties = len(organisation.all(Unit)) + len(organisation.all(Post))
    processes = len(organisation.all(Process))
    return bool(organisation.all(Policy)) or processes >= _SEVERAL or parties >= _MANY_PARTIES


def sets_up_nobody(organisation: Organisation) -> bool:
    """Whether it describes work and has neither a post nor a role to do it."""
    return describes_work(organisation) and not organisation.all(Post) and not organisation.all(Role)
