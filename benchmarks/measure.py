"""Runs ways of doing the same work in turn, each in a process of its own, and compares what they cost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Way:
    """A way to make documents: its name, how many it makes in a run, and what prepares a run, which gives the bytes made."""

    name: str
    count: int
    prepare: Callable[[], Callable[[], int]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a way cost: milliseconds of processor time a document, against the floor of the same round, KB a document."""

    way: Way
    milliseconds: float
    ratio: float
    kilobytes: float


def compare(ways: Sequence[Way], floor: Way, rounds: int) -> list[Result]:
    """Every way once a round, the rounds one after the other; medians over them.

    A run has a process of its own, which prepares what it needs and finds nothing that an earlier run kept.
    """
    times: dict[str, list[float]] = {way.name: [] for way in ways}
    sizes: dict[str, float] = {}
    for _ in range(rounds):
        for way in ways:
            seconds, size = apart(partial(_timed, way))
            times[way.name].append(seconds / way.count * 1000)
            sizes[way.name] = size / way.count / 1000
    return [
        Result(
            way,
            median(times[way.name]),
            median(one / base for one, base in zip(times[way.name], times[floor.name], strict=True)),
            sizes[way.name],
        )
        for way in ways
    ]


def apart(work: Callable[[], object]) -> Any:
    """What some work gives, done in a process forked off, which keeps its caches to itself."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_sent, args=(work, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        raise RuntimeError("a run ended without a result") from None
    finally:
        process.join()


def _sent(work: Callable[[], object], result: Connection) -> None:
    result.send(work())


def _timed(way: Way) -> tuple[float, int]:
    run = way.prepare()
    gc.collect()
    start = time.process_time()
    size = run()
    return time.process_time() - start, size


def machine() -> str:
    """What the figures were measured on."""
    processor = platform.processor() or platform.machine()
    return f"{platform.system()} {processor}, {os.cpu_count()} processors, {platform.python_implementation()} {platform.python_version()}"


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    rows = [("way", "documents a run", "ms a document", "times the floor", "KB a document")]
    rows += [
        (r.way.name, str(r.way.count), f"{r.milliseconds:.2f}", f"{r.ratio:.2f}", f"{r.kilobytes:.1f}") for r in results
    ]
    return rows_table(rows)


def rows_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a Markdown table, the first as its head; all but the first column to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        _line([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    rule = _line(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join([lines[0], rule, *lines[1:]])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
