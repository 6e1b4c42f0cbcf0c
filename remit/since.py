"""What a change brings: the findings of the working tree that an earlier revision has not."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from remit.baseline import FILE
from remit.compiler import compile_tree
from remit.judgement import Finding, Selection

_LINK, _FOLDER = "120000", "160000"


class RevisionError(Exception):
    """Why a revision cannot be compared with: `name` is the name of the message."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def earlier(
    root: Path, revision: str, as_of: str, *, selection: Selection | None, with_baseline: bool
) -> tuple[Finding, ...]:
    """The findings that counted at a revision, by the settings, waivers and baseline of that revision, on the same day.

    Raises RevisionError without git, outside a repository, for an unknown revision, and where the company was not there.
    """
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        _check_out(root, revision, Path(folder))
        return compile_tree(Path(folder), as_of, selection=selection, with_baseline=with_baseline).open


def brought(now: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings of `now` that `before` has not. Of several with one fingerprint, those that also say the same are the
    old ones; beyond that their number counts, so that a third where there were two is new."""
    before = list(before)
    number = Counter(finding.fingerprint for finding in before)
    same = Counter(_says(finding) for finding in before)
    rest: list[Finding] = []
    for finding in (now := list(now)):
        if same[_says(finding)] > 0:
            same[_says(finding)] -= 1
            number[finding.fingerprint] -= 1
        else:
            rest.append(finding)
    new: set[int] = set()
    for finding in rest:
        if number[finding.fingerprint] > 0:
            number[finding.fingerprint] -= 1
        else:
            new.add(id(finding))
    return [finding for finding in now if id(finding) in new]


def _says(finding: Finding) -> tuple[object, ...]:
    diagnostic = finding.diagnostic
    params = tuple(sorted((name, str(value)) for name, value in diagnostic.params.items()))
    return diagnostic.name, diagnostic.subject, diagnostic.span.path, params


def _check_out(root: Path, revision: str, folder: Path) -> None:
    """Write the files of a revision that checking reads. Not by `git archive`, which leaves out what attributes name."""
    git = shutil.which("git")
    if git is None:
        raise RevisionError("since_no_git")
    if _run(git, root, "rev-parse", "--is-inside-work-tree") is None:
        raise RevisionError("since_no_repository")
    commit = _run(git, root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise RevisionError("since_unknown_revision")
    listed = _run(git, root, "ls-tree", "-r", "-z", commit.decode().strip(), "policies", "templates/word", FILE) or b""
    entries = [entry.decode("utf-8", "surrogateescape") for entry in listed.split(b"\0") if entry]
    if not any(entry.endswith("\tpolicies/system.yaml") for entry in entries):
        raise RevisionError("since_no_company")
    wanted = [(entry.split()[0], entry.split()[2], entry.split("\t", 1)[1]) for entry in entries]
    _write([entry for entry in wanted if entry[0] != _FOLDER], git, root, folder)


def _write(entries: Sequence[tuple[str, str, str]], git: str, root: Path, folder: Path) -> None:
    """Mode, object and path of each file, to files below `folder`."""
    command = [git, "-C", str(root), "cat-file", "--batch"]
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for _, name, _ in entries).encode())
        asked.seek(0)
        with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE) as process:  # noqa: S603  (git, no shell)
            answers = process.stdout
            if answers is None:
                raise RevisionError("since_no_git")
            for mode, _, path in entries:
                size = int(answers.readline().split()[-1])
                content = answers.read(size + 1)[:-1]
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                if mode == _LINK:
                    target.symlink_to(os.fsdecode(content))
                else:
                    target.write_bytes(content)


def _run(git: str, root: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails."""
    done = subprocess.run([git, "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603  (no shell)
    return done.stdout if done.returncode == 0 else None
