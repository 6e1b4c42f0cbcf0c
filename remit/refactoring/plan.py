"""A plan: the files that a change would write. Nothing is written before the whole result has been compiled.

Texts are changed by character ranges (remit/source/splices.py), so that comments, layout and quoting stay.
"""

from __future__ import annotations

import copy
import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from remit import baseline
from remit.compiler import Compilation, compile_documents
from remit.diagnostics import Edit, Severity, fingerprint
from remit.durable import replace_files
from remit.fix import read_text, splice_of
from remit.judgement import Finding
from remit.language.schemas import folders
from remit.model.places import ENTRIES, at, renamed
from remit.source.document import Document, Pointer
from remit.source.splices import UnfixableError, candidates
from remit.source.tree import load_tree
from remit.source.yaml_nodes import nodes
from remit.source.yaml_reader import YamlError, parse

_BOM = b"\xef\xbb\xbf"
Change = tuple[Pointer, str]


class RefactorError(Exception):
    """Why a change is not made: the name of the message, its parameters, the findings that it would bring and the texts
    that they are in."""

    def __init__(
        self,
        name: str,
        findings: Sequence[Finding] = (),
        texts: Mapping[str, str | None] | None = None,
        /,
        **params: str,
    ) -> None:
        super().__init__(name)
        self.name, self.params = name, params
        self.findings, self.texts = tuple(findings), dict(texts or {})


@dataclass(slots=True)
class Plan:
    """`before` and `after` are texts by path, None for no file; `moved` gives the former path of a file that moves.

    `notes` are words for the author, by name and parameters.
    """

    before: dict[str, str | None] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def put(self, path: str, before: str | None, after: str | None) -> None:
        """What a file says afterwards; what it said at first is kept from the first time."""
        self.before.setdefault(path, before)
        self.after[path] = after

    def text(self, root: Path, path: str) -> str:
        """What a file says at this point of the plan. Raises RefactorError for one that cannot be read."""
        text = self.after[path] if path in self.after else read_text(root, path)
        if text is None:
            raise RefactorError("unreadable", path=path)
        return text

    def diff(self) -> Iterator[str]:
        """The edits as a unified diff, file by file."""
        for path in sorted(self.after):
            if path in self.moved.values():
                continue
            source = self.moved.get(path, path)
            old, new = self.before.get(source), self.after[path]
            names = f"a/{source}" if old is not None else "/dev/null", f"b/{path}" if new is not None else "/dev/null"
            if source != path:
                yield f"rename from {source}\nrename to {path}\n"
            for line in difflib.unified_diff(_lines(old), _lines(new), *names):
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str | None) -> list[str]:
    return (text or "").splitlines(keepends=True)


def changed_text(path: str, text: str, changes: Iterable[Change]) -> str:
    """The text with new values at pointers, all of them scalars. Raises RefactorError where one cannot be written in."""
    edits = [Edit(path, "replace", pointer, new) for pointer, new in changes]
    try:
        tree = nodes(text)
        splices = sorted((next(candidates(text, edit, tree)) for edit in edits), key=lambda splice: -splice.start)
        made = text
        for splice in splices:
            made = splice.applied(made)
        if json.dumps(parse(made).data) == json.dumps(_expected(text, edits)):
            return made
    except (YamlError, UnfixableError, StopIteration):
        pass  # one of them needs another way of writing: each by itself finds it
    try:
        for edit in edits:
            found = splice_of(text, edit)
            text = found.applied(text) if found is not None else text
    except UnfixableError as error:
        raise RefactorError("unfixable", path=path) from error
    return text


def _expected(text: str, edits: Iterable[Edit]) -> object:
    data: Any = copy.deepcopy(parse(text).data)
    for edit in edits:
        at(data, edit.pointer[:-1])[edit.pointer[-1]] = edit.text
    return data


def rename_everywhere(root: Path, plan: Plan, documents: Iterable[Document], now: Callable[[str], str]) -> None:
    """Write `now(name)` for every name in every document but the ledger, whose entries stay as they were recorded."""
    for document in documents:
        if document.data is None or document.kind in (*ENTRIES, "rename"):
            continue
        changes = list(renamed(document.kind, document.ref, document.data, now))
        if changes:
            text = plan.text(root, document.path)
            plan.put(document.path, text, changed_text(document.path, text, changes))


def rename_in_baseline(root: Path, plan: Plan, now: Callable[[str], str]) -> None:
    """Findings of the baseline stay known under the new names."""
    known = baseline.read(root)
    subjects = {entry.subject: now(entry.subject) for entry in known.entries}
    if all(old == new for old, new in subjects.items()):
        return
    text = (root / baseline.FILE).read_text("utf-8")
    triples = []
    for entry in known.entries:
        new = subjects[entry.subject]
        triples += [(entry.code, new, fingerprint(entry.code, new))] * entry.count
    plan.put(baseline.FILE, text, baseline.written(triples))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The system as it would be after a plan, beside what it is."""

    before: Compilation
    after: Compilation


def outcome(root: Path, plan: Plan, before: Compilation, as_of: str) -> Outcome:
    """Compile the system as the plan would leave it, without writing anything."""
    documents, diagnostics = load_tree(root, folders())
    by_path = {document.path: document for document in documents}
    for path, text in plan.after.items():
        if not path.startswith("policies/"):
            continue
        by_path.pop(path, None)
        if text is not None:
            by_path[path] = _document(path, text)
    ordered = [by_path[path] for path in sorted(by_path)]
    return Outcome(before, compile_documents(root, ordered, diagnostics, as_of, with_baseline=False))


def _document(path: str, text: str) -> Document:
    parts = path.split("/")
    kind = folders()[parts[1]] if len(parts) > 2 else "system"
    parsed = parse(text)
    return Document(kind, parts[-1].rpartition(".")[0], path, parsed.data, parsed.values, parsed.keys)


def new_errors(outcome: Outcome, now: Callable[[str], str]) -> list[Finding]:
    """The errors that were not there before, by code and subject; a subject that is renamed is the same."""
    known: dict[tuple[str, str], int] = {}
    for finding in outcome.before.findings:
        key = finding.code, now(finding.diagnostic.subject)
        known[key] = known.get(key, 0) + 1
    found: list[Finding] = []
    for finding in outcome.after.findings:
        if finding.severity is Severity.ERROR and not finding.waived:
            key = finding.code, finding.diagnostic.subject
            known[key] = known.get(key, 0) - 1
            if known[key] < 0:
                found.append(finding)
    return found


def write(root: Path, plan: Plan) -> list[str]:
    """Carry out a plan; the paths written, in order. New texts are all on disk before the first old one gives way.

    Raises RefactorError, with nothing changed, where a file is no longer as it was when the plan was made.
    """
    for path, before in plan.before.items():
        if before is not None and path.startswith("policies/") and read_text(root, path) != before:
            raise RefactorError("changed_meanwhile", path=path)
    wanted = {path: text for path, text in plan.after.items() if text != plan.before.get(path)}
    sources = {root / path: root / plan.moved.get(path, path) for path in wanted}
    texts = {root / path: _bytes(sources[root / path], text) for path, text in wanted.items() if text is not None}
    replace_files(texts, sources)
    for path, text in wanted.items():
        if text is None:
            (root / path).unlink(missing_ok=True)
    return sorted(path for path, text in wanted.items() if text is not None)


def _bytes(source: Path, text: str) -> bytes:
    """The text as its file holds it: with a byte order mark where its source has one."""
    return (_BOM if source.is_file() and source.read_bytes().startswith(_BOM) else b"") + text.encode()
