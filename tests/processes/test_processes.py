"""Work in two processes gives what one gives, whatever becomes of the other; and so do reading and checking."""

from __future__ import annotations

import gc
import json
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from remit import rules
from remit.compiler import compile_tree
from remit.processes import in_two, seldom_collected
from remit.source import tree

AS_FOUND = Path(__file__).resolve().parents[1] / "as-found"


def square(number: int) -> int:
    return number * number


def pack(numbers: list[int]) -> bytes:
    return json.dumps(numbers).encode()


def unpack(data: bytes) -> list[int]:
    found: list[int] = json.loads(data)
    return found


@pytest.mark.parametrize("count", [0, 1, 2, 100, 4096, 4097, 10_000])
def test_everything_is_done_once_and_in_order(count: int) -> None:
    assert in_two(range(count), square, pack, unpack) == [number * number for number in range(count)]


@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 // 0])
def test_what_the_other_process_leaves_is_done_here(end: object) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here and number < 95 and callable(end):
            end()
        return number

    for _ in range(5):
        assert in_two(range(100), work, pack, unpack) == list(range(100))


@pytest.mark.parametrize("name", ["os.fork", "tempfile.TemporaryFile"])
def test_without_a_process_or_a_file_it_is_done_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise OSError

    monkeypatch.setattr(name, refused)
    assert in_two(range(10), square, pack, unpack) == [number * number for number in range(10)]


def test_an_error_of_ours_comes_out_and_leaves_no_process() -> None:
    def work(number: int) -> int:
        return 1 // (number - 3)

    children = Path(f"/proc/self/task/{os.getpid()}/children")  # a browser of other tests may be among them
    before = children.read_text("ascii")
    with pytest.raises(ZeroDivisionError):
        in_two(range(9), work, pack, unpack)
    assert children.read_text("ascii") == before


@pytest.mark.parametrize("name", ["s0", "s1b", "s4"])
def test_two_processes_find_what_one_finds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = compile_tree(AS_FOUND / name, "2026-06-01").findings
    forked: list[int] = []
    for part in (tree, rules):
        monkeypatch.setattr(part, "_MANY", 0)
        monkeypatch.setattr(part, "has_two", lambda: forked.append(1) or True)
    assert compile_tree(AS_FOUND / name, "2026-06-01").findings == one
    assert len(forked) == 2


def test_files_that_cannot_be_read_are_told_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"system.yaml": "name: 公司\nlanguages: [zh]\n", "posts/a.yaml": "name: [\n", "posts/b.yaml": "- x\n"}
    files |= {f"posts/c{number}.yaml": f"name: 岗位{number}\n" for number in range(9)} | {
        "posts/d.yaml": "a: 1\na: 2\n"
    }
    for path, text in files.items():
        (tmp_path / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policies" / path).write_text(text, "utf-8")
    one = compile_tree(tmp_path).findings
    monkeypatch.setattr(tree, "_MANY", 0)
    monkeypatch.setattr(tree, "has_two", lambda: True)
    assert compile_tree(tmp_path).findings == one
    assert {"yaml-unclosed-bracket", "not-a-mapping", "duplicate-key"} <= {found.diagnostic.name for found in one}


@pytest.mark.parametrize("frozen", [False, True])
def test_the_search_for_cycles_is_as_before_when_the_work_is_done_or_fails(frozen: bool) -> None:
    usual, there = gc.get_threshold(), gc.get_freeze_count() > 0
    (gc.freeze if frozen else gc.unfreeze)()
    before = gc.get_freeze_count()
    try:
        with suppress(ValueError), seldom_collected():
            assert gc.get_threshold()[0] > usual[0]
            assert gc.get_freeze_count() > 0
            raise ValueError
        assert gc.get_threshold() == usual
        assert gc.get_freeze_count() == before
    finally:
        (gc.freeze if there else gc.unfreeze)()
