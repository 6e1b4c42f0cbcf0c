"""`diff`: two revisions of a made-up company in git, beside what reading them costs and beside git's own diff of lines."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.company import company
from benchmarks.measure import apart, machine
from remit.change.compare import changes
from remit.language.schemas import kinds
from remit.model.organisation import Organisation
from remit.revisions import revisions

_DOCUMENTS_A_POST = 3.2
"""Posts, KPIs and processes of a unit of five posts, and its authority."""

_EVERY = 20
"""One document in so many changes between the revisions."""


def suite(count: int, rounds: int, _lang: str) -> str:
    """The table of the suite; `count` is the number of documents. Raises ValueError where what was changed is not found."""
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        root = Path(folder)
        files = _written(company(round(count / _DOCUMENTS_A_POST)))
        _commit(root, files, "one")
        changed = _changed(files)
        _commit(root, changed, "two")
        rows = [
            _row("git diff --stat", rounds, lambda: _git(root, "diff", "--stat", "one", "two")),
            _row("read and link both, equal files once", rounds, lambda: revisions(root, "one", "two")),
            _row("diff by meaning, all of it", rounds, lambda: _diff(root)),
        ]
        number = len([ref for ref in files if kinds()[ref.partition(":")[0]].is_document])
        differing = sum(1 for ref, data in files.items() if changed[ref] != data)
        head = f"diff of {number} documents ({len(files)} files), {differing} of them changed"
        return "\n".join([head, machine(), "", "| way | seconds of processor time |", "|---|--:|", *rows, ""])


def _written(organisation: Organisation) -> dict[str, Any]:
    return {entity.ref: entity.origin.document.data for entity in organisation.entities()}


def _changed(files: Mapping[str, Any]) -> dict[str, Any]:
    """The same with a text reworded, a deadline moved, a target raised or a performer replaced in one file of so many."""
    found: dict[str, Any] = json.loads(json.dumps(files))
    for number, (ref, data) in enumerate(found.items()):
        kind = ref.partition(":")[0]
        if number % _EVERY == 0 and kind == "post":
            data["duties"][0]["timing"] = {"every": "week"}
            data["duties"].insert(3, data["duties"].pop(1))
        elif number % _EVERY == 0 and kind == "kpi":
            data["target"] = {"at_least": 99}
        elif number % _EVERY == 0 and kind == "process":
            data["steps"][1]["performer"] = data["steps"][2]["performer"]
    return found


def _commit(root: Path, files: Mapping[str, Any], name: str) -> None:
    for ref, data in files.items():
        kind, _, ident = ref.partition(":")
        path = root / "policies" / kinds()[kind].folder / f"{ident}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", name)
    _git(root, "tag", name)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)  # noqa: S603, S607  (no shell)


def _diff(root: Path) -> None:
    found = revisions(root, "one", "two")
    told = changes(found.before, found.after)
    told.must_read()
    if not told.entities:
        raise ValueError("nothing was found changed")


def _row(name: str, rounds: int, work: Callable[[], object]) -> str:
    times: list[float] = [apart(lambda: _timed(work)) for _ in range(rounds)]
    return f"| {name} | {median(times):.2f} |"


def _timed(work: Callable[[], object]) -> float:
    """Processor time, that of git included."""
    start = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - start
