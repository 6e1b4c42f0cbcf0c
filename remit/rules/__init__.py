"""The lint rules: one module a rule, in a package a family; discovered, never listed.

A rule module has a docstring (its documentation) and `check(organisation)`; its entry in templates/findings has its name.
It may say `PROVES_ABSENCE = True` (it reports that nothing refers to something), `GUESSES = True` (it judges by words or
likeness, and never gives errors) and `DATED = True` (the calendar alone can bring its findings: it is called with the day).
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from remit.diagnostics import Diagnostic
from remit.diagnostics_data import as_data, from_data
from remit.evidence.memory import forget
from remit.model.organisation import Organisation
from remit.processes import has_two, in_two

_MANY = 4000
"""Elements of an organisation from which on a second process pays."""


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
    # Rules of a family ask the same: together they learn it once.
    wanted = sorted(
        (rule for rule in rules().values() if whole or not rule.proves_absence), key=lambda rule: rule.module.__name__
    )

    def run(rule: Rule) -> tuple[str, list[Diagnostic]]:
        return rule.name, list(rule.check(organisation, as_of))

    try:
        found = dict(in_two(wanted, run, _pack, _unpack) if _pays(organisation) else map(run, wanted))
    finally:
        forget()
    return [finding for rule in rules().values() for finding in found.get(rule.name, ())]


def _pays(organisation: Organisation) -> bool:
    """Whether two processes are done sooner than one, by what they have to learn of the organisation twice."""
    return len(organisation.elements) > _MANY and has_two()


def _pack(found: list[tuple[str, list[Diagnostic]]]) -> bytes:
    return json.dumps([(name, [as_data(finding) for finding in findings]) for name, findings in found]).encode()


def _unpack(data: bytes) -> list[tuple[str, list[Diagnostic]]]:
    return [(name, [from_data(finding) for finding in findings]) for name, findings in json.loads(data)]
