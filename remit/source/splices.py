"""How an edit could be written into a YAML text: changes of characters, the one nearest to what stands there first.

Whoever applies one reads the result back; a change that reads as anything else than what was wanted is not taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from remit.diagnostics import Edit
from remit.source.yaml_nodes import Node, entry, find, nodes

_CONTEXT = (12, 6, 3, 1, 0)


class UnfixableError(Exception):
    """An edit that cannot be carried out without touching something else."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters `start` to `end` of a text give way to `text`."""

    start: int
    end: int
    text: str

    def applied(self, source: str) -> str:
        """The text after the change."""
        return source[: self.start] + self.text + source[self.end :]


def candidates(text: str, edit: Edit, tree: Node | None = None) -> Iterator[Splice]:
    """The ways to write an edit into a text that the reader can read. Raises UnfixableError where there is none.

    `tree` are the nodes of the text, for whoever has several edits of one text.
    """
    tree = tree or nodes(text)
    holder = find(tree, edit.pointer[:-1]) if edit.pointer else None
    number = entry(holder, edit.pointer[-1]) if holder is not None else None
    if holder is None or number is None:
        raise UnfixableError(edit.path)
    key, value = holder.entries[number]
    if edit.action == "remove":
        yield from _removed(text, tree, edit, holder, number)
    elif edit.action == "rename" and key is not None:
        yield from (Splice(key.start, key.end, written) for written in _written(edit.text, key.style))
    elif edit.action == "replace":
        yield from _replaced(text, value, edit.text)
    elif edit.action == "literal":
        yield Splice(value.start, value.end, edit.text)


def _written(text: str, style: str) -> list[str]:
    """A text as a scalar, in the style that stands there where YAML allows it."""
    double = json.dumps(text, ensure_ascii=False)
    single = "'" + text.replace("'", "''") + "'"
    return {"": [text, double], "'": [single, double]}.get(style, [double])


def _replaced(text: str, node: Node, new: str) -> Iterator[Splice]:
    raw = text[node.start : node.end]
    if node.kind == "scalar" and raw not in _written(node.text, node.style):
        yield from _within(raw, node, new)
    if node.style in ("|", ">") or (node.kind != "scalar" and _has_comment(text, node)):
        return
    gap = " " if node.start == node.end and text[node.start - 1 : node.start] not in ("", " ", "\n") else ""
    for written in _written(new, node.style):
        yield Splice(node.start, node.end, gap + written)


def _within(raw: str, node: Node, new: str) -> Iterator[Splice]:
    """The part of a folded, escaped or block text that differs, wherever it stands; the lines stay as they are."""
    old = node.text
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    for width in _CONTEXT:
        before, after = max(0, first - width), last - min(last, width)
        part, by = old[before : len(old) - after], new[before : len(new) - after]
        place = raw.find(part) if part else -1
        while place >= 0:
            yield Splice(node.start + place, node.start + place + len(part), by)
            place = raw.find(part, place + 1)


def _has_comment(text: str, node: Node) -> bool:
    """Whether a collection holds a # outside its keys and values."""
    place = node.start
    for scalar in node.scalars():
        if "#" in text[place : scalar.start]:
            return True
        place = scalar.end
    return "#" in text[place : node.end]


def _removed(text: str, tree: Node, edit: Edit, holder: Node, number: int) -> Iterator[Splice]:
    key, value = holder.entries[number]
    start = (key or value).start
    if holder.flow:
        yield _removed_in_brackets(text, holder, number, start, value.end)
    elif len(holder.entries) == 1:
        yield _emptied(text, tree, edit, holder, value.end)
    else:
        start = start if key is not None else _dash(text, start)
        line = _line_start(text, start)
        if text[line:start].strip():  # the first entry of an item, after its dash
            following = holder.entries[number + 1] if number + 1 < len(holder.entries) else (None, value)
            after = following[0].start if following[0] is not None else _dash(text, following[1].start)
            if "#" not in text[value.end : after]:
                yield Splice(start, after, "")
        else:
            yield Splice(line, _line_end(text, value.end), "")


def _removed_in_brackets(text: str, holder: Node, number: int, start: int, end: int) -> Splice:
    """An entry with its comma: the one after it, else the one before."""
    comma = _skip(text, end)
    if text[comma] == ",":
        after = comma + 1
        while text[after] in " \t":
            after += 1
        line = _line_start(text, start)
        if not text[line:start].strip() and text[after] in "#\r\n":  # alone on its line
            return Splice(line, _line_end(text, comma + 1), "")
        return Splice(start, after, "")
    if number == 0:
        return Splice(start, end, "")
    comma = _skip(text, holder.entries[number - 1][1].end)
    return Splice(comma, end, text[comma + 1 : start].rstrip())


def _emptied(text: str, tree: Node, edit: Edit, holder: Node, end: int) -> Splice:
    """The only entry of a block goes: what is left says so, as [] or {}, behind the key where there is one."""
    empty = "[]" if holder.kind == "sequence" else "{}"
    above = find(tree, edit.pointer[:-2]) if len(edit.pointer) > 1 else None
    place = entry(above, edit.pointer[-2]) if above is not None else None
    key = above.entries[place][0] if above is not None and place is not None else None
    if key is None:
        return Splice(holder.start, end, empty)
    colon = text.index(":", key.end) + 1
    line = _line_start(text, holder.start)
    if line < colon:
        raise UnfixableError(edit.path)
    return Splice(colon, _line_end(text, end), f" {empty}{text[colon:line]}")


def _dash(text: str, start: int) -> int:
    """Where the dash of the list item stands that begins at `start`. Raises UnfixableError for a comment in between."""
    if text[start : start + 1] == "-" and text[start + 1 : start + 2] in (" ", "\n", "\r", ""):
        # The item is itself a list: its own first dash is not the one looked for.
        start -= 1
    dash = text.rfind("-", 0, start + 1)
    if dash < 0 or text[dash + 1 : start].strip():
        raise UnfixableError(text[_line_start(text, start) : start])
    return dash


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _line_end(text: str, place: int) -> int:
    """The start of the next line. Raises UnfixableError where more than a comment follows on this one."""
    end = place
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    rest = text[place:end].strip()
    if rest and not rest.startswith("#"):
        raise UnfixableError(rest)
    return end + 2 if text[end : end + 2] == "\r\n" else min(end + 1, len(text))


def _skip(text: str, place: int) -> int:
    """The next place after blanks, line ends and comments."""
    while True:
        while text[place] in " \t\r\n":
            place += 1
        if text[place] != "#":
            return place
        while text[place] not in "\r\n":
            place += 1
