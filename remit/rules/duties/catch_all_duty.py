"""“Other work as assigned”: a duty that says neither who may assign the work nor what work it can be.

Why: everything and nothing falls under it, so that it can be refused or abused, and it hides work which ought to be a duty of
its own.

Example: “complete other work assigned by superiors”.

Instead: name who may assign it under `assigned_by:`, and bound it to the field of the post, with examples.

Guess: a catch-all is one by `catch_all: true` or by its words. It is bounded where something remains when those words and the
names of who assigns it are taken away, such as examples or a field; then only who assigns it can still be missing.
“The superior” says who assigns only where the post has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import holders, is_catch_all
from remit.evidence.line import superior
from remit.evidence.name_words import is_superior
from remit.evidence.topics import topic_of
from remit.lexicon import lexicon, pattern
from remit.model.entities import Duty, Post, Role
from remit.model.organisation import Organisation
from remit.views.wording import in_words, performer, plain

GUESSES = True
_ENOUGH = 2


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Catch-all duties without a bound, or without anybody who assigns them."""
    lang = organisation.languages[0]
    names = {plain(text, lang) for post in organisation.all(Post) for text in (post.name, *post.aliases)}
    for holder in holders(organisation):
        for duty in holder.duties:
            if not is_catch_all(duty, lang):
                continue
            gaps = [0] if not _bounded(duty, names, lang) else []
            if not _assigned(duty, holder, lang) and not _names_somebody(duty, names, lang):
                gaps.append(1)
            if gaps:
                missing = {one: _gaps(gaps, one) for one in organisation.languages}
                params = {"duty": in_words(duty.text), "missing": missing}
                yield Diagnostic("catch-all-duty", duty.span(), duty.ref, params)


def _assigned(duty: Duty, holder: Post | Role, lang: str) -> bool:
    """Whether it is written who assigns the work: somebody, and not only the superior of a post without superior."""
    if isinstance(holder, Post) and (holder.superior is not None or superior(holder) is not None):
        return bool(duty.assigned_by)
    return any(who.named is None or not is_superior(plain(who.named, lang), lang) for who in duty.assigned_by)


def _gaps(gaps: list[int], lang: str) -> str:
    words = lexicon("duties.catch-all-gaps", lang) or lexicon("duties.catch-all-gaps", "en")
    return words[2].join(words[gap] for gap in gaps)


def _bounded(duty: Duty, names: set[str], lang: str) -> bool:
    if pattern("duties.field-of-post", lang).search(plain(duty.text, lang)):
        return True
    text = _without(plain(duty.text, lang), {*names, *(performer(who, lang) for who in duty.assigned_by)})
    rest = pattern("duties.catch-all-words", lang).sub(" ", text)
    return len(topic_of(rest, lang)) >= _ENOUGH


def _without(text: str, names: set[str]) -> str:
    for name in sorted((name for name in names if name and name in text), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _names_somebody(duty: Duty, names: set[str], lang: str) -> bool:
    """Whether the words or links of the duty name a defined post that may assign the work, or its principal does."""
    linked = any(isinstance(ref.target, Post) for ref in duty.text.refs.values())
    return linked or duty.principal is not None or any(name and name in plain(duty.text, lang) for name in names)
