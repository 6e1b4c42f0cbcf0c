"""A build by two processes: the same bytes as by one, whatever becomes of the workers. Forking needs a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "tests" / "company" / "small"

_BUILD = """
import os, signal, sys
from pathlib import Path
from remit import production
from remit.backends import edition
from remit.registry import BACKENDS, Portion
from remit.compiler import compile_tree
from remit.write import Output

example, out, case = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
made = edition(compile_tree(example, "2026-06-30").organisation)
parent, files, seen = os.getpid(), Portion.files, []

def struck(portion, edition):
    for path, data in files(portion, edition):
        if os.getpid() != parent and case == "killed" and path.endswith("posts/clerk/index.html"):
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != parent and case == "failing" and path.endswith(".html"):
            raise ValueError(path)
        seen.append(path)
        yield path, data

Portion.files = struck
production._pays = lambda edition, portions: case != "one"
with Output(out) as output:
    portions = [portion for backend in BACKENDS for portion in backend.portions(made)]
    output.finish(production.produce(made, portions, output, lambda portion: None))
print(len(seen))
"""


def built(out: Path, case: str) -> tuple[int, dict[str, bytes]]:
    """How many files the build itself made, and all files."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(EXAMPLE), str(out), case],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return int(done.stdout), files


@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    own, files = built(tmp_path_factory.mktemp("one") / "site", "one")
    assert own == len(files) - 1  # the manifest
    assert own > 50
    return files


@pytest.mark.xdist_group("production")
@pytest.mark.parametrize("case", ["two", "killed", "failing"])
def test_two_processes_make_the_same(tmp_path: Path, by_one: dict[str, bytes], case: str) -> None:
    """What a worker that failed or was killed left undone is made by the build itself."""
    own, files = built(tmp_path / "site", case)
    assert (own == len(files) - 1) == (case != "two")
    assert files.keys() == by_one.keys()
    assert [path for path, data in files.items() if data != by_one[path]] == []
