"""What is asked again and again of texts, duties and the organisation while the rules run; forgotten when they have run.

What is rendered afterwards asks none of it, and a preview would keep every organisation that it ever read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """The function, whose answers are kept until `forget`; its arguments must be hashable."""
    return _remembering(function, None)


def kept_some(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The same of so many answers, the last ones: where a large company would fill the memory with what is rarely asked twice."""
    return lambda function: _remembering(function, most)


def _remembering(function: Callable[P, T], most: int | None) -> Callable[P, T]:
    remembering: Any = lru_cache(maxsize=most)(function)
    _forgetting.append(remembering.cache_clear)
    return cast("Callable[P, T]", remembering)


def forget() -> None:
    """Forget every answer."""
    for clear in _forgetting:
        clear()
