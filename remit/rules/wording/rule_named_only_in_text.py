"""A policy, instruction or standard that a text tells people to follow or to make, and that does not exist.

Why: what is to be followed cannot be looked up, and whoever breaks it has broken nothing.

Instead: write the policy and cite it as {policy:…}, or name the existing one by its title.

Source: ISO 9001:2015 7.5.1.

Guess: reads names by their ends after a verb that makes, keeps or follows a document. A part of a known name, a name of which words
are left out, and what a field of the same element refers to count as known; names kept as {named: …} have their own rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.documents_in_text import reported
from remit.model.organisation import Organisation

GUESSES = True
PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an element for the names that its file uses there for the first time."""
    yield from reported(organisation, "rule", "rule-named-only-in-text")
