"""Who holds a post on a day, where the company keeps people, and who they are in git."""

from __future__ import annotations

from collections.abc import Iterable

from remit.model.entities import GitAccount, Person
from remit.model.organisation import Organisation


def held_by(person: Person, post: str, day: str) -> bool:
    """Whether a person holds a post (by its reference) on a day (YYYY-MM-DD); without one, whether no end is written."""
    return any(
        tenure.post.key == post
        and (not day or (tenure.from_ or "") <= day)
        and (tenure.to is None or (bool(day) and day <= tenure.to))
        for tenure in person.posts
    )


def holders(organisation: Organisation, day: str) -> dict[str, list[Person]]:
    """The people who hold each post (by its reference) on a day, in the order of their ids."""
    found: dict[str, list[Person]] = {}
    for person in organisation.all(Person):
        for post in dict.fromkeys(tenure.post.key for tenure in person.posts):
            if held_by(person, post, day):
                found.setdefault(post, []).append(person)
    return found


def accounts_of(organisation: Organisation, refs: Iterable[str], day: str) -> list[GitAccount]:
    """The accounts in git of units and posts (by reference) on a day: their own, and those of the people who hold the posts."""
    settings = organisation.system.git
    if settings is None:
        return []
    keys = set(refs)
    keys |= {one.ref for one in organisation.all(Person) if any(held_by(one, ref, day) for ref in keys)}
    return [one for one in settings.accounts if one.of.key in keys and _valid(one, day)]


def _valid(account: GitAccount, day: str) -> bool:
    return (account.from_ or "") <= day <= (account.to or "9999")
