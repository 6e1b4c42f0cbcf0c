"""The answers that check keeps: never another than that without them, whatever changes, breaks or stands in the way."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import remit
from remit import checking
from remit.cache.inputs import digests
from remit.cache.shelf import Shelf
from remit.cli import program

SYSTEM = "name: 公司\nlanguages: [zh]\n"
FILES = {
    "system.yaml": SYSTEM,
    "units/u.yaml": "name: 采购部\nhead: a\n",
    "posts/a.yaml": "name: 经理\nunit: u\nduties:\n  - id: plan\n    text: 制订采购计划\n",
    "posts/b.yaml": "name: 专员\nunit: u\nsuperior: a\nduties:\n  - id: ask\n    text: 询价[时间]\n",
    "records/r.yaml": "name: 采购计划\nmaker: post:a\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policies" / path).write_text(text, "utf-8")
    return tmp_path


def run(root: Path, *args: str, day: str = "2026-06-30", lang: str = "en", colour: bool = False) -> Result:
    env = {"FORCE_COLOR": "1" if colour else None, "NO_COLOR": None}
    return CliRunner().invoke(
        program, ["check", "--root", str(root), "--as-of", day, "--lang", lang, *args], env=env, color=True
    )


def said(result: Result) -> tuple[str, int]:
    return result.output, result.exit_code


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more entry each time that the compiler is asked."""
    count: list[int] = []
    real = checking.answer
    monkeypatch.setattr(checking, "answer", lambda context: count.append(1) or real(context))
    return count


def kept(root: Path) -> list[Path]:
    return sorted(path for path in (root / ".remit/cache/check").iterdir() if path.name != ".gitignore")


def test_the_same_question_is_answered_once(root: Path, compiled: list[int]) -> None:
    first = run(root, "--fail-on", "info")
    assert first.exit_code == 1
    assert "ORG130" in first.output
    assert said(run(root, "--fail-on", "info")) == said(first)
    assert len(compiled) == 1
    assert (root / ".remit/cache/check/.gitignore").read_text() == "*\n"


OTHERS: dict[str, Callable[[Path], Result]] = {
    "day": lambda root: run(root, day="2026-07-01"),
    "language": lambda root: run(root, lang="zh"),
    "format": lambda root: run(root, "--format", "json"),
    "path": lambda root: run(root, str(root / "policies" / "units")),
    "selection": lambda root: run(root, "--select", "ORG"),
    "severity": lambda root: run(root, "--fail-on", "info"),
    "colour": lambda root: run(root, colour=True),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_question_is_asked_anew(name: str, root: Path, compiled: list[int]) -> None:
    run(root)
    other = OTHERS[name](root)
    assert len(compiled) == 2
    assert said(OTHERS[name](root)) == said(other)
    assert len(compiled) == 2


@pytest.mark.parametrize("args", [["--no-cache"], ["--verify"], ["--fix"]])
def test_what_writes_or_asks_git_is_not_kept(args: list[str], root: Path) -> None:
    run(root, *args)
    assert not (root / ".remit").exists()


def rewritten(path: Path, text: str) -> None:
    """Another text of the same length, with the times that the file had."""
    before = path.stat()
    assert len(text.encode()) == before.st_size
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda p: (p / "posts/a.yaml").write_text(FILES["posts/a.yaml"].replace("采购", "[待填]"), "utf-8"),
    "same size and time": lambda p: rewritten(
        p / "posts/b.yaml", FILES["posts/b.yaml"].replace("superior: a", "superior: b")
    ),
    "file more": lambda p: (p / "posts/c.yaml").write_text("name: 助理\n", "utf-8"),
    "file less": lambda p: (p / "records/r.yaml").unlink(),
    "file renamed": lambda p: (p / "posts/b.yaml").rename(p / "posts/z.yaml"),
    "file unreadable as YAML": lambda p: (p / "posts/b.yaml").write_text("name: [", "utf-8"),
    "folder unknown": lambda p: shutil.copytree(p / "posts", p / "post"),
    "symbolic link": lambda p: (p / "posts/y.yaml").symlink_to("a.yaml"),
    "attachment": lambda p: (p / "attachments").mkdir() or (p / "attachments/logo.png").write_bytes(b"x"),
    "baseline": lambda p: (p.parent / "lint-baseline.json").write_text("{", "utf-8"),
    "Word template": lambda p: (
        (p.parent / "templates/word").mkdir(parents=True)
        or (p.parent / "templates/word/post.docx").write_bytes(b"no zip")
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(name: str, root: Path, compiled: list[int]) -> None:
    run(root, "--format", "json")
    CHANGES[name](root / "policies")
    assert said(run(root, "--format", "json")) == said(run(root, "--format", "json", "--no-cache"))
    assert len(compiled) == 3


def test_random_edits(root: Path) -> None:
    """Edits of one or two signs anywhere, some of them taken back: the answer is that of a check without the cache."""
    chance = random.Random(7)
    for _ in range(12):
        path = root / "policies" / chance.choice(list(FILES))
        text = path.read_text("utf-8")
        at = chance.randrange(len(text))
        edited = text[:at] + chance.choice(["", "a", "号", "\n", "[", ": "]) + text[at + chance.randrange(2) :]
        path.write_text(chance.choice([edited, edited, FILES[str(path.relative_to(root / "policies"))]]), "utf-8")
        assert said(run(root, "--format", "json")) == said(run(root, "--format", "json", "--no-cache"))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "one sign": lambda data: data[:-9] + b"?" + data[-8:],
    "foreign": lambda data: b"\x80\x04\x95 not ours",
    "longer": lambda data: data + b"0",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_is_not_believed(name: str, root: Path, compiled: list[int]) -> None:
    first = run(root)
    for path in kept(root):
        path.write_bytes(DAMAGES[name](path.read_bytes()))
    assert said(run(root)) == said(first)
    assert len(compiled) == 2
    assert said(run(root)) == said(first)
    assert len(compiled) == 2


def test_an_answer_is_believed_under_its_own_key_only(root: Path, compiled: list[int]) -> None:
    run(root)
    (one,) = [path for path in kept(root) if path.name.startswith("answer")]
    other = run(root, "--format", "json")
    (two,) = [path for path in kept(root) if path.name.startswith("answer") and path != one]
    shutil.copyfile(one, two)
    assert said(run(root, "--format", "json")) == said(other)
    assert len(compiled) == 3


def test_without_a_place_to_keep_anything_it_works(root: Path) -> None:
    expected = said(run(root, "--no-cache"))
    (root / ".remit").write_text("a file", "utf-8")
    assert said(run(root)) == expected


def test_a_link_that_leads_away_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "answer-of-somebody").write_text("x" * 99, "utf-8")
    (root / ".remit").symlink_to(elsewhere)
    expected = said(run(root, "--no-cache"))
    assert said(run(root)) == expected
    assert [path.name for path in elsewhere.iterdir()] == ["answer-of-somebody"]


def test_a_file_touched_in_the_moment_of_the_look_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(root / ".remit/cache/check")
    monkeypatch.setattr(Shelf, "moment", lambda _: (root / "policies/posts/a.yaml").stat().st_ctime_ns)
    before = digests(root, ("policies",), shelf)
    assert before is not None
    index = shelf.get("index", "") or b""
    assert b"system.yaml" in index
    assert b"posts/a.yaml" not in index


def test_the_oldest_goes_when_it_is_full(tmp_path: Path) -> None:
    (tmp_path / "foreign").write_bytes(b"x" * 300)
    shelf = Shelf(tmp_path, largest=1000)
    for number in range(5):
        before = set(tmp_path.iterdir())
        shelf.put("answer", str(number), b"x" * 300)
        (new,) = set(tmp_path.glob("answer-*")) - before
        os.utime(new, ns=(number, 10**9 * (number + 1)))
    shelf.put("index", "", b"")
    assert (tmp_path / "foreign").is_file()
    assert shelf.get("answer", "4") == b"x" * 300
    assert shelf.get("answer", "0") is None
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1400
    for number in range(5, 400):  # by one process, which does not look each time
        shelf.put("answer", str(number), b"x" * 300)
        assert shelf.get("answer", str(number))
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1800


def test_several_at_once_give_one_answer(root: Path) -> None:
    expected = said(run(root, "--no-cache"))
    command = [sys.executable, "-m", "remit", "check", "--root", str(root), "--as-of", "2026-06-30", "--lang", "en"]
    env = {**os.environ, "PYTHONPATH": str(Path(remit.__file__).parent.parent), "PYTHONHASHSEED": "1"}
    running = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(3)]
    for process in running:
        output = process.communicate()[0].decode()
        assert (output, process.returncode) == expected
    assert said(run(root)) == expected
    assert not [path for path in kept(root) if path.name.startswith(".new-")]
