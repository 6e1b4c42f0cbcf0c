"""A step that changes a document which is in force, without anybody approving the change.

Judged are activities of processes that by their words change (修改, 调整, 优化 …; adjust, revise …) a plan, budget, rule, standard or
contract that another activity or somebody else brings forth; no approval stands in the activity or behind it in the process,
nobody is named who answers for it (`accountable:`), and it is no request that is settled elsewhere.

Why: an approved document that anybody may change afterwards was not worth approving (ISO 9001:2015, 6.3, 7.5.3.2 c).

Instead: let the original's approver approve the change, or lead the step back to the approval (`next:`).

Guess: by the words of the step's name, and by the document that it cites, names or brings forth.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import CHECKING, GIVING
from remit.evidence.chains import Chain, chains_of
from remit.evidence.changes import Change, changes
from remit.evidence.enumeration import names_of
from remit.evidence.routes import routes
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a changing activity, at its step."""
    seen: set[tuple[str, str]] = set()
    for change in changes(organisation):
        chain = change.chain
        process = chain.source
        if (
            not isinstance(process, Process)
            or chain.of(GIVING | CHECKING)
            or _approved_later(organisation, process, chain)
        ):
            continue
        if _answered(chain) or _request(organisation, change):
            continue
        originals = [record for record in change.originals if (process.id, record.id) not in seen]
        if originals:
            seen |= {(process.id, record.id) for record in originals}
            params = {"step": in_words(chain.title), "documents": names_of(organisation, originals)}
            related = (Related(originals[0].span(), "other-place"),)
            yield Diagnostic("amendment-without-approval", chain.element.span(), chain.element.ref, params, related)


def _approved_later(organisation: Organisation, process: Process, chain: Chain) -> bool:
    ways = routes(organisation)[process.id]
    after = ways.after(chain.acts[0].element.id or "")
    return any(step.action in GIVING and step.id in after for step in process.steps)


def _answered(chain: Chain) -> bool:
    """Whether the activity says itself who answers for it."""
    return any(isinstance(act.element, Step) and act.element.accountable is not None for act in chain.acts)


def _request(organisation: Organisation, change: Change) -> bool:
    """Whether what the activity brings forth is a request that is settled elsewhere."""
    others = [ref for ref in change.chain.records if all(record.ref != ref for record in change.originals)]
    return any(chain.of(GIVING) for ref in others for chain in chains_of(organisation).get(ref, ()))
