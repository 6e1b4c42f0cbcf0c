"""A small company in two states, the clean build of each, and builds of it in processes that can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.states import built

EXAMPLE = Path(__file__).parents[1] / "company" / "small"
STATES = ("first", "second")
_CHANGES = (
    ("policies/posts/clerk.yaml", "headcount: 2", "headcount: 3"),
    ("policies/posts/clerk.yaml", "{zh: 文员, en: Clerk}", "{zh: 文书, en: Writer}"),
)
Action = Callable[[], int]


class Company:
    """A folder with the source in both states, and what a clean build of each is."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.sources = {state: work / f"source-{state}" for state in STATES}
        for state, source in self.sources.items():
            shutil.copytree(EXAMPLE, source)
            if state == "second":
                change(source)
        self.clean = {state: built(self._clean(state)) for state in STATES}

    def _clean(self, state: str) -> Path:
        out = self.work / f"clean-{state}"
        if (code := Child(lambda: build(self.sources[state], out), self.work / "log").wait()) != 0:
            raise RuntimeError(f"a clean build ends with {code}: {(self.work / 'log').read_text('utf-8')}")
        return out

    def site(self, state: str, foreign: dict[str, bytes]) -> Path:
        """A folder as a build of that state left it, with files of somebody else."""
        out = self.work / "site"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.work / f"clean-{state}", out)
        for path, data in foreign.items():
            (out / path).write_bytes(data)
        return out


def change(source: Path) -> None:
    """From the first state to the second: pages, documents and the search index change, one page goes and one comes."""
    for path, before, after in _CHANGES:
        file = source / path
        text = file.read_text("utf-8")
        assert before in text, before
        file.write_text(text.replace(before, after), "utf-8")
    (source / "policies/glossary/reel.yaml").rename(source / "policies/glossary/coil.yaml")


def build(source: Path, out: Path) -> int:
    """The whole program; its exit code."""
    from remit.cli import program

    arguments = ["--root", str(source), "--as-of", "2026-06-30", "--lang", "en", "build", "--out", str(out)]
    try:
        program(arguments, prog_name="remit")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


class Child:
    """A process of its own that does one thing, forked so that it need not start anew; what it prints goes to a file."""

    def __init__(self, action: Action, log: Path) -> None:
        self.log = log
        sys.stdout.flush()
        self.process = os.fork()
        if self.process == 0:
            self._run(action)

    def _run(self, action: Action) -> None:
        code = 99
        try:
            handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            code = action()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            if code == 99:
                import traceback

                os.write(2, traceback.format_exc().encode())
            os._exit(code)

    def wait(self) -> int:
        """Its exit code; the number of the signal, negative, that ended it."""
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status)

    def kill_after(self, seconds: float) -> int:
        """Kill it at that moment, unless it has ended; its exit code."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status)
            time.sleep(min(left, 0.002))
        os.kill(self.process, signal.SIGKILL)
        return self.wait()

    @property
    def said(self) -> str:
        """What it printed."""
        return self.log.read_text("utf-8", "replace")
