"""What has been renamed, read from policies/renames/: what each former name is called today, and entries of the ledger in it.

A name belongs to one thing for ever. So a rename only ever says the same in other words: where an old name is in use
again, or the new one was in use before, the rename proves nothing and is not followed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from remit.model.canonical import digest
from remit.model.places import ENTRIES, canonical_key, places, put, renamed
from remit.source.document import Document

KIND = "rename"
_GONE = ("by", "on_behalf_of")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry: `old` was called `new` from then on; or, where `merged`, `new` took it up."""

    document: Document
    old: str
    new: str
    merged: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry is not followed. `name` is chain (the old name was given up before), taken (the new name was another's),
    still (a former name is in use), missing (nothing has the name), known (approved content had the new name before) or
    kind (the two are of different kinds or files)."""

    name: str
    step: Step
    other: str


@dataclass(slots=True)
class Renames:
    """The entries in order. `current` is asked for names, `digests` gives the digest that an approved content has with the
    names of today."""

    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)

    def current(self, name: str) -> str:
        """What is called `name` in an old text, by its name of today."""
        entity, slash, sub = name.partition("/")
        root = self.roots.get(entity, entity)
        if not slash:
            return self.last.get(root, name)
        inner = self.roots.get(f"{root}/{sub}", f"{root}/{sub}")
        return f"{self.last.get(root, entity)}/{self.last.get(inner, inner).partition('/')[2]}"

    def former(self, name: str) -> tuple[str, ...]:
        """The names that something had before; empty for what was never renamed."""
        return tuple(old for old in self.roots if old != name and self.current(old) == name)


def order(document: Document) -> tuple[str, str]:
    """Renames hold in the order of their days, then of their file names."""
    data: Any = document.data
    return str(data["on"]), document.id


def read(documents: Iterable[Document]) -> Renames:
    """The renames among sound documents, those that prove nothing left aside and named."""
    documents = list(documents)
    entries = sorted((one for one in documents if one.kind == KIND), key=order)
    if not entries:
        return Renames()
    return _Reading(entries, documents).result()


def steps_of(entries: Iterable[Document]) -> Iterator[Step]:
    """What entries say, in their order."""
    for document in entries:
        data: Any = document.data
        merged = "into" in data
        yield Step(document, canonical_key(data["from"]), canonical_key(data["into" if merged else "to"]), merged)


class _Reading:
    """Follows each thing from its first name to its last."""

    def __init__(self, entries: list[Document], documents: list[Document]) -> None:
        self.steps = tuple(steps_of(entries))
        self.documents = documents
        self.roots: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.problems: dict[str, Problem] = {}
        self.known: set[str] | None = None

    def result(self) -> Renames:
        merged: dict[str, Step] = {}
        for step in self.steps:
            self._follow(step, merged)
        self._check_names(merged)
        self._check_ledger()
        bad = set(self.problems)
        roots = {name: root for name, root in self.roots.items() if not self._spoiled(root, bad)}
        last = {root: name for root, name in self.last.items() if not self._spoiled(root, bad)}
        gone = {
            name: step.new
            for root, step in merged.items()
            if root not in bad
            for name in {root, step.old, *(name for name, first in self.roots.items() if first == root)}
        }
        return Renames(self.steps, tuple(self.problems.values()), gone, {}, roots, last)

    def _spoiled(self, root: str, bad: set[str]) -> bool:
        return root in bad or root.partition("/")[0] in bad

    def _norm(self, name: str) -> str:
        """A name with the first name of the entity that it is in."""
        entity, slash, sub = name.partition("/")
        return f"{self.roots.get(entity, entity)}/{sub}" if slash else name

    def _follow(self, step: Step, merged: dict[str, Step]) -> None:
        old, new = self._norm(step.old), self._norm(step.new)
        root = self.roots.get(old, old)
        if step.merged:
            merged[root] = step
            return
        if old.partition("/")[0] != new.partition("/")[0] if "/" in old or "/" in new else _kind(old) != _kind(new):
            self._problem(root, "kind", step, step.new)
        elif self.last.get(root, old) != old or root in merged:
            self._problem(root, "chain", step, step.old)
        elif self.roots.get(new, root) != root or (new in self.last and new != root):
            self._problem(root, "taken", step, step.new)
        else:
            self.roots[old], self.roots[new], self.last[root] = root, root, new

    def _problem(self, root: str, name: str, step: Step, other: str) -> None:
        self.problems.setdefault(root, Problem(name, step, other))

    def _check_names(self, merged: Mapping[str, Step]) -> None:
        """Each thing has its last name today, and no other."""
        final = Renames(roots=self.roots, last=self.last)
        by_root = {self.roots.get(self._norm(step.old), self._norm(step.old)): step for step in self.steps}
        for root, step in by_root.items():
            names = [name for name, first in self.roots.items() if first == root] or [step.old]
            today = "" if root in merged else self.last.get(root, root)
            if today and not self._exists(final.current(today)):
                self._problem(root, "missing", step, step.new)
            for name in names:
                used = self._used(name, final)
                if name != today and self._exists(used):
                    self._problem(root, "still", step, used)

    def _used(self, name: str, final: Renames) -> str:
        """A former name as it would be in use today: inside an entity that has itself been renamed."""
        entity, slash, sub = name.partition("/")
        return f"{final.current(entity)}/{sub}" if slash else name

    def _exists(self, name: str) -> bool:
        if self.known is None:
            kinds = {self._home(name) for step in self.steps for name in (step.old, step.new)}
            self.known = {document.ref for document in self.documents}
            for document in self.documents:
                if document.kind in kinds and document.kind != KIND:
                    found = places(document.kind, document.ref, document.data)
                    self.known |= {place.key for place in found if place.defines}
        return name in self.known

    def _home(self, name: str) -> str:
        kind = name.partition(":")[0]
        return {"clause": "basis", "group": "system", "classification": "system"}.get(kind, kind)

    def _check_ledger(self) -> None:
        """A new name that approved content had before the rename was another thing's."""
        place = {step.document.id: number for number, step in enumerate(self.steps)}
        for document in self.documents:
            data: Any = document.data
            if document.kind != "approval":
                continue
            known = place.get(data.get("after", ""), -1)
            for number, step in enumerate(self.steps):
                if number > known and not step.merged and self._is_first(number) and self._mentions(data, step.new):
                    self._problem(self.roots.get(self._norm(step.old), step.old), "known", step, document.ref)

    def _is_first(self, number: int) -> bool:
        """Whether a thing gets this name for the first time, and does not have an old one back."""
        new = self._norm(self.steps[number].new)
        return all(new not in (self._norm(step.old), self._norm(step.new)) for step in self.steps[:number])

    def _mentions(self, entry: Mapping[str, Any], name: str) -> bool:
        """Whether approved content has a name, by whatever name it has the entity that the name is in."""
        short = name.rpartition("/")[2].rpartition(":")[2]
        if short not in entry["content"] and entry["document"] != name:
            return False
        content = _content(entry)
        return content is not None and self._norm(name) in map(self._norm, _keys(entry, content))


def _kind(name: str) -> str:
    return name.partition(":")[0]


def _keys(entry: Mapping[str, Any], content: Mapping[str, Any]) -> list[str]:
    kind = str(entry["document"]).partition(":")[0]
    try:
        return [place.key for place in places(kind, str(entry["document"]), content)]
    except (KeyError, TypeError, AttributeError):  # content of another shape: a ledger written by hand
        return []


def _content(entry: Mapping[str, Any]) -> Any:
    try:
        found = json.loads(entry["content"])
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def carried(documents: Iterable[Document]) -> tuple[list[Document], Renames]:
    """The documents with the entries of the ledger in the names of today, and the renames.

    What was approved under other names keeps its file in `Document.recorded`. Entries about what was merged into
    something else are left out; whoever signed and is no more stands there by name.
    """
    documents = list(documents)
    renames = read(documents)
    if not renames.roots and not renames.gone:
        return documents, renames
    names = _last_names(documents, renames)
    found: list[Document] = []
    for document in documents:
        data: Any = document.data
        if document.kind not in ENTRIES:
            found.append(document)
        elif data["document"] not in renames.gone:
            found.append(_carried(document, renames, names))
    # What was read is known by the digest of what was approved, which all entries have to be carried for.
    return [_read_today(document, renames) for document in found], renames


def _last_names(documents: Iterable[Document], renames: Renames) -> dict[str, str]:
    """What people called those who are no more: the name in the last approval of each, else its id."""
    names = {name: name.partition(":")[2] for name in renames.gone}
    for document in documents:
        data: Any = document.data
        if document.kind == "approval" and data["document"] in names:
            name = (_content(data) or {}).get("name")
            names[data["document"]] = name if isinstance(name, str) else names[data["document"]]
    return names


def _carried(document: Document, renames: Renames, names: Mapping[str, str]) -> Document:
    before: Any = document.data
    data = _copied(before)
    for pointer, text in renamed(document.kind, document.ref, before, renames.current):
        put(data, pointer, text)
    if document.kind == "approval":
        for place in places("approval", document.ref, before):
            if place.key in renames.gone and place.pointer[-1] in _GONE:
                put(data, place.pointer, {"named": names[place.key]})
        content = _content(before)
        if content is not None:
            _carry_content(before, content, data, renames)
    return document if data == before else replace(document, data=data, recorded=before)


def _read_today(document: Document, renames: Renames) -> Document:
    """An acknowledgement with the digest that the content which was read has under the names of today."""
    data: Any = document.data
    if document.kind != "acknowledgement" or data["digest"] not in renames.digests:
        return document
    recorded = data if document.recorded is None else document.recorded
    return replace(document, data={**data, "digest": renames.digests[data["digest"]]}, recorded=recorded)


def _carry_content(before: Mapping[str, Any], content: Any, data: dict[str, Any], renames: Renames) -> None:
    """The content in the names of today, and the digest that goes with it where the entry's own was right."""
    kind, changed = str(before["document"]).partition(":")[0], False
    try:
        for pointer, text in list(renamed(kind, str(before["document"]), content, renames.current)):
            put(content, pointer, text)
            changed = True
    except (KeyError, TypeError, AttributeError):  # content of another shape stays as it is
        return
    if changed:
        data["content"] = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        if digest(before["content"]) == before["digest"]:
            data["digest"] = digest(data["content"])
            renames.digests[before["digest"]] = data["digest"]


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value
