"""A meeting that a text counts on and that is defined nowhere.

Why: nobody knows who chairs it, who comes and when; it is held by whoever remembers it.

Instead: define the meeting in a file of its own and cite it, or name the meeting that is meant.

Guess: a name that ends in a word for a meeting, with a telling word before it, judged by templates/lexicon/records.yaml; the
names and aliases of meetings, units, records, duties and terms are known. One finding for a name in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic
from remit.evidence.memory import kept
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon
from remit.model.entities import Article, Decision, Duty, Function, FunctionItem, Item, Process, Step, SubItem
from remit.model.organisation import Organisation
from remit.model.values import Text

GUESSES = True
_LONG = 14
_FIELDS: dict[type, frozenset[str]] = {
    Duty: frozenset({"text", "tasks", "inputs", "outputs"}),
    Step: frozenset({"name", "text", "inputs", "outputs"}),
    Process: frozenset({"triggers", "inputs", "outputs"}),
    Function: frozenset({"text"}),
    FunctionItem: frozenset({"text"}),
    Article: frozenset({"text", "paragraphs"}),
    Item: frozenset({"text"}),
    SubItem: frozenset({"text"}),
    Decision: frozenset({"text"}),
}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Names of meetings in running text, and mentions, that no entity has."""
    lang = organisation.languages[0]
    known = _known(organisation)
    seen: set[tuple[str, str]] = set()
    for passage in passages(organisation):
        if not _is_text(passage):
            continue
        for name, telling in _names(passage.words(lang), lang):
            place = (passage.text.origin.document.path, telling)
            if place not in seen and not _is_known(telling, known):
                seen.add(place)
                yield Diagnostic("meeting-not-defined", passage.span(), passage.subject, {"meeting": name})


def _is_text(passage: Passage) -> bool:
    """Whether a text says what is to be done; what stands under `named` is reported where names are judged."""
    return passage.field in _FIELDS.get(type(passage.element), ()) and passage.text.origin.pointer[-1] != "named"


def _names(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """The names of meetings in a text, each with what tells it from any other meeting."""
    for found in _pattern(lang).finditer(text):
        if lang == "zh":
            run = re.search(r"[㐀-鿿A-Za-z0-9]*$", text[max(0, found.start() - _LONG) : found.start()])
            stem = _cut(run[0]) if run is not None else ""
        else:
            stem = found[1].strip()
        bare = _pattern_of("records.before-generic", lang).sub("", stem.lower())
        if len(bare) > 1 and bare not in lexicon("records.no-meeting-stems", lang):
            yield (stem + found[0] if lang == "zh" else found[0].strip()), bare


def _cut(stem: str) -> str:
    """What follows the last word that cannot belong to a name (verbs, 的, 和 …)."""
    ends = (stem.rfind(word) + len(word) for word in lexicon("records.before-meetings", "zh") if word in stem)
    return stem[max(ends, default=0) :]


@cache
def _pattern_of(name: str, lang: str) -> re.Pattern[str]:
    """Words of a list at the beginning, one after another."""
    words = "|".join(map(re.escape, sorted(lexicon(name, lang), key=len, reverse=True)))
    return re.compile(rf"^(?:(?:{words})\s*)+", re.IGNORECASE)


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    endings = "|".join(map(re.escape, sorted(lexicon("records.meeting-ends", lang), key=len, reverse=True)))
    if lang == "zh":
        after = "|".join(map(re.escape, lexicon("records.after-no-meeting", lang)))
        return re.compile(rf"(?:{endings})(?!{after})")
    return re.compile(rf"\b((?:[A-Z][A-Za-z&-]*\s+){{1,4}})(?:{endings})\b")


@kept
def _known(organisation: Organisation) -> tuple[frozenset[str], ...]:
    """The characters (Chinese) or words of every name that may be the full name of a meeting or of what is so called."""
    found: set[frozenset[str]] = set()
    for entity in organisation.entities():
        if entity.kind in ("meeting", "record", "term", "training", "process", "unit"):
            for text in (getattr(entity, "name", None), *getattr(entity, "aliases", ())):
                if isinstance(text, Text):
                    found.update(_parts(words) for words in text.by_language.values())
    return tuple(found)


def _parts(words: str) -> frozenset[str]:
    return frozenset(words.lower().split()) if words.isascii() else frozenset(words)


def _is_known(name: str, known: tuple[frozenset[str], ...]) -> bool:
    """Whether a name is a shorter form of a known one: nothing stands in it that the other has not."""
    parts = _parts(name)
    return any(parts <= other for other in known)
