"""A duty to assist somebody whose own duties do not include the matter.

Why: who assists leaves the answer to another; where that one has no such duty, nobody answers and both will say so.

Example: the statistician assists the finance department in the stocktake, and finance has no duty about stock.

Instead: name the principal who has the duty, or give the principal that duty.

Guess: the assisting duty's objects (without them, its text) share no telling word with any duty, function or doing of the
principal. Groups, externals and parties that depend on the case are not judged, nor catch-all duties.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import doings, duties_within, holders
from remit.evidence.naming import who
from remit.evidence.structure import is_body
from remit.evidence.topics import Topic, about, about_duty, topic_of
from remit.lexicon import pattern
from remit.model.entities import Duty, Post, Role, Unit
from remit.model.organisation import Organisation
from remit.views.parties import parties
from remit.views.wording import deliverable, in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Assisting duties whose principal has nothing to do with their objects."""
    for holder in holders(organisation):
        for duty in holder.duties:
            if duty.principal is None or duty.catch_all:
                continue
            charged = _charged(organisation, duty)
            if charged is not None and not _matter(duty, organisation.languages[0]) & charged:
                params = {
                    "duty": in_words(duty.text),
                    "principal": who(organisation, duty.principal),
                }
                yield Diagnostic("principal-does-not-cover", duty.span("principal"), duty.ref, params)


def _matter(duty: Duty, lang: str) -> Topic:
    """What is assisted in, without the words that everybody's duties have."""
    words = [plain(text, lang) for text in (duty.objects or (duty.text,))]
    words += [deliverable(thing, lang) for thing in duty.outputs]
    bare = (pattern("duties.everybodys", lang).sub(" ", item) for item in words)
    return frozenset().union(*(topic_of(item, lang) for item in bare))


def _charged(organisation: Organisation, duty: Duty) -> Topic | None:
    """Everything the principal has to do; None where that is not known, or where the duty has no telling words."""
    lang = organisation.languages[0]
    assert duty.principal is not None
    # A unit acts through its head; as the one who is assisted it is all its posts with all its functions.
    refs = [duty.principal.ref.target] if duty.principal.kind == "ref" and duty.principal.ref else []
    elements = [*refs, *(party.element for party in parties(duty.principal))]
    if not elements or not _matter(duty, lang):
        return None
    found: set[str] = set()
    for element in elements:
        if isinstance(element, Post | Role) and element.duties:
            found |= _of(organisation, list(element.duties), element.ref)
        elif isinstance(element, Unit) and not is_body(element):
            duties = duties_within(organisation, element)
            texts = [element.mission]
            for function in element.functions:
                texts += [function.text, *function.objects]
                texts += [text for item in function.items for text in (item.text, *item.objects)]
            found |= about(texts, lang) | _of(organisation, duties, element.ref)
        else:
            return None
    return frozenset(found) or None


def _of(organisation: Organisation, duties: list[Duty], ref: str) -> set[str]:
    lang = organisation.languages[0]
    doing = doings(organisation).get(ref, ())
    return set().union(*(about_duty(duty, lang) for duty in duties), *(item.topic for item in doing))
