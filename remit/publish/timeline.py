"""Which entries of the ledger hold on a day: the one in force, those before it, and those still to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from remit.model import canonical
from remit.model.entities import Approval
from remit.model.ledger import DocumentState, fields_of, ledger_order
from remit.model.organisation import Organisation


def start(approval: Approval) -> str:
    """The day from which an approval holds: its effective date, else the day of the approval itself."""
    return approval.effective or approval.approved.on or ""


def content_of(approval: Approval) -> Mapping[str, Any]:
    """The fields of the document as they were approved; none where the entry keeps something else."""
    return fields_of(approval.content)


def holds_for(approval: Approval, state: DocumentState) -> bool:
    """Whether the working text of a document is what was approved, whatever id it had then."""
    if approval.digest == state.digest:
        return True
    then = state.content.replace(f'"document": "{state.entity.ref}"', f'"document": "{approval.document.key}"')
    return approval.digest == canonical.digest(then)


def name_then(approval: Approval) -> str:
    """The name of the document as it was approved, in the first language; empty where it has none."""
    found = content_of(approval).get("name", "")
    return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Timeline:
    """The approvals of one document, the oldest first; `as_of` is the day asked for, empty for after all of them.

    An entry whose content is not what its digest says counts for nothing: check reports it.
    """

    approvals: tuple[Approval, ...]
    as_of: str

    @cached_property
    def held(self) -> Approval | None:
        """The approval in force on the day: the last one that has taken effect."""
        return next((one for one in reversed(self.approvals) if not self.ahead(one)), None)

    @cached_property
    def coming(self) -> Approval | None:
        """The approval that takes effect next: of those after the one in force, the first to do so."""
        later = [one for one in self.after if self.ahead(one)]
        return min(later, key=lambda one: (start(one), ledger_order(one)), default=None)

    @property
    def after(self) -> tuple[Approval, ...]:
        """The approvals after the one in force."""
        return self.approvals[self.approvals.index(self.held) + 1 :] if self.held is not None else self.approvals

    @property
    def superseded(self) -> tuple[Approval, ...]:
        """The approvals before the one in force, the newest first; one whose content the next confirms is none of them."""
        if self.held is None:
            return ()
        upto = self.approvals[: self.approvals.index(self.held) + 1]
        return tuple(old for old, new in reversed(list(pairwise(upto))) if old.digest != new.digest)

    def ahead(self, approval: Approval) -> bool:
        """Whether an approval takes effect after the day."""
        return bool(self.as_of) and start(approval) > self.as_of


def timelines(organisation: Organisation, as_of: str) -> dict[str, Timeline]:
    """The timeline of every document that the ledger knows, by reference, whether the source still has it or not.

    What was approved under a former id belongs to the document that has it now.
    """
    renamed = {
        f"{entity.kind}:{former}": entity.ref
        for entity in organisation.entities()
        for former in getattr(entity, "formerly", ())
    }
    found: dict[str, list[Approval]] = {}
    for approval in organisation.all(Approval):
        if canonical.digest(approval.content) == approval.digest and content_of(approval):
            ref = approval.document.key
            known = ref if ref in organisation.elements else renamed.get(ref, ref)
            found.setdefault(known, []).append(approval)
    return {ref: Timeline(tuple(sorted(every, key=ledger_order)), as_of) for ref, every in sorted(found.items())}


def ends(organisation: Organisation, known: Mapping[str, Timeline]) -> dict[str, str]:
    """The first day on which a document no longer held, for those that another took the place of, by reference.

    A document is named by the other under `supersedes`: by reference, or in its control data by its name or number.
    """
    names: dict[str, str] = {}
    for ref, line in known.items():
        last = content_of(line.approvals[-1])
        control = last.get("control")
        for name in (last.get("name"), control.get("number") if isinstance(control, dict) else None):
            if isinstance(name, str):
                names.setdefault(canonical.folded(name), ref)
    found: dict[str, str] = {}
    for ref, line in known.items():
        for approval in line.approvals:
            for other in _superseded_by(content_of(approval), names):
                if other != ref:
                    found[other] = min(found.get(other, start(approval)), start(approval))
    return found


def _superseded_by(content: Mapping[str, Any], names: Mapping[str, str]) -> set[str]:
    """The references of the documents that an approved content says it replaces."""
    kind = str(content.get("document", "")).partition(":")[0]
    refs = {one if ":" in one else f"{kind}:{one}" for one in content.get("supersedes", ()) if isinstance(one, str)}
    control = content.get("control")
    written = control.get("supersedes", ()) if isinstance(control, dict) else ()
    return refs | {names[one] for one in written if isinstance(one, str) and one in names}
