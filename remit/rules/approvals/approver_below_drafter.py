"""An approval by a post that stands below who prepared the thing, or by somebody without a unit over a whole department's document.

A body, the approval of a function by profession (inspection, safety, finance, legal, technology), and the approval by whoever
leads a unit or other posts are not matters of rank between departments; only the own line is.

Why: nobody refuses what his superior has drafted, nor what a department whose work he does not answer for needs.

Instead: let the superior of who prepared it approve, and the lower post review, or countersign for its function.

Guess: where a department prepares, the approver is judged by leading nobody and by a name that is no leader's and no such function's.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING, MAKING
from remit.evidence.chain_words import about
from remit.evidence.chains import Act, Chain, chains, lone
from remit.evidence.documents import is_document
from remit.evidence.line import stands_above, superior
from remit.evidence.memory import kept
from remit.evidence.naming import who
from remit.evidence.structure import is_body
from remit.lexicon import pattern
from remit.model.entities import Post, Record, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an approval; slots only where no process or authority says the same."""
    seen: set[tuple[str, str]] = set()
    for chain in chains(organisation):
        making = [act for act in chain.of(MAKING) if act.by is not None]
        for act in chain.of(GIVING) if making else ():
            approver = lone(act.by)
            keys = {(record, approver.id) for record in chain.records} if approver else set()
            if approver is None or (isinstance(chain.source, Record) and keys <= seen):
                continue
            if all(_below(organisation, chain, approver, made) for made in making):
                seen |= keys
                params = {
                    "what": about(organisation, chain),
                    "maker": who(organisation, making[0].by),
                    "approver": in_words(approver.name),
                }
                related = (Related(making[0].span(), "prepared-here"),)
                yield Diagnostic("approver-below-drafter", act.span(), act.element.ref, params, related)


def _below(organisation: Organisation, chain: Chain, approver: Post, made: Act) -> bool:
    target = made.by.ref.target if made.by is not None and made.by.kind == "ref" and made.by.ref else None
    if isinstance(target, Unit) and not is_body(target):
        head = target.head.target if target.head else None
        if head is not None and head is not approver:
            return stands_above(head, approver)
        return head is None and _nobody(organisation, approver) and _puts_into_force(organisation, chain)
    drafter = lone(made.by)
    return drafter is not None and drafter is not approver and stands_above(drafter, approver)


def _nobody(organisation: Organisation, post: Post) -> bool:
    """Whether the post leads nothing and nobody, by what is linked and by its name."""
    lang = organisation.languages[0]
    name = plain(post.name, lang)
    led = post.id in _leaders(organisation)
    return not led and not any(
        pattern(f"approvals.{words}", lang).search(name) for words in ("leading", "professional")
    )


@kept
def _leaders(organisation: Organisation) -> frozenset[str]:
    heads = [ref.target for unit in organisation.all(Unit) for ref in (unit.head, unit.leader) if ref]
    above = [superior(post) for post in organisation.all(Post)]
    return frozenset(post.id for post in (*heads, *above) if post is not None)


def _puts_into_force(organisation: Organisation, chain: Chain) -> bool:
    records = [found for ref in chain.records if isinstance(found := organisation.find(ref), Record)]
    return any(is_document(record, organisation.languages[0]) for record in records)
