"""A record that a text tells somebody to write, keep or work by, and that is defined nowhere: an inspection report, a stock ledger.

Why: nobody knows its form, who keeps it and for how long, and an auditor who asks to see one gets five different ones.

Instead: define it under records and refer to it by id, as output, input or {record:…}; or use the name it is defined by.

Source: ISO 9001:2015 7.5.3.

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
    yield from reported(organisation, "record", "record-named-only-in-text")
