"""The texts that ask somebody for something: duties, tasks, functions, steps, articles, criteria. No names, no purposes, no definitions."""

from __future__ import annotations

from remit.evidence.memory import kept
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon
from remit.model.entities import Article
from remit.model.organisation import Organisation

_PROSE = frozenset(
    {
        ("post", "text"), ("post", "tasks"), ("role", "text"), ("role", "tasks"), ("unit", "text"),
        ("process", "name"), ("process", "text"), ("process", "response"), ("policy", "text"), ("policy", "paragraphs"),
        ("policy", "items"), ("record", "criteria"), ("record", "contents"), ("incentive", "criteria"),
        ("incentive", "forms"), ("incentive", "use"), ("meeting", "text"), ("training", "text"), ("training", "contents"),
    }
)  # fmt: skip


@kept
def prose(organisation: Organisation) -> tuple[Passage, ...]:
    """Every such text in the order of the files; the name of a process is none, that of its step is."""
    return tuple(
        passage
        for passage in passages(organisation)
        if (passage.text.origin.document.kind, passage.field) in _PROSE
        and not (passage.field == "name" and type(passage.element).__name__ != "Step")
    )


def clauses(text: str) -> list[str]:
    """The parts of a text between its commas, stops and colons, those without a word left out."""
    parts = [text]
    for sign in "，。；：、,;:（）()":
        parts = [piece for part in parts for piece in part.split(sign)]
    return [part.strip() for part in parts if part.strip()]


def is_preamble(passage: Passage, lang: str) -> bool:
    """Whether the text stands in an article that says what a policy is for, what it rests on, or what its words mean."""
    element = passage.element
    if not isinstance(element, Article) or element.title is None:
        return False
    title = element.title.get(lang).lower()
    return any(word in title for word in lexicon("wording.preamble-titles", lang))
