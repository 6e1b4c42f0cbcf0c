"""Texts of the worked company in both languages, for the planters of their defects."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from remit.source.document import Pointer
from tests.mutation.tree import Mutant, Tree

Found = tuple[str, Any, Pointer, dict[str, str], str]
"""A text that was drawn: its file, a copy of the data, the place, the text, and the element it belongs to."""


def texts(data: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, str]]]:
    """Every bilingual text of a file."""
    if isinstance(data, dict):
        if "zh" in data and "en" in data:
            yield pointer, data
        else:
            for key, value in data.items():
                yield from texts(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*pointer, index))


def subject(tree: Tree, ref: str, pointer: Pointer) -> str:
    """The reference of the innermost element of the clean company at a place."""
    path = tree.documents[ref].path
    for depth in range(len(pointer), -1, -1):
        if (path, pointer[:depth]) in _elements(tree):
            return _elements(tree)[path, pointer[:depth]]
    return ref


@cache
def _elements(tree: Tree) -> dict[tuple[str, Pointer], str]:
    every = tree.organisation.elements.values()
    return {(element.origin.document.path, element.origin.pointer): element.ref for element in every}


def draw_text(
    tree: Tree, draw: random.Random, kinds: tuple[str, ...], wanted: Callable[[Pointer, dict[str, str]], bool]
) -> Found | None:
    """A random text that is wanted, of a random file of the kinds."""
    ref = draw.choice([ref for kind in kinds for ref in tree.of(kind)])
    data = tree.data(ref)
    places = [(pointer, text) for pointer, text in texts(data) if wanted(pointer, text)]
    if not places:
        return None
    pointer, text = draw.choice(places)
    return ref, data, pointer, text, subject(tree, ref, pointer)


def changed(rule: str, found: Found, note: str = "", lang: str = "") -> Mutant:
    """The mutant: on the line of the text, or of one of its languages."""
    ref, data, pointer, _, who = found
    return Mutant(rule, {ref: data}, who, (*pointer, lang) if lang else pointer, note=note)


def of_duty(pointer: Pointer, text: dict[str, str]) -> bool:
    """Whether a text is that of a duty."""
    return pointer[0] == "duties" and pointer[-1] == "text"


def of_article(pointer: Pointer, text: dict[str, str]) -> bool:
    """Whether a text is that of an article, not of a point of its list."""
    return pointer[0] == "chapters" and pointer[-1] == "text" and "items" not in pointer
