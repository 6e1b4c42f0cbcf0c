"""The canonical content: what an approval holds for survives every change of layout and no change of a word."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from remit.language.schemas import Schema, kinds, resolved
from remit.model import canonical
from remit.source.document import Document
from remit.source.yaml_reader import parse
from tests.language.layouts import layouts

POST: dict[str, Any] = {
    "name": {"zh": "采购员", "en": "Buyer"},
    "code": "QY-07",
    "unit": "purchasing",
    "headcount": 2,
    "purpose": {"zh": "按时、按质、按价买到材料", "en": "Buy material in time"},
    "duties": [
        {
            "id": "quotes",
            "text": {"zh": "向三家合格供应商询价", "en": "Ask three suppliers"},
            "tasks": [{"zh": "发询价单", "en": "Send out"}, {"zh": "比较报价", "en": "Compare"}],
            "timing": {"within": "2 workdays", "of": {"zh": "收到申请", "en": "receipt"}},
            "principal": {"named": {"zh": "采购经理", "en": "Manager"}},
        },
        {
            "id": "orders",
            "text": {"zh": "下达订单", "en": "Place orders"},
            "timing": {"every": "month", "by": {"day": 5}},
        },
    ],
    "kpis": [{"kpi": "on-time", "weight": 60, "target": {"at_least": 95}}, {"kpi": "cost", "weight": 40}],
}


def digest(data: object) -> str:
    return canonical.digest(canonical.content(Document("post", "buyer", "policies/posts/buyer.yaml", data), "zh"))


APPROVED = digest(POST)


@given(layouts(POST))
@settings(max_examples=120, deadline=None)
def test_layout_keeps_the_digest(text: str) -> None:
    assert digest(parse(text).data) == APPROVED


def _leaves(schema: Schema, value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Pointers of every normative value in the authoritative language."""
    if isinstance(value, dict):
        found: list[tuple[str | int, ...]] = []
        for key, part in value.items():
            node = resolved(schema.get("properties", {}).get(key, {}))
            if key != "en" and node.get("x-normative", True):
                found += _leaves(node, part, (*pointer, key))
        return found
    if isinstance(value, list):
        item = resolved(schema.get("items", {}))
        return [leaf for n, part in enumerate(value) for leaf in _leaves(item, part, (*pointer, n))]
    return [pointer]


def changed(value: Any, pointer: tuple[str | int, ...], new: Any) -> Any:
    if not pointer:
        return new(value)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[pointer[0]] = changed(value[pointer[0]], pointer[1:], new)
    return copy


def _other(value: Any) -> Any:
    return f"{value}不" if isinstance(value, str) else value + 1


def test_any_normative_word_changes_the_digest() -> None:
    leaves = _leaves(kinds()["post"].schema, POST)
    assert len(leaves) > 20
    digests = {digest(changed(POST, leaf, _other)) for leaf in leaves}
    assert APPROVED not in digests
    assert len(digests) == len(leaves)


def test_any_field_taken_away_changes_the_digest() -> None:
    for key in POST:
        if key != "name":
            assert digest({name: value for name, value in POST.items() if name != key}) != APPROVED


def test_the_order_of_a_list_is_content() -> None:
    assert digest({**POST, "duties": POST["duties"][::-1]}) != APPROVED


def test_a_translation_is_not_content() -> None:
    texts = [leaf for leaf in _translations(POST) if leaf[-1] == "en"]
    assert len(texts) == 8
    for leaf in texts:
        assert digest(changed(POST, leaf, _other)) == APPROVED


def test_a_translation_that_comes_or_goes_is_not_content() -> None:
    assert digest({**POST, "name": {"zh": "采购员"}}) == APPROVED
    assert digest({**POST, "name": "采购员"}) == APPROVED
    assert digest({**POST, "purpose": {**POST["purpose"], "de": "Einkauf"}}) == APPROVED


def test_a_name_in_one_language_equals_the_name_in_two() -> None:
    """Inside performers and timings too, where a text is part of a larger value."""
    one = changed(POST, ("duties", 0, "principal", "named"), lambda _: "采购经理")
    two = changed(POST, ("duties", 0, "timing", "of"), lambda _: "收到申请")
    assert digest(one) == APPROVED
    assert digest(two) == APPROVED


def _translations(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in _translations(part, (*pointer, key))]
    if isinstance(value, list):
        return [leaf for n, part in enumerate(value) for leaf in _translations(part, (*pointer, n))]
    return [pointer]


def test_remarks_and_evidence_are_not_content() -> None:
    noted = {**POST, "note": "给编写人看", "aliases": ["买手"], "basis": ["8.4.1"]}
    noted["duties"] = [{**POST["duties"][0], "note": "待核对", "basis": ["s1.a"]}, POST["duties"][1]]
    assert digest(noted) == APPROVED


def test_the_state_is_not_content_and_the_version_is() -> None:
    assert digest({**POST, "control": {"status": "draft"}}) == digest({**POST, "control": {}})
    assert digest({**POST, "control": {"version": "A/1"}}) != digest({**POST, "control": {"version": "A/0"}})


def test_white_space_is_folded() -> None:
    assert digest({**POST, "code": "  QY-07\n"}) == APPROVED


def test_one_content_one_digest_of_each_document() -> None:
    """The same words on another post are another document."""
    other = canonical.content(Document("post", "buyer-2", "policies/posts/buyer-2.yaml", POST), "zh")
    assert canonical.digest(other) != APPROVED


def test_the_format_is_the_approved_one() -> None:
    """Golden: a change here unapproves what every company has approved; it needs a new CANON."""
    assert canonical.CANON == 1
    text = canonical.content(Document("kpi", "otd", "", {"unit": "%", "name": {"en": "On time", "zh": "及时率"}}), "zh")
    assert text == '{\n "document": "kpi:otd",\n "name": "及时率",\n "unit": "%"\n}\n'
    assert canonical.digest(text) == "sha256:701b51a7fb3f8e6fd77a8753644d43f024296321ef1ae7a28b7b8ef1b5bce6f4"
