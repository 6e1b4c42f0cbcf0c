"""rename: one thing gets another id, everywhere at once; the ledger gets one entry and its old entries stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from remit.compiler import Compilation
from remit.language.schemas import kinds
from remit.model.places import ENTRIES, canonical_key, places
from remit.model.renames import KIND, order
from remit.refactoring.plan import (
    Plan,
    RefactorError,
    new_errors,
    outcome,
    rename_everywhere,
    rename_in_baseline,
)
from remit.source.document import Document
from remit.source.tree import is_id

_SUB = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_FIXED = frozenset({"system", *ENTRIES, KIND})
_TABLES = frozenset({"clause", "group", "classification"})
_LONGEST = 80
_NUMBER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-([0-9]{3})-")


@dataclass(frozen=True, slots=True)
class Names:
    """What is renamed: kind:id or kind:id/sub, before and after."""

    old: str
    new: str

    def now(self, name: str) -> str:
        """What something is called afterwards; what stands in the renamed thing goes with it."""
        if name == self.old or name.startswith(f"{self.old}/"):
            return self.new + name[len(self.old) :]
        return name

    def subject(self, name: str) -> str:
        """The same for the subject of a finding, which names a clause with its basis."""
        key = canonical_key(name)
        if key == name:
            return self.now(name)
        basis, _, clause = name.partition("/")
        new = self.now(key)
        return f"{self.now(basis)}/{new.partition(':')[2] if new != key else clause}"


def names(kind: str, old: str, new: str) -> Names:
    """The names as they are given: `kind` may be empty where `old` has it. Raises RefactorError for one that cannot be."""
    before = old if ":" in old else f"{kind}:{old}"
    kind, _, path = before.partition(":")
    entity, slash, _ = path.partition("/")
    after = new.removeprefix(f"{kind}:")
    if slash and not after.startswith(f"{entity}/"):
        after = f"{entity}/{after}"
    if kind in _FIXED or kind not in {*kinds(), *_TABLES}:
        raise RefactorError("not_renamed", kind=kind)
    own = after.rpartition("/")[2] if slash else after
    sound = _SUB.fullmatch(own) if slash or kind in _TABLES else is_id(own)
    if not sound or len(own) > _LONGEST or ":" in after:
        raise RefactorError("bad_name", name=new)
    return Names(canonical_key(before), canonical_key(f"{kind}:{after}"))


def plan_rename(root: Path, before: Compilation, wanted: Names, on: str) -> Plan:
    """What a rename on a day (YYYY-MM-DD) would write. Raises RefactorError where it would leave new errors behind."""
    if before.organisation is None:
        raise RefactorError("no_organisation")
    plan = unchecked(root, before.documents, wanted, on)
    refuse_new_errors(root, plan, before, on, wanted.subject)
    return plan


def unchecked(root: Path, documents: tuple[Document, ...], wanted: Names, on: str) -> Plan:
    """The edits of a rename, before anybody has looked at what they lead to."""
    known = defined(documents)
    if wanted.old not in known:
        raise RefactorError("unknown", name=wanted.old)
    if wanted.new in known:
        raise RefactorError("name_in_use", name=wanted.new)
    plan = Plan()
    rename_everywhere(root, plan, documents, wanted.now)
    if "/" not in wanted.old and wanted.old.partition(":")[0] in kinds():
        _move_file(root, plan, documents, wanted)
    rename_in_baseline(root, plan, wanted.subject)
    record(plan, documents, {"from": wanted.old, "to": wanted.new, "on": on})
    return plan


def defined(documents: tuple[Document, ...]) -> set[str]:
    """Every name that something has: files, elements with an id, tables of system.yaml."""
    found = {document.ref for document in documents}
    for document in documents:
        if document.data is not None and document.kind not in (*ENTRIES, KIND):
            found |= {place.key for place in places(document.kind, document.ref, document.data) if place.defines}
    return found


def refuse_new_errors(root: Path, plan: Plan, before: Compilation, on: str, subject: Callable[[str], str]) -> None:
    """Raise RefactorError with the errors that were not there before, where the plan brings any."""
    brought = new_errors(outcome(root, plan, before, on), subject)
    if brought:
        raise RefactorError("new_errors", brought, plan.after, count=str(len(brought)))


def _move_file(root: Path, plan: Plan, documents: tuple[Document, ...], wanted: Names) -> None:
    """The file gets the new name in its folder."""
    document = next(one for one in documents if one.ref == wanted.old)
    folder, _, file = document.path.rpartition("/")
    path = f"{folder}/{wanted.new.partition(':')[2]}.{file.rpartition('.')[2]}"
    if (root / path).exists():
        raise RefactorError("name_in_use", name=path)
    text = plan.text(root, document.path)
    plan.put(document.path, text, None)
    plan.put(path, None, text)
    plan.moved[path] = document.path


def record(plan: Plan, documents: tuple[Document, ...], entry: dict[str, str]) -> None:
    """The entry of the ledger: policies/renames/<day>-<number>-<kind>-<id>.yaml, numbered within the day.

    A rename of something that no approval speaks of is recorded too: it may be approved later under its old name.
    """
    on = entry["on"]
    earlier = [order(one) for one in documents if one.kind == KIND and isinstance(one.data, dict)]
    latest = max((day for day, _ in earlier), default="")
    if latest > on:
        raise RefactorError("before_last_rename", on=on, last=latest)
    numbers = [int(found[1]) for day, ident in earlier if day == on and (found := _NUMBER.match(ident))]
    number = 1 + max(numbers, default=0)
    what = re.sub(r"[^a-z0-9]+", "-", entry["from"])
    stem = f"{on}-{number:03d}-{what}"[:_LONGEST].rstrip("-")
    path = f"policies/{kinds()[KIND].folder}/{stem}.yaml"
    plan.put(path, None, "".join(f"{key}: {_scalar(key, value)}\n" for key, value in entry.items()))


def _scalar(key: str, value: str) -> str:
    return f"'{value}'" if key == "on" else value
