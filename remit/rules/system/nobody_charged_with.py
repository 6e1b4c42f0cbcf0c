"""What a quality management system cannot do without, and nobody is charged with: calibration, internal audit, management review …

Why: it is asked for by the standard the company works by, and what is nobody's duty is not done before the auditor asks.

Instead: write it as a function of a unit and a duty of a post, or as a process or meeting.

Source: ISO 9001:2015 7.1.5 (measuring resources), 7.2 (competence), 7.5.3 (documented information), 8.7 (nonconforming outputs), 9.2
(internal audit), 9.3 (management review), 10.2 (corrective action).

Applies where the organisation has a quality management system by its own words (a standard among its bases, or the words in a duty,
function or policy) and is more than one department's text: five posts, or three units with functions. Calibration counts where
something is inspected or measured.

Guess: any mention in a function, duty, role, process, meeting or training counts as a charge, however weak.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.running_text import passages
from remit.lexicon import lexicon, pattern
from remit.model.entities import Basis, Post, Unit
from remit.model.organisation import Organisation

GUESSES = True
PROVES_ABSENCE = True
_CHARGES = (
    "calibration",
    "competence",
    "document-control",
    "nonconforming",
    "internal-audit",
    "management-review",
    "corrective-action",
)
_CHARGING = frozenset({"unit", "post", "role", "process", "meeting", "training"})
_POSTS, _UNITS = 5, 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a charge that is missing, at system.yaml."""
    if not _is_company(organisation):
        return
    lang = organisation.languages[0]
    charged = _words(organisation, lang, _CHARGING)
    if not _has_quality_system(organisation, lang, charged):
        return
    for charge in _CHARGES:
        if charge == "calibration" and not pattern("system.measuring", lang).search(charged):
            continue
        if not pattern(f"system.{charge}", lang).search(charged):
            names = {tongue: lexicon(f"system.name-of-{charge}", tongue)[0] for tongue in ("zh", "en")}
            yield Diagnostic(
                "nobody-charged-with", organisation.system.span(), organisation.system.ref, {"charge": names}
            )


def _is_company(organisation: Organisation) -> bool:
    units = [unit for unit in organisation.all(Unit) if unit.functions]
    return len(organisation.all(Post)) >= _POSTS or len(units) >= _UNITS


def _has_quality_system(organisation: Organisation, lang: str, charged: str) -> bool:
    standards = (basis.name.get(lang) for basis in organisation.all(Basis) if basis.matrix)
    words = "\n".join([*standards, charged, _words(organisation, lang, frozenset({"policy", "record"}))])
    return bool(pattern("system.quality-system", lang).search(words))


def _words(organisation: Organisation, lang: str, kinds: frozenset[str]) -> str:
    """Every text of the kinds; what a post must know and whom it works with is no charge."""
    return "\n".join(
        passage.text.by_language.get(lang, "")
        for passage in passages(organisation)
        if passage.text.origin.document.kind in kinds and passage.field not in ("qualifications", "relationships")
    )
