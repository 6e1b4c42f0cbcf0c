"""Which records are documents that somebody has to put into force, and which chains, meetings and posts settle them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.evidence.actions import GIVING
from remit.evidence.chains import Chain, chains, chains_of
from remit.evidence.memory import kept
from remit.evidence.routes import routes
from remit.lexicon import lexicon, pattern
from remit.model.entities import Authority, Decision, Meeting, Policy, Post, Process, Record, Role, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import plain

FORMS = frozenset({"plan", "budget", "scheme", "contract", "standard", "quota", "rule"})
"""Forms of records that only an approval puts into force."""

_CLAUSE = re.compile(r"[，。；;.]|,\s")


@cache
def _ending(lang: str) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(lexicon("approvals.documents", lang), key=len, reverse=True))
    endings = "|".join(re.escape(word) for word in lexicon("approvals.document-endings", lang))
    gap, edge = ("", "") if lang == "zh" else (r"\s?", r"\b")
    return re.compile(rf"{edge}(?:{names})(?:{gap}(?:{endings}))?[”》）)]*$", re.IGNORECASE)


@cache
def _order(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, lexicon('approvals.orders', lang)))})$", re.IGNORECASE)


def named_as_document(words: str, lang: str) -> bool:
    """Whether a name ends as the names of plans, budgets, rules and contracts do."""
    return bool(_ending(lang).search(words.strip()))


def is_document(record: Record, lang: str) -> bool:
    """Whether the record is in force only when somebody has approved it: by its form, else by its name.

    An order that the company places binds it like a contract; that of a customer is the customer's.
    """
    if record.form == "order":
        return bool(_order(lang).search(plain(record.name, lang).strip()))
    return record.form in FORMS or (record.form is None and named_as_document(plain(record.name, lang), lang))


def settled(organisation: Organisation, record: Record) -> bool:
    """Whether somebody approves or decides on the record: a step, an authority, a slot, a meeting, or a post by its charge.

    A contract is settled by its signatures.
    """
    if record.form == "contract" and record.signatures:
        return True
    if any(_settles(organisation, chain, record) for chain in chains_of(organisation).get(record.ref, ())):
        return True
    for use in organisation.used_by(record):
        if isinstance(use.source, Decision):
            return True
    return mentioned_as_settled(organisation, plain(record.name, organisation.languages[0]))


def _settles(organisation: Organisation, chain: Chain, record: Record) -> bool:
    if not isinstance(chain.source, Process):
        return bool(chain.of(GIVING))
    return bool(chain.of(GIVING)) or _later(organisation, chain.source, record)


def _later(organisation: Organisation, process: Process, record: Record) -> bool:
    """Whether a later approval of the process concerns what the record becomes: one of the same form, or no other document."""
    ways = routes(organisation)[process.id]
    made = [step for step in process.steps if any(out.record and out.record.key == record.ref for out in step.outputs)]
    for chain in chains(organisation):
        if chain.source is process and chain.of(GIVING):
            others = [found for ref in chain.records if isinstance(found := organisation.find(ref), Record)]
            kindred = any(other.form == record.form and other.form is not None for other in others)
            after = any(act.element.id in ways.after(step.id) for act in chain.of(GIVING) for step in made)
            if after and (kindred or not others):
                return True
    return False


@kept
def _settling_texts(organisation: Organisation) -> str:
    """What is said of approvals in words: charges and powers of posts, approving steps, tiers and decisions of meetings.

    One text, to be searched at once; no name has the sign that stands between them.
    """
    return "\0".join(_spoken(organisation, organisation.languages[0])).lower()


def _spoken(organisation: Organisation, lang: str) -> Iterator[str]:
    holders: list[Post | Role] = [*organisation.all(Post), *organisation.all(Role)]
    for holder in holders:
        for duty in holder.duties:
            yield from _charged(duty.text, lang, duty.role == "approve")
        for item in holder.authorities if isinstance(holder, Post) else ():
            yield from _charged(item.text, lang, item.action in GIVING)
    for text in _settled_by_chains(organisation):
        yield plain(text, lang)
    for policy in organisation.all(Policy):
        # A policy has its own control and approval; whoever is charged with it needs no other.
        yield from (plain(text, lang) for text in (policy.name, *policy.aliases))
    for meeting in organisation.all(Meeting):
        yield from (plain(decision.text, lang) for decision in meeting.decides)


def _charged(text: Text, lang: str, approves: bool) -> list[str]:
    """The clauses that speak of approving; the whole text of an approving charge that has no such word."""
    words = plain(text, lang)
    clauses = [clause for clause in _CLAUSE.split(words) if pattern("approvals.approving", lang).search(clause)]
    return clauses or ([words] if approves else [])


def _settled_by_chains(organisation: Organisation) -> Iterator[Text]:
    for process in organisation.all(Process):
        for step in process.steps:
            if step.action in GIVING:
                yield step.name
                yield from (out.text for out in (*step.inputs, *step.outputs) if out.text is not None)
    for authority in organisation.all(Authority):
        if any(link.action in GIVING for tier in authority.tiers for link in tier.chain):
            yield from (text for text in (authority.name, authority.decision) if text is not None)
            yield from (tier.name for tier in authority.tiers if tier.name is not None)


def mentioned_as_settled(organisation: Organisation, name: str) -> bool:
    """Whether a charge, a tier, an approving step or a decision speaks of approving something by this name."""
    return name.lower() in _settling_texts(organisation)


def output_steps(process: Process, record: Record) -> list[Step]:
    """The steps that bring the record forth."""
    return [step for step in process.steps if any(out.record and out.record.key == record.ref for out in step.outputs)]
