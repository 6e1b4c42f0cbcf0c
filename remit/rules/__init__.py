"""The lint rules: one module a rule, in a package a family; discovered, never listed.

A rule module has a docstring (its documentation) and `check(organisation)`; its entry in templates/findings has its name.
It may say `PROVES_ABSENCE = True` (it reports that nothing refers to something), `GUESSES = True` (it judges by words or
likeness, and never gives errors) and `DATED = True` (the calendar alone can bring its findings: it is called with the day).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name (and key in the catalogue) and the module that checks it."""

    name: str
    module: ModuleType

    def check(self, organisation: Organisation, as_of: str) -> Iterable[Diagnostic]:
        """The findings of the rule on a day (YYYY-MM-DD); a dated rule has none where no day is given."""
        found: Iterable[Diagnostic]
        if not self.dated:
            found = self.module.check(organisation)
            return found
        found = self.module.check(organisation, as_of) if as_of else ()
        return [replace(finding, dated=True) for finding in found]

    @property
    def dated(self) -> bool:
        """Whether the rule depends on the day."""
        return bool(getattr(self.module, "DATED", False))

    @property
    def guesses(self) -> bool:
        """Whether the rule judges by words or likeness rather than by what is linked."""
        return bool(getattr(self.module, "GUESSES", False))

    @property
    def proves_absence(self) -> bool:
        """Whether the rule reports that nothing refers to something, which a broken reference would feign."""
        return bool(getattr(self.module, "PROVES_ABSENCE", False))

    @property
    def documentation(self) -> str:
        """What the rule finds and why, in English; the catalogue has it in other languages."""
        return (self.module.__doc__ or "").strip()


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by name: each module of a family package is one; its name is the module's with hyphens."""
    found: dict[str, Rule] = {}
    for family in pkgutil.iter_modules(__path__):
        if family.ispkg:
            package = importlib.import_module(f"{__name__}.{family.name}")
            for item in pkgutil.iter_modules(package.__path__):
                name = item.name.replace("_", "-")
                found[name] = Rule(name, importlib.import_module(f"{package.__name__}.{item.name}"))
    return dict(sorted(found.items()))


def check(organisation: Organisation, as_of: str = "") -> list[Diagnostic]:
    """The findings of every rule; what would only follow from a broken file or reference is not reported."""
    whole = organisation.whole
    wanted = [rule for rule in rules().values() if whole or not rule.proves_absence]
    return [finding for rule in wanted for finding in rule.check(organisation, as_of)]
