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
        renaming = round_ == 0 and any(names.heir(ref) for ref in lost)
        round_ += 1
        for ref in lost:
            own = ref.origin.document
            if made[own.ref] is own:
                made[own.ref] = replace(own, data=copy.deepcopy(own.data))
            _rewrite(made[own.ref], ref, names, renaming=renaming)


def has_dangling(organisation: Organisation) -> bool:
    """Whether a reference of the organisation leads nowhere."""
    return any(_is_lost(ref, organisation) for ref in organisation.refs)


def _is_lost(ref: Ref[Any], organisation: Organisation) -> bool:
    """Whether it leads nowhere. An entry of the ledger names its document for good."""
    at_document = ref.origin.document.kind == "approval" and ref.origin.pointer == ("document",)
    return (
        ref.target is None
        and ref.named is None
        and not at_document
        and f"{ref.kind}:{ref.id}" not in organisation.broken
    )


class _Names:
    """What is known of what a reference named."""

    def __init__(
        self, working: Organisation, ledger: Mapping[str, Timeline], unnamed: Mapping[str, str] | None
    ) -> None:
        self.working, self.ledger, self.unnamed = working, ledger, unnamed
        self.heirs = {
            f"{entity.kind}:{former}": entity.id
            for entity in working.entities()
            for former in getattr(entity, "formerly", ())
        }

    def heir(self, ref: Ref[Any]) -> str:
        """The id that has taken the place of the one it names; empty where none has."""
        return self.heirs.get(f"{ref.kind}:{ref.id}", "")

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


def _rewrite(document: Document, ref: Ref[Any], names: _Names, *, renaming: bool) -> None:
    """Write what a reference has become wherever it stands at its place; in the first round only what has a new id."""
    heir = names.heir(ref)
    if renaming and not heir:
        return
    short = f"{ref.id}/{ref.sub}" if ref.sub else ref.id
    new = f"{heir}/{ref.sub}" if ref.sub else heir
    words = names.words(ref)

    def of(text: str, lang: str) -> Any:
        if text == ref.key:
            return f"{ref.kind}:{new}" if renaming else {"named": words}
        if text == short:
            return new if renaming else {"named": words}
        return INLINE.sub(lambda found: _inline(found, lang), text)

    def _inline(found: Any, lang: str) -> str:
        if f"{found[1]}:{found[2]}" != ref.key:
            return str(found[0])
        if renaming:
            return f"{{{found[1]}:{new}|{found[3]}}}" if found[3] else f"{{{found[1]}:{new}}}"
        shown = found[3] or words.get(lang) or next(iter(words.values()))
        return str(shown).replace("{", "{{").replace("}", "}}")

    def walked(value: Any, lang: str) -> Any:
        if isinstance(value, str):
            return of(value, lang)
        if isinstance(value, dict):
            found = {key: part if key == "named" else walked(part, key) for key, part in value.items()}
            return found["post"] if "at" in found and isinstance(found.get("post"), dict) else found
        return [walked(part, lang) for part in value] if isinstance(value, list) else value

    first = names.working.languages[0]
    holder: Any = document.data
    for part in ref.origin.pointer[:-1]:
        holder = holder[part]
    key = ref.origin.pointer[-1]
    holder[key] = walked(holder[key], first)
