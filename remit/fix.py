"""fix: carries out the edits of findings on the YAML itself, by character ranges, never by writing a file anew.

Every edit is tried on the text, read back by our own reader, and kept only where nothing but its pointer differs.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from remit.diagnostics import Diagnostic, Edit
from remit.durable import replace_files
from remit.source.characters import normalise
from remit.source.document import Pointer
from remit.source.files import read_file
from remit.source.splices import Splice, UnfixableError, candidates
from remit.source.yaml_reader import MAX_BYTES, YamlError, decode, parse

_BOM = b"\xef\xbb\xbf"
_SHOWN = 80
_WORD = re.compile(r"[A-Za-z0-9{}|/_.-]|:(?=\S)")
_ORDER = {"replace": 0, "literal": 0, "rename": 1, "remove": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a file: the line it stood in, what stood there, what stands there now ("" where removed)."""

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """The outcome of a round: what changed, and the findings whose fix was left alone."""

    changes: tuple[Change, ...]
    left: tuple[Diagnostic, ...]


def apply(root: Path, findings: Iterable[Diagnostic]) -> Fixed:
    """Carry out the fixes of the findings in the files below root/policies; a file is written once, whole or not at all.

    The edits of one finding are carried out together or not at all. Of two findings about one value the first is mended:
    the other is found again, or not, when the files are checked anew.
    """
    wanted = [finding for finding in findings if finding.fix]
    before: dict[str, str | None] = {}
    after: dict[str, str] = {}
    changes: list[Change] = []
    left: list[Diagnostic] = []
    touched: set[tuple[str, Pointer]] = set()
    for finding in sorted(wanted, key=_rank):
        tried: dict[str, str] = dict(after)
        made: list[Change] = []
        if any((edit.path, edit.pointer) in touched for edit in finding.fix):
            continue
        touched |= {(edit.path, edit.pointer) for edit in finding.fix}
        try:
            for edit in sorted(finding.fix, key=lambda edit: (_ORDER[edit.action], _descending(edit.pointer))):
                if edit.path not in before:
                    before[edit.path] = read_text(root, edit.path)
                text = tried.get(edit.path, before[edit.path])
                if text is None:
                    raise UnfixableError(edit.path)
                if (splice := splice_of(text, edit)) is not None:
                    tried[edit.path] = splice.applied(text)
                    made.append(_change(edit.path, text, splice))
        except UnfixableError:
            left.append(finding)
            continue
        after, changes = tried, [*changes, *made]
    replace_files({root / path: _bytes(root / path, text) for path, text in after.items()})
    return Fixed(tuple(sorted(changes, key=lambda change: (change.path, change.line))), tuple(left))


def _rank(finding: Diagnostic) -> tuple[object, ...]:
    """Values first, then keys from the inside out, then removals from the end: no edit moves the pointer of a later one."""
    order = max(_ORDER[edit.action] for edit in finding.fix)
    return (finding.fix[0].path, order, _descending(finding.fix[0].pointer))


def _descending(pointer: Pointer) -> tuple[tuple[int, int], ...]:
    return (*((-1, -part) if isinstance(part, int) else (0, 0) for part in pointer), (1, 0))


def splice_of(text: str, edit: Edit) -> Splice | None:
    """The change of the text that carries out the edit and nothing else; None where the text says so already.

    Raises UnfixableError where there is no such change, or where the pointer leads nowhere.
    """
    try:
        data = parse(text).data
        expected = json.dumps(_edited(data, edit))
    except (YamlError, KeyError, IndexError, TypeError) as error:
        raise UnfixableError(edit.path) from error
    if expected == json.dumps(data):
        return None
    for splice in candidates(text, edit):
        try:
            if json.dumps(parse(splice.applied(text)).data) == expected:
                return splice
        except YamlError:
            continue
    raise UnfixableError(edit.path)


def _edited(data: object, edit: Edit) -> object:
    """What the file has to say afterwards. Raises KeyError or IndexError where the pointer leads nowhere."""
    made: Any = copy.deepcopy(data)
    *above, last = edit.pointer
    holder = made
    for part in above:
        holder = holder[part]
    if edit.action == "remove":
        del holder[last]
    elif edit.action == "rename":
        if edit.text in holder:
            raise KeyError(edit.text)
        renamed = {edit.text if key == last else key: value for key, value in holder.items()}
        if last not in holder:
            raise KeyError(last)
        holder.clear()
        holder.update(renamed)
    else:
        if isinstance(last, str) and last not in holder:
            raise KeyError(last)
        holder[last] = normalise(edit.text) if edit.action == "replace" else parse(edit.text).data
    return made


def _change(path: str, text: str, splice: Splice) -> Change:
    line = len(re.findall(r"\r\n|\r|\n", text[: splice.start])) + 1
    start, end = splice.start, splice.end
    if splice.text:  # shown with the rest of the word that it is a part of
        while start > 0 and _WORD.match(text, start - 1):
            start -= 1
        while end < len(text) and _WORD.match(text, end):
            end += 1
    after = text[start : splice.start] + splice.text + text[splice.end : end]
    return Change(path, line, _shown(text[start:end]), _shown(after))


def _shown(text: str) -> str:
    words = " ".join(text.split()).strip(",").strip()
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def read_text(root: Path, path: str) -> str | None:
    """The text of a file below policies/; None for one that lies elsewhere, is or lies behind a symbolic link, or is unreadable."""
    parts = path.split("/")
    if parts[0] != "policies" or ".." in parts:
        return None
    if any(root.joinpath(*parts[: number + 1]).is_symlink() for number in range(len(parts))):
        return None
    try:
        return decode(read_file(root / path, MAX_BYTES))
    except (OSError, YamlError):
        return None


def _bytes(target: Path, text: str) -> bytes:
    """The text as its file holds it, with the byte order mark that it has."""
    with target.open("rb") as file:
        return (_BOM if file.read(3) == _BOM else b"") + text.encode()
