"""Every text of the organisation with the element it stands in: what rules that read words start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from remit.diagnostics import Span
from remit.evidence.memory import kept
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Element, Origin, Text
from remit.source.document import Pointer


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, the innermost element it stands in, and the first key of its path within that element (text, name, items …)."""

    text: Text
    element: Element
    field: str

    @property
    def subject(self) -> str:
        """The reference of the element."""
        return self.element.ref

    def span(self) -> Span:
        """Where the text begins."""
        return self.text.origin.span()

    def words(self, lang: str) -> str:
        """What is written in the language (empty where it is missing), checked links shown by their own words only."""
        written = self.text.by_language.get(lang, "")
        return INLINE.sub(lambda found: found[3] or "", written)


@kept
def passages(organisation: Organisation) -> tuple[Passage, ...]:
    """Every text in the order of the files; several rules read them, so that the last answers are kept."""
    places = _places(organisation)
    found = [_passage(text, places) for text in organisation.texts]
    return tuple(passage for passage in found if passage is not None)


def element_at(organisation: Organisation, origin: Origin) -> Element:
    """The innermost element that holds a place in a file."""
    places, path = _places(organisation), origin.document.path
    found = (places.get((path, origin.pointer[:depth])) for depth in range(len(origin.pointer), -1, -1))
    return next(element for element in found if element is not None)


@kept
def _places(organisation: Organisation) -> Mapping[tuple[str, Pointer], Element]:
    return {
        (element.origin.document.path, element.origin.pointer): element for element in organisation.elements.values()
    }


def _passage(text: Text, places: Mapping[tuple[str, Pointer], Element]) -> Passage | None:
    path, pointer = text.origin.document.path, text.origin.pointer
    for depth in range(len(pointer), -1, -1):
        element = places.get((path, pointer[:depth]))
        if element is not None:
            return Passage(text, element, str(pointer[depth]) if depth < len(pointer) else "")
    return None
