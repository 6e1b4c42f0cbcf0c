"""Which commits brought the files of a folder into a git repository: by whom, when, and how they are signed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from remit.revisions import RevisionError

_FORMAT = "%x1e%H%x1f%ae%x1f%as%x1f%G?%x1f%GK%x1f%P"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its author's e-mail, the day (YYYY-MM-DD), and its signature as git has it (G good, B bad, N none …) with the
    fingerprint of the key. `merges` says that it has several parents."""

    name: str
    email: str
    day: str
    signature: str
    key: str
    merges: bool

    @property
    def short(self) -> str:
        """The beginning of its name, as people quote it."""
        return self.name[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: the commit that added it, the one that brought it into the main line, and the last that changed it since."""

    added: Commit
    merged: Commit
    changed: Commit | None


def entries(root: Path, folder: str, signers: Path) -> dict[str, Entry]:
    """The committed files of a folder by their path from `root`; what differs from the last commit is left out.

    `signers` is a file of allowed SSH signers. Raises RevisionError without git, outside a repository and in a shallow clone.
    """
    git = shutil.which("git")
    if git is None:
        raise RevisionError("verify_no_git")
    prefix = _run(git, root, "rev-parse", "--show-prefix")
    if prefix is None:
        raise RevisionError("verify_no_repository")
    if (_run(git, root, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        raise RevisionError("verify_shallow")
    signed = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}", "-c", "log.showSignature=false")
    wanted = ("--name-status", "--find-renames", "-z", "--diff-filter=AMR", f"--format={_FORMAT}", "--", folder)
    every = _Walk(_run(git, root, *signed, "log", *wanted) or "")
    main = _Walk(_run(git, root, *signed, "log", "--first-parent", "-m", *wanted) or "")
    open_ = (_run(git, root, "diff", "--name-only", "-z", "HEAD", "--", folder) or "").split("\0")
    found: dict[str, Entry] = {}
    for path, merged in main.added.items():
        if path not in open_:
            entry = Entry(every.added.get(path, merged), merged, every.changed.get(path))
            found[path.removeprefix(prefix.rstrip("\n"))] = entry
    return found


class _Walk:
    """One log from the newest commit to the oldest: by the present name of each file, who added and who last changed it."""

    def __init__(self, log: str) -> None:
        self.added: dict[str, Commit] = {}
        self.changed: dict[str, Commit] = {}
        self.names: dict[str, str] = {}
        for commit, status, old, path in _changes(log):
            self._take(commit, status, old, self.names.get(path, path))

    def _take(self, commit: Commit, status: str, old: str, now: str) -> None:
        if now in self.added:  # an earlier life of the same name
            return
        if status.startswith("R"):
            self.names[old] = now
        if status == "A":
            self.added[now] = commit
        elif status != "R100":
            self.changed.setdefault(now, commit)


def _changes(log: str) -> Iterator[tuple[Commit, str, str, str]]:
    """Commit, status, the name before where it was another, and the name of each change."""
    commit: Commit | None = None
    tokens = iter(log.split("\0"))
    for token in tokens:
        field = token.lstrip("\n")
        if field.startswith("\x1e"):
            commit = _commit(field[1:])
        elif field and commit is not None:
            old = next(tokens) if field.startswith("R") else ""
            yield commit, field, old, next(tokens)


def _commit(header: str) -> Commit:
    name, email, day, signature, key, parents = header.split("\x1f")
    return Commit(name, email, day, signature, key, " " in parents.strip())


def _run(git: str, root: Path, *arguments: str) -> str | None:
    """What git prints, or None where it fails."""
    done = subprocess.run([git, "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603  (no shell)
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
