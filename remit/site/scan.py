"""Reads body HTML once: headings with their ids, and the text under each as the search shows it.
No parser: the input is our own well-formed HTML, whose attributes hold no bare brackets, and a thousand pages must take
half a second. Drawings, scripts and anything marked data-search-exclude are not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(r"(<h[23]\b[^>]*\sid=\"([^\"]+)\"[^>]*>)(.*?)(</h[23]>)", re.S)
_ID = re.compile(r"\sid=\"([^\"]+)\"")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_UNREAD = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    r"|<(?=svg\b|template\b|[a-zA-Z][^<>]*\sdata-search-exclude)([a-zA-Z][\w:-]*)[^>]*>",
    re.S,
)
"""A comment, a whole script or style sheet, or the first tag of an element that is not read."""
_TITLE = re.compile(r"<(h1|h[23](?=[^>]*\sid=))\b([^>]*)>(.*?)</\1>", re.S)
_INLINE = "a|abbr|b|code|em|i|kbd|mark|small|span|strong|sub|sup|u"
_PARTS = re.compile(rf"</[\w:-]+>(?=<[a-zA-Z])|</?(?!(?:{_INLINE})\b)[a-zA-Z][^>]*>")
"""A tag that parts words: every one but those within a line, and of those the end of one that another follows."""
_MARK = re.compile(r"<[^>]*>")
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
    read = _read(html)
    found: list[tuple[int, str, str, list[str]]] = [(1, "", "", [])]
    at = 0
    for heading in _TITLE.finditer(read):
        found[-1][3].append(read[at : heading.start()])
        at = heading.end()
        level, id_ = _LEVELS[heading[1]], _ID.search(heading[2])
        if level == 1:
            found[-1] = (1, "", found[-1][2] + heading[3], found[-1][3])
        else:
            found.append((level, id_[1] if id_ else "", heading[3], []))
    found[-1][3].append(read[at:])
    return [Passage(level, id_, _plain(title), _plain("".join(parts))) for level, id_, title, parts in found]


def _read(html: str) -> str:
    """What is read of `html`: without comments, scripts, drawings and what is marked as not to be searched."""
    kept, at = [], 0
    while (start := _UNREAD.search(html, at)) is not None:
        kept.append(html[at : start.start()])
        at = _end(html, start)
    return "".join((*kept, html[at:]))


def _end(html: str, start: re.Match[str]) -> int:
    """Where the element that begins with a tag ends; of a comment, a script and an element without content, itself."""
    name = start[1]
    if name is None or name in VOID or start[0].endswith("/>"):
        return start.end()
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^>]*>").finditer(html, start.end()):
        if not tag[0].endswith("/>"):
            depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


def with_permalinks(html: str, tip: str) -> str:
    """Add an anchor to every h2 and h3 that carries an id; `tip` is its tooltip, already escaped."""
    return _HEADING.sub(
        rf'\g<1>\g<3><a class="headerlink" href="#\g<2>" title="{tip.replace(chr(92), chr(92) * 2)}">&para;</a>\g<4>',
        html,
    )


def _plain(html: str) -> str:
    """The text of HTML: letters, badges and the lines of a card stand side by side without white space in it."""
    return " ".join(unescape(_MARK.sub("", _PARTS.sub(" ", html))).split())
