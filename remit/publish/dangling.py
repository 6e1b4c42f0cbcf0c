"""References that lead nowhere any more, because they stand in a version older than what they name, as words.

A former id leads to what has it now. Anything else is written as a name that is only mentioned, by the words that the working
text or the ledger still has for it, so that every output shows it without a link.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from remit.model.link import link
from remit.model.organisation import Organisation
from remit.model.places import ENTRIES, at, put, renamed
from remit.model.values import INLINE, Ref
from remit.publish.timeline import Timeline, name_then
from remit.source.document import Document
from remit.views.wording import name_of

_ROUNDS = 2


def linked(
    documents: Iterable[Document],
    working: Organisation,
    ledger: Mapping[str, Timeline],
    unnamed: Mapping[str, str] | None = None,
) -> tuple[Organisation, dict[str, Document]]:
    """The organisation of the documents, and the documents as they were linked in the end, by reference.

    `unnamed` are words by language for everything that is no more, where its name is not to be told. Raises ValueError without the system file.
    """
    broken = [Document(*ref.partition(":")[::2], "", None) for ref in sorted(working.broken)]
    made = {document.ref: document for document in documents}
    names = _Names(working, ledger, unnamed)
    round_ = 0
    while True:
        organisation, _ = link(made.values(), [*made.values(), *broken])
        if organisation is None:
            raise ValueError("the documents are without the system file")
        lost = [ref for ref in organisation.refs if _is_lost(ref, organisation)]
        if not lost or round_ == _ROUNDS:
            return organisation, made
        inherited = [ref for ref in lost if names.heir(ref.key) != ref.key] if round_ == 0 else []
        round_ += 1
        for ref in inherited or lost:
            own = ref.origin.document
            first = made[own.ref] is own
            if first:
                made[own.ref] = replace(own, data=copy.deepcopy(own.data))
            if not inherited:
                _name(made[own.ref], ref, names)
            elif first:
                _follow(made[own.ref], names)


def has_dangling(organisation: Organisation) -> bool:
    """Whether a reference of the organisation leads nowhere."""
    return any(_is_lost(ref, organisation) for ref in organisation.refs)


def _is_lost(ref: Ref[Any], organisation: Organisation) -> bool:
    """Whether it leads nowhere. An entry of the ledger names its document, and who read it, for good."""
    kind, pointer = ref.origin.document.kind, ref.origin.pointer
    for_good = kind in ENTRIES and (pointer[0] == "document" or (kind == "acknowledgement" and pointer[0] == "by"))
    return (
        ref.target is None and ref.named is None and not for_good and f"{ref.kind}:{ref.id}" not in organisation.broken
    )


class _Names:
    """What is known of what a reference named."""

    def __init__(
        self, working: Organisation, ledger: Mapping[str, Timeline], unnamed: Mapping[str, str] | None
    ) -> None:
        self.working, self.ledger, self.unnamed = working, ledger, unnamed
        self.heirs = {
            f"{entity.kind}:{former}": entity.ref
            for entity in working.entities()
            for former in getattr(entity, "formerly", ())
            if f"{entity.kind}:{former}" not in working.elements
        }

    def heir(self, key: str) -> str:
        """The reference of what has taken the place of what it names; itself where nothing has."""
        entity, slash, sub = key.partition("/")
        return f"{self.heirs.get(entity, entity)}{slash}{sub}"

    def words(self, ref: Ref[Any]) -> dict[str, str]:
        """Its name by language: as the working text has it, else as the ledger had it, else the reference itself."""
        if self.unnamed is not None:
            return dict(self.unnamed)
        languages: Sequence[str] = self.working.languages
        element = self.working.find(ref.key) or self.working.find(f"{ref.kind}:{ref.id}")
        if element is not None:
            return {lang: name_of(element, lang) for lang in languages}
        line = self.ledger.get(f"{ref.kind}:{ref.id}")
        return {languages[0]: (name_then(line.approvals[-1]) if line is not None else "") or ref.key}


def _follow(document: Document, names: _Names) -> None:
    """Write the ids that things have today wherever they are named by former ones."""
    for pointer, text in list(renamed(document.kind, document.ref, document.data, names.heir, ids=False)):
        put(document.data, pointer, text)


def _name(document: Document, ref: Ref[Any], names: _Names) -> None:
    """Write what a reference named as words wherever it stands at its place."""
    short = f"{ref.id}/{ref.sub}" if ref.sub else ref.id
    words = names.words(ref)

    def of(text: str, lang: str) -> Any:
        return {"named": words} if text in (ref.key, short) else INLINE.sub(lambda found: _inline(found, lang), text)

    def _inline(found: Any, lang: str) -> str:
        if f"{found[1]}:{found[2]}" != ref.key:
            return str(found[0])
        shown = found[3] or words.get(lang) or next(iter(words.values()))
        return str(shown).replace("{", "{{").replace("}", "}}")

    def walked(value: Any, lang: str) -> Any:
        if isinstance(value, str):
            return of(value, lang)
        if isinstance(value, dict):
            found = {key: part if key == "named" else walked(part, key) for key, part in value.items()}
            return found["post"] if "at" in found and isinstance(found.get("post"), dict) else found
        return [walked(part, lang) for part in value] if isinstance(value, list) else value

    pointer = ref.origin.pointer
    put(document.data, pointer, walked(at(document.data, pointer), names.working.languages[0]))
