"""What back ends can read of an edition is followed or in the ground; where the ground is the same, so is what can be read."""

from __future__ import annotations

import random
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from remit.audience.reader import Reader
from remit.backends import Edition
from remit.model import entities
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.publish.published import Superseded
from remit.readable import FOLLOWED, things_of
from remit.source.document import Document
from tests.backends.policy_company import written
from tests.standing.edits import edited, edition

# What of a class is in the ground, or leads only to what is; what is neither is followed.
IN_THE_GROUND = {
    Text: {"origin", "refs"},
    # Places in a file are told by findings alone, which are followed.
    Document: {"kind", "id", "path", "values", "keys"},
    DocumentState: {"entity", "approval", "state", "next", "since", "excerpt"},
    Edition: {"organisation", "states", "cache", "as_of", "attachments", "templates", "archive", "past", "reader"},
    Superseded: {"approval", "successor", "state", "organisation", "folder"},
    Organisation: {
        "system", "by_kind", "elements", "uses", "texts", "refs", "loose", "broken", "renames", "answers",
    },
    Reader: {"level", "visible", "people", "instead"},
}  # fmt: skip


@pytest.mark.parametrize("owner", IN_THE_GROUND, ids=lambda owner: owner.__name__)
def test_every_field_is_followed_or_in_the_ground(owner: Any) -> None:
    names = set(owner.__struct_fields__) if owner is Text else {field.name for field in fields(owner)}
    followed = {name for followed, name in FOLLOWED if followed is owner}
    assert names - followed == IN_THE_GROUND[owner], "say in remit/readable.py what a new field holds"


def test_open_fields_are_those_of_entities_and_of_the_settings_of_lint() -> None:
    """In which order their keys are written is seen in outputs; the order of fields is not."""
    classes = [one for one in vars(entities).values() if isinstance(one, type) and issubclass(one, Element)]
    open_ = {one.__name__ for one in classes if any("Mapping" in str(kind) for kind in one.__annotations__.values())}
    of_entities = {one.__name__ for one in entities.BY_KIND.values()}
    assert open_ - of_entities == {"LintSettings"}


def of_a_company(root: Path) -> Edition:
    found = edition(root, None)
    assert found is not None
    return found


def changed(root: Path, file: str, old: str, new: str) -> None:
    path = root / "policies" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
EDITS: dict[str, tuple[str, str, str]] = {
    "a number": ("posts/clerk.yaml", "headcount: 2", "headcount: 3"),
    "a reference": ("posts/clerk.yaml", "superior: head", "superior: clerk"),
    "a time": ("posts/clerk.yaml", "within: 1 workdays", "within: 2 workdays"),
    "a link in a text": ("posts/clerk.yaml", "zh: 受理并登记客户订单", 'zh: "按{process:order}受理并登记客户订单"'),
    "a text that was not there": (
        "posts/head.yaml",
        "unit: company",
        "unit: company\npurpose: {zh: 办好, en: Do well}",
    ),
    "a text that is only named": ("posts/clerk.yaml", "superior: head", "superior: {named: {zh: 经理, en: Head}}"),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_is_no_wording_is_another_ground(name: str, tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    before = things_of(of_a_company(root))
    changed(root, *EDITS[name])
    assert things_of(of_a_company(root)).ground != before.ground


def test_a_wording_is_the_same_ground_with_one_text_and_one_file_changed(tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    before = things_of(of_a_company(root))
    changed(root, "posts/clerk.yaml", "受理", "办理")
    after = things_of(of_a_company(root))
    assert after.ground == before.ground
    # The text, its file, the state of the document twice (as it is asked for and as it is published), and the findings.
    differing = [number for number, digest in enumerate(after.digests) if digest != before.digests[number]]
    assert 3 <= len(differing) <= 5


def test_in_which_order_fields_are_written_is_the_same_ground(tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    before = things_of(of_a_company(root))
    changed(root, "posts/clerk.yaml", "unit: company\nsuperior: head\n", "superior: head\nunit: company\n")
    assert things_of(of_a_company(root)).ground == before.ground


@pytest.mark.parametrize("seed", range(12))
def test_where_the_ground_is_the_same_so_are_the_things(seed: int, tmp_path: Path) -> None:
    chance, root = random.Random(seed), written(tmp_path / "company")
    before = of_a_company(root)
    known = things_of(before)
    _, after = edited(root, chance)
    found = things_of(after)
    if found.ground == known.ground:
        assert len(found.digests) == len(known.digests)
        assert [text.origin.pointer for text in after.organisation.texts] == [
            text.origin.pointer for text in before.organisation.texts
        ]
