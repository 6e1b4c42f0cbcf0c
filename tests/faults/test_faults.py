"""Every step of a small write, struck once in every way: a kill, an error once, an error from then on.

`python -m tests.faults` does the same to whole builds of processes that are really killed, on disks that are really full.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from remit.cli import program
from remit.durable import new_file, replace_file
from remit.switch import STAGED, UnfinishedError
from remit.write import MANIFEST, BusyError, ForeignFilesError, Output, write
from tests.faults.injected import Counter, Dies, Fails, KilledError, struck
from tests.faults.states import built, on_disk, settled, torn

OLD = {
    "index.html": b"old index", "zh/a/index.html": b"old a", "zh/b/index.html": b"old b", "zh/gone/index.html": b"gone",
    "assets/old.css": b"old", "assets/kept.css": b"kept", "model.json": b"{}", "folder": b"a file that becomes a folder",
    "file/x.txt": b"a folder that becomes a file",
}  # fmt: skip
NEW = {
    "index.html": b"new index", "zh/a/index.html": b"new a", "zh/b/index.html": b"old b", "zh/c/index.html": b"new c",
    "assets/new.css": b"new", "assets/kept.css": b"kept", "model.json": b"[]", "folder/y.txt": b"y", "file": b"file",
}  # fmt: skip
FOREIGN = {"robots.txt": b"mine", "zh/gone/notes.txt": b"mine too"}
EXAMPLE = Path(__file__).parents[1] / "company" / "small"
Strike = Callable[[int], Callable[[str, str], None]]

STRIKES: dict[str, Strike] = {
    "killed": Dies,
    "no space once": lambda number: Fails(number, errno.ENOSPC),
    "no space from then on": lambda number: Fails(number, errno.ENOSPC, on=True),
    "read-only from then on": lambda number: Fails(number, errno.EROFS, on=True),
    "forbidden once": lambda number: Fails(number, errno.EACCES),
    "gone once": lambda number: Fails(number, errno.ENOENT),
}


def _clean(tmp_path: Path, name: str, files: dict[str, bytes]) -> dict[str, bytes]:
    write(tmp_path / name, files)
    return built(tmp_path / name)


def _before(out: Path) -> None:
    write(out, OLD)
    for path, data in FOREIGN.items():
        (out / path).write_bytes(data)


def _again(kept: Path, out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    if kept.is_dir():
        shutil.copytree(kept, out)


@pytest.fixture(autouse=True)
def _unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the disk is a step that can fail, and otherwise only slow."""
    for name in ("fsync", "sync"):
        monkeypatch.setattr(os, name, lambda *_: None)


@pytest.mark.parametrize(
    ("name", "first"),
    [*((name, False) for name in STRIKES), ("killed", True), ("no space from then on", True)],
    ids=lambda value: {True: "first build", False: "later build"}.get(value, value),
)
def test_struck_at_every_step(tmp_path: Path, name: str, first: bool) -> None:
    earlier, new = _clean(tmp_path, "old", OLD), _clean(tmp_path, "new", NEW)
    old, foreign = ({}, {}) if first else (earlier, FOREIGN)
    kept, out = tmp_path / "kept", tmp_path / "parent" / "site"
    if not first:
        _before(kept)
    _again(kept, out)
    with struck(out.parent, counter := Counter()):
        write(out, NEW)
    assert counter.steps > 30
    unfinished = 0
    for number in range(1, counter.steps + 1):
        _again(kept, out)
        with struck(out.parent, STRIKES[name](number)):
            try:
                write(out, NEW)
            except (KilledError, OSError):
                pass
            except UnfinishedError:
                unfinished += 1
        assert torn(out, old, new, foreign) == [], number
        # The next build is of the same, or of what was before.
        following, wanted = ((NEW, new), (OLD, earlier))[number % 2]
        write(out, following)
        assert settled(out, wanted, foreign) == [], number
    assert (unfinished > 0) is (name != "killed")


def test_an_error_before_the_switch_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where anything can still be removed."""
    out = tmp_path / "site"
    _before(out)
    before = on_disk(out)
    for number in range(2, 14):
        with pytest.raises(OSError, match="No space"), struck(out, Fails(number, errno.ENOSPC, on=True)):
            write(out, NEW)
        assert on_disk(out) == before
    shutil.rmtree(out)
    with pytest.raises(OSError, match="No space"), struck(out, Fails(3, errno.ENOSPC, on=True)):
        write(out / "deep" / "er", NEW)
    assert not out.exists()


def test_a_file_in_the_way_keeps_only_itself_waiting(tmp_path: Path) -> None:
    """As Word does on Windows with the file that it has open."""
    out = tmp_path / "site"
    _before(out)
    in_use = str(out / "model.json")
    rename = os.replace

    def replace(source: str, target: str) -> None:
        if str(target) == in_use:
            raise PermissionError(errno.EACCES, "in use", str(source), None, str(target))
        rename(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(UnfinishedError) as caught:
            write(out, NEW)
    assert (caught.value.left, caught.value.problem.filename2) == (1, in_use)
    found = on_disk(out)
    assert (found["model.json"], found["index.html"]) == (OLD["model.json"], NEW["index.html"])
    with Output(out) as output:
        assert output.finished
    assert settled(out, _clean(tmp_path, "new", NEW), FOREIGN) == []


FOREIGN_CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a new file of somebody else": (lambda out: replace_file(out / "zh/c/index.html", b"mine"), "zh/c/index.html"),
    "ours, edited, to be replaced": (lambda out: (out / "model.json").write_bytes(b"mine"), "model.json"),
    "ours, edited, to be removed": (lambda out: (out / "zh/gone/index.html").write_bytes(b"m"), "zh/gone/index.html"),
    "a file for a folder": (lambda out: (out / "zh/c").write_bytes(b"mine"), "zh/c"),
    "a folder for a file": (lambda out: replace_file(out / "assets/new.css/x", b"mine"), "assets/new.css"),
    "a link for a file": (lambda out: (out / "assets/new.css").symlink_to(out / "model.json"), "assets/new.css"),
    "a link for a folder": (lambda out: (out / "zh/c").symlink_to(out.parent), "zh/c"),
}


@pytest.mark.parametrize("case", FOREIGN_CASES)
def test_what_remit_did_not_write_is_not_written_over(tmp_path: Path, case: str) -> None:
    out = tmp_path / "site"
    _before(out)
    change, named = FOREIGN_CASES[case]
    change(out)
    before = on_disk(out)
    with pytest.raises(ForeignFilesError) as caught:
        write(out, NEW)
    assert caught.value.paths == (named,)
    assert on_disk(out) == before


def test_the_same_bytes_are_taken_for_ours(tmp_path: Path) -> None:
    out = tmp_path / "site"
    _before(out)
    replace_file(out / "zh/c/index.html", NEW["zh/c/index.html"])
    write(out, NEW)
    assert settled(out, _clean(tmp_path, "new", NEW), FOREIGN) == []


@pytest.mark.parametrize("path", ["../mine.txt", "/etc/mine.txt", "a/../../mine.txt", "C:/mine.txt", "..\\mine.txt"])
def test_a_manifest_or_journal_that_leads_out_of_the_folder_is_nobodys(tmp_path: Path, path: str) -> None:
    out, mine = tmp_path / "site", tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    write(out, OLD)
    (out / STAGED).mkdir()
    journal = {"placed": [MANIFEST], "removed": [path], "last": MANIFEST}
    (out / STAGED / "journal.json").write_text(json.dumps(journal))
    write(out, NEW)
    assert settled(out, _clean(tmp_path, "new", NEW), {}) == []
    (out / MANIFEST).write_text(json.dumps({path: "0"}))
    with pytest.raises(Exception, match="site"):
        write(out, OLD)
    assert mine.read_bytes() == b"mine"


def test_a_file_put_there_after_an_interrupted_removal_stays(tmp_path: Path) -> None:
    """Killed when all was done but the journal: what comes to a path that is ours no longer is somebody else's."""
    out = tmp_path / "site"
    _before(out)

    def at_the_journal(step: str, path: str) -> None:
        if step == "os.remove" and path.endswith("journal.json"):
            raise KilledError

    with pytest.raises(KilledError), struck(out, at_the_journal):
        write(out, NEW)
    assert not (out / "zh/gone/index.html").exists()
    (out / "zh/gone/index.html").write_bytes(b"mine, later")
    with Output(out):
        pass
    write(out, NEW)
    assert (out / "zh/gone/index.html").read_bytes() == b"mine, later"


_HOLDS = """
import sys, time
from pathlib import Path
from remit.write import Output
with Output(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds tmp_path/site until it reads a line."""
    (tmp_path / "site").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(tmp_path / "site")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_of_two_builds_one_waits_or_says_which_goes_on(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    out = tmp_path / "site"
    with pytest.raises(BusyError) as caught:
        Output(out, waits=0).__enter__()
    assert caught.value.process == str(other.pid)
    told: list[str] = []

    def let_go(process: str, machine: str) -> None:
        told.append(process)
        other.communicate("\n")

    with Output(out, waits=60, on_wait=let_go) as output:
        output.write(NEW)
    assert told == [str(other.pid)]
    assert settled(out, _clean(tmp_path, "new", NEW), {}) == []


def test_a_killed_build_holds_nothing(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    out = tmp_path / "site"
    other.kill()
    other.wait()
    assert on_disk(out).keys() == {".remit-lock"}
    write(out, NEW)
    assert settled(out, _clean(tmp_path, "new", NEW), {}) == []


def test_a_folder_that_vanishes_during_a_build_is_made_again(tmp_path: Path) -> None:
    out = tmp_path / "site"
    _before(out)
    with Output(out) as output:
        shutil.rmtree(out)
        output.write(NEW)
    assert settled(out, _clean(tmp_path, "new", NEW), {}) == []


# The same as its users meet it.


@pytest.fixture
def company(tmp_path: Path) -> Path:
    root = tmp_path / "company"
    shutil.copytree(EXAMPLE, root)
    return root


def run(root: Path, *args: str) -> Result:
    arguments = ["--root", str(root), "--as-of", "2026-06-30", "--lang", "en", *args]
    return CliRunner().invoke(program, arguments, catch_exceptions=False)


def test_the_message_of_a_full_disk(company: Path) -> None:
    assert run(company, "build", "--only", "model").exit_code == 0
    before = on_disk(company / "site")
    post = company / "policies/posts/clerk.yaml"
    post.write_text(post.read_text("utf-8").replace("headcount: 2", "headcount: 3"), "utf-8")
    with struck(company / "site", Fails(4, errno.ENOSPC, on=True)):
        result = run(company, "build", "--only", "model")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].endswith(
        "no space left on the disk or in the quota. Nothing was changed; the site that was there is whole."
    )
    assert on_disk(company / "site") == before


def test_the_message_of_a_page_that_was_edited(company: Path) -> None:
    assert run(company, "build", "--only", "model").exit_code == 0
    (company / "site/model.json").write_text("mine")
    (company / "policies/glossary/reel.yaml").unlink()
    result = run(company, "build", "--only", "model")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].strip().endswith("site/model.json")
    assert (company / "site/model.json").read_text() == "mine"


def test_a_cache_that_cannot_be_written_is_done_without(company: Path) -> None:
    with struck(company / ".remit", Fails(1, errno.ENOSPC, on=True), flushes=False):
        assert run(company, "build", "--only", "site").exit_code == 0
    assert (company / "site/zh/index.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "post", "buyer"),
        ("approve", "post:clerk", "--by", "head", "--on", "2026-01-05", "--prepared-by", "clerk"),
        ("codeowners",),
        ("check", "--write-baseline"),
        ("rename", "post", "clerk", "writer"),
        ("template", "policy"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_that_write_leave_all_as_it_was(company: Path, arguments: tuple[str, ...]) -> None:
    """Whichever step fails: a message, exit 2, and not a byte changed; then it goes through."""
    before = on_disk(company)
    trial = company.with_name("trial")
    shutil.copytree(company, trial)
    with struck(trial, counter := Counter()):
        assert run(trial, *arguments).exit_code == 0
    assert counter.steps >= 1
    for number in range(1, 3):  # a folder is made, or something is written
        with struck(company, Fails(number, errno.ENOSPC, on=True)):
            result = run(company, *arguments)
        assert (result.exit_code, "Traceback" in result.output) == (2, False), number
        assert "no space left" in result.output
        assert on_disk(company) == before
    assert run(company, *arguments).exit_code == 0


def test_a_file_of_its_own_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "entry.yaml"
    results: list[str] = []

    def enter(text: bytes) -> None:
        try:
            new_file(target, text)
            results.append(text.decode())
        except FileExistsError:
            pass

    threads = [threading.Thread(target=enter, args=(str(number).encode(),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [target.read_text()]
    assert on_disk(tmp_path).keys() == {"entry.yaml"}


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "CODEOWNERS"
    target.write_bytes(b"old")
    target.chmod(0o640)
    replace_file(target, b"new")
    assert (target.stat().st_mode & 0o777, target.read_bytes()) == (0o640, b"new")


def test_a_folder_that_cannot_be_read_is_no_empty_folder(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def scandir(path: str = ".") -> object:
        if str(path).endswith("glossary"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = run(company, "check")
    assert result.exit_code == 1
    assert "policies/glossary:1:1 error LNG008" in result.output


def test_what_goes_between_two_looks_is_a_finding(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A logo and a Word template that are listed, and cannot be opened any more."""
    system = company / "policies/system.yaml"
    system.write_text(system.read_text("utf-8") + "documents: {logo: logo.png}\n", "utf-8")
    replace_file(company / "policies/attachments/logo.png", b"")
    replace_file(company / "templates/word/policy.docx", b"")
    opened = Path.open

    def vanishing(path: Path, mode: str = "r", **options: Any) -> Any:
        if path.suffix in (".png", ".docx") and path.is_relative_to(company):
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path))
        return opened(path, mode, **options)

    monkeypatch.setattr(Path, "open", vanishing)
    result = run(company, "check", "--fail-on", "error")
    assert result.exit_code == 1
    assert "templates/word/policy.docx" in result.output
    assert "logo" in result.output
