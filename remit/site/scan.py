"""Reads body HTML once: headings with their ids, and the text under each as the search shows it.
A token scanner, not a parser: the input is our own well-formed HTML, and a thousand pages must take
a second. Drawings, scripts and anything marked data-search-exclude are not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    r"|<(/?)([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)",
    re.S,
)
"""A comment or a whole script or style sheet (no group), a tag (closing slash, name, attributes), or text."""
_HEADING = re.compile(r"(<h[23]\b[^>]*\sid=\"([^\"]+)\"[^>]*>)(.*?)(</h[23]>)", re.S)
_ID = re.compile(r"\sid=\"([^\"]+)\"")
_SPACE = re.compile(r"\s+")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_UNREAD = frozenset({"svg", "template"})
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u"})
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the text up to the next: `level` 1 to 3, `id` ("" for the page's own), both texts plain."""

    level: int
    id: str
    title: str
    text: str


def passages(html: str) -> list[Passage]:
    """Split `html` at its h1 and at every h2 and h3 that carries an id. Texts are unescaped, white space folded."""
    found: list[tuple[int, str, list[str], list[str]]] = [(1, "", [], [])]
    into = found[0][3]
    heading = ""
    unread, depth = "", 0  # the element being passed over, and how many of its name are open
    closed = ""
    for closing, name, attributes, text in TAG.findall(html):
        if unread:
            if name == unread and not attributes.endswith("/"):
                depth += -1 if closing else 1
                unread = unread if depth else ""
        elif text:
            into.append(text)
        elif not name:
            continue  # a comment or a script
        elif not closing and (name in _UNREAD or "data-search-exclude" in attributes):
            if name not in VOID and not attributes.endswith("/"):
                unread, depth = name, 1
        elif closing and name == heading:
            heading, into = "", found[-1][3]
        elif not closing and name in _LEVELS and (name == "h1" or _ID.search(attributes)):
            match = _ID.search(attributes)
            if name != "h1" and match:
                found.append((_LEVELS[name], match[1], [], []))
            heading, into = name, found[-1][2]
        elif name not in _INLINE or (closed and not closing):
            into.append(" ")  # letters, badges and the lines of a card stand side by side without white space
        closed = closing
    return [Passage(level, id_, _fold(title), _fold(text)) for level, id_, title, text in found]


def with_permalinks(html: str, tip: str) -> str:
    """Add an anchor to every h2 and h3 that carries an id; `tip` is its tooltip, already escaped."""
    return _HEADING.sub(
        rf'\g<1>\g<3><a class="headerlink" href="#\g<2>" title="{tip.replace(chr(92), chr(92) * 2)}">&para;</a>\g<4>',
        html,
    )


def _fold(parts: list[str]) -> str:
    return _SPACE.sub(" ", unescape("".join(parts))).strip()
