"""`remit check` as it is called: the whole process on companies of growing size on disk, with nothing kept, after nothing has
changed and after one file has; beside `doorstop`, which checks requirements kept one a file in the same way.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from benchmarks.measure import apart, machine, rows_table
from benchmarks.programs import Run, called, middle, write_company
from remit.compiler import compile_tree

_DAY = "2026-06-01"
_ITEMS = 1000
"""Requirements for doorstop; it grows faster than their number."""

_STATES = ("cold", "nothing changed", "one file changed")


@dataclass(frozen=True, slots=True)
class Checked:
    """A company, the number of its files and elements, what each check of it cost, and what the peer did meanwhile."""

    posts: int
    files: int
    items: int
    runs: dict[str, Run]
    peer: Run | None


def suite(count: int, rounds: int, _lang: str) -> str:
    """The tables of the suite, for companies of a tenth of `count` posts, of `count` and of five times as many."""
    with tempfile.TemporaryDirectory(prefix="remit-") as name:
        folder = Path(name)
        doorstop = shutil.which(os.environ.get("DOORSTOP", "doorstop"))
        peer = _doorstop(doorstop, folder / "doorstop") if doorstop else None
        sizes = (max(5, count // 10), count, 5 * count)
        checked = [_checked(posts, folder / str(posts), rounds, peer) for posts in sizes]
    about = f"`check --format json`, the whole process; {machine()}; medians of {rounds} rounds"
    peers = f"doorstop is not installed: nothing beside it ({_INSTALL})" if peer is None else _beside(checked)
    return "\n\n".join([about, _table(checked), peers]) + "\n"


_INSTALL = "pip install doorstop somewhere, DOORSTOP=path of its program"


def _checked(posts: int, root: Path, rounds: int, peer: Callable[[], Run] | None) -> Checked:
    """The peer takes its turn after each cold check: a machine that is slower for some minutes is so for both."""
    files = write_company(root, posts)
    items: int = apart(lambda: _elements(root))
    command = [sys.executable, "-m", "remit", "check", "--root", str(root), "--as-of", _DAY, "--format", "json"]
    found: dict[str, list[Run]] = {state: [] for state in _STATES}
    peers: list[Run] = []
    changed = next((root / "policies" / "posts").iterdir())
    for number in range(rounds):
        shutil.rmtree(root / ".remit", ignore_errors=True)
        found["cold"].append(called(command, root, (0, 1)))
        peers += [peer()] if peer is not None else []
        called(command, root, (0, 1))
        found["nothing changed"].append(called(command, root, (0, 1)))
        changed.write_text(changed.read_text("utf-8").replace("号", f"号{number}", 1), "utf-8")
        found["one file changed"].append(called(command, root, (0, 1)))
    medians = {state: middle(runs) for state, runs in found.items()}
    return Checked(posts, files, items, medians, middle(peers) if peers else None)


def _elements(root: Path) -> int:
    organisation = compile_tree(root, _DAY).organisation
    return len(organisation.elements) if organisation else 0


def _doorstop(program: str, folder: Path) -> Callable[[], Run]:
    """A run of doorstop on requirements of a sentence each, as it writes them itself; its first run brings their fingerprints up to date."""
    reqs = folder / "reqs"
    reqs.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)  # noqa: S603, S607  (no shell)
    (reqs / ".doorstop.yml").write_text("settings:\n  digits: 4\n  prefix: REQ\n  sep: ''\n", "utf-8")
    for number in range(1, _ITEMS + 1):
        text = f"The unit draws up plan no. {number} against the standard, item by item, with a record."
        (reqs / f"REQ{number:04}.yml").write_text(
            f"active: true\nderived: false\nheader: ''\nlevel: 1.{number}\nlinks: []\nnormative: true\nref: ''\n"
            f"reviewed: null\ntext: |\n  {text}\n",
            "utf-8",
        )
    subprocess.run([program, "review", "all"], cwd=folder, check=True, capture_output=True)  # noqa: S603  (no shell)
    return lambda: called([program], folder)


def _table(checked: Sequence[Checked]) -> str:
    rows: list[Sequence[str]] = [
        ("posts", "files", "items", "state", "s", "s processor", "of cold", "µs an item", "µs a file", "MB")
    ]
    for one in checked:
        for state, run in one.runs.items():
            rows.append((
                str(one.posts), str(one.files), str(one.items), state, f"{run.seconds:.2f}", f"{run.processor:.2f}",
                f"{run.seconds / one.runs['cold'].seconds:.2f}", f"{run.seconds / one.items * 1e6:.0f}",
                f"{run.seconds / one.files * 1e6:.0f}", f"{run.memory:.0f}",
            ))  # fmt: skip
    for one, other in pairwise(checked):
        grown = [_growth(one, other, measure) for measure in _MEASURES]
        rows.append((f"{one.posts} to {other.posts}", "", "", "cold, growth", *grown[:2], "", "", "", grown[2]))
    return rows_table(rows)


_MEASURES: tuple[Callable[[Run], float], ...] = (lambda r: r.seconds, lambda r: r.processor, lambda r: r.memory)


def _growth(one: Checked, other: Checked, measure: Callable[[Run], float]) -> str:
    """The exponent with which a measure of cold checks grows with the number of items: 1 is in proportion."""
    values = measure(other.runs["cold"]) / measure(one.runs["cold"])
    return f"^{log(values) / log(other.items / one.items):.2f}"


def _beside(checked: Sequence[Checked]) -> str:
    rows: list[Sequence[str]] = [
        (
            "cold",
            "s",
            "s processor",
            "µs an item",
            "doorstop s",
            "µs an item",
            "times as fast an item",
            "… a file",
            "… by processor",
        )
    ]
    for one in checked:
        cold, peer = one.runs["cold"], one.peer
        if peer is None:
            continue
        each, used = peer.seconds / _ITEMS, peer.processor / _ITEMS
        rows.append((
            f"{one.posts} posts", f"{cold.seconds:.2f}", f"{cold.processor:.2f}", f"{cold.seconds / one.items * 1e6:.0f}",
            f"{peer.seconds:.2f}", f"{each * 1e6:.0f}",
            f"{each * one.items / cold.seconds:.1f}", f"{each * one.files / cold.seconds:.1f}",
            f"{used * one.items / cold.processor:.1f}",
        ))  # fmt: skip
    return f"doorstop checks {_ITEMS} items, each a sentence in a file of its own\n\n{rows_table(rows)}"
