"""An activity for which a post answers that can direct none of those who do it.

It stands above none of them, owns neither the process nor the record, is charged with it by no duty of its own (`duty:` on
the approving step) and has no part in an authority over it. Bodies, roles and relatives are taken as they are.

Why: who answers must be able to direct the work or to refuse the result; otherwise he only signs.

Instead: let the superior of those who do it answer, or give the post the authority (an authority, a duty, the ownership).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.line import acting_posts, stands_above
from remit.model.entities import Authority, Post, Step
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.parties import parties
from remit.views.responsibility import Row, company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows whose accountable post is outside the line of everyone who does the work."""
    powers = _powers(organisation)
    for row in company_rows(organisation):
        doing = [party.element for key, party in row.parties.items() if "R" in row.letters[key]]
        workers = [element for element in doing if isinstance(element, Post)]
        if not workers or len(workers) < len(doing):
            continue
        for step, who in row.accountable:
            answering = [party.element for party in parties(who)]
            for post in answering:
                if isinstance(post, Post) and not _may(post, workers) and not _charged(post, row, step, powers):
                    at = step if step is not None else row.start
                    params = {
                        "activity": in_words(row.name),
                        "post": in_words(post.name),
                        "worker": in_words(workers[0].name),
                    }
                    yield Diagnostic("accountable-outside-line", at.span(_field(at, who)), at.ref, params)


def _field(step: Step, who: Performer) -> str:
    return "accountable" if step.accountable is who else "performer"


def _may(post: Post, workers: list[Post]) -> bool:
    return any(worker is post or stands_above(post, worker) for worker in workers)


def _charged(post: Post, row: Row, step: Step | None, powers: set[tuple[str, str]]) -> bool:
    owns = any(owner is post for owner in (*acting_posts(row.process.owner), *acting_posts(row.process.accountable)))
    duty = step.duty.target if step is not None and step.duty is not None else None
    by_duty = duty is not None and duty.ref.partition("/")[0] == post.ref
    things = {row.process.ref, *(item.record.key for item in row.outputs if item.record is not None)}
    return owns or by_duty or any((post.ref, thing) in powers for thing in things)


def _powers(organisation: Organisation) -> set[tuple[str, str]]:
    """Which post has a part in an authority over which process or record."""
    found: set[tuple[str, str]] = set()
    for authority in organisation.all(Authority):
        things = [ref.key for ref in (authority.process, authority.record) if ref is not None]
        who: list[Performer] = [link.by for tier in authority.tiers for link in tier.chain]
        found.update((post.ref, thing) for performer in who for post in acting_posts(performer) for thing in things)
    return found
