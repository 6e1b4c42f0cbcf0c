"""Names of ids that refer to a table of system.yaml: levels, document classes, duty classes, classifications."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from remit.labels import labels
from remit.model.entities import AuthorityTier, Branch, Criterion, System
from remit.views.wording import amount_range, plain, quantity


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


def condition(system: System, branch: Branch, lang: str) -> str:
    """When a branch is taken: its own words, else the name of its class, else its amounts; empty for "otherwise"."""
    if branch.when is not None:
        return plain(branch.when, lang)
    if branch.class_ is not None:
        return (
            local_name(system, "classification", branch.class_, lang).partition(labels(lang)("colon"))[2]
            or branch.class_
        )
    bounded = branch.above is not None or branch.up_to is not None
    return amount_range(branch.above, branch.up_to, lang, system.currency) if bounded else ""


def tier_case(system: System, tier: AuthorityTier, lang: str) -> str:
    """When a tier of an authority applies: its name or class, with the amounts or criteria that decide it."""
    words = labels(lang)
    bounded = tier.above is not None or tier.up_to is not None
    limits = (
        amount_range(tier.above, tier.up_to, lang, system.currency)
        if bounded
        else _criteria(system, tier.class_ or "", lang)
    )
    if tier.name is not None:
        name = plain(tier.name, lang)
    else:
        name = local_name(system, "classification", tier.class_, lang) if tier.class_ else ""
    if name and limits and not _says(name, tier):
        return words("with_case", name=name, case=limits)
    return name or limits or words("amount_any")


def _says(name: str, tier: AuthorityTier) -> bool:
    """Whether the name of a tier states its bounds already: saying them twice helps no reader."""
    bare = name.replace(",", "").replace(" ", "")
    figures = [
        (f"{bound:.10g}", f"{bound / 1000:g}千", f"{bound / 10_000:g}万") for bound in (tier.above, tier.up_to) if bound
    ]
    return bool(figures) and all(
        any(re.search(rf"(?<![0-9.]){re.escape(shown)}(?![0-9])", bare) for shown in forms) for forms in figures
    )


def _criteria(system: System, value: str, lang: str) -> str:
    """What puts a thing into a class (classification/class), any one of it; empty where nothing is written."""
    scheme, _, part = value.partition("/")
    classes = (found for item in system.classifications if item.id == scheme for found in item.classes)
    chosen = next((found for found in classes if found.id == part), None)
    criteria = chosen.criteria if chosen is not None else ()
    return labels(lang)("any_separator").join(criterion(item, lang) for item in criteria)


def criterion(item: Criterion, lang: str) -> str:
    """One criterion of a class in words: 含税金额不超过2万元, amount including tax up to CNY 20,000, or its own words."""
    if item.text is not None:
        return plain(item.text, lang)
    limits = bounds(
        plain(item.unit, lang),
        lang,
        above=item.above,
        at_least=item.at_least,
        up_to=item.up_to,
        below=item.below,
    )
    return labels(lang)("criterion", measure=plain(item.measure, lang), bounds=limits).strip()


def bounds(
    unit: str, lang: str, *, above: float | None, at_least: float | None, up_to: float | None, below: float | None
) -> str:
    """What a value must lie between: 超过2万元、不超过10万元; over CNY 20,000 up to CNY 100,000."""
    words = labels(lang)
    given = (("above", above), ("at_least", at_least), ("up_to", up_to), ("below", below))
    shown = [words(f"bound.{name}", n=quantity(bound, unit, lang)) for name, bound in given if bound is not None]
    return words("bound.separator").join(shown)
