"""A text that lacks one of the languages of the system.

Why: the pages and documents of that language would show a foreign sentence.

Instead: write the text in each language of system.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts without one of the languages; what has no letters ("%", "10") reads the same in all of them."""
    for text in organisation.texts:
        missing = [lang for lang in organisation.languages if lang not in text.by_language]
        if missing and any(character.isalpha() for character in str(text)):
            owner = text.origin.document.ref
            params = {"languages": ", ".join(missing), "text": str(text)[:40], "field": str(text.origin.pointer[-1])}
            yield Diagnostic("missing-translation", text.origin.span(), owner, params)
