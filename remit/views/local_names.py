"""Names of ids that refer to a table of system.yaml: levels, document classes, duty classes, classifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from remit.labels import labels
from remit.model.entities import System
from remit.views.wording import plain


def local_name(system: System, table: str, value: str, lang: str) -> str:
    """The name of an id in its table; the id itself where the table does not have it."""
    if table == "classification":
        scheme, _, part = value.partition("/")
        found = next((item for item in system.classifications if item.id == scheme), None)
        inner = next((item for item in found.classes if item.id == part), None) if found is not None else None
        if found is None or inner is None:
            return value
        return plain(found.name, lang) + labels(lang)("colon") + plain(inner.name, lang)
    tables: dict[str, Iterable[Any]] = {
        "level": system.levels,
        "document-class": system.document_classes,
        "duty-class": system.duty_classes,
    }
    named = next((item for item in tables.get(table, ()) if item.id == value), None)
    return plain(named.name, lang) if named is not None else value
