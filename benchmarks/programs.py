"""Whole programs as they are called, and a company on disk for them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

import yaml

import remit
from benchmarks.company import POSTS_IN_A_UNIT
from benchmarks.whole_company import whole_files
from remit.language.schemas import kinds

_LOOKS = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """What a process cost: seconds on the clock and of processor time, peak memory in MB of it and those that it starts."""

    seconds: float
    processor: float
    memory: float


def write_company(root: Path, posts: int) -> int:
    """Write a company of about so many posts as people write it, and give the number of its files."""
    files = whole_files(max(1, round(posts / POSTS_IN_A_UNIT)))
    for kind, ident, data in files:
        folder = root / "policies" / kinds()[kind].folder
        path = root / "policies" / "system.yaml" if kind == "system" else folder / f"{ident}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100), "utf-8")
    return len(files)


class _Dumper(yaml.CSafeDumper):
    """Texts of several lines as blocks, nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def called(command: Sequence[str], folder: Path, accepted: Sequence[int] = (0,)) -> Run:
    """One program and the processes that it starts. Raises RuntimeError where it ends with a code that is not `accepted`."""
    # This remit, wherever it is run.
    environment = {**os.environ, "PYTHONPATH": str(Path(remit.__file__).parent.parent)}
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  (no shell)
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peaks, ended = [0.0], Event()
    looking = Thread(target=_look, args=(process.pid, peaks, ended))
    looking.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
    finally:
        ended.set()
        looking.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in accepted:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, max(peaks))


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(
        median(one.seconds for one in runs), median(one.processor for one in runs), median(one.memory for one in runs)
    )


def _look(process: int, peaks: list[float], ended: Event) -> None:
    """Note the memory of a process and its children in MB, what they share counted once, until it has ended."""
    while not ended.wait(_LOOKS):
        peaks.append(sum(_share(one) for one in _family(process)))


def _family(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return [process]
    return [process, *(one for child in children for one in _family(int(child)))]


def _share(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
