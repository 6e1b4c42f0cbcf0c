"""A record, a party outside or another thing that is mentioned by name and defined nowhere.

Why: nobody keeps the record or answers for what the text counts on.

Instead: define it in a file of its own and refer to it by id. Units and posts that are only named, parties that can be anybody
and names that are defined after all have rules of their own (undefined-unit, undefined-post, vague-party, similar-names,
named-though-defined).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.mentions import groups, mentions
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a name and file, at its first place."""
    for first, *others in groups([item for item in mentions(organisation) if item.sort == "other"]):
        related = tuple(Related(item.span(), "other-place") for item in others)
        sort = "party" if first.slot == "performer" else "thing"
        params = {"value": in_words(first.text), "lack": _words(f"lack-of-{sort}"), "remedy": _words(f"set-up-{sort}")}
        yield Diagnostic("named-only", first.span(), first.element.ref, params, related)


def _words(entry: str) -> dict[str, str]:
    return {lang: lexicon(f"organisation.{entry}", lang)[0] for lang in ("zh", "en")}
