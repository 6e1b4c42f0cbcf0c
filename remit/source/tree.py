"""Walks policies/ and loads every file: the folder gives the kind, the file name the id."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from remit.diagnostics import Diagnostic, Related, Span
from remit.source.document import Document
from remit.source.files import in_words, read_file
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
    for path, rel in _files(base, findings):
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
        raw = read_file(path, MAX_BYTES)
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


def _files(base: Path, findings: list[Diagnostic]) -> Iterator[tuple[Path, str]]:
    """Every ordinary file below a folder with its path as it is told, in the order of their names, folder by folder.

    Not by recursion: folders can lie in each other more deeply than Python calls.
    """
    waiting = [(base, base.name, True)]
    while waiting:
        path, name, is_folder = waiting.pop()
        if not is_folder:
            yield path, name
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            # That there is no policies/ at all is told as the missing system.yaml.
            if path != base or not isinstance(error, FileNotFoundError):
                params = {"problem": error.strerror or ""}
                findings.append(Diagnostic("folder-unreadable", Span(name), f"file:{name}", params))
            continue
        waiting += [
            (path / entry.name, inner, entry.is_dir())
            for entry in entries
            if _is_read(entry, inner := f"{name}/{in_words(entry.name)}", findings)
        ]


def _is_read(entry: os.DirEntry[str], name: str, findings: list[Diagnostic]) -> bool:
    """Whether an entry of a folder is a folder or file of ours; a finding where it cannot be."""
    if entry.name.startswith("."):
        return False
    if entry.is_symlink():
        findings.append(Diagnostic("symbolic-link", Span(name), f"file:{name}"))
    elif entry.is_dir():
        return not (name.count("/") == 1 and entry.name in IGNORED_FOLDERS)
    elif not entry.is_file():
        findings.append(Diagnostic("not-an-ordinary-file", Span(name), f"file:{name}"))
    else:
        return True
    return False


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
