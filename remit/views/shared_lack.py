"""Findings for what entities lack: one for each, or one for all where most of the company's have it not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from remit.diagnostics import Diagnostic, Related
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.views.enumeration import names_of
from remit.views.lacking import groups

E_ = TypeVar("E_", bound=Entity)


def lacks(organisation: Organisation, name: str, lacking: Sequence[E_], every: Sequence[E_]) -> list[Diagnostic]:
    """The findings `name` of entities that lack something, at the first of each group; the parameter `names` lists them."""
    return [
        Diagnostic(
            name,
            group[0].span(),
            group[0].ref,
            {"names": names_of(organisation, group)},
            tuple(Related(other.span(), "other-place") for other in group[1:]),
        )
        for group in groups(lacking, every)
    ]
