"""Who supplies and who verifies the figures of a KPI, set against who is measured by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remit.evidence.line import acting_posts, stands_above
from remit.evidence.measured import measured
from remit.model.entities import Kpi, Post
from remit.model.organisation import Organisation


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """Figures in the hands of whoever is measured: the post measured, the post that supplies, and the one that verifies."""

    measured: Post
    supplier: Post
    verifier: Post | None


def own_figures(organisation: Organisation, kpi: Kpi) -> OwnFigures | None:
    """The case in which no figure passes through hands that are free; None where somebody free supplies or verifies.

    Not free are those who are measured by the KPI themselves, their own staff where they supply and no one or the measured
    verify, and a verifier who works under a supplier that is measured.
    """
    mine = [item.post for item in measured(organisation).get(kpi.id, ()) if item.post is not None]
    suppliers, verifiers = acting_posts(kpi.supplied_by), acting_posts(kpi.verified_by)
    if not mine or not suppliers or (kpi.verified_by is not None and not verifiers):
        return None
    judged = {post.id: post for post in mine}
    verifier = _not_free(verifiers, suppliers, judged)
    if verifiers and verifier is None:
        return None
    for supplier in suppliers:
        if supplier.id in judged:
            continue
        if not any(stands_above(post, supplier) for post in mine):
            return None
    supplier = suppliers[0]
    owner = judged.get(supplier.id) or next(post for post in mine if stands_above(post, supplier))
    return OwnFigures(owner, supplier, verifier)


def _not_free(verifiers: Sequence[Post], suppliers: Sequence[Post], judged: dict[str, Post]) -> Post | None:
    """A verifier where none of them is free of those who are measured."""
    for verifier in verifiers:
        under = any(supplier.id in judged and stands_above(supplier, verifier) for supplier in suppliers)
        if verifier.id not in judged and not under:
            return None
    return verifiers[0] if verifiers else None
