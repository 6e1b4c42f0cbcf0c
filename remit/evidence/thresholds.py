"""Words such as major and large: where a decision hangs on them, and whether the company says what they mean."""

from __future__ import annotations

import re

from remit.evidence.memory import kept
from remit.evidence.running_text import Passage
from remit.lexicon import lexicon, pattern
from remit.model.entities import (
    Article,
    Authority,
    AuthorityTier,
    Decision,
    Duty,
    Function,
    FunctionItem,
    Incentive,
    Item,
    PostAuthority,
    Process,
    Step,
    SubItem,
    Term,
)
from remit.model.organisation import Organisation

_READ: dict[type, frozenset[str]] = {
    Duty: frozenset({"text"}),
    Function: frozenset({"text"}),
    FunctionItem: frozenset({"text"}),
    PostAuthority: frozenset({"text"}),
    Decision: frozenset({"text"}),
    Step: frozenset({"name", "text", "question", "branches"}),
    Process: frozenset({"triggers"}),
    Article: frozenset({"text", "paragraphs"}),
    Item: frozenset({"text"}),
    SubItem: frozenset({"text"}),
    Authority: frozenset({"name", "decision"}),
    AuthorityTier: frozenset({"name"}),
    Incentive: frozenset({"criteria", "forms"}),
}


def decides(passage: Passage) -> bool:
    """Whether what somebody has to do, decides or gets may hang on the text, and no amount, class or authority beside it says more."""
    element = passage.element
    if passage.field not in _READ.get(type(element), ()):
        return False
    if isinstance(element, Duty):
        return not element.catch_all
    if isinstance(element, PostAuthority):
        return element.authority is None and element.limit is None
    if isinstance(element, Step):
        return not _graded(passage)
    if isinstance(element, AuthorityTier):
        return element.class_ is None and element.above is None and element.up_to is None
    if isinstance(element, Authority):
        return not any(tier.class_ or tier.above is not None or tier.up_to is not None for tier in element.tiers)
    return not (isinstance(element, Decision) and element.authority is not None)


def _graded(passage: Passage) -> bool:
    """Whether the process of a step tells the cases apart by class or amount in one of its branches."""
    data = passage.element.origin.document.data
    steps = data.get("steps", ()) if isinstance(data, dict) else ()
    return any(
        "class" in branch or "above" in branch or "up_to" in branch
        for step in steps
        for branch in step.get("branches", ())
    )


def classified(organisation: Organisation, phrase: str, lang: str) -> bool:
    """Whether a class or term of the company has the threshold word of the phrase and is about what the phrase is about."""
    found = pattern("records.thresholds", lang).search(phrase)
    if found is None:
        return False
    word, noun = found[0].lower(), _telling(phrase, lang)
    if pattern("records.no-threshold-of", lang).search(phrase, found.end()):
        return True
    return any(
        word in about and (not noun or not noun.isdisjoint(parts)) for about, parts in _defined(organisation, lang)
    )


@kept
def _defined(organisation: Organisation, lang: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every name of a class or term with the parts that tell what it is about (the classification's for a class)."""
    found: list[tuple[str, frozenset[str]]] = []
    for scheme in organisation.system.classifications:
        about = _telling(scheme.name.get(lang), lang)
        for item in scheme.classes:
            name = item.name.get(lang).lower()
            found.append((name, about | _telling(name, lang)))
    for term in organisation.all(Term):
        for text in (term.name, *term.aliases):
            found.append((text.get(lang).lower(), _telling(text.get(lang), lang)))
    return tuple(found)


def _telling(words: str, lang: str) -> frozenset[str]:
    rest = pattern("records.thresholds", lang).sub(" ", words.lower())
    if lang == "zh":
        runs = re.findall(r"[㐀-鿿]+", rest)
        return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z]+", rest) if len(word) > 2)


def defined_in_text(organisation: Organisation, passage: Passage, phrase: str, lang: str) -> bool:
    """Whether the text says itself what the phrase means, cites what does, or leaves it to an authority that there is."""
    written = passage.text.by_language.get(lang, "")
    if any(ref.kind in ("authority", "policy", "record", "meeting") for ref in passage.text.refs.values()):
        return True
    start = written.find(phrase)
    if _meaning(lang).search(written[start : start + len(phrase) + 40]):
        return True
    if pattern("records.counts-as", lang).search(written[max(0, start - 12) : max(0, start)]) or _defined_elsewhere(
        organisation, phrase, lang
    ):
        return True
    return bool(pattern("records.within-authority", lang).search(written)) and _has_authority(organisation, passage)


def _defined_elsewhere(organisation: Organisation, phrase: str, lang: str) -> bool:
    """Whether some text of the company says with a figure what the phrase is."""
    says = "|".join(map(re.escape, lexicon("records.is", lang)))
    found = re.compile(rf"{re.escape(phrase)}\s*(?:{says})[^。；;\n]{{0,40}}\d", re.IGNORECASE)
    return bool(says) and found.search(_everything(organisation, lang)) is not None


@kept
def _everything(organisation: Organisation, lang: str) -> str:
    skipped = ("approval", "basis")
    texts = (text for text in organisation.texts if text.origin.document.kind not in skipped)
    return "\n".join(text.by_language.get(lang, "") for text in texts)


@kept
def _meaning(lang: str) -> re.Pattern[str]:
    says = "|".join(map(re.escape, lexicon("records.says-what", lang)))
    bounds = "|".join(map(re.escape, lexicon("records.bounds", lang)))
    return re.compile(
        rf"[（(][^）)]*\d|{says}|(?:{bounds})\s*[\d一二三四五六七八九十百千万]+|\d[^，。,;；]{{0,6}}(?:{bounds})"
    )


def _has_authority(organisation: Organisation, passage: Passage) -> bool:
    """Whether the authorities of the company name the post that the text stands on; elsewhere, whether there are any."""
    owner = organisation.owner_of(passage.element)
    if owner.kind != "post":
        return bool(organisation.all(Authority))
    own = getattr(owner, "authorities", ())
    in_chain = any(use.source.origin.document.kind == "authority" for use in organisation.used_by(owner))
    return in_chain or any(power.authority is not None or power.limit is not None for power in own)
