"""One duty that states several independent ones.

Why: it cannot be appraised, delegated or measured: when one part is done and another is not, it is neither done nor undone.

Example: “organise training, inspect safety rules, and settle hidden dangers”.

Instead: write each as a duty of its own; steps of one piece of work belong under `tasks:`.

Guess: the text is cut at commas, semicolons and full stops; three parts or more begin with a verb of work (not with one of
purpose such as 确保, 提高, nor with one that continues a work, such as 汇总, 上报), speak of different things, and neither
`tasks:` nor one or two `objects:` say that it is one work. Catch-all and assisting
duties are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import holders
from remit.evidence.enumeration import enumeration
from remit.evidence.repetition import likeness
from remit.evidence.topics import Topic, topic_of
from remit.lexicon import pattern
from remit.model.entities import Duty
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True
_SEVERAL = 3
_SAME = 0.5
_CUTS = re.compile(r"[，,；;。]\s*|\band\s+")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties that hold three independent charges or more."""
    lang = organisation.languages[0]
    for holder in holders(organisation):
        for duty in holder.duties:
            parts = _charges(duty, lang)
            if len(parts) >= _SEVERAL:
                shown = enumeration(
                    [dict.fromkeys(organisation.languages, part) for part in parts], organisation.languages
                )
                params = {"duty": in_words(duty.text), "number": str(len(parts)), "parts": shown}
                yield Diagnostic("compound-duty", duty.span("text"), duty.ref, params)


def _charges(duty: Duty, lang: str) -> list[str]:
    """The parts of a duty's text that are charges of their own, each about something else than those before."""
    if duty.catch_all or duty.tasks or duty.role == "assist" or 0 < len(duty.objects) < _SEVERAL:
        return []
    found: list[str] = []
    spoken: list[Topic] = []
    for part in _CUTS.split(plain(duty.text, lang)):
        bare = pattern("duties.before-a-verb", lang).sub("", part).strip()
        topic = topic_of(bare, lang)
        if _begins_a_work(bare, lang) and topic and not any(likeness(topic, other) >= _SAME for other in spoken):
            found.append(part.strip())
        spoken.append(topic)
    return found


def _begins_a_work(words: str, lang: str) -> bool:
    if pattern("duties.aims", lang).match(words) or pattern("duties.going-on", lang).match(words):
        return False
    return pattern("duties.verbs", lang).match(words) is not None
