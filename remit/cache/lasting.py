"""What is drawn and set at great cost from plain values alone, kept between builds in .remit/cache/made/: swimlanes, pictures, PDFs.

Whoever makes such a thing says all that it is made of; the compiler counts by itself. Where a build keeps nothing, or nothing
fits, it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from remit.cache.inputs import compiler
from remit.cache.shelf import Shelf

LARGEST = 512 << 20
"""Bytes: what a company of a thousand posts makes comes to half of it."""
_kept: ContextVar[tuple[Shelf, str] | None] = ContextVar("lasting", default=None)


@contextmanager
def lasting_in(cache: Path | None) -> Iterator[None]:
    """Keep what is made within in the cache folder of a company; nothing where there is none."""
    token = _kept.set(None if cache is None else (Shelf(cache / "made", LARGEST), compiler()))
    try:
        yield
    finally:
        _kept.reset(token)


def lasting(kind: str, recipe: object, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, or has given for the same recipe: a value whose repr() says everything that the result depends on."""
    kept = _kept.get()
    if kept is None:
        return make()
    shelf, made_by = kept
    key = f"{made_by}\0{kind}\0{recipe!r}"
    found = shelf.get("made", key)
    if found is None:
        found = make()
        shelf.put("made", key, found)
    return found
