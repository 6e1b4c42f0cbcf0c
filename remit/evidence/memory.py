"""What is asked again and again of single texts and duties while the rules run; forgotten when they have run.

A bound would be too small for a large company, and none would keep every organisation that a preview ever read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """The function, whose answers are kept until `forget`; its arguments must be hashable."""
    remembering: Any = cache(function)
    _forgetting.append(remembering.cache_clear)
    return cast("Callable[P, T]", remembering)


def forget() -> None:
    """Forget every answer."""
    for clear in _forgetting:
        clear()
