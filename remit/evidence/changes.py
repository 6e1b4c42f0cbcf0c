"""Changes of what is in force: chains by which a document is amended, and the document that they amend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from remit.evidence.actions import GIVING
from remit.evidence.chains import Chain, chains, chains_of
from remit.evidence.documents import is_document, named_as_document
from remit.lexicon import lexicon, pattern
from remit.model.entities import Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import plain

_AND = re.compile(r"[、/及与和或,]|\b(?:and|or)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A chain that changes one or more documents."""

    chain: Chain
    originals: tuple[Record, ...]


def changes(organisation: Organisation) -> Iterator[Change]:
    """Every chain that by its words changes documents which exist beside it. What both makes and changes them is none."""
    lang = organisation.languages[0]
    documents = [
        (plain(item.name, lang).lower(), item)
        for item in organisation.all(Record)
        if _in_force(organisation, item, lang)
    ]
    originals = [(name, item) for name, item in documents if not _says_change(name, lang)]
    for chain in chains(organisation):
        name = _change_name(organisation, chain, lang)
        if name:
            found = _linked(organisation, chain, originals, lang) or _by_name(name, originals, lang)
            found = [record for record in found if _exists_before(organisation, chain, record)]
            if found:
                yield Change(chain, tuple(found))


def _in_force(organisation: Organisation, record: Record, lang: str) -> bool:
    declared = {item.id for item in organisation.system.document_classes}
    return is_document(record, lang) or (record.class_ in declared and record.form not in ("form", "notice", "report"))


def _says_change(words: str, lang: str) -> bool:
    """Whether the words speak of a change alone: "making and changing" is both, "a plan and its changes" too."""
    found = pattern("approvals.changes", lang).search(words)
    if found is None:
        return False
    joined = (
        _AND.split(words[: found.start()].rstrip())
        if _AND.search(words[max(0, found.start() - 5) : found.start()])
        else []
    )
    before = joined[-2].strip() if len(joined) > 1 else ""
    return not before or not (named_as_document(before, lang) or pattern("approvals.making", lang).search(before))


def _change_name(organisation: Organisation, chain: Chain, lang: str) -> str:
    """The words that speak of a change: the name of a record that is one, else of the activity, the case or the source."""
    records = [found for ref in chain.records if isinstance(found := organisation.find(ref), Record)]
    texts: list[Text] = [record.name for record in records]
    texts += [chain.title] if isinstance(chain.source, Process) else [chain.source.name]
    if not isinstance(chain.source, Process | Record):
        name = getattr(chain.element, "name", None)
        texts += [name] if name is not None else []
    return next((words for text in texts if _says_change(words := plain(text, lang).lower(), lang)), "")


def _linked(organisation: Organisation, chain: Chain, originals: list[tuple[str, Record]], lang: str) -> list[Record]:
    """Documents that the chain itself brings forth anew, or that the name of its first step cites as what is changed."""
    known = {record.ref: record for _, record in originals}
    steps = [act.element for act in chain.acts if isinstance(act.element, Step)]
    refs = [ref.key for step in steps[:1] for ref in step.name.refs.values()]
    refs += [item.record.key for step in steps for item in step.inputs if item.record is not None]
    made = [known[ref] for ref in chain.records if ref in known]
    cited = [known[ref] for ref in refs if ref in known and _shares(plain(known[ref].name, lang).lower(), chain, lang)]
    return list(dict.fromkeys([*made, *cited]))


def _exists_before(organisation: Organisation, chain: Chain, record: Record) -> bool:
    """Whether what the chain brings forth was in force before: another process made it, or it was approved earlier in this one.

    What an activity alone brings forth it makes, and what it revises before the approval is still a draft.
    """
    if record.ref not in chain.records or not isinstance(chain.source, Process):
        return True
    others = [other for other in chains_of(organisation).get(record.ref, ()) if other is not chain]
    return any(
        isinstance(other.source, Process) and (other.source is not chain.source or bool(other.of(GIVING)))
        for other in others
    )


def _shares(name: str, chain: Chain, lang: str) -> bool:
    """Whether the document is what the words of the chain are about, not something that is only looked at."""
    title, source = plain(chain.title, lang).lower(), plain(chain.source.name, lang).lower()
    cores = (core for core in (_core(title, lang), _core(source, lang)) if core)
    return name in title or name in source or any(core in name for core in cores)


def _by_name(name: str, originals: list[tuple[str, Record]], lang: str) -> list[Record]:
    named = [record for words, record in originals if words in name]
    core = _core(name, lang)
    return named or [record for words, record in originals if len(core) > 1 and words.endswith(core)]


def _core(words: str, lang: str) -> str:
    """What is changed: the words without those of change and of the paper that asks for it."""
    rest = pattern("approvals.changes", lang).sub(" ", words)
    rest = _things(lang).sub(" ", rest)
    return max((part.strip() for part in re.split(r"\s{1,}" if lang == "zh" else r"\s{2,}", rest)), key=len, default="")


@cache
def _things(lang: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in sorted(lexicon("approvals.change-things", lang), key=len, reverse=True)
    )
    return re.compile(words) if lang == "zh" else re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
