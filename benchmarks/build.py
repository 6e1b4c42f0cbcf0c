"""`remit build` as it is called: the whole process on a company on disk, everything in two languages, with nothing kept, after
nothing has changed and after one duty has; beside stock MkDocs with the same theme on the same pages of one language.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from benchmarks.measure import machine, rows_table
from benchmarks.programs import Run, called, middle, write_company

_DAY = "2026-06-01"
_COLD, _SAME, _CHANGED = "remit build", "… nothing changed", "… one duty changed"
_STOCK, _DIRTY = "mkdocs build, one language", "mkdocs build --dirty, one page changed"


@dataclass(frozen=True, slots=True)
class Built:
    """A company, the numbers of its files and of its pages in one language, and what each way cost."""

    posts: int
    files: int
    pages: int
    runs: dict[str, Run]


def suite(count: int, rounds: int, lang: str) -> str:
    """The tables of the suite, for companies of a tenth of `count` posts and of `count`."""
    with tempfile.TemporaryDirectory(prefix="remit-") as name:
        built = [_built(posts, Path(name) / str(posts), rounds, lang) for posts in (max(5, count // 10), count)]
    about = f"`build`, the whole process; {machine()}; medians of {rounds} rounds; stock MkDocs in {lang} only"
    return f"{about}\n\n{_table(built)}\n"


def _built(posts: int, root: Path, rounds: int, lang: str) -> Built:
    files = write_company(root, posts)
    build = [sys.executable, "-m", "remit", "build", "--root", str(root), "--as-of", _DAY]
    found: dict[str, list[Run]] = {name: [] for name in (_COLD, _SAME, _CHANGED, _STOCK, _DIRTY)}
    changed = min((root / "policies" / "posts").iterdir())
    # Of what is approved the approved text is published: nobody would see the change.
    for entry in (root / "policies" / "approvals").glob(f"post-{changed.stem}-2*.yaml"):
        entry.unlink()
    for number in range(rounds):
        for folder in (".remit", "site"):
            shutil.rmtree(root / folder, ignore_errors=True)
        found[_COLD].append(called(build, root))
        found[_SAME].append(called(build, root))
        before, duties, after = changed.read_text("utf-8").partition("duties:")
        changed.write_text(f"{before}{duties}{after.replace('号', f'号{number}', 1)}", "utf-8")
        found[_CHANGED].append(called(build, root))
    called([*build, "--markdown", str(root / "stock")], root)
    project = root / "stock" / lang
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    page = next((project / "docs" / "posts").rglob("index.md"))
    for _ in range(rounds):
        shutil.rmtree(root / "stock" / "site", ignore_errors=True)
        found[_STOCK].append(called(mkdocs, project))
        page.write_text(f"{page.read_text('utf-8')}\nchanged\n", "utf-8")
        found[_DIRTY].append(called([*mkdocs, "--dirty"], project))
    pages = sum(1 for _ in (project / "docs").rglob("*.md"))
    return Built(posts, files, pages, {name: middle(runs) for name, runs in found.items()})


def _table(built: Sequence[Built]) -> str:
    rows: list[Sequence[str]] = [("posts", "files", "pages a language", "way", "s", "s processor", "of stock", "MB")]
    for one in built:
        for name, run in one.runs.items():
            stock = one.runs[_DIRTY if name in (_CHANGED, _DIRTY) else _STOCK]
            rows.append((
                str(one.posts), str(one.files), str(one.pages), name, f"{run.seconds:.1f}", f"{run.processor:.1f}",
                f"{run.seconds / stock.seconds:.2f}", f"{run.memory:.0f}",
            ))  # fmt: skip
    first, last = built[0], built[-1]
    for name in (_COLD, _STOCK):
        little, much = first.runs[name], last.runs[name]
        size = log(last.files / first.files)
        grown = [
            f"^{log(after / before) / size:.2f}"
            for before, after in (
                (little.seconds, much.seconds), (little.processor, much.processor), (little.memory, much.memory),
            )
        ]  # fmt: skip
        rows.append((f"{first.posts} to {last.posts}", "", "", f"{name}, growth", *grown[:2], "", grown[2]))
    return rows_table(rows)
