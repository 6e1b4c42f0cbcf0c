"""link: documents to the organisation; one misspelt reference gives one finding with the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, cast

from remit.diagnostics import Diagnostic, Edit, Related
from remit.language.nearest import certain
from remit.language.schemas import kinds
from remit.model import restricted
from remit.model.build import Builder
from remit.model.depth import DEEPEST, too_deep
from remit.model.entities import BY_KIND, Approval, Clause, Duty, Function, FunctionItem, Group, System
from remit.model.organisation import Organisation, Use
from remit.model.places import ENTRIES
from remit.model.renames import carried
from remit.model.values import Element, Entity, Ref
from remit.source.document import Document, Pointer

# What is no kind but an element of one: its classes, and how it is written.
_ELEMENTS: Mapping[str, tuple[type[Element], ...]] = {
    "duty": (Duty,), "function": (Function, FunctionItem), "clause": (Clause,), "group": (Group,),
}  # fmt: skip
_FORMS = {"duty": "post:…/…", "function": "unit:…/…"}


def link(sound: Iterable[Document], known: Iterable[Document]) -> tuple[Organisation | None, list[Diagnostic]]:
    """The organisation of the sound documents, and what does not hold together.

    `known` are all documents met, sound or not: a reference to a broken one is not reported again. None where the
    system file itself is missing or broken.
    """
    sound = sorted(sound, key=lambda document: (document.kind, document.id))
    system = next((document for document in sound if document.kind == "system"), None)
    if system is None or not isinstance(system.data, dict):
        return None, []
    broken = frozenset({document.ref for document in known} - {document.ref for document in sound})
    sound, renames = carried(sound)
    builder = Builder(system.data["languages"][0])
    by_kind: dict[str, dict[str, Entity]] = {kind: {} for kind in kinds()}
    for document in sound:
        by_kind[document.kind][document.id] = builder.entity(document)
    linker = _Linker(builder, by_kind, broken)
    linker.resolve()
    linker.cut()
    linker.check_repeated()
    linker.check_local()
    linker.check_restricted(sound)
    organisation = Organisation(
        system=cast(System, by_kind["system"]["system"]),
        by_kind=by_kind,
        elements=builder.elements,
        uses=linker.uses(),
        texts=tuple(builder.texts),
        refs=tuple(builder.refs),
        loose=tuple(loose for loose in builder.loose if loose.origin.document.recorded is None),
        broken=broken,
        renames=renames,
    )
    return organisation, builder.findings + linker.findings


def rewritten(ref: Ref[Any], right: str) -> tuple[Edit, ...]:
    """The edits that write `right` (an id, or kind:id) wherever a reference stands at its place, in every language of a text."""
    wrong = _short(ref)
    whole = right if ":" in right else f"{ref.kind}:{right}"
    linked = re.compile(rf"(?<!\{{)\{{{re.escape(ref.kind)}:{re.escape(wrong)}(?=[|}}])")
    edits: list[Edit] = []
    for pointer, value in _leaves(ref.origin.document.data, ref.origin.pointer):
        alone = {wrong: right, f"{ref.kind}:{wrong}": whole}
        text = alone.get(value) or linked.sub(f"{{{whole}", value)
        if text != value:
            edits.append(Edit(ref.origin.document.path, "replace", pointer, text))
    return tuple(edits)


def _takes(wanted: str, target: Element) -> bool:
    """Whether a field that takes a kind, or elements of one, may hold a reference to `target`."""
    return not wanted or isinstance(target, _ELEMENTS.get(wanted) or (BY_KIND[wanted],))


def _at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _short(ref: Ref[Any]) -> str:
    """A reference as it is written where the field fixes the kind."""
    return f"{ref.id}/{ref.sub}" if ref.sub else ref.id


def _leaves(data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    """The texts at a pointer and below."""
    data = _at(data, pointer)
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, _ in inner:
        yield from (((*pointer, *below), text) for below, text in _leaves(data, (key,)))
    if isinstance(data, str):
        yield pointer, data


class _Linker:
    def __init__(self, builder: Builder, by_kind: Mapping[str, Mapping[str, Entity]], broken: frozenset[str]) -> None:
        self.builder, self.by_kind, self.broken = builder, by_kind, broken
        self.findings: list[Diagnostic] = []
        self.near: dict[tuple[str, str], list[str]] = {}
        self.clauses = {element.id: element for element in builder.elements.values() if isinstance(element, Clause)}
        system = cast(System, by_kind["system"]["system"])
        self.groups = {group.id: group for group in system.groups}
        self.classifications = {item.id: item for item in system.classifications}

    def resolve(self) -> None:
        for ref in self.builder.refs:
            target = self._target(ref)
            if target is not None and not _takes(ref.wanted, target):
                self.findings.append(self._unfit(ref, target))
            elif target is not None:
                ref.resolve(target)
            # The ledger outlives what it names.
            elif not self._is_broken(ref) and ref.origin.document.kind not in ENTRIES:
                self.findings.append(self._unknown(ref))

    def cut(self) -> None:
        """Lines of entities under each other that are too long lead no further than they may."""
        for ref in list(too_deep(self.by_kind)):
            subject = ref.holder.ref if ref.holder else ref.origin.document.ref
            related = (Related(ref.target.span(), "other-place"),) if ref.target is not None else ()
            params = {"most": str(DEEPEST)}
            self.findings.append(Diagnostic("too-deep-a-line", ref.origin.span(), subject, params, related))
            ref.resolve(None)

    def check_repeated(self) -> None:
        """A list that names the same thing twice, letter for letter."""
        first: dict[tuple[str, Pointer, str], Ref[Any]] = {}
        for ref in self.builder.refs:
            document, pointer = ref.origin.document, ref.origin.pointer
            if not (pointer and isinstance(pointer[-1], int)) or _at(document.data, pointer) not in (
                _short(ref),
                ref.key,
            ):
                continue
            earlier = first.setdefault((document.path, pointer[:-1], ref.key), ref)
            if earlier is not ref:
                related = (Related(earlier.origin.span(), "other-place"),)
                edit = Edit(document.path, "remove", pointer)
                subject = ref.holder.ref if ref.holder else document.ref
                found = Diagnostic("repeated-reference", ref.origin.span(), subject, {"ref": ref.key}, related, (edit,))
                self.findings.append(found)

    def check_local(self) -> None:
        """Ids that refer to a table of system.yaml, or to a stage or parameter of the same file."""
        system = cast(System, self.by_kind["system"]["system"])
        tables = {
            "level": {item.id for item in system.levels},
            "document-class": {item.id for item in system.document_classes},
            "duty-class": {item.id for item in system.duty_classes},
            "classification": {f"{item.id}/{part.id}" for item in system.classifications for part in item.classes},
        }
        for table, value, origin in self.builder.local:
            if table == "step":
                continue
            known = tables[table] if table in tables else self._own(origin.document, table)
            if value not in known:
                near = get_close_matches(value, sorted(known), 1)
                params = {
                    "table": table,
                    "value": value,
                    "nearest": near[0] if near else "",
                    "known": ", ".join(sorted(known)),
                }
                meant = certain(value, known)
                fix = (Edit(origin.document.path, "replace", origin.pointer, meant),) if meant else ()
                self.findings.append(
                    Diagnostic("unknown-local-id", origin.span(), origin.document.ref, params, fix=fix)
                )

    def check_restricted(self, documents: Iterable[Document]) -> None:
        """The marks of files whose parts are more confidential than the rest."""
        marked = [one for one in documents if isinstance(one.data, dict) and restricted.FIELD in one.data]
        if not marked:
            return
        levels = [item.id for item in cast(System, self.by_kind["system"]["system"]).levels]
        approved: dict[str, list[str]] = {}
        for approval in self.by_kind["approval"].values():
            if isinstance(approval, Approval):
                approved.setdefault(approval.document.key, []).append(approval.content)
        for document in marked:
            self.findings += restricted.problems(document, levels, approved.get(document.ref, ()))

    def _own(self, document: Document, table: str) -> set[str]:
        items = getattr(self.builder.elements[document.ref], {"stage": "stages", "parameter": "parameters"}[table])
        return {item.id for item in items}

    def _target(self, ref: Ref[Any]) -> Element | None:
        if ref.kind == "clause":
            return self.clauses.get(ref.id)
        if ref.kind == "group":
            return self.groups.get(ref.id)
        if ref.kind == "classification":
            return self.classifications.get(ref.id)
        if ref.kind == "basis" and ref.sub:
            return self.clauses.get(ref.sub)
        return self.builder.elements.get(ref.key)

    def _is_broken(self, ref: Ref[Any]) -> bool:
        if ref.kind == "clause":
            return any(key.startswith("basis:") for key in self.broken)
        return f"{ref.kind}:{ref.id}" in self.broken

    def _unknown(self, ref: Ref[Any]) -> Diagnostic:
        subject = ref.holder.ref if ref.holder else ref.origin.document.ref
        if not ref.kind:
            meant = [f"{kind}:{ref.id}" for kind, known in self._tables().items() if ref.id in known]
            params = {"value": ref.id, "nearest": meant[0] if meant else ""}
            right = f"{meant[0]}/{ref.sub}" if len(meant) == 1 and ref.sub else "".join(meant[:1])
            fix = rewritten(ref, right) if len(meant) == 1 else ()
            return Diagnostic("reference-without-kind", ref.origin.span(), subject, params, fix=fix)
        candidates = self._candidates(ref)
        wrong = _short(ref)
        near = self._nearest(ref.kind, wrong, candidates)
        related: tuple[Related, ...] = ()
        if near and candidates[near[0]] is not None:
            related = (Related(candidates[near[0]].span(), "did-you-mean-this", {"name": near[0]}),)
        params = {
            "kind": ref.kind,
            "value": wrong,
            "nearest": near[0] if near else "",
            "folder": self._folder(ref.kind),
        }
        right = certain(wrong, candidates)
        fix = rewritten(ref, right) if right else ()
        return Diagnostic("unknown-reference", ref.origin.span(), subject, params, related, fix)

    def _unfit(self, ref: Ref[Any], target: Element) -> Diagnostic:
        """A reference to something that there is, in a field that takes something else."""
        related = (Related(target.span(), "other-place"),)
        params = {"value": ref.key, "wanted": _FORMS.get(ref.wanted, f"{ref.wanted}:…")}
        subject = ref.holder.ref if ref.holder else ref.origin.document.ref
        return Diagnostic("reference-of-wrong-kind", ref.origin.span(), subject, params, related)

    def _tables(self) -> dict[str, Mapping[str, Element]]:
        """Everything that a reference with a kind may name, by kind."""
        return {**self.by_kind, "classification": self.classifications}

    def _nearest(self, kind: str, wrong: str, candidates: Mapping[str, Element]) -> list[str]:
        """The nearest known name, looked for once for each wrong one."""
        if (kind, wrong) not in self.near:
            self.near[kind, wrong] = get_close_matches(wrong, list(candidates), 1, 0.6)
        return self.near[kind, wrong]

    def _folder(self, kind: str) -> str:
        return kinds()[kind].folder if kind in kinds() else ""

    def _candidates(self, ref: Ref[Any]) -> dict[str, Element]:
        if ref.kind == "clause":
            return dict(self.clauses)
        if ref.kind == "group":
            return dict(self.groups)
        if ref.kind == "classification":
            return dict(self.classifications)
        if ref.sub:
            prefix = f"{ref.kind}:"
            return {
                key[len(prefix) :]: element
                for key, element in self.builder.elements.items()
                if key.startswith(prefix) and "/" in key
            }
        return dict(self.by_kind.get(ref.kind, {}))

    def uses(self) -> dict[str, tuple[Use, ...]]:
        """Back-references: by the target's reference, in the order of the files."""
        found: dict[str, list[Use]] = {}
        for ref in self.builder.refs:
            if isinstance(ref.target, Element) and ref.holder is not None:
                found.setdefault(ref.target.ref, []).append(Use(ref.holder, ref))
        return {key: tuple(uses) for key, uses in found.items()}
