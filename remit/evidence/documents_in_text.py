"""Names of records and of rules in running text that nothing defines; which words begin and end one stands in templates/lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.evidence.known_names import bare_name, known_names, nearest_name
from remit.evidence.memory import kept
from remit.evidence.printed_numbers import without_number
from remit.evidence.prose import is_preamble, prose
from remit.evidence.running_text import Passage
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.views.wording import name_of

_LONGEST = 9
_NEGATED = 4
_SHORTEST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name of a document that is used in a text and defined nowhere. `kind` is record or rule."""

    name: str
    kind: str
    passage: Passage


@kept
def unknown_documents(organisation: Organisation) -> tuple[Unknown, ...]:
    """Every such name in the texts that ask somebody for something, in the order of the files."""
    lang = organisation.languages[0]
    found: list[Unknown] = []
    for passage in prose(organisation):
        if is_preamble(passage, lang):
            continue
        words = without_number(passage.words(lang))
        for kind in ("record", "rule"):
            for cut in _names(words, kind, lang):
                name = _in_full(cut, passage.element, words, lang)
                known = any(_is_known(organisation, one, lang) for one in (cut, name))
                if not known and not _linked(passage.element, name, lang):
                    found.append(Unknown(name, kind, passage))
    return tuple(found)


def _names(words: str, kind: str, lang: str) -> Iterator[str]:
    matches = [*_pattern(kind, lang).finditer(words)]
    matches += _as_subject(lang).finditer(words) if kind == "rule" else []
    for match in matches:
        if any(
            word in words[max(0, match.start() - _NEGATED) : match.start()]
            for word in lexicon("wording.negating", lang)
        ):
            continue
        name = match["name"].strip()
        for verb in lexicon("wording.verbs-in-a-document", lang):
            if verb in name[:-_SHORTEST_KNOWN]:
                name = name.rpartition(verb)[2] or name
        name = _without_marks(name, lang)
        if len(name) > _SHORTEST_KNOWN and not _is_generic(name, kind, lang):
            yield name


def _in_full(name: str, element: Element, words: str, lang: str) -> str:
    """The longer name that the element itself uses in its fields, where the text has it too: 更新改造计划, not 改造计划.

    A verb within a name looks like the one before it (更新, 统计), so that its first part was taken off.
    """
    longer = [
        own
        for own in (_without_marks(text.strip(), lang) for text in _own_names(element, lang))
        if own.endswith(name) and own in words and _one_name(lang).fullmatch(own)
    ]
    return max(longer, key=len, default=name)


def _own_names(element: Element, lang: str) -> Iterator[str]:
    """What an element calls its objects and outputs, and itself."""
    texts = [*getattr(element, "objects", ()), *getattr(element, "aliases", ())]
    texts += [item.text for item in getattr(element, "outputs", ()) if item.text is not None]
    yield from (text.by_language.get(lang, "") for text in texts)


@cache
def _one_name(lang: str) -> re.Pattern[str]:
    """What can be one name: no list and no phrase with 的."""
    if lang != "zh":
        return re.compile(r"[A-Za-z -]+")
    inner, within = (
        "".join(lexicon("wording.not-in-a-document", lang)),
        "|".join(lexicon("wording.whole-in-a-document", lang)),
    )
    return re.compile(rf"(?:{within}|[^\W\d_{inner}])+")


def _without_marks(name: str, lang: str) -> str:
    """公司 and 相关 before a name do not belong to it."""
    while True:
        mark = next((word for word in lexicon("wording.document-marks", lang) if name.lower().startswith(word)), "")
        if not mark:
            return name
        name = name[len(mark) :].strip()


def _is_generic(name: str, kind: str, lang: str) -> bool:
    name = name.lower()
    return name in lexicon("wording.generic-documents", lang) or name in lexicon(f"wording.document-ends-{kind}", lang)


def _linked(element: Element, name: str, lang: str) -> bool:
    """Whether the element itself refers to a record of that sort, so that it is clear which one is meant."""
    refs = [item.record for item in (*getattr(element, "outputs", ()), *getattr(element, "inputs", ())) if item.record]
    text = getattr(element, "text", None)
    refs += text.refs.values() if isinstance(text, Text) else []
    ending = name[-_SHORTEST_KNOWN:]
    return any(ref.target is not None and name_of(ref.target, lang).endswith(ending) for ref in refs)


def _is_known(organisation: Organisation, name: str, lang: str) -> bool:
    """Whether the name is a part of a known one, ends with one, or is one with words left out (安全规程 of 安全操作规程)."""
    bare = bare_name(name, lang)
    known = _known(organisation)
    if bare in known.joined or any(bare[start:] in known.names for start in range(1, len(bare) - _SHORTEST_KNOWN)):
        return True
    return any(_is_shortened(bare, longer) for longer in known.by_ending.get(bare[-_SHORTEST_KNOWN:], ()))


def _is_shortened(name: str, longer: str) -> bool:
    letters = iter(longer)
    return all(letter in letters for letter in name)


@dataclass(frozen=True, slots=True)
class _Known:
    """Bare names as one text, as a set, and by their last two letters."""

    joined: str
    names: frozenset[str]
    by_ending: Mapping[str, tuple[str, ...]]


@kept
def _known(organisation: Organisation) -> _Known:
    lang = organisation.languages[0]
    names = set(known_names(organisation))
    names.update(bare_name(loose.text, lang) for loose in organisation.loose if loose.kind == "named")
    by_ending: dict[str, list[str]] = {}
    for name in sorted(names):
        by_ending.setdefault(name[-_SHORTEST_KNOWN:], []).append(name)
    whole = frozenset(name for name in names if len(name) > _SHORTEST_KNOWN)
    return _Known("\n".join(sorted(names)), whole, {key: tuple(found) for key, found in by_ending.items()})


@cache
def _pattern(kind: str, lang: str) -> re.Pattern[str]:
    """A verb or preposition, the name with its end, and what may follow it: otherwise the name goes on."""
    ends = "|".join(sorted(map(re.escape, lexicon(f"wording.document-ends-{kind}", lang)), key=len, reverse=True))
    leads = sorted(map(re.escape, lexicon(f"wording.before-a-{kind}", lang)), key=len, reverse=True)
    before = "|".join(rf"{lead}(?![期时月季周日年批次])" if len(lead) == 1 else lead for lead in leads)
    if not ends or not before:
        return re.compile(r"(?!)")
    if lang != "zh":
        return re.compile(
            rf"\b(?:{before})\s+(?P<name>(?:[A-Za-z-]+\s){{1,3}}(?:{ends}))\b(?!\s[a-z]+ing\b)", re.IGNORECASE
        )
    inner, within = (
        "".join(lexicon("wording.not-in-a-document", lang)),
        "|".join(lexicon("wording.whole-in-a-document", lang)),
    )
    after = "|".join(map(re.escape, lexicon("wording.after-a-document", lang)))
    owner = "|".join(f"{re.escape(prefix)}的" for prefix in lexicon("wording.own-prefixes", lang))
    name = rf"(?P<name>(?:\d?[A-Z]{{1,2}})?(?:{within}|[^\W\d_a-zA-Z{inner}]){{1,{_LONGEST}}}?(?:{ends}))"
    lead = rf"(?:{before})(?:{owner})?(?:[一二三四五六七八九十两]+[类种项份张])?"
    return re.compile(rf"{lead}{name}(?=$|[，。；、：（(）)”]|{after})")


@cache
def _as_subject(lang: str) -> re.Pattern[str]:
    """A rule that a sentence begins with and goes on to speak of: 采购管理制度包括…"""
    verbs = "|".join(map(re.escape, lexicon("wording.said-of-a-rule", lang)))
    if not verbs or lang != "zh":
        return re.compile(r"(?!)")
    ends = "|".join(sorted(map(re.escape, lexicon("wording.document-ends-rule", lang)), key=len, reverse=True))
    inner, within = (
        "".join(lexicon("wording.not-in-a-document", lang)),
        "|".join(lexicon("wording.whole-in-a-document", lang)),
    )
    return re.compile(
        rf"(?:^|[。；])(?P<name>(?:{within}|[^\W\d_a-zA-Z{inner}]){{1,{_LONGEST}}}?(?:{ends}))(?:{verbs})"
    )


def reported(organisation: Organisation, kind: str, rule: str) -> Iterator[Diagnostic]:
    """A finding an element, with the unknown names of a kind that the file uses there first, and the nearest known one."""
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Unknown]] = {}
    for unknown in unknown_documents(organisation):
        place = (unknown.passage.text.origin.document.path, unknown.name)
        if unknown.kind == kind and place not in seen:
            seen.add(place)
            found.setdefault(unknown.passage.subject, []).append(unknown)
    lang = organisation.languages[0]
    for subject, several in found.items():
        names = enumeration([{lang: unknown.name} for unknown in several], [lang])[lang]
        near = nearest_name(organisation, several[0].name)
        near = near if near.endswith(several[0].name[-_SHORTEST_KNOWN:]) else ""
        yield Diagnostic(rule, several[0].passage.span(), subject, {"names": names, "nearest": near})
