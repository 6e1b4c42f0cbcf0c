"""Walks policies/ and loads every file: the folder gives the kind, the file name the id."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from remit.diagnostics import Diagnostic, Related, Span
from remit.diagnostics_data import as_data, from_data
from remit.processes import has_two, in_two
from remit.source.document import Document
from remit.source.files import in_words, read_file
from remit.source.packing import pack, unpack
from remit.source.yaml_reader import MAX_BYTES, Parsed, YamlError, decode, parse

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
_MANY = 400
"""Files from which on a second process pays."""
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
    places: list[tuple[Path, str, str, str]] = []
    for path, rel in _files(root / "policies", findings):
        found = _identity(rel, folders, findings)
        if found is not None:
            places.append((path, rel, *found))
    for (_, rel, kind, ident), read in zip(places, _read_all(places, known), strict=True):
        document = _document(kind, ident, rel, read, findings)
        first = documents.get((kind, ident))
        if first is not None:
            related = Related(Span(first.path), "first-defined-here")
            params = {"ref": document.ref, "first": first.path}
            findings.append(Diagnostic("duplicate-id", Span(rel), document.ref, params, (related,)))
            continue
        documents[kind, ident] = document
    if ("system", "system") not in documents:
        findings.append(Diagnostic("no-system-file", Span("policies/system.yaml"), "system:system"))
    return list(documents.values()), findings


def load_file(
    path: Path, rel: str, kind: str, ident: str, findings: list[Diagnostic], known: dict[bytes, Parsed] | None = None
) -> Document:
    """One file as a document; problems are added to `findings`. `known` as for load_tree."""
    return _document(kind, ident, rel, _read((path, rel, kind, ident), known), findings)


def _document(kind: str, ident: str, rel: str, read: Parsed | Diagnostic, findings: list[Diagnostic]) -> Document:
    if isinstance(read, Diagnostic):
        findings.append(read)
        return Document(kind, ident, rel, None)
    return Document(kind, ident, rel, read.data, read.values, read.keys)


def _read_all(
    places: Sequence[tuple[Path, str, str, str]], known: dict[bytes, Parsed] | None
) -> list[Parsed | Diagnostic]:
    if known is None and len(places) > _MANY and has_two():
        return in_two(places, _read, _pack, _unpack)
    return [_read(place, known) for place in places]


def _read(place: tuple[Path, str, str, str], known: dict[bytes, Parsed] | None = None) -> Parsed | Diagnostic:
    """A file, or why it cannot be read."""
    path, rel, kind, ident = place
    try:
        raw = read_file(path, MAX_BYTES)
        parsed = (known or {}).get(raw) or parse(decode(raw))
        if known is not None:
            known[raw] = parsed
        if not isinstance(parsed.data, dict):
            raise YamlError("not-a-mapping", (1, 1))
        return parsed
    except YamlError as problem:
        return Diagnostic(problem.name, Span(rel, *problem.mark), f"{kind}:{ident}", problem.params)
    except OSError as error:
        return Diagnostic("file-unreadable", Span(rel), f"{kind}:{ident}", {"problem": error.strerror or ""})


def _pack(read: list[Parsed | Diagnostic]) -> bytes:
    problems = json.dumps([as_data(one) if isinstance(one, Diagnostic) else None for one in read]).encode()
    return problems + b"\n" + pack([one for one in read if isinstance(one, Parsed)])


def _unpack(data: bytes) -> list[Parsed | Diagnostic]:
    problems, _, files = data.partition(b"\n")
    found = iter(unpack(files))
    return [from_data(problem) if problem else next(found) for problem in json.loads(problems)]


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
