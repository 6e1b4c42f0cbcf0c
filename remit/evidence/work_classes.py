"""Classes of work by their words: a verb and an object within one clause, in either order, or a phrase of its own.

Said is what the holder does. Not that are names made of such words (付款申请单), what somebody else does (监督付款), and what
must not be done. Every word stands in templates/lexicon/approvals.yaml; KIND-beside lists what only looks like KIND.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from remit.lexicon import lexicon, pattern

_REACH = {"zh": 10}  # characters from a verb to its object; where words have spaces, _WORDS words
_WORDS = 4
_NEAR = 4  # characters: what stands so close to a verb or an object belongs to it
_CLAUSE = re.compile(r"[，；。]|[,;.]\s")


@dataclass(frozen=True)
class _Grammar:
    """What stands around the work and makes it another's, a name, or denied."""

    names: re.Pattern[str]
    led: re.Pattern[str]
    other: re.Pattern[str]
    joints: re.Pattern[str]
    settled: re.Pattern[str]
    settling: re.Pattern[str]
    onward: re.Pattern[str]
    denied: re.Pattern[str]
    basis: re.Pattern[str]
    light: re.Pattern[str]
    about: re.Pattern[str]
    of: re.Pattern[str]
    work: re.Pattern[str]


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    verb_first: bool


def does(kind: str, text: str, lang: str) -> bool:
    """Whether a text says that its holder does work of a kind (pay, keep-stock …)."""
    return _may_say(kind, lang).search(text) is not None and any(
        _works(kind, clause, lang, False) for clause in _CLAUSE.split(text)
    )


def goes_on_to(kind: str, text: str, lang: str) -> bool:
    """Whether a clause after the first begins with work of a kind: 组织询价，选择供应商."""
    return _may_say(kind, lang).search(text) is not None and any(
        _works(kind, clause, lang, True) for clause in _CLAUSE.split(text)[1:]
    )


def _works(kind: str, clause: str, lang: str, at_once: bool) -> bool:
    words = pattern(f"approvals.{kind}-beside", lang).sub(lambda found: "\0" * len(found[0]), clause.strip())
    return any(
        _own(words, found, _grammar(lang)) for found in _found(kind, words, lang) if found.start == 0 or not at_once
    )


@cache
def _grammar(lang: str) -> _Grammar:
    return _Grammar(*(pattern(f"approvals.work-{name}", lang) for name in _Grammar.__dataclass_fields__))


@cache
def _phrases(kind: str, lang: str) -> re.Pattern[str]:
    """The phrases of a kind; "…" in one stands for a few characters."""
    gap = r"[^、]{0,6}" if lang == "zh" else r"(?:\S+ ){0,4}?"
    words = sorted(lexicon(f"approvals.{kind}-phrases", lang), key=len, reverse=True)
    body = "|".join(re.escape(word).replace("…", gap) for word in words) or "(?!)"
    return re.compile(body if lang == "zh" else rf"\b(?:{body})\b", re.IGNORECASE)


@cache
def _may_say(kind: str, lang: str) -> re.Pattern[str]:
    """A verb of a kind or the beginning of a phrase: most texts have none, and are not read further."""
    beginnings = {word.partition("…")[0] for word in lexicon(f"approvals.{kind}-phrases", lang)}
    words = sorted(beginnings | set(lexicon(f"approvals.{kind}-verbs", lang)))
    return re.compile("|".join(map(re.escape, words)) or "(?!)", re.IGNORECASE)


def _found(kind: str, words: str, lang: str) -> Iterator[_Found]:
    for phrase in _phrases(kind, lang).finditer(words):
        yield _Found(phrase.start(), phrase.end(), False)
    grammar = _grammar(lang)
    objects = list(pattern(f"approvals.{kind}-objects", lang).finditer(words))
    for verb in pattern(f"approvals.{kind}-verbs", lang).finditer(words):
        for thing in objects:
            if verb.end() <= thing.start():
                gap = words[verb.end() : thing.start()]
                if _near(gap, lang) and _reaches(gap.strip(), grammar):
                    yield _Found(verb.start(), thing.end(), True)
            elif thing.end() <= verb.start():
                gap = words[thing.end() : verb.start()]
                if _near(gap, lang) and _returns(gap.strip(), words[: thing.start()], grammar):
                    yield _Found(thing.start(), verb.end(), False)


def _near(gap: str, lang: str) -> bool:
    return len(gap) <= _REACH[lang] if lang in _REACH else len(gap.split()) <= _WORDS


def _reaches(gap: str, grammar: _Grammar) -> bool:
    """Whether a verb still has the object after the gap: 支付到期货款, 清点并接收物资; not 支付的货款, 支付凭证和货款."""
    if grammar.joints.match(gap):
        return True
    if grammar.of.match(gap) or grammar.settled.match(gap) or grammar.onward.search(gap):
        return False
    name = grammar.names.match(gap)
    rest = gap[name.end() :].strip() if name else ""
    if name and any(part.match(rest) for part in (grammar.joints, grammar.of, grammar.basis)):
        return False
    return not _has_act(gap, grammar)


def _returns(gap: str, before: str, grammar: _Grammar) -> bool:
    """Whether the object before the gap is the verb's: 合同的起草、签订; not 按合同验收后签订, 货款发票支付."""
    if grammar.settled.search(gap) or grammar.names.match(gap) or _goes_by(before, grammar):
        return False
    if _has_act(gap, grammar):
        return any(joint.end() == len(gap) for joint in grammar.joints.finditer(gap))
    return True


def _has_act(gap: str, grammar: _Grammar) -> bool:
    """Whether somebody acts within the gap; what is done already is no act (支付经批准的费用)."""
    return any(not _is_done(gap, act, grammar) for part in (grammar.led, grammar.other) for act in part.finditer(gap))


def _is_done(words: str, act: re.Match[str], grammar: _Grammar) -> bool:
    rest = words[act.end() :].strip()
    done = grammar.of.match(rest) or grammar.settled.match(rest)
    return bool(done) or any(one.end() == act.start() for one in grammar.settling.finditer(words))


def _goes_by(before: str, grammar: _Grammar) -> bool:
    """Whether what comes next is what the work goes by: 按合同, not 按图纸完成产品."""
    return _ends_near(grammar.basis, before) and not grammar.light.search(before[-_NEAR:])


def _own(words: str, found: _Found, grammar: _Grammar) -> bool:
    """Whether the holder does what was found, by what stands before and after it."""
    before, after = words[: found.start], words[found.end :].lstrip()
    of = grammar.of.match(after)
    rest = after[of.end() :].lstrip() if of else after
    if grammar.names.match(rest) or grammar.led.match(rest) or (of and not grammar.work.match(rest)):
        return False
    if _ends_near(grammar.denied, before) or (found.verb_first and _is_handled(before, grammar)):
        return False
    if any(not _is_done(before, act, grammar) for act in grammar.led.finditer(before)):
        return False
    listed = not found.verb_first and grammar.joints.match(after) is not None
    return not any(_governs(before, act, grammar, listed) for act in grammar.other.finditer(before))


def _is_handled(before: str, grammar: _Grammar) -> bool:
    """Whether the verb that follows only describes its thing: 对加工零件进行检验, 按审批单; 对 in 核对 is no such word."""
    around = grammar.other.sub(lambda act: "\0" * len(act[0]), before)
    return _ends_near(grammar.about, around) or any(
        one.end() == len(before) for one in grammar.settling.finditer(before)
    )


def _governs(before: str, act: re.Match[str], grammar: _Grammar, listed: bool) -> bool:
    """Whether an act has the work for its object: 核对付款, and 审核价格、付款和条款; not 经审核后付款, 核对单据并付款."""
    if _is_done(before, act, grammar):
        return False
    return listed or not _ends_near(grammar.joints, before[act.end() :].strip())


def _ends_near(part: re.Pattern[str], before: str) -> bool:
    """Whether one stands a few characters or one word before the end."""
    tails = [before[one.end() :].strip() for one in part.finditer(before)]
    return any(len(tail) <= _NEAR or (tail.isascii() and " " not in tail) for tail in tails)
