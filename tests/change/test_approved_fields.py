"""What an approval holds for, over every field of every kind of document: found by the schemas, not listed."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.language.schemas import kinds
from remit.model import canonical
from remit.model.ledger import states
from remit.model.places import put
from remit.source.document import Document, Pointer
from remit.source.yaml_reader import parse
from tests.change import filled
from tests.change.tree import company, organisation
from tests.language.layouts import layouts

Data = dict[str, Any]
DOCUMENTS = [name for name, kind in kinds().items() if kind.is_document]
STATUS = ".control.status"


def in_use(data: Mapping[str, Any]) -> Data:
    """A file without the state in its control data, which says more than an approval does."""
    return {
        key: {name: part for name, part in value.items() if name != "status"} if key == "control" else value
        for key, value in data.items()
    }


FIELDS = [field for field in filled.fields() if field.kind in DOCUMENTS]
WHOLE = {field.kind: in_use(field.before) for field in FIELDS}


@cache
def approved() -> Data:
    """The company with a document of each kind in which every field has a value, and an approval of every document."""
    files = {**company(), **{f"{kind}:filled": data for kind, data in WHOLE.items()}}
    ledger = {
        f"approval:{state.entity.kind}-{state.entity.id}": {
            "document": ref,
            "canon": canonical.CANON,
            "digest": state.digest,
            "approved": {"by": "post:general-manager", "on": "2026-01-01"},
            "content": state.content,
        }
        for ref, state in states(organisation(files)).items()
    }
    return files | ledger


def moved_on(files: Mapping[str, Any]) -> dict[str, str]:
    """The documents whose approval no longer holds, with their state."""
    return {ref: one.state for ref, one in states(organisation(files)).items() if one.state != "approved"}


def test_a_document_of_each_kind_is_approved() -> None:
    assert list(WHOLE) == DOCUMENTS
    assert {"policy", "process", "post", "kpi", "authority"} <= set(DOCUMENTS)
    assert moved_on(approved()) == {}


def _ids(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        if key == "id":
            yield (*pointer, key)
        yield from _ids(part, (*pointer, key))


CHANGING = [field for field in FIELDS if field.path != STATUS]


@pytest.mark.parametrize("field", CHANGING, ids=[f"{field.kind}{field.path}" for field in CHANGING])
def test_a_normative_field_unapproves_its_document_and_no_other(field: filled.Field) -> None:
    ref, after = f"{field.kind}:filled", in_use(field.after)
    assert after != WHOLE[field.kind]
    assert moved_on({**approved(), ref: after}) == ({ref: "changed"} if field.normative else {})


@pytest.mark.parametrize("kind", sorted({field.kind for field in FIELDS if field.path == STATUS}))
def test_the_state_written_in_a_document_is_its_state(kind: str) -> None:
    ref = f"{kind}:filled"
    for status in ("draft", "consultation", "withdrawn"):
        data = {**WHOLE[kind], "control": {**WHOLE[kind]["control"], "status": status}}
        assert moved_on({**approved(), ref: data}) == {ref: status}


IDS = [(kind, pointer) for kind, data in WHOLE.items() for pointer in _ids(data)]


@pytest.mark.parametrize(("kind", "pointer"), IDS, ids=[f"{kind}/{'/'.join(map(str, at))}" for kind, at in IDS])
def test_an_id_is_content_of_its_document_alone(kind: str, pointer: Pointer) -> None:
    data = copy.deepcopy(WHOLE[kind])
    put(data, pointer, "other")
    assert moved_on({**approved(), f"{kind}:filled": data}) == {f"{kind}:filled": "changed"}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_another_translation_unapproves_nothing(kind: str) -> None:
    other = _translated(WHOLE[kind])
    assert other != WHOLE[kind]
    assert moved_on({**approved(), f"{kind}:filled": other}) == {}


def _translated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: f"{part} anew" if key == "en" else _translated(part) for key, part in value.items()}
    return [_translated(part) for part in value] if isinstance(value, list) else value


@given(st.data())
@settings(max_examples=100)
def test_no_layout_of_any_kind_unapproves(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(DOCUMENTS))
    text = data.draw(layouts(WHOLE[kind]))
    found = canonical.content(Document(kind, "filled", "", parse(text).data), "zh")
    assert canonical.digest(found) == approved()[f"approval:{kind}-filled"]["digest"]
