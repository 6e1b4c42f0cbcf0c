"""Work that is shared with one more process, where that can be had and pays; without it, the same work is done here alone.

The other process is a fork: it has everything that is in memory, and what it makes comes back as bytes through a file without
a name, so that neither waits for the other before both are done.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TypeVar

I_ = TypeVar("I_")
R = TypeVar("R")
_SELDOM = 50_000
"""New objects between two looks for cycles."""
_TOKENS = 4096
"""What a pipe holds at least."""


def has_two() -> bool:
    """Whether a second process can run beside this one: a fork copies one thread only, and needs a processor of its own."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def in_two(
    items: Sequence[I_],
    work: Callable[[I_], R],
    pack: Callable[[list[R]], bytes],
    unpack: Callable[[bytes], list[R]],
) -> list[R]:
    """What `work` makes of each item, in their order: this process begins at the front, the other at the back.

    `pack` and `unpack` carry results over. What the other process could not do is done here.
    """
    parts = _parts(items)
    taking, giving = os.pipe()
    os.write(giving, bytes(len(parts)))
    os.close(giving)
    front: list[R] = []
    done = 0
    try:
        with tempfile.TemporaryFile() as made, _beside(lambda: _back(parts, taking, work, pack, made)) as finish:
            while os.read(taking, 1):
                front += [work(item) for item in parts[done]]
                done += 1
            if finish():
                made.seek(0)
                return front + unpack(made.read())
    except OSError:  # no process or no file to be had
        pass
    finally:
        os.close(taking)
    return front + [work(item) for part in parts[done:] for item in part]


def apart(work: Callable[[], bytes]) -> bytes:
    """What some work makes, done by another process where one can be had: the memory that it took ends with it.

    Raises what the work raises, which is then done again here.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        with suppress(OSError), tempfile.TemporaryFile() as made, _beside(lambda: _written(work, made)) as finish:
            if finish():
                made.seek(0)
                return made.read()
    return work()


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles: while an organisation is built nearly nothing is thrown away, and each look takes longer."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles among what is made from now on alone, and seldom: pages leave few behind, and the usual looks, after each 700
    objects, take a tenth of the time that pages do."""
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    if not frozen:  # else whoever has frozen what there is goes on with it
        gc.freeze()
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if not frozen:
            gc.unfreeze()


def _parts(items: Sequence[I_]) -> list[Sequence[I_]]:
    size = max(1, -(-len(items) // _TOKENS))
    return [items[start : start + size] for start in range(0, len(items), size)]


def _back(
    parts: list[Sequence[I_]], taking: int, work: Callable[[I_], R], pack: Callable[[list[R]], bytes], made: IO[bytes]
) -> None:
    found: list[list[R]] = []
    while os.read(taking, 1):
        found.append([work(item) for item in parts[-1 - len(found)]])
    _written(lambda: pack([result for part in reversed(found) for result in part]), made)


def _written(work: Callable[[], bytes], made: IO[bytes]) -> None:
    made.write(work())
    made.flush()


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Do some work in a fork; what is given waits for it and says whether it was done."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            gc.freeze()  # a look for cycles would copy all that the two share; what is made from now on is looked at
            work()
            status = 0
        finally:
            os._exit(status)  # nothing of the parent's is flushed or cleaned up twice
    ended: list[int] = []

    def finish() -> bool:
        ended.append(os.waitpid(child, 0)[1])
        return ended[0] == 0

    try:
        yield finish
    finally:
        if not ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
