"""production: the portions of an edition, made and staged, by two processes where that pays.

A forked worker has the whole edition without reading it again, and holds no more files than one. What it could not do, for
whatever reason, is done again here, where an error has somebody to hear of it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from remit.backends import Edition, Portion
from remit.write import Made, Output

_WORKERS = 2
_SMALL = 200  # entities up to which starting a second process takes longer than it saves
_MOST = 250  # portions whose numbers are one byte each

Begun = Callable[[Portion], None]
"""Told of each portion when it is begun."""


def produce(edition: Edition, portions: Sequence[Portion], output: Output, begun: Begun) -> dict[str, Made]:
    """Make the portions and stage their files in the output folder; the files by path. Raises what back ends raise, and OSError."""
    made: dict[str, Made] = {}
    done: set[int] = set()
    if _pays(edition, portions):
        with _frozen():
            done = _apart(edition, portions, output, begun, made)
    for number, portion in enumerate(portions):
        if number not in done:
            begun(portion)
            made |= _portion(edition, portion, output, number)
    return made


def _pays(edition: Edition, portions: Sequence[Portion]) -> bool:
    """Whether there is work for two, two processors, and nothing in this process that a fork could break."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    enough = sum(1 for _ in edition.organisation.entities()) > _SMALL and 1 < len(portions) <= _MOST
    return enough and processors > 1 and hasattr(os, "fork") and threading.active_count() == 1


def _portion(
    edition: Edition, portion: Portion, output: Output, number: int, alone: Callable[[], bool] = lambda: False
) -> dict[str, Made]:
    """Make and stage a portion; a worker whose build was killed, and that is `alone` therefore, stops."""
    staging = output.staging(number)
    for path, data in portion.files(edition):
        if alone():
            raise InterruptedError
        staging.put(path, data)
    return staging.made


@contextmanager
def _frozen() -> Iterator[None]:
    """What is there now is shared with the workers: a collection would copy all of it by looking at it."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _apart(
    edition: Edition, portions: Sequence[Portion], output: Output, begun: Begun, made: dict[str, Made]
) -> set[int]:
    """Let workers make the portions, whoever is free the next; the numbers of those that are done."""
    waiting, give = os.pipe()
    heard, tell = os.pipe()
    os.write(give, bytes(range(len(portions))))
    os.close(give)
    workers: list[int] = []
    try:
        for _ in range(_WORKERS):
            worker = os.fork()
            if worker == 0:
                os.close(heard)
                _work(edition, portions, output, waiting, tell)
            workers.append(worker)
        os.close(waiting)
        os.close(tell)
        return _listen(heard, portions, begun, made)
    except BaseException:
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        raise
    finally:
        for worker in workers:
            with suppress(ChildProcessError):
                os.waitpid(worker, 0)


def _listen(heard: int, portions: Sequence[Portion], begun: Begun, made: dict[str, Made]) -> set[int]:
    """Take what the workers tell until the last of them has gone."""
    done: set[int] = set()
    with os.fdopen(heard, encoding="utf-8") as lines:
        for line in lines:
            number, result = json.loads(line)
            if result is None:
                begun(portions[number])
                continue
            listed = Path(result)
            made |= {path: Made(*one) for path, one in json.loads(listed.read_text("utf-8")).items()}
            listed.unlink()
            done.add(number)
    return done


def _work(edition: Edition, portions: Sequence[Portion], output: Output, waiting: int, tell: int) -> None:
    """What a worker does: portion after portion until none is left or one fails. It never returns."""
    parent = os.getppid()
    try:
        while taken := os.read(waiting, 1):
            _tell(tell, taken[0], None)
            made = _portion(edition, portions[taken[0]], output, taken[0], lambda: os.getppid() != parent)
            listed = {path: (one.digest, one.staged) for path, one in made.items()}
            name = output.staging(len(portions) + taken[0]).keep(json.dumps(listed, ensure_ascii=False).encode())
            _tell(tell, taken[0], str(name))
    finally:
        os._exit(0)


def _tell(tell: int, number: int, result: str | None) -> None:
    """A line short enough to arrive in one piece."""
    os.write(tell, f"{json.dumps([number, result])}\n".encode())
