"""A power to spend, sign or dispose of things without any limit: no amount, no class, and no authority with tiers behind it.

Why: whoever may sign may sign for everything; the larger decision goes no higher than the small one
(COSO 2013, principle 10; the basic norm for internal control of enterprises, 2008, art. 30: authorisation has limits).

Instead: give the authority tiers with `up_to`, `above` or `class`, the post a `limit`, or link its power with `authority:`.

Guess: what commits money is told by its words (templates/lexicon/records.yaml); plans and budgets are approved as a whole.
An authority whose one tier ends with the top of the company (a board, a committee, the post that reports to nobody) has
nobody above it to go to, and neither has that post. The power of a post is read where a word for signing or spending stands
with what is spent; a text that states an amount has its limit, and one "within authority" is reported by its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.line import acting_posts, superior
from remit.evidence.spending import bounded, commits, commits_money
from remit.model.entities import Authority, Post, PostAuthority
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.wording import in_words, performer

GUESSES = True
_GRANTS = {"approve", "decide", "countersign"}
_SIGNS = {"approve", "decide", "issue", "perform", None}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Authorities over money with a single tier for everything, and such powers of posts without a limit."""
    lang = organisation.languages[0]
    for authority in organisation.all(Authority):
        if _unlimited(authority) and any(commits_money(text, lang) for text in (authority.name, authority.decision)):
            decider = _decider(authority)
            if decider is not None and not _at_the_top(decider):
                who = {each: performer(decider, each) for each in ("zh", "en")}
                yield Diagnostic(
                    "authority-without-limit",
                    authority.span("tiers", key=True),
                    authority.ref,
                    {"name": in_words(authority.name), "who": who},
                )
    for post in organisation.all(Post):
        for power in post.authorities:
            if _power_without_limit(power, lang) and superior(post) is not None:
                params = {"name": in_words(power.text), "who": in_words(post.name)}
                yield Diagnostic("authority-without-limit", power.span("text"), power.ref, params)


def _unlimited(authority: Authority) -> bool:
    tiers = authority.tiers
    return len(tiers) == 1 and all(t.above is None and t.up_to is None and t.class_ is None for t in tiers)


def _decider(authority: Authority) -> Performer | None:
    found = [link.by for link in authority.tiers[0].chain if link.action in _GRANTS]
    return found[-1] if found else None


def _at_the_top(decider: Performer) -> bool:
    posts = acting_posts(decider)
    return not posts or any(superior(post) is None for post in posts)


def _power_without_limit(power: PostAuthority, lang: str) -> bool:
    if power.limit is not None or power.authority is not None or power.action not in _SIGNS:
        return False
    return commits(power.text, lang) and not bounded(power.text, lang)
