"""Two KPIs with the same name, or one named as another is also called.

Why: whoever reads the name in a job description or a report cannot know which of the two is counted, and the figures differ.

Instead: make it one KPI that is assigned to both (`kpis:` of each post), or give them names that say what is different.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The later one, by file name, of two."""
    seen: dict[str, tuple[Kpi, Text]] = {}
    for kpi in organisation.all(Kpi):
        texts = [text for text in (kpi.name, *kpi.aliases) if str(text).strip()]
        for text in texts:
            first = seen.get(_key(text))
            if first is not None and first[0] is not kpi:
                params = {"name": in_words(text), "other": first[0].ref}
                related = (Related(first[1].origin.span(), "first-defined-here"),)
                yield Diagnostic("duplicate-kpi-name", text.origin.span(), kpi.ref, params, related)
                break
        for text in texts:
            seen.setdefault(_key(text), (kpi, text))


def _key(text: Text) -> str:
    return " ".join(str(text).split()).casefold()
