"""Plants the defects of reading, and of two versions in force at once."""

from __future__ import annotations

import random

from remit.model import canonical
from tests.mutation.operators.documents import _approval, _entry
from tests.mutation.tree import Mutant, Tree, plants


def _session(tree: Tree, draw: random.Random) -> str:
    return draw.choice(tree.of("acknowledgement"))


@plants("reading-outstanding")
def forget_reader(tree: Tree, draw: random.Random) -> Mutant | None:
    """One post did not come to the session."""
    ref = _session(tree, draw)
    data = tree.data(ref)
    data["by"].remove(draw.choice(data["by"]))
    return Mutant("reading-outstanding", {ref: data}, data["document"], file=data["document"]) if data["by"] else None


@plants("reading-outdated")
def approve_new_version(tree: Tree, draw: random.Random) -> Mutant | None:
    """The document is approved anew under somebody else's authority, and nobody reads it."""
    document = tree.data(_session(tree, draw))["document"]
    data = tree.data(document)
    control = data["control"]
    control["approved_by"] = draw.choice([ref for ref in tree.of("post") if ref != control.get("approved_by")])
    entry = _approval(tree, document, data, "2026-03-02")
    return Mutant("reading-outdated", {document: data, "approval:planted": entry}, document)


@plants("reading-of-unknown-content")
def misread_digest(tree: Tree, draw: random.Random) -> Mutant | None:
    """The digest is that of a draft."""
    ref = _session(tree, draw)
    data = tree.data(ref)
    data["digest"] = canonical.digest("draft")
    return Mutant("reading-of-unknown-content", {ref: data}, ref, ("digest",))


@plants("two-versions-in-force")
def approve_twice(tree: Tree, draw: random.Random) -> Mutant | None:
    """Two texts are approved on one day."""
    document = draw.choice(tree.of("policy"))
    data = tree.data(document)
    data["name"]["zh"] += "（修订）"
    known = tree.data(_entry(tree, document))
    entry = {**_approval(tree, document, data, known["approved"]["on"]), "effective": known["effective"]}
    new = f"approval:zz-{document.partition(':')[2]}"
    return Mutant("two-versions-in-force", {new: entry}, new)
