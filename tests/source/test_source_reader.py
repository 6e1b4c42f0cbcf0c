"""One YAML text: what it means, what cannot be read and where, and that nothing but YamlError ever comes out."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.messages import catalogue
from remit.source.characters import FORBIDDEN
from remit.source.yaml_reader import MAX_BYTES, MAX_DEPTH, Parsed, YamlError, decode, parse

HERE = Path(__file__).parent
UNREADABLE: list[dict[str, Any]] = yaml.safe_load((HERE / "unreadable.yaml").read_text("utf-8"))
SCALARS: list[dict[str, Any]] = yaml.safe_load((HERE / "scalars.yaml").read_text("utf-8"))


def read(text: str) -> object:
    return parse(text).data


def outcome(read_it: Callable[[], Parsed]) -> tuple[YamlError | None, object]:
    """What is wrong, or the data; any other exception is a bug of ours and passes through."""
    try:
        return None, read_it().data
    except YamlError as problem:
        return problem, None


def text_of(case: dict[str, Any]) -> str:
    if "escaped" in case:
        raw: str = case["escaped"]
        return raw.encode("raw_unicode_escape").decode("unicode_escape") if raw.isascii() else _unescaped(raw)
    return str(case["text"])


def _unescaped(raw: str) -> str:
    return raw.encode("ascii", "backslashreplace").decode("unicode_escape")


def _label(case: dict[str, Any]) -> str:
    return f"{case['finding']}-{ascii(case.get('text', case.get('escaped')))[1:40]}"


@pytest.mark.parametrize("case", UNREADABLE, ids=_label)
def test_unreadable(case: dict[str, Any]) -> None:
    if case["finding"] == "not-a-mapping":
        assert not isinstance(read(text_of(case)), dict)
        return
    with pytest.raises(YamlError) as caught:
        read(text_of(case))
    assert caught.value.name == case["finding"]
    assert case["finding"] in catalogue()
    if "at" in case:
        assert list(caught.value.mark) == case["at"]
    for name, value in case.get("params", {}).items():
        assert caught.value.params[name] == value


@pytest.mark.parametrize("case", SCALARS, ids=lambda case: repr(case["text"]))
def test_bare_values(case: dict[str, Any]) -> None:
    data = read(f"a: {case['text']}\nb: [{case['text']}, x]\n" if case["text"] else "a:\nb: [x]\n")
    assert isinstance(data, dict)
    assert data["a"] == case["value"]
    assert type(data["a"]) is type(case["value"])
    if case["text"]:
        assert data["b"][0] == case["value"]


def test_not_utf8() -> None:
    with pytest.raises(YamlError) as caught:
        decode("name: 甲\nunit: ".encode() + "采购部".encode("gbk"))
    assert (caught.value.name, caught.value.mark) == ("not-utf8", (2, 7))
    assert caught.value.params["byte"].startswith("0x")


def test_not_utf8_counts_characters_not_bytes() -> None:
    with pytest.raises(YamlError) as caught:
        decode("name: 采购".encode() + b"\xff")
    assert caught.value.mark == (1, 9)


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse(decode("\ufeffname: 甲\n".encode())).data == {"name": "甲"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = end.join(["name: 甲", "duties:", "  - id: x", "    text: |", "      一", "      二", ""])
    parsed = parse(decode(text.encode()))
    assert parsed.data == {"name": "甲", "duties": [{"id": "x", "text": "一\n二\n"}]}
    assert parsed.values[("duties", 0, "id")] == (3, 9)


def test_text_is_composed() -> None:
    """NFC: the same word typed on two machines is the same text, in keys and in values."""
    assert read("Cafe\u0301: re\u0301sume\u0301\n") == {"Caf\u00e9": "r\u00e9sum\u00e9"}


def test_size() -> None:
    with pytest.raises(YamlError, match="file-too-large"):
        decode(b"#" * (MAX_BYTES + 1))
    assert parse(decode(b"name: x\n" + b"#" * (MAX_BYTES - 8))).data == {"name": "x"}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_depth(opening: str, closing: str) -> None:
    deep = "a: " + opening * 40_000 + closing * 40_000
    with pytest.raises(YamlError, match="nested-too-deep"):
        parse(deep)
    allowed = "a: " + opening * (MAX_DEPTH - 2) + closing * (MAX_DEPTH - 2)
    assert parse(allowed).data


def test_depth_of_blocks() -> None:
    with pytest.raises(YamlError, match="nested-too-deep"):
        parse("- " * 5_000 + "a")


def test_positions_of_keys_and_values() -> None:
    parsed = parse("name: 甲\nduties:\n  - id: x\n    text: {zh: 询价, en: quotes}\n")
    assert parsed.keys[("name",)] == (1, 1)
    assert parsed.values[("name",)] == (1, 7)
    assert parsed.keys[("duties",)] == (2, 1)
    assert parsed.values[("duties", 0)] == (3, 5)
    assert parsed.values[("duties", 0, "text", "en")] == (4, 24)


def test_position_after_characters_beyond_the_basic_plane() -> None:
    parsed = parse('name: {zh: "𠮷🏭", en: x}\n')
    assert parsed.values[("name", "en")] == (1, 22)


plain_text = st.text(st.characters().filter(lambda c: not FORBIDDEN.match(c)), max_size=12)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | plain_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text, inner, max_size=4),
    max_leaves=12,
)


def composed(value: Any) -> Any:
    """What a text is once read: NFC everywhere."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    if isinstance(value, dict):
        return {composed(key): composed(item) for key, item in value.items()}
    return value


def _one_key_each(value: Any) -> bool:
    """Whether keys stay different once composed, and none is the merge key."""
    if isinstance(value, dict):
        keys = {composed(key) for key in value}
        return "<<" not in keys and len(keys) == len(value) and all(map(_one_key_each, value.values()))
    return all(map(_one_key_each, value)) if isinstance(value, list) else True


json_data = st.dictionaries(plain_text, json_like, min_size=1, max_size=4).filter(_one_key_each)


class _Quoting(yaml.SafeDumper):
    """Quotes every text, as JSON does."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_data_or_a_finding(text: str) -> None:
    problem, data = outcome(lambda: parse(text))
    if problem is None:
        json.dumps(data)
    else:
        assert problem.name in catalogue()
        assert min(problem.mark) >= 1


@given(st.lists(st.sampled_from([*"abc:-[]{}\"'|>&*!%@`?,#~ \n\t", "\n  ", "---", "<<", ": ", "甲"]), max_size=30))
@settings(max_examples=600, deadline=None)
def test_any_punctuation_gives_data_or_a_finding(parts: list[str]) -> None:
    problem, _ = outcome(lambda: parse("".join(parts)))
    assert problem is None or problem.name in catalogue()


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_any_bytes_give_data_or_a_finding(raw: bytes) -> None:
    problem, _ = outcome(lambda: parse(decode(raw)))
    assert problem is None or problem.name in catalogue()


@given(json_data, st.sampled_from([None, 1]))
@settings(max_examples=80, deadline=None)
def test_json_comes_back(data: dict[str, Any], indent: int | None) -> None:
    assert parse(json.dumps(data, ensure_ascii=False, indent=indent)).data == composed(data)


@given(json_data)
@settings(max_examples=80, deadline=None)
def test_block_style_comes_back(data: dict[str, Any]) -> None:
    """What another program writes in block style with every text quoted reads the same."""
    text = yaml.dump(data, Dumper=_Quoting, allow_unicode=True, width=10**6, sort_keys=False)
    assert parse(text).data == composed(data)


@given(json_data)
@settings(max_examples=80, deadline=None)
def test_every_value_and_key_has_a_place_inside_the_text(data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    parsed = parse(text)
    lines = text.split("\n")
    pointers = list(_pointers(parsed.data, ()))
    assert set(parsed.values) == set(pointers)
    assert set(parsed.keys) == {pointer for pointer in pointers if pointer and isinstance(pointer[-1], str)}
    for line, column in (*parsed.values.values(), *parsed.keys.values()):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1])
        assert not lines[line - 1][column - 1].isspace()


def _pointers(value: Any, here: tuple[str | int, ...]) -> Any:
    yield here
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _pointers(item, (*here, key))
