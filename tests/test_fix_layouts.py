"""Edits in place, over YAML laid out in every way: only the value at the pointer differs, every other byte stays."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.diagnostics import Edit
from remit.fix import splice_of
from remit.source.splices import UnfixableError
from remit.source.yaml_reader import parse

# Every text is numbered, so that no two are alike and what a comment says is found nowhere else.
PIECES = [
    "采购员",
    "a, b",
    "x: y",
    "it's",
    'a "b"',
    "true",
    "10",
    "0010",
    " 前后 ",
    "#号",
    "- 横",
    "[方",
    "{post:a}",
    "e\u0301",
]
COMMENTS = ["", "", "  # 说明", " # it's: [x], {y}", "   #"]


@dataclass
class Layout:
    """What is drawn to write one value down: quoting, comments, blank lines, brackets."""

    draw: Any
    number: int = 0

    def scalar(self) -> str:
        self.number += 1
        value = f"{self.draw(st.sampled_from(PIECES))}{self.number}"
        style = self.draw(st.sampled_from(["plain", "single", "double"]))
        if style == "plain":
            return re.sub(r"[^\w]", "", value)
        return json.dumps(value, ensure_ascii=False) if style == "double" else "'" + value.replace("'", "''") + "'"

    def comment(self) -> str:
        return self.draw(st.sampled_from(COMMENTS))

    def flow(self, depth: int) -> str:
        kind = self.draw(st.sampled_from(["scalar", "list", "map"])) if depth < 2 else "scalar"
        gap = self.draw(st.sampled_from(["", " "]))
        if kind == "scalar":
            return self.scalar()
        count = self.draw(st.integers(0, 3))
        trailing = self.draw(st.sampled_from(["", ","])) if count else ""
        if kind == "list":
            return (
                "[" + gap + ("," + (gap or " ")).join(self.flow(depth + 1) for _ in range(count)) + trailing + gap + "]"
            )
        pairs = [f"k{n}: {self.flow(depth + 1)}" for n in range(count)]
        return "{" + gap + ", ".join(pairs) + gap + trailing + "}"

    def block(self, indent: int, depth: int) -> list[str]:
        """The lines of a mapping or a list at an indentation."""
        listed = self.draw(st.booleans())
        lines: list[str] = []
        for n in range(self.draw(st.integers(1, 3))):
            if self.draw(st.booleans()):
                lines.append(self.draw(st.sampled_from(["", " " * indent + "# eigene Zeile, [x"])))
            head = " " * indent + ("-" if listed else f"key{n}:")
            kind = self.draw(st.sampled_from(["flow", "flow", "block", "text", "lines"])) if depth < 3 else "flow"
            if kind == "flow":
                lines.append(f"{head} {self.flow(0)}{self.comment()}")
            elif kind == "text":
                self.number += 1
                lines += [f"{head} {self.draw(st.sampled_from(['|', '>', '|-', '>-']))}{self.comment()}"]
                lines += [" " * (indent + 3) + f"{{post:a{self.number}}} 一", " " * (indent + 3) + "二 three"]
            elif kind == "lines":
                self.number += 1
                lines += [f"{head} [", f"{' ' * (indent + 4)}eins{self.number},{self.comment()}"]
                lines += [f"{' ' * (indent + 4)}zwei{self.number}{self.comment()}", " " * (indent + 2) + "]"]
            else:
                lines += [f"{head}{self.comment()}", *self.block(indent + 2, depth + 1)]
        return lines


@st.composite
def texts(draw: Any) -> str:
    """A readable YAML text in a random layout."""
    layout = Layout(draw)
    return draw(st.sampled_from(["\n", "\r\n"])).join(
        [
            "# head",
            *(["---"] if draw(st.booleans()) else []),
            *layout.block(0, 0),
            *([""] if draw(st.booleans()) else []),
        ]
    )


def pointers(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*at, key), value
        yield from pointers(value, (*at, key))


def holder_of(data: Any, pointer: tuple[str | int, ...]) -> Any:
    for part in pointer[:-1]:
        data = data[part]
    return data


@given(texts(), st.data())
def test_replacing_changes_one_value_and_no_other_byte(text: str, data: st.DataObject) -> None:
    before = parse(text).data
    pointer, value = data.draw(
        st.sampled_from([(p, v) for p, v in pointers(before) if not isinstance(v, dict | list)] or [((), None)])
    )
    if not pointer:
        return
    long = isinstance(value, str) and "二" in value
    new = (
        value.replace("post:a", "post:bb")
        if long
        else data.draw(st.sampled_from([*PIECES, "", "neu", "a: [b], c # d", "多\n行"]))
    )
    try:
        splice = splice_of(text, Edit("policies/x.yaml", "replace", pointer, new))
    except UnfixableError:
        # A block text is mended within, never written anew.
        assert "二" in str(value)
        return
    expected = copy.deepcopy(before)
    holder_of(expected, pointer)[pointer[-1]] = parse(json.dumps(new)).data
    if splice is None:
        assert expected == before
        return
    after = splice.applied(text)
    assert json.dumps(parse(after).data) == json.dumps(expected)
    assert comments(text) == comments(after)
    assert after == text[: splice.start] + splice.text + text[splice.end :]


@given(texts(), st.data())
def test_removing_takes_one_entry_and_leaves_every_other(text: str, data: st.DataObject) -> None:
    before = parse(text).data
    pointer, _ = data.draw(st.sampled_from(list(pointers(before))))
    try:
        splice = splice_of(text, Edit("policies/x.yaml", "remove", pointer))
    except UnfixableError:
        return
    assert splice is not None
    after = splice.applied(text)
    expected = copy.deepcopy(before)
    del holder_of(expected, pointer)[pointer[-1]]
    assert json.dumps(parse(after).data) == json.dumps(expected)
    # What goes is in one piece; beside it stays everything, the line ends too.
    assert text.startswith(after[: splice.start])
    assert text.endswith(text[splice.end :])
    assert set(re.findall(r"\r?\n", after)) <= set(re.findall(r"\r?\n", text))


@given(texts(), st.data())
def test_renaming_changes_one_key(text: str, data: st.DataObject) -> None:
    before = parse(text).data
    keyed = [p for p, _ in pointers(before) if isinstance(p[-1], str)]
    if not keyed:
        return
    pointer = data.draw(st.sampled_from(keyed))
    new = data.draw(st.sampled_from(["neu", "名 称", "a: b", "true", "[x"]))
    splice = splice_of(text, Edit("policies/x.yaml", "rename", pointer, new))
    assert splice is not None
    after = splice.applied(text)
    assert json.dumps(parse(after).data) == json.dumps(renamed(before, pointer, new))
    assert comments(text) == comments(after)


def renamed(data: Any, pointer: tuple[str | int, ...], new: str) -> Any:
    made = copy.deepcopy(data)
    holder = holder_of(made, pointer)
    items = [(new if key == pointer[-1] else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)
    return made


def comments(text: str) -> list[str]:
    """What the generator wrote as comments, in order."""
    return re.findall(r"# 说明|# it's: \[x\], \{y\}|# eigene Zeile, \[x|# head|#$", text, re.M)


CASES = [
    ("replace", "a: b # c\r\n", ("a",), "d", "a: d # c\r\n"),
    ("replace", "a: 'b'\n", ("a",), "it's", "a: 'it''s'\n"),
    ("replace", 'a: "b"\n', ("a",), 'q"q', 'a: "q\\"q"\n'),
    ("replace", "a: b\n", ("a",), "yes: no", 'a: "yes: no"\n'),
    ("replace", "a: b\n", ("a",), "10", 'a: "10"\n'),
    ("literal", 'a: "10" # c\n', ("a",), "10", "a: 10 # c\n"),
    ("literal", "a: yes\n", ("a",), "true", "a: true\n"),
    ("replace", "a: {named: x}  # c\n", ("a",), "b", "a: b  # c\n"),
    ("replace", "a:\n  named: x\n# c\n", ("a",), "b", "a:\n  b\n# c\n"),
    ("replace", "a:\nb: 1\n", ("a",), "x", "a: x\nb: 1\n"),
    ("replace", "a: |  # c\n  see {post:x}\n\n  on\nb: 1\n", ("a",), "see {post:y}\n\non\n", "a: |  # c\n  see {post:y}\n\n  on\nb: 1\n"),
    ("replace", "a: one\n  {post:x} two\n", ("a",), "one {post:yy} two", "a: one\n  {post:yy} two\n"),
    ("rename", "aa: 1 # c\nb: 2\n", ("aa",), "a", "a: 1 # c\nb: 2\n"),
    ("remove", "w:\n# c\n- a\n- b # d\n", ("w", 0), "", "w:\n# c\n- b # d\n"),
    ("remove", "w: # c\n- a\nx: 1\n", ("w", 0), "", "w: [] # c\nx: 1\n"),
    ("remove", "w: # c\r\n  - a: 1\r\n    b: 2\r\n\r\nx: 1\r\n", ("w", 0), "", "w: [] # c\r\n\r\nx: 1\r\n"),
    ("remove", "w: [a, b, c]\n", ("w", 1), "", "w: [a, c]\n"),
    ("remove", "w: [a, b, c]\n", ("w", 2), "", "w: [a, b]\n"),
    ("remove", "w: [a]\n", ("w", 0), "", "w: []\n"),
    ("remove", "w: [\n  a, # x\n  b, # y\n]\n", ("w", 0), "", "w: [\n  b, # y\n]\n"),
    ("remove", "w: [\n  a, # x\n  b # y\n]\n", ("w", 1), "", "w: [\n  a # x # y\n]\n"),
    ("remove", "- id: x\n  text: y\n", (0, "id"), "", "- text: y\n"),
    ("remove", "- - a\n  - b\n", (0, 0), "", "- - b\n"),
    ("remove", "a: 1\nb: 2", ("b",), "", "a: 1\n"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "text", "pointer", "new", "expected"), CASES)
def test_each_edit_as_a_person_would_do_it(
    action: str, text: str, pointer: tuple[str | int, ...], new: str, expected: str
) -> None:
    splice = splice_of(text, Edit("policies/x.yaml", action, pointer, new))
    assert splice is not None
    assert splice.applied(text) == expected


@pytest.mark.parametrize(
    ("action", "text", "pointer", "new"),
    [
        ("replace", "a:\n  named: x # kept\n  # too\n  b: 1\n", ("a",), "b"),
        ("rename", "a: 1\nb: 2\n", ("a",), "b"),
        ("replace", "a: 1\n", ("b",), "x"),
        ("remove", "a: 1\n", ("b",), ""),
        ("replace", "a: |\n  alt\n", ("a",), "ganz neu"),
        ("replace", "a: [\n", ("a",), "x"),
    ],
)
def test_what_cannot_be_done_alone_is_not_done(
    action: str, text: str, pointer: tuple[str | int, ...], new: str
) -> None:
    with pytest.raises(UnfixableError):
        splice_of(text, Edit("policies/x.yaml", action, pointer, new))
