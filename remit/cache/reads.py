"""What is read while a file is made. Where nothing of it has changed since, the file needs not be made again.

Readable things are the objects that hold what people write: texts, files, states of documents. While reading is followed their
fields tell of each time that they are read; at all other times they cost nothing. Whatever is found out once and used for
several files has to be remembered by `once` or `once_property`, which tell all who use it of what was read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar, overload

P = ParamSpec("P")
T = TypeVar("T")

_now: set[Read] | None = None
_numbers = count()


@contextmanager
def followed(fields: Iterable[tuple[type, str]]) -> Iterator[None]:
    """Follow who reads these fields of these classes."""
    slots = [(owner, name, vars(owner)[name]) for owner, name in fields]
    for owner, name, slot in slots:
        setattr(owner, name, _Telling(slot))
    try:
        yield
    finally:
        for owner, name, slot in slots:
            setattr(owner, name, slot)


@contextmanager
def reading() -> Iterator[set[Read]]:
    """What is read within: the id() of each thing, and what was found out before. Who follows around it is not told."""
    global _now
    around, found = _now, set[Read]()
    _now = found
    try:
        yield found
    finally:
        _now = around


class Known(Generic[T]):
    """Something found out once. `read` is what was read for it, None where nobody followed; no other has its `number`."""

    __slots__ = ("_found", "number", "read")

    def __init__(self, find: Callable[[], T]) -> None:
        self.number = next(_numbers)
        self.read: frozenset[Read] | None = None
        if _now is not None:
            with reading() as read:
                self._found = find()
            self.read = frozenset(read)
        else:
            self._found = find()

    def __call__(self) -> T:
        """The answer; who follows is told that it was asked for."""
        if _now is not None and self.read != _NOTHING:
            _now.add(self)
        return self._found

    def rests_on_nothing(self) -> None:
        """What was read for it does not count: whoever uses it reads things that tell of each change themselves."""
        self.read = _NOTHING


Read = int | Known[Any]
"""A thing that was read, by its id(), or something found out before by reading others."""
_NOTHING: frozenset[Read] = frozenset()


def once(function: Callable[P, T]) -> Callable[P, T]:
    """The function, whose answers are remembered; its arguments must be hashable."""
    known: dict[Hashable, Known[T]] = {}

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        question = (args, *kwargs.items())
        if question not in known:
            known[question] = Known(lambda: function(*args, **kwargs))
        return known[question]()

    return asked


class once_property(Generic[T]):  # noqa: N801  (used as a decorator, as property is)
    """A property that is found out when it is first asked for; the object needs a __dict__."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find, self.__doc__ = find, find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_known_{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> once_property[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> T | once_property[T]:
        if instance is None:
            return self
        kept = vars(instance)
        if self._name not in kept:
            kept[self._name] = Known(lambda: self._find(instance))
        found: T = kept[self._name]()
        return found


class _Telling:
    """In the place of a field's slot: tells that it is read."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if _now is not None and instance is not None:
            _now.add(id(instance))
        return self._slot.__get__(instance, owner)

    def __set__(self, instance: object, value: object) -> None:
        self._slot.__set__(instance, value)
