"""Documents to documents: what stays is sound, hangs together, and is the same whichever way one comes to a level."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.audience.reader import Reader
from remit.audience.withhold import withheld
from remit.language.validate import is_sound
from remit.model.link import link
from remit.model.restricted import paths
from remit.source.document import Document
from remit.source.yaml_reader import parse
from tests.audience.planted import planted

CASES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "withhold.yaml").read_text("utf-8"), yaml.CSafeLoader)
LEVELS = ("public", "internal", "secret")
NONE = {"zh": "未公开", "en": "not disclosed"}


def to(level: str) -> Reader:
    return Reader(level, frozenset(LEVELS[: LEVELS.index(level) + 1]), instead=NONE)


def document(ref: str, data: Mapping[str, Any]) -> Document:
    kind, _, ident = ref.partition(":")
    parsed = parse(json.dumps(data, ensure_ascii=False, indent=1))
    return Document(kind, ident, f"policies/{kind}/{ident}.yaml", parsed.data, parsed.values, parsed.keys)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_left(case: dict[str, Any]) -> None:
    system = {"name": "公司", "languages": ["zh"], "levels": [{"id": one, "name": one} for one in LEVELS]}
    files = [document(ref, data) for ref, data in {"system:system": system, **case["files"]}.items()]
    assert [(one.ref, is_sound(one.kind, one.data)) for one in files] == [(one.ref, True) for one in files]
    left = {ref: one.data for ref, one in withheld(files, to("internal")).items()}
    for ref, expected in case["left"].items():
        assert left.get(ref) == expected, ref


def test_what_is_left_is_sound_and_hangs_together() -> None:
    left = withheld(planted().documents, to("internal"))
    assert [ref for ref, one in left.items() if not is_sound(one.kind, one.data)] == []
    organisation, findings = link(left.values(), left.values())
    assert organisation is not None
    # The ledger and people keep who signed and who holds what: both are told of elsewhere.
    assert [f"{one.name} {one.subject}" for one in findings if one.name != "repeated-reference"] == []


def test_a_document_of_which_nothing_goes_is_the_same() -> None:
    files = [document("post:a", {"name": "甲"}), document("post:b", {"name": "乙", "confidentiality": "public"})]
    left = withheld(files, to("internal"))
    assert [left[one.ref] is one for one in files] == [True, True]


def test_places_keep_their_lines() -> None:
    duties = [{"id": "a", "text": "一"}, {"id": "b", "text": "二"}]
    whole = document("post:x", {"name": "甲", "duties": duties, "restricted": {"duties/a": "secret"}})
    part = withheld([whole], to("internal"))["post:x"]
    assert part.span(("duties", 0, "text")) == whole.span(("duties", 1, "text"))
    assert ("duties", 1) not in part.values


_WHOLE = [one for one in planted().documents if one.kind not in ("approval", "acknowledgement", "rename")]


@st.composite
def marked(draw: st.DrawFn) -> list[Document]:
    """The planted company with levels at random: of files, and of what may carry one in them."""
    found = []
    for one in _WHOLE:
        assert isinstance(one.data, dict)
        data = {key: value for key, value in one.data.items() if key not in ("restricted", "confidentiality")}
        data |= {"restricted": {}}
        if one.kind != "system" and draw(st.integers(0, 3)) == 0:
            data["confidentiality"] = draw(st.sampled_from(LEVELS))
        known = sorted(paths(one.kind, data))
        chosen = draw(st.lists(st.sampled_from(known), max_size=4, unique=True)) if known else []
        data["restricted"] = {path: draw(st.sampled_from(LEVELS)) for path in chosen}
        found.append(document(one.ref, {key: value for key, value in data.items() if value != {}}))
    return found


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(marked(), st.sampled_from(["internal", "public"]))
def test_two_levels_in_turn_are_the_lower_of_the_two(documents: list[Document], first: str) -> None:
    lower = withheld(documents, to("public"))
    twice = withheld(withheld(documents, to(first)).values(), to("public"))
    assert {ref: one.data for ref, one in twice.items()} == {ref: one.data for ref, one in lower.items()}
    assert all(is_sound(one.kind, one.data) for one in lower.values())
