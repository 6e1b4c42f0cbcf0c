"""Where every value and key stands, found by pointer, and files that were read as bytes and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from remit.source.characters import normalise
from remit.source.marks import Mark, Pointer
from remit.source.packing import pack, unpack
from remit.source.yaml_reader import Parsed, parse

WORDS = st.text("ab甲é'\"#", min_size=1, max_size=4)
DATA = st.dictionaries(
    WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-99, 99) | st.floats(-9, 9).map(lambda n: round(n, 3)) | WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)


def written(data: object, flow: bool) -> str:
    return yaml.dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False, width=30)


def marks(node: yaml.Node, pointer: Pointer = ()) -> Iterator[tuple[bool, Pointer, Mark]]:
    """What PyYAML's own tree of nodes says: whether it is a key, pointer, and place."""
    yield False, pointer, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*pointer, normalise(key.value))
            yield True, here, (key.start_mark.line + 1, key.start_mark.column + 1)
            yield from marks(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from marks(value, (*pointer, index))


@given(DATA, st.booleans())
def test_every_place_is_that_of_the_nodes(data: dict[str, Any], flow: bool) -> None:
    text = written(data, flow)
    parsed, expected = parse(text), list(marks(yaml.compose(text)))
    assert dict(parsed.values) == {pointer: mark for is_key, pointer, mark in expected if not is_key}
    assert dict(parsed.keys) == {pointer: mark for is_key, pointer, mark in expected if is_key}


def test_what_is_not_there_has_no_place() -> None:
    parsed = parse("a: [1, 2]\nb: x\n")
    for pointer in (("c",), ("a", 2), ("a", "0"), ("b", "x"), (0,)):
        assert pointer not in parsed.values
        with pytest.raises(KeyError):
            parsed.keys[pointer]
    assert () in parsed.values
    assert () not in parsed.keys


@given(st.lists(st.tuples(DATA, st.booleans()), max_size=3))
def test_files_come_back_as_they_were(files: list[tuple[dict[str, Any], bool]]) -> None:
    read = [parse(written(data, flow)) for data, flow in files]
    assert [told(file) for file in unpack(pack(read))] == [told(file) for file in read]


def told(file: Parsed) -> tuple[object, ...]:
    return json.dumps(file.data), dict(file.values), dict(file.keys)


def test_bytes_of_another_length_are_no_files() -> None:
    whole = pack([parse("a: [1, 2]\n")])
    with pytest.raises(ValueError, match="long"):
        unpack(whole + b"\0" * 8)
