"""Canonical content is written as json.dumps writes it: what was approved with an earlier version keeps its digest."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from remit.compiler import compile_tree
from remit.model import canonical
from remit.model.ledger import states

WORDS = st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_it_is_what_json_writes(value: object) -> None:
    assert canonical.written(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)


def test_so_it_is_in_an_organisation_as_found() -> None:
    organisation = compile_tree(Path(__file__).resolve().parents[1] / "as-found" / "s0").organisation
    assert organisation is not None
    for state in states(organisation).values():
        again = json.dumps(json.loads(state.content), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        assert state.content == again
