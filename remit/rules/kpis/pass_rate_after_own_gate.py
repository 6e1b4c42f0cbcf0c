"""A pass rate counted over what has already passed the gate of whoever is measured by it.

Why: what is in the warehouse has been found good by the same people; the rate is 100 % by definition and says nothing of the
work (ISO 9001:2015, 8.6 and 9.1.3).

Example: the quality department inspects, releases to the warehouse, and is measured by the pass rate of goods in the warehouse.

Instead: count before the gate (first-pass rate at inspection) or after it where others see (found by the customer, by a
second check); or let a post that is not the gate check again and supply the figures.

Guess: judged by the name and formula (入库合格率, ÷ units shipped) and by the duties and functions of whoever is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.line import acting_posts
from remit.evidence.measured import Measured, measured
from remit.lexicon import lexicon, pattern
from remit.model.entities import Kpi, Post, Unit
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words, plain

GUESSES = True
_DIVIDED = re.compile(r"÷|/|除以|divided by| over ")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Such KPIs on a post or unit that inspects or releases, unless free hands supply the figures."""
    lang = organisation.languages[0]
    for kpi in organisation.all(Kpi):
        if not _after_gate(kpi, lang):
            continue
        found = measured(organisation).get(kpi.id, ())
        gate = next((item for item in found if _is_gate(item.holder, lang)), None)
        if gate is not None and not _free(kpi, found):
            params = {"kpi": in_words(kpi.name), "gate": in_words(gate.holder.name)}
            yield Diagnostic("pass-rate-after-own-gate", kpi.span("name"), kpi.ref, params)


def _after_gate(kpi: Kpi, lang: str) -> bool:
    name = plain(kpi.name, lang).lower()
    if any(word in name for word in lexicon("kpis.after-gate", lang)):
        return True
    parts = _DIVIDED.split(plain(kpi.formula, lang), maxsplit=1)
    if len(parts) < 2 or not pattern("kpis.gate-pass", lang).search(parts[0]):
        return False
    return bool(pattern("kpis.gate-counted", lang).search(parts[1]))


def _is_gate(holder: Post | Unit, lang: str) -> bool:
    words = pattern("kpis.gate-work", lang)
    texts: list[Text] = []
    if isinstance(holder, Post):
        texts += [duty.text for duty in holder.duties if duty.role not in ("assist", "participate")]
    else:
        for function in holder.functions:
            texts += [function.text, *(item.text for item in function.items)]
    return any(words.search(plain(text, lang)) for text in (holder.name, *texts))


def _free(kpi: Kpi, found: tuple[Measured, ...]) -> bool:
    """Whether the figures come from posts that are not measured by them."""
    judged = {item.post.id for item in found if item.post is not None}
    suppliers = acting_posts(kpi.supplied_by)
    return bool(suppliers) and all(post.id not in judged for post in suppliers)
