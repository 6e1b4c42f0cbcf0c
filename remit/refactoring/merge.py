"""merge: one post is taken up by another. Duties, authorities and KPIs move with their lines and comments, references follow.

What the two have in common is not repeated, and what only the author can decide (weights, texts) is left and named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from remit.compiler import Compilation
from remit.diagnostics import Edit
from remit.fix import splice_of
from remit.model.entities import Post
from remit.model.places import renamed
from remit.refactoring.plan import (
    Plan,
    RefactorError,
    changed_text,
    new_errors,
    outcome,
    rename_everywhere,
    rename_in_baseline,
)
from remit.refactoring.rename import record
from remit.since import brought
from remit.source.document import Document
from remit.source.splices import UnfixableError
from remit.source.yaml_nodes import Node, find, nodes
from remit.source.yaml_reader import YamlError, parse

_LISTS = ("duties", "authorities", "kpis")
_PLACED = frozenset({"name", "unit", "units", "superior", "deputy", "code", "control", "headcount", "basis", *_LISTS})
_LONGEST = 80


def plan_merge(root: Path, before: Compilation, ref: str, into: str, on: str) -> Plan:
    """What merging a post into another would write on a day. Raises RefactorError for what is no post, and where a
    reference would be broken."""
    organisation = before.organisation
    if organisation is None:
        raise RefactorError("no_organisation")
    into = into if ":" in into else f"post:{into}"
    for name in (ref, into):
        if not isinstance(organisation.find(name), Post):
            raise RefactorError("not_merged", name=name)
    if ref == into:
        raise RefactorError("into_itself", name=ref)
    by_ref = {document.ref: document for document in before.documents}
    plan = Plan()
    taken = _Taken(by_ref[ref], by_ref[into], plan)
    rename_everywhere(root, plan, (one for one in before.documents if one.ref != ref), taken.now)
    _take_up(root, plan, by_ref[ref], by_ref[into], taken)
    rename_in_baseline(root, plan, taken.now)
    record(plan, before.documents, {"from": ref, "into": into, "on": on})
    _once(root, plan, before, on)
    result = outcome(root, plan, before, on)
    broken = [one for one in new_errors(result, taken.now) if one.code.startswith("LNG") or one.code == "DOC150"]
    if broken:
        raise RefactorError("new_errors", broken, plan.after, count=str(len(broken)))
    known = brought(result.after.open, before.open)
    codes = sorted({finding.code for finding in known})
    if codes:
        plan.notes.append(("brings", {"count": ", ".join(codes)}))
    return plan


def merged_name(ref: str, into: str) -> Callable[[str], str]:
    """What findings about the merged post are about afterwards."""
    target = into if ":" in into else f"post:{into}"
    return lambda name: target + name[len(ref) :] if name == ref or name.startswith(f"{ref}/") else name


class _Taken:
    """Which entries of the post go over, and under which ids."""

    def __init__(self, source: Document, target: Document, plan: Plan) -> None:
        self.source, self.target = source.ref, target.ref
        self.ids: dict[str, str] = {}
        self.kept: dict[str, list[int]] = {}
        own: Any = source.data
        there: Any = target.data
        known = {item["id"] for name in _LISTS for item in there.get(name, ()) if "id" in item}
        for name in _LISTS:
            self.kept[name] = list(self._entries(name, own.get(name, ()), there.get(name, ()), known, plan))
        left = [name for name in own if name not in _PLACED]
        if left:
            plan.notes.append(("not_taken", {"fields": ", ".join(left)}))

    def _entries(self, name: str, own: Any, there: Any, known: set[str], plan: Plan) -> Iterator[int]:
        for number, item in enumerate(own):
            if item in there or any("kpi" in item and item["kpi"] == one.get("kpi") for one in there):
                what = str(item.get("id") or item.get("kpi"))
                plan.notes.append(("left_out", {"place": f"{self.target} {name}", "what": what}))
                continue
            ident = item.get("id")
            if ident in known:
                new = _free(f"{ident}-{self.source.partition(':')[2]}"[:_LONGEST], known)
                self.ids[ident] = new
                plan.notes.append(("renamed_inside", {"old": f"{self.source}/{ident}", "new": f"{self.target}/{new}"}))
                ident = new
            known |= {ident} if ident else set()
            yield number

    def now(self, name: str) -> str:
        """The name of what was the merged post's."""
        if name == self.source:
            return self.target
        if not name.startswith(f"{self.source}/"):
            return name
        sub = name.partition("/")[2]
        return f"{self.target}/{self.ids.get(sub, sub)}"


def _free(wanted: str, known: set[str]) -> str:
    found, number = wanted, 1
    while found in known:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _take_up(root: Path, plan: Plan, source: Document, target: Document, taken: _Taken) -> None:
    """The entries with their lines; then the file that they came from goes."""
    own_text = plan.text(root, source.path)
    own = changed_text(source.path, own_text, list(renamed(source.kind, source.ref, source.data, taken.now)))
    first = plan.text(root, target.path)
    text = _unbound(target.path, first, target.ref, parse(own).data)
    for name in _LISTS:
        if taken.kept[name]:
            text = _extended(target.path, text, name, own, taken.kept[name])
    plan.put(target.path, first, text)
    plan.put(source.path, own_text, None)


def _unbound(path: str, text: str, ref: str, own: Any) -> str:
    """Nobody is his own superior or deputy: who that was of the merged post takes the place, else nobody."""
    ident = ref.partition(":")[2]
    for field in ("superior", "deputy"):
        data: Any = parse(text).data
        if data.get(field) not in (ident, ref):
            continue
        other = own.get(field)
        if isinstance(other, str) and other not in (ident, ref):
            text = changed_text(path, text, [((field,), other)])
        else:
            text = _edited(path, text, Edit(path, "remove", (field,)))
    return text


def _edited(path: str, text: str, edit: Edit) -> str:
    try:
        found = splice_of(text, edit)
    except UnfixableError as error:
        raise RefactorError("unfixable", path=path) from error
    return found.applied(text) if found is not None else text


def _extended(path: str, text: str, name: str, own: str, numbers: list[int]) -> str:
    """The text with entries of another appended to a list: with their own lines where both are written line by line."""
    own_data: Any = parse(own).data
    data: Any = parse(text).data
    items = [own_data[name][number] for number in numbers]
    wanted = json.dumps({**data, name: [*data.get(name, ()), *items]})
    sequence = find(nodes(own), (name,))
    as_written = (
        [_lines(own, sequence, number) for number in numbers] if sequence is not None and not sequence.flow else []
    )
    dumped = [_dumped(item) for item in items]
    for blocks in (as_written, dumped):
        made = _inserted(text, name, data, blocks) if blocks else text
        try:
            if json.dumps(parse(made).data) == wanted:
                return made
        except YamlError:
            continue
    raise RefactorError("unfixable", path=path)


def _dumped(item: object) -> list[str]:
    text: str = yaml.dump([item], Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000)
    return text.splitlines()


def _lines(text: str, sequence: Node, number: int) -> list[str]:
    """The lines of an entry with the comments above it, its dash in the first column."""
    node = sequence.entries[number][1]
    dash = text.rfind("-", 0, node.start)
    start = text.rfind("\n", 0, dash) + 1
    indent = dash - start
    end = text.find("\n", node.end)
    lines = text[start : end if end >= 0 else len(text)].splitlines()
    above = text[:start].splitlines()
    while above and above[-1].strip().startswith("#"):
        lines.insert(0, above.pop())
    return [line[indent:] if not line[:indent].strip() else line.strip() for line in lines]


def _inserted(text: str, name: str, data: Any, blocks: list[list[str]]) -> str:
    """The blocks after the last entry of the list, indented as it is; a list that is not there is begun at the end."""
    sequence = find(nodes(text), (name,))
    if sequence is None:
        body = "".join(f"  {line}".rstrip() + "\n" for block in blocks for line in block)
        return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{name}:\n{body}"
    if sequence.flow or not sequence.entries:
        there = [_dumped(item) for item in data[name]]
        body = "".join(f"\n  {line}".rstrip() for block in [*there, *blocks] for line in block)
        return text[: sequence.start].rstrip(" ") + body + text[sequence.end :]
    first = sequence.entries[0][1].start
    dash = text.rfind("-", 0, first)
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
    end = text.find("\n", sequence.end)
    end = len(text) if end < 0 else end
    body = "".join(f"\n{indent}{line}".rstrip(" ") for block in blocks for line in block)
    return text[:end] + body + text[end:]


def _once(root: Path, plan: Plan, before: Compilation, on: str) -> None:
    """A list that named both posts names the one now, once; a choice between the two is none."""
    known = {
        (one.diagnostic.span.path, one.diagnostic.subject) for one in before.findings if _repeats(one.diagnostic.name)
    }
    found = [one.diagnostic for one in outcome(root, plan, before, on).after.findings if _repeats(one.diagnostic.name)]
    edits = [edit for one in found if (one.span.path, one.subject) not in known for edit in one.fix]
    for edit in sorted(
        edits, key=lambda edit: (edit.path, [(-part if isinstance(part, int) else 0) for part in edit.pointer])
    ):
        text = plan.text(root, edit.path)
        plan.put(edit.path, text, _edited(edit.path, text, _one_left(text, edit)))


def _repeats(name: str) -> bool:
    return name == "repeated-reference"


def _one_left(text: str, edit: Edit) -> Edit:
    """The edit, or where a choice of two would have one left, that one in its place."""
    if len(edit.pointer) < 2 or edit.pointer[-2] != "any":
        return edit
    choice: Any = parse(text).data
    for part in edit.pointer[:-1]:
        choice = choice[part]
    return Edit(edit.path, "replace", edit.pointer[:-2], choice[0]) if len(choice) == 2 else edit
