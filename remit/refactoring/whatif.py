"""What would be if something were gone: it and every reference to it are taken out in memory, and the rest compiled.

References are taken out rather than left broken, because rules are silent about what is broken: a step whose performer is
gone has to be a step without performer. What stands in running text stays as words and is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from remit.compiler import Compilation, compile_documents
from remit.diagnostics import Diagnostic, Span
from remit.language.schemas import folders
from remit.language.validate import is_sound
from remit.model.places import ENTRIES, Place, at, places
from remit.model.renames import KIND
from remit.model.values import INLINE
from remit.refactoring.plan import RefactorError
from remit.source.document import Document, Mark, Pointer
from remit.source.tree import load_tree


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names what is gone: where it stands and the text, by pointer's language or as it is."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The system as it would be, and the texts that would name what is no more."""

    after: Compilation
    mentions: tuple[Mention, ...] = ()


def without_element(root: Path, ref: str, as_of: str) -> WhatIf:
    """The system without an entity or an element of one. Raises RefactorError for what cannot be taken away."""
    kind = ref.partition(":")[0]
    if kind in ("system", *ENTRIES, KIND):
        raise RefactorError("not_removed", name=ref)
    documents, diagnostics = load_tree(root, folders())
    mentions: list[Mention] = []
    left = [
        one if one.data is None or one.kind in (*ENTRIES, KIND) else _without(one, ref, mentions)
        for one in documents
        if one.ref != ref
    ]
    if "/" not in ref:  # the ledger's entries about it are history
        entry = {"from": ref, "into": ref, "on": as_of}
        left.append(Document(KIND, f"{kind}-{ref.partition(':')[2]}"[:80], "policies/renames/", entry))
    return WhatIf(_compiled(root, left, diagnostics, as_of), tuple(sorted(mentions, key=lambda one: one.span)))


def without_person(root: Path, post: str, person: str, as_of: str) -> WhatIf:
    """The system after a person (id or name) has left a post: vacant where nobody else holds it.

    A company that writes down no people says who holds a post by its number alone: the post is vacant then. Raises
    RefactorError where people are written down and this one does not hold the post.
    """
    documents, diagnostics = load_tree(root, folders())
    people = [one for one in documents if one.kind == "person" and one.data is not None]
    holding = [one for one in people if _holds(one.data, post, as_of)]
    leaving = [one for one in holding if person in (one.id, one.ref, *_spelt(one.data))]
    if people and not leaving:
        raise RefactorError("not_holder", person=person, name=post)
    others = [one for one in holding if one not in leaving]
    changed: dict[str, Document] = {one.ref: _left(one, post) for one in leaving}
    if not others:
        own = next(one for one in documents if one.ref == post)
        changed[post] = replace(own, data=_vacant(own.data))
    return WhatIf(_compiled(root, [changed.get(one.ref, one) for one in documents], diagnostics, as_of))


def _compiled(root: Path, documents: list[Document], diagnostics: list[Diagnostic], as_of: str) -> Compilation:
    return compile_documents(root, documents, diagnostics, as_of, with_baseline=False)


def _holds(data: Any, post: str, as_of: str) -> bool:
    return any(
        f"post:{one['post']}" == post and one.get("from", "") <= as_of <= one.get("to", as_of)
        for one in data.get("posts", ())
        if isinstance(one["post"], str)
    )


def _spelt(data: Any) -> tuple[str, ...]:
    return (data["name"],) if isinstance(data["name"], str) else tuple(data["name"].values())


def _left(document: Document, post: str) -> Document:
    data: Any = document.data
    return replace(document, data={**data, "posts": [one for one in data["posts"] if f"post:{one['post']}" != post]})


def _vacant(data: Any) -> Any:
    """Nobody holds it: in no unit either."""
    placed = [{**one, "headcount": 0} for one in data.get("units", ())]
    return {**data, "headcount": 0} | ({"units": placed} if placed else {})


def _without(document: Document, ref: str, mentions: list[Mention]) -> Document:
    """A document without its references to `ref`: each goes with as little around it as leaves the document well-formed."""
    gone = [place for place in places(document.kind, document.ref, document.data) if _names(place, ref)]
    if not gone:
        return document
    cut = _Cut(document)
    for place in sorted(gone, key=lambda one: _descending(one.pointer)):
        if place.inline:
            text = str(at(document.data, place.pointer))
            mentions.append(Mention(document.span(place.pointer), text))
            cut.words[place.pointer] = INLINE.sub(
                lambda link: _as_words(link.group(0), link[1], link[2], link[3], ref), text
            )
        elif not place.defines or place.key == ref:
            cut.take_out(place.pointer[:-1] if place.defines else place.pointer)
    return cut.document()


def _names(place: Place, ref: str) -> bool:
    return place.key == ref or place.key.startswith(f"{ref}/")


def _as_words(link: str, kind: str, name: str, shown: str | None, ref: str) -> str:
    key = f"{kind}:{name}"
    return (shown or name) if key == ref or key.startswith(f"{ref}/") else link


def _descending(pointer: Pointer) -> tuple[tuple[int, str], ...]:
    return tuple((-part, "") if isinstance(part, int) else (0, part) for part in pointer)


class _Cut:
    """A document from which pointers are taken out; what is left keeps the lines that it stands on."""

    def __init__(self, source: Document) -> None:
        self.source = source
        self.out: set[Pointer] = set()
        self.words: dict[Pointer, str] = {}
        self.instead: dict[Pointer, Pointer] = {}

    def take_out(self, pointer: Pointer) -> None:
        """Without the value, or where it is needed without what holds it; a choice of two becomes the other one."""
        while pointer:
            above: Any = at(self.source.data, pointer[:-1])
            if len(pointer) > 1 and pointer[-2] == "any" and isinstance(pointer[-1], int):
                rest = [n for n in range(len(above)) if (*pointer[:-1], n) not in self.out | {pointer}]
                if len(rest) == 1:
                    self.instead[pointer[:-2]] = (*pointer[:-1], rest[0])
                    return
            tried = {*self.out, pointer}
            if is_sound(self.source.kind, _built(self.source.data, (), tried, self.words, self.instead, {})):
                self.out = tried
                return
            pointer = pointer[:-1]

    def document(self) -> Document:
        """What is left, each value at the line where it stood."""
        moved: dict[Pointer, Pointer] = {}
        data = _built(self.source.data, (), self.out, self.words, self.instead, moved)
        values: dict[Pointer, Mark] = {
            new: self.source.values[old] for new, old in moved.items() if old in self.source.values
        }
        keys: dict[Pointer, Mark] = {
            new: self.source.keys[old] for new, old in moved.items() if old in self.source.keys
        }
        return replace(self.source, data=data, values=values, keys=keys)


def _built(
    root: Any,
    start: Pointer,
    out: Collection[Pointer],
    words: Mapping[Pointer, str],
    instead: Mapping[Pointer, Pointer],
    moved: dict[Pointer, Pointer],
) -> Any:
    """The data without what is taken out; `moved` is filled with the old pointer of each new one."""

    def build(old: Pointer, new: Pointer) -> Any:
        old = instead.get(old, old)
        moved[new] = old
        value = at(root, old)
        if isinstance(value, dict):
            return {key: build((*old, key), (*new, key)) for key in value if (*old, key) not in out}
        if isinstance(value, list):
            kept = [n for n in range(len(value)) if (*old, n) not in out]
            return [build((*old, n), (*new, number)) for number, n in enumerate(kept)]
        return words.get(old, value)

    return build(start, ())


def reissued(before: Compilation, after: Compilation) -> Iterator[tuple[str, str]]:
    """Documents that would have to be issued anew: reference and why (content: it changes itself; printed: only what it
    prints of others does; gone)."""
    from remit.refactoring.printed import printed

    if before.organisation is None or after.organisation is None:
        return
    old, new = printed(before, before.organisation), printed(after, after.organisation)
    for ref, (digest, prints) in old.items():
        if ref not in new:
            yield ref, "gone"
        elif new[ref][0] != digest:
            yield ref, "content"
        elif new[ref][1] != prints:
            yield ref, "printed"
