"""The linked organisation: every entity by kind, every element by reference, and who refers to what."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from remit.cache.reads import Known
from remit.diagnostics import Span
from remit.model import entities as e
from remit.model.renames import Renames
from remit.model.values import Element, Entity, Loose, Ref, Text

E_ = TypeVar("E_", bound=Entity)
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Use:
    """One place that refers to an element: the element it stands in and the reference itself."""

    source: Element
    ref: Ref[Any]

    @property
    def field(self) -> str:
        """The key in the source under which the reference stands."""
        depth = len(self.source.origin.pointer)
        return str(self.ref.origin.pointer[depth]) if len(self.ref.origin.pointer) > depth else ""

    @property
    def span(self) -> Span:
        """Where the reference is written."""
        return self.ref.origin.span()


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """A company's management system, linked. Nothing in it changes after linking.

    `by_kind` holds the entities of each kind in the order of their ids; `elements` every element by reference;
    `uses` what refers to each reference; `broken` what exists on disk but is not well-formed; `loose` the values kept as found;
    `renames` what things were called before. `answers` is the memory of `remembered`.
    """

    system: e.System
    by_kind: Mapping[str, Mapping[str, Entity]]
    elements: Mapping[str, Element]
    uses: Mapping[str, tuple[Use, ...]]
    texts: tuple[Text, ...]
    refs: tuple[Ref[Any], ...]
    loose: tuple[Loose, ...]
    broken: frozenset[str] = field(default_factory=frozenset)
    renames: Renames = field(default_factory=Renames)
    answers: dict[Hashable, Known[Any]] = field(default_factory=dict, init=False)

    def all(self, kind: type[E_]) -> list[E_]:
        """The entities of a generated class, in the order of their ids."""
        return [cast(E_, entity) for entity in self.by_kind.get(_KIND[kind], {}).values()]

    def entities(self) -> Iterator[Entity]:
        """Every entity, kind by kind."""
        for found in self.by_kind.values():
            yield from found.values()

    def find(self, ref: str) -> Element | None:
        """The element of a reference such as post:buyer/quotes."""
        return self.elements.get(ref)

    def used_by(self, element: Element) -> tuple[Use, ...]:
        """Every place that refers to the element."""
        return self.uses.get(element.ref, ())

    @property
    def whole(self) -> bool:
        """Whether every file is well-formed and every reference leads somewhere, so that an absence proves something."""
        return not self.broken and all(ref.target is not None for ref in self.refs)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the system, the authoritative one first."""
        return self.system.languages

    def owner_of(self, element: Element) -> Entity:
        """The entity whose file the element stands in."""
        return cast(Entity, self.elements[element.origin.document.ref])


def remembered(function: Callable[Concatenate[Organisation, P], T]) -> Callable[Concatenate[Organisation, P], T]:
    """The function of an organisation and hashable values, whose answers are kept with the organisation, and go with it."""

    @wraps(function)
    def asked(organisation: Organisation, /, *args: P.args, **kwargs: P.kwargs) -> T:
        question = (function, args, *kwargs.items())
        if question not in organisation.answers:
            organisation.answers[question] = Known(lambda: function(organisation, *args, **kwargs))
        found: T = organisation.answers[question]()
        return found

    return asked


_KIND: dict[type[Entity], str] = {cls: name for name, cls in e.BY_KIND.items()}
