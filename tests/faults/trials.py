"""One trial a function: strike a build, look at what is left, build again, look again. Each gives what was wrong."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from remit.durable import replace_file
from remit.write import MANIFEST, write
from tests.faults.company import STATES, Child, Company, build, change
from tests.faults.injected import Counter, Dies, Fails, struck
from tests.faults.states import on_disk, settled, torn

FOREIGN = {"robots.txt": b"mine", "zh/notes.txt": b"mine too"}


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial met (exit codes, whether a switch was under way) and what was wrong."""

    met: str
    wrong: tuple[str, ...]


def killed_build(company: Company, chance: random.Random, longest: float) -> Trial:
    """SIGKILL at a random moment of a whole build; then a build of either state."""
    out = company.site("first", FOREIGN)
    code = Child(lambda: build(company.sources["second"], out), company.work / "log").kill_after(
        chance.uniform(0, longest)
    )
    return _after(company, out, chance.choice(STATES), f"exit {code}")


def killed_writer(company: Company, chance: random.Random) -> Trial:
    """SIGKILL at a random moment of writing alone, with all files made before."""
    out = company.site("first", FOREIGN)
    files = {path: data for path, data in company.clean["second"].items() if path != MANIFEST}
    started = time.monotonic()
    child = Child(lambda: write(out, files).total * 0, company.work / "log")
    child.kill_after(chance.uniform(0, 0.06))
    return _after(company, out, chance.choice(STATES), f"after {int((time.monotonic() - started) * 100)} hundredths")


def steps_of_writer(company: Company) -> int:
    """How many steps writing the second state over the first takes."""
    out = company.site("first", FOREIGN)
    with struck(out, counter := Counter()):
        write(out, {path: data for path, data in company.clean["second"].items() if path != MANIFEST})
    return counter.steps


def killed_step(company: Company, chance: random.Random, number: int) -> Trial:
    """SIGKILL just before the n-th step of writing that changes the disk."""
    out = company.site("first", FOREIGN)
    files = {path: data for path, data in company.clean["second"].items() if path != MANIFEST}

    def dying() -> int:
        with struck(out, Dies(number, lambda: os.kill(os.getpid(), signal.SIGKILL))):
            write(out, files)
        return 0

    code = Child(dying, company.work / "log").wait()
    return _after(company, out, chance.choice(STATES), f"exit {code}", writing=True)


def full_disk(company: Company, chance: random.Random) -> Trial:
    """A build onto a disk with a random number of free bytes: none to somewhat more than it needs."""
    out = company.site("first", FOREIGN)
    with _disk(company, out) as disk:
        # From nothing to what the new files take: nothing but the last few trials goes through.
        free = chance.randrange(
            0,
            sum(
                len(data)
                for path, data in company.clean["second"].items()
                if (company.clean["first"].get(path) != data)
            )
            + 400_000,
        )
        room = os.statvfs(disk)
        ballast = max(0, room.f_bavail * room.f_frsize - free)
        (disk / "ballast").write_bytes(b"\0" * ballast)
        site = disk / "site"
        child = Child(lambda: build(company.sources["second"], site), company.work / "log")
        code = child.wait()
        wrong = _told(child, code) + torn(site, company.clean["first"], company.clean["second"], FOREIGN)
        if code == 2 and (left := set(on_disk(site)) - {*company.clean["first"], *FOREIGN}):
            wrong.append(f"left behind: {sorted(left)[:3]}")
        (disk / "ballast").unlink()
        met = _after(company, site, "second", f"exit {code}")
    return Trial(met.met, (*wrong, *met.wrong))


def read_only_disk(company: Company, chance: random.Random, steps: int) -> Trial:
    """A disk that is read-only when the build begins, or of which each step fails so from a random one on: a disk with a file
    open for writing cannot be made read-only by us, only by itself."""
    out = company.site("first", FOREIGN)
    if chance.random() < 0.3:
        with _disk(company, out) as disk:
            _remount(disk, _READ_ONLY)
            site = disk / "site"
            child = Child(lambda: build(company.sources["second"], site), company.work / "log")
            code = child.wait()
            wrong = [*_told(child, code), *settled(site, company.clean["first"], FOREIGN)]
            _remount(disk, 0)
            met = _after(company, site, "second", f"exit {code} at once")
        return Trial(met.met, (*wrong, *met.wrong))
    number = chance.randint(1, steps)

    def striking() -> int:
        with struck(out, Fails(number, errno.EROFS, on=True, removals=True)):
            return build(company.sources["second"], out)

    child = Child(striking, company.work / "log")
    code = child.wait()
    wrong = _told(child, code) + torn(out, company.clean["first"], company.clean["second"], FOREIGN)
    met = _after(company, out, "second", f"exit {code}")
    return Trial(met.met, (*wrong, *met.wrong))


def vanished_folder(company: Company, chance: random.Random) -> Trial:
    """Somebody deletes the folder at a random moment of a build; what was in it is theirs to lose, the build is not."""
    out = company.site("first", FOREIGN)
    child = Child(lambda: build(company.sources["second"], out), company.work / "log")
    time.sleep(chance.uniform(0, 1.4))
    shutil.rmtree(out, ignore_errors=True)
    code = child.wait()
    wrong = _told(child, code)
    again = Child(lambda: build(company.sources["second"], out), company.work / "log")
    foreign = {path: data for path, data in FOREIGN.items() if (out / path).is_file()}
    if again.wait() != 0:
        wrong.append(f"the next build fails: {again.said[-300:]}")
    return Trial(f"exit {code}", (*wrong, *settled(out, company.clean["second"], foreign)))


def two_builds(company: Company, chance: random.Random) -> Trial:
    """Two or three builds into one folder, started within half a second of one another."""
    out = company.site("first", FOREIGN)
    states = [chance.choice(STATES) for _ in range(chance.choice((2, 2, 3)))]
    children = []
    for number, state in enumerate(states):
        log = company.work / f"log-{number}"
        children.append(Child(partial(build, company.sources[state], out), log))
        time.sleep(chance.uniform(0, 0.5))
    codes = [child.wait() for child in children]
    wrong = [line for child, code in zip(children, codes, strict=True) for line in _told(child, code)]
    whole = [not settled(out, company.clean[state], FOREIGN) for state in set(states)]
    if not any(whole):
        wrong.append("the folder is no build's")
    return Trial(f"exits {sorted(codes)}", tuple(wrong))


def changing_source(company: Company, chance: random.Random) -> Trial:
    """Files of the source are changed all through a build: whole, as a merge or an editor does, or cut short and deleted too."""
    source, out = company.work / "moving", company.site("first", FOREIGN)
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(company.sources["first"], source)
    kept = {path: path.read_bytes() for path in sorted((source / "policies").rglob("*.yaml"))}
    stop, rough = threading.Event(), chance.random() < 0.5

    def disturb() -> None:
        while not stop.is_set():
            path, data = chance.choice(list(kept.items()))
            deed = chance.randrange(4) if rough else 4
            if path.name == "system.yaml":  # without it there is no company, which is another message
                continue
            if deed == 0:
                path.unlink(missing_ok=True)
            elif deed == 1:
                path.write_bytes(data[: chance.randrange(len(data))])
            elif deed == 4:
                replace_file(path, data + b"# seen\n" * chance.randrange(3))
            else:
                path.write_bytes(data)

    child = Child(lambda: build(source, out), company.work / "log")
    thread = threading.Thread(target=disturb)
    thread.start()
    code = child.wait()
    stop.set()
    thread.join()
    wrong = [] if code in (0, 1) else [f"exit {code}: {child.said[-300:]}"]
    if code == 1:
        wrong += settled(out, company.clean["first"], FOREIGN)
    for path, data in kept.items():
        path.write_bytes(data)
    change(source)
    again = Child(lambda: build(source, out), company.work / "log")
    if again.wait() != 0:
        wrong.append(f"the next build fails: {again.said[-300:]}")
    return Trial(f"exit {code}", (*wrong, *settled(out, company.clean["second"], FOREIGN)))


def _after(company: Company, out: Path, state: str, met: str, *, writing: bool = False) -> Trial:
    """What is wrong now, and after one build more."""
    wrong = torn(out, company.clean["first"], company.clean["second"], FOREIGN)
    files = {path: data for path, data in company.clean[state].items() if path != MANIFEST}
    switching = (out / ".remit-staged" / "journal.json").exists()
    again: Callable[[], int] = (
        (lambda: write(out, files).total * 0) if writing else (lambda: build(company.sources[state], out))
    )
    child = Child(again, company.work / "log")
    if child.wait() != 0:
        wrong.append(f"the next build fails: {child.said[-300:]}")
    wrong += settled(out, company.clean[state], FOREIGN)
    return Trial(f"{met}, in the switch" if switching else met, tuple(wrong))


def _told(child: Child, code: int) -> list[str]:
    """What is wrong with how a build ended: a traceback, or a failure without a word."""
    if code not in (0, 2) or "Traceback" in child.said:
        return [f"exit {code}: {child.said[-400:]}"]
    return ["a failure without a message"] if code == 2 and "Error:" not in child.said else []


_READ_ONLY = 1
_REMOUNT = 32


def _remount(disk: Path, flags: int) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    return int(libc.mount(b"none", str(disk).encode(), b"tmpfs", _REMOUNT | flags, None)) == 0


@contextmanager
def _disk(company: Company, site: Path) -> Iterator[Path]:
    """A small disk of its own with a copy of the site. Raises PermissionError for who may not mount one."""
    disk = company.work / "disk"
    disk.mkdir(exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", str(disk).encode(), b"tmpfs", 0, b"size=48m") != 0:
        raise PermissionError(ctypes.get_errno(), "no disk can be mounted here")
    try:
        shutil.copytree(site, disk / "site")
        yield disk
    finally:
        libc.umount2(str(disk).encode(), 2)
