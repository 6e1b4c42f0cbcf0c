"""A duty that both assists somebody and answers for the matter.

Why: the one who assists does not answer, the one who answers does not assist; in one sentence both are open, and so is who is
to blame (ISO 9001:2015, 5.3).

Example: “responsible for the stocktake; assist the warehouse supervisor in it”.

Instead: decide which it is. Two matters in one sentence become two duties, of which one has `role: assist` and a `principal:`.

Guess: a `principal:` stands beside a role that answers for the result, or a duty of the role assist has a clause that begins
with a word of answering (负责, 确保 …; responsible for, ensure …).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import holders
from remit.evidence.repetition import CLAUSES
from remit.lexicon import pattern
from remit.model.entities import Duty
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True
_ANSWERING = frozenset({"own", "organise", "approve", "supervise"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties of assisting and answering in one."""
    lang = organisation.languages[0]
    for holder in holders(organisation):
        for duty in holder.duties:
            if not duty.catch_all and _is_both(duty, lang):
                field = "principal" if duty.role != "assist" else "text"
                params = {"duty": in_words(duty.text), "holder": in_words(holder.name)}
                yield Diagnostic("assists-and-answers", duty.span(field), duty.ref, params)


def _is_both(duty: Duty, lang: str) -> bool:
    if duty.principal is not None and duty.role in _ANSWERING:
        return True
    answering = pattern("duties.answering", lang)
    return duty.role == "assist" and any(answering.match(part) for part in CLAUSES.split(plain(duty.text, lang)))
