"""Text on its way into XML: what XML cannot hold becomes visible as U+FFFD instead of vanishing."""

from __future__ import annotations

import re

_LEGAL = "\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_ILLEGAL = re.compile(f"[^{_LEGAL}]")
_NEEDS_CARE = re.compile(f'[^{_LEGAL}]|[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}

first_special = re.compile(f'[^{_LEGAL}]|[&<>"\n\t]').search
"""What keeps a text from being one line that can stand in XML as it is; None where nothing does."""


def legal(text: str) -> str:
    """`text` with line ends as LF and every character that XML 1.0 forbids replaced by U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """`text` made legal and escaped, for element content and for attributes in double quotes."""
    if not _NEEDS_CARE.search(text):
        return text
    return _NEEDS_CARE.sub(lambda match: _ENTITIES[match.group()], legal(text))


def one_line(text: str) -> str:
    """`text` made legal, with every run of white space as one space: for names and properties."""
    return " ".join(legal(text).split())
