"""Characters that have no business in a management system: control, bidirectional, zero-width, surrogate.

They are refused because they make a text read differently from what it is (Unicode TR 36) or cannot stand in XML 1.0.
"""

from __future__ import annotations

import re
import unicodedata

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f]"
)

# What ends a line for YAML and for editors; what else Unicode counts as such is forbidden.
LINE_ENDS = re.compile(r"\r\n|\r|\n")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    ends = [found.end() for found in LINE_ENDS.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def first_forbidden(text: str) -> tuple[int, str] | None:
    """Offset and U+ name of the first forbidden character, or None."""
    found = FORBIDDEN.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


def normalise(text: str) -> str:
    """Unicode NFC, so that the same word typed on two machines is the same text."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
