"""Walks policies/ and loads every file: the folder gives the kind, the file name the id."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from remit.diagnostics import Diagnostic, Related, Span
from remit.source.document import Document
from remit.source.yaml_reader import MAX_BYTES, Parsed, YamlError, decode, parse

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
IGNORED_FOLDERS = {"attachments"}


def is_id(stem: str) -> bool:
    """Whether a file may be called so: lower-case letters, digits and hyphens, on every file system."""
    return _ID.fullmatch(stem) is not None and stem not in _RESERVED and len(stem) <= 80


def load_tree(
    root: Path, folders: Mapping[str, str], known: dict[bytes, Parsed] | None = None
) -> tuple[list[Document], list[Diagnostic]]:
    """All files under root/policies as documents, in the order of their paths, and what could not be read.

    `folders` gives the kind of each first-level folder. A file that cannot be read is a document without data. `known` are
    files read before, by their bytes: it is asked before reading one and filled with what is read.
    """
    documents: dict[tuple[str, str], Document] = {}
    findings: list[Diagnostic] = []
    base = root / "policies"
    for path, rel in _files(base, "policies", findings):
        found = _identity(rel, folders, findings)
        if found is None:
            continue
        document = load_file(path, rel, *found, findings, known)
        first = documents.get(found)
        if first is not None:
            related = Related(Span(first.path), "first-defined-here")
            findings.append(
                Diagnostic(
                    "duplicate-id", Span(rel), document.ref, {"ref": document.ref, "first": first.path}, (related,)
                )
            )
            continue
        documents[found] = document
    if ("system", "system") not in documents:
        findings.append(Diagnostic("no-system-file", Span("policies/system.yaml"), "system:system"))
    return list(documents.values()), findings


def load_file(
    path: Path, rel: str, kind: str, ident: str, findings: list[Diagnostic], known: dict[bytes, Parsed] | None = None
) -> Document:
    """One file as a document; problems are added to `findings`. `known` as for load_tree."""
    try:
        with path.open("rb") as file:  # read once, and no more of it than may be: it can grow meanwhile
            raw = file.read(MAX_BYTES + 1)
            size = max(len(raw), os.fstat(file.fileno()).st_size)
        if size > MAX_BYTES:
            raise YamlError("file-too-large", (1, 1), size=f"{size:,}", limit=f"{MAX_BYTES:,}")
        parsed = (known or {}).get(raw) or parse(decode(raw))
        if known is not None:
            known[raw] = parsed
        if not isinstance(parsed.data, dict):
            raise YamlError("not-a-mapping", (1, 1))
        return Document(kind, ident, rel, parsed.data, parsed.values, parsed.keys)
    except YamlError as problem:
        findings.append(Diagnostic(problem.name, Span(rel, *problem.mark), f"{kind}:{ident}", problem.params))
    except OSError as error:
        findings.append(Diagnostic("file-unreadable", Span(rel), f"{kind}:{ident}", {"problem": error.strerror or ""}))
    return Document(kind, ident, rel, None)


def _files(folder: Path, rel: str, findings: list[Diagnostic]) -> Iterator[tuple[Path, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if folder.exists():  # without a policies folder there is no system.yaml, and that is said
            params = {"problem": error.strerror or ""}
            findings.append(Diagnostic("file-unreadable", Span(rel), f"file:{rel}", params))
        return
    for entry in entries:
        name = f"{rel}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            findings.append(Diagnostic("symbolic-link", Span(name), f"file:{name}"))
        elif entry.is_dir():
            if not (rel == "policies" and entry.name in IGNORED_FOLDERS):
                yield from _files(Path(entry.path), name, findings)
        else:
            yield Path(entry.path), name


def _identity(rel: str, folders: Mapping[str, str], findings: list[Diagnostic]) -> tuple[str, str] | None:
    """Kind and id of a file, or None with a finding."""
    parts = rel.split("/")[1:]
    stem, _, extension = parts[-1].rpartition(".")
    subject = f"file:{rel}"
    if extension not in ("yaml", "yml"):
        findings.append(Diagnostic("not-a-yaml-file", Span(rel), subject, {"file": parts[-1]}))
        return None
    if len(parts) == 1:
        if stem == "system":
            return "system", "system"
        findings.append(
            Diagnostic(
                "file-outside-folder", Span(rel), subject, {"file": parts[-1], "folders": ", ".join(sorted(folders))}
            )
        )
        return None
    kind = folders.get(parts[0])
    if kind is None:
        near = get_close_matches(parts[0], list(folders), 1)
        findings.append(
            Diagnostic(
                "unknown-folder",
                Span(rel),
                subject,
                {"folder": parts[0], "nearest": near[0] if near else "", "folders": ", ".join(sorted(folders))},
            )
        )
        return None
    if not is_id(stem):
        suggestion = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
        findings.append(
            Diagnostic(
                "bad-file-name",
                Span(rel),
                subject,
                {"file": parts[-1], "nearest": suggestion if suggestion not in _RESERVED else ""},
            )
        )
        return None
    return kind, stem
