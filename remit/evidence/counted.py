"""How a KPI is counted, by the words of its definition and formula."""

from __future__ import annotations

from remit.lexicon import pattern
from remit.model.entities import Kpi
from remit.model.values import Text


def counted_apart(kpi: Kpi) -> bool:
    """Whether the figure is worked out for each person or unit that is measured by it, so that sharing it is no sharing."""
    return any(
        _says(text, "kpis.counted-apart") for text in (kpi.definition, kpi.formula, kpi.name) if text is not None
    )


def _says(text: Text, words: str) -> bool:
    return any(pattern(words, lang).search(written) for lang, written in text.by_language.items())
