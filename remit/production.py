"""production: the portions of an edition, made and staged as they are made, by two processes where that pays."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from remit.backends import Edition
from remit.cache.lasting import LARGEST, lasting_in
from remit.cache.reads import followed
from remit.cache.shelf import Shelf
from remit.cache.standing import files_of
from remit.processes import has_two, in_two, seldom_collected
from remit.readable import FOLLOWED, things_of
from remit.registry import Portion
from remit.write import Made, Output

_SMALL = 200  # entities up to which starting a second process takes longer than it saves
_ONE_BY_ONE = "handbook"

Begun = Callable[[Portion], None]
"""Told of each portion when it is begun."""
_Beside = Callable[[Portion], AbstractContextManager[None]]


def produce(edition: Edition, portions: Sequence[Portion], output: Output, begun: Begun) -> dict[str, Made]:
    """Make the portions and stage their files in the output folder; the files by path. Raises what back ends raise, and OSError.

    What the other process failed at is made again here, where an error has somebody to hear of it.
    """
    with lasting_in(edition.cache), seldom_collected(), _beside_before(edition, output) as beside_before:
        return _produced(edition, portions, output, begun, beside_before)


@contextmanager
def _beside_before(edition: Edition, output: Output) -> Iterator[_Beside]:
    """What makes the files of a portion beside those of the build before, where anything is kept; what they read is followed."""
    if edition.cache is None:
        yield lambda _: nullcontext()
        return
    things, shelf = things_of(edition), Shelf(edition.cache / "made", LARGEST)
    with followed(FOLLOWED):
        yield lambda portion: files_of(f"{portion.name}\0{output.out.resolve()}", output.out, things, shelf)


def _produced(
    edition: Edition, portions: Sequence[Portion], output: Output, begun: Begun, beside_before: _Beside
) -> dict[str, Made]:
    builder = os.getpid()

    def alone() -> bool:
        """Whether this is the other process of a build that was killed."""
        return builder not in (os.getpid(), os.getppid())

    def made(number: int) -> dict[str, Made]:
        begun(portions[number])
        staging = output.staging(number)
        with beside_before(portions[number]):
            for path, data in portions[number].files(edition):
                if alone():
                    raise InterruptedError
                staging.put(path, data)
        return staging.made

    found = (
        in_two(_dealt(portions), made, _packed, _unpacked)
        if _pays(edition, portions)
        else [made(number) for number in range(len(portions))]
    )
    return {path: one for files in found for path, one in files.items()}


def _pays(edition: Edition, portions: Sequence[Portion]) -> bool:
    return len(portions) > 1 and has_two() and sum(1 for _ in edition.organisation.entities()) > _SMALL


def _dealt(portions: Sequence[Portion]) -> list[int]:
    """The numbers of the portions so that two processes, one from the front and one from the back, are done at about the same
    time: each goes from long to short, and what is left in the middle is short. All handbooks stand at the front, because two
    typesetters at once would take twice the memory."""
    main = next((portion.lang for portion in portions if portion.lang), "")
    back = {
        number
        for number, portion in enumerate(portions)
        if portion.lang == main and portion.backend.name != _ONE_BY_ONE
    }
    return [*(number for number in range(len(portions)) if number not in back), *sorted(back, reverse=True)]


def _packed(found: list[dict[str, Made]]) -> bytes:
    return json.dumps([{path: [one.digest, one.staged] for path, one in files.items()} for files in found]).encode()


def _unpacked(data: bytes) -> list[dict[str, Made]]:
    return [{path: Made(*one) for path, one in files.items()} for files in json.loads(data)]
