"""Two long texts cut so that what differs is still to be seen."""

from __future__ import annotations

from itertools import takewhile

_SHOWN = 60
_BEFORE = 16
"""How many letters stand before the place where two long texts part."""


def apart(before: str, after: str) -> tuple[str, str]:
    """Both texts short enough to show, each from a little before the place where they part."""
    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    start = max(
        0, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))) - _BEFORE
    )
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = f"…{text[start:]}" if 0 < start < len(text) else text
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
