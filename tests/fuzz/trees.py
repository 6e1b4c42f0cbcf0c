"""Companies that are nearly right: those of the tests, damaged by edits of files, values and bytes, each a few numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from remit.language.schemas import kinds
from remit.source.yaml_reader import parse
from tests.hostile.filling import Filling

TESTS = Path(__file__).resolve().parents[1]
_BASES = (
    TESTS / "company" / "small" / "policies",
    TESTS / "backends" / "fixture" / "policies",
    TESTS / "backends" / "policy_fixture",
)
_PAYLOADS = TESTS / "hostile" / "payloads.yaml"
_POOL = TESTS.parent / "policies"
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -0.0, -1, 3, 1e99, 10**17, -(10**17), 0.1, "", " ", "-", "0", "end", "one", "x" * 5000, "甲" * 5000,
    "9999-12-31", "0001-01-01", "2026-02-30", "0 days", "99999999999999999999 years", "1.5 shifts", "00-00", "12-31", "25:00",
    [], {}, [[]], [{}], [None], {"zh": "甲"}, {"en": "a"}, {"zh": ""}, {"fr": "é"}, {"named": "某人"}, {"vague": "尽快"},
    {"every": "hour"}, {"every": "day", "interval": 99999999}, {"every": "month", "times": 10**9},
    {"every": "year", "by": {"month": 2, "day": 30}}, {"every": "week", "by": {"before_end": "9999 years"}},
    {"any": ["post:one", "post:one"]}, {"each": {"each": "owner"}}, {"at_least": 1e99, "at_most": -1e99}, "record:", "post:a/b/c",
    {"placeholder": "____"}, {"post": "head", "at": "company"}, {"performer": "owner", "except": "owner"},
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """One damage: what is done and, counted modulo what there is, in which file, where in it, and with what."""

    action: int
    file: int
    place: int
    value: int


Tree = dict[str, Any]


@cache
def payloads() -> tuple[str, ...]:
    """The texts of the corpus."""
    return tuple(entry["text"] for entry in yaml.safe_load(_PAYLOADS.read_text("utf-8")))


@cache
def _base(number: int) -> Mapping[str, Any]:
    folder = _BASES[number % len(_BASES)]
    return {path.relative_to(folder).as_posix(): _data(path) for path in sorted(folder.rglob("*.yaml"))}


@cache
def _pool() -> tuple[Path, ...]:
    return tuple(sorted(_POOL.rglob("*.yaml")))


def _data(path: Path) -> Any:
    return parse(path.read_text("utf-8")).data


def tree(base: int, edits: list[Edit]) -> Tree:
    """Data, or bytes, by path below policies/."""
    made: Tree = copy.deepcopy(dict(_base(base)))
    for edit in edits:
        if made:
            _ACTIONS[edit.action % len(_ACTIONS)](made, edit)
    return made


def write(tree: Tree, root: Path) -> None:
    """The tree as files below root/policies."""
    for path, data in tree.items():
        file = root / "policies" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else dumped(data))


def dumped(data: Any) -> bytes:
    """Data as YAML without anchors."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6).encode(
        "utf-8", "surrogatepass"
    )


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder and key or index in a file."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _places(node[key])


def _target(tree: Tree, edit: Edit) -> tuple[Any, Any] | None:
    structured = [path for path, data in tree.items() if isinstance(data, dict) and data]
    if not structured:
        return None
    places = list(_places(tree[structured[edit.file % len(structured)]]))
    return places[edit.place % len(places)]


def _on_place(change: Callable[[Tree, Edit, Any, Any], None]) -> Callable[[Tree, Edit], None]:
    def act(tree: Tree, edit: Edit) -> None:
        found = _target(tree, edit)
        if found is not None:
            change(tree, edit, *found)

    return act


def _delete(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    del holder[key]


def _replace(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    holder[key] = copy.deepcopy(_VALUES[edit.value % len(_VALUES)])


def _poison(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    text = payloads()[edit.value % len(payloads())]
    holder[key] = dict.fromkeys(holder[key], text) if isinstance(holder[key], dict) else text


def _rename(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        names = sorted({name for kind in kinds().values() for name in kind.schema["properties"]})
        holder[names[edit.value % len(names)]] = holder.pop(key)


def _double(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        holder[key:key] = [copy.deepcopy(holder[key]) for _ in range(1 + edit.value % 3)]
    elif isinstance(holder[key], list):
        holder[key] = holder[key] * (edit.value % 50)


def _copy(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    other = _target(tree, Edit(0, edit.value, edit.value // 7, 0))
    if other is not None:
        holder[key] = copy.deepcopy(other[0][other[1]])


def _cross(tree: Tree, edit: Edit, holder: Any, key: Any) -> None:
    """Another id in place of a text: circles, references to oneself and to the wrong kind."""
    ids = [path.rpartition("/")[2].removesuffix(".yaml") for path in tree]
    words = [*ids, *(f"{path.partition('/')[0].rstrip('s')}:{ident}" for path, ident in zip(tree, ids, strict=True))]
    texts = [(at, name) for data in tree.values() for at, name in _places(data) if isinstance(at[name], str)]
    if texts:
        at, name = texts[edit.place % len(texts)]
        at[name] = words[edit.value % len(words)]


def _filled(tree: Tree, edit: Edit) -> None:
    """One more file, filled by chance from the schemas, in place of one or beside them."""
    names = sorted(kind for kind in kinds() if kind != "system")
    kind = names[edit.value % len(names)]
    same = [path for path in tree if path.startswith(kinds()[kind].folder + "/")]
    path = (
        same[edit.file % len(same)] if same and edit.place % 2 else f"{kinds()[kind].folder}/new-{edit.file % 3}.yaml"
    )
    tree[path] = Filling(Seeded(edit.place * 65536 + edit.value, tree)).file(kind)


def _settings(tree: Tree, edit: Edit) -> None:
    """Some settings of a company filled by chance."""
    made = Filling(Seeded(edit.place * 65536 + edit.value, tree)).file("system")
    for name in ("languages", "name", "waivers"):
        made.pop(name, None)
    if isinstance(tree.get("system.yaml"), dict):
        tree["system.yaml"].update(made)


def _from_worked(tree: Tree, edit: Edit) -> None:
    """A file of the worked company, whose references lead nowhere here."""
    path = _pool()[(edit.place * 65536 + edit.value) % len(_pool())]
    tree[path.relative_to(_POOL).as_posix()] = _data(path)


def _move(tree: Tree, edit: Edit) -> None:
    names = list(tree)
    path = names[edit.file % len(names)]
    folder, _, name = path.rpartition("/")
    ways = (
        f"{folder}/sub/{name}",
        f"{folder}/{name[:-5]}.yml",
        f"{folder}/con.yaml",
        f"posts/{name}",
        name,
        f"{folder}/A {name}",
    )
    tree[ways[edit.value % len(ways)].lstrip("/")] = tree.pop(path) if edit.place % 2 else copy.deepcopy(tree[path])


def _bytes(tree: Tree, edit: Edit) -> None:
    """A few bytes of a file are others."""
    names = list(tree)
    path = names[edit.file % len(names)]
    data = bytearray(tree[path] if isinstance(tree[path], bytes) else dumped(tree[path]))
    at = edit.place % (len(data) + 1)
    new = _TOKENS[edit.value % len(_TOKENS)]
    match edit.value // len(_TOKENS) % 4:
        case 0:
            data[at:at] = new
        case 1:
            data[at : at + len(new)] = new
        case 2:
            del data[at : at + 1 + edit.value % 40]
        case _:
            del data[at:]
    tree[path] = bytes(data)


_TOKENS = (
    b"\n", b"\r", b"\t", b" ", b":", b": ", b"- ", b"#", b"'", b'"', b"{", b"}", b"[", b"]", b",", b"|", b">", b"&a ", b"*a", b"!x ",
    b"<<: ", b"? ", b"%", b"---\n", b"...\n", b"\x00", b"\xff", b"\xc3", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf",
    b"\xed\xa0\x80", b"\\", b"\\u0000", b"~", b"1e999", b"0x10", b"{" * 40, b"name: a\n", b"\xf0\x9f\x8f\xad", b"e\xcc\x81",
)  # fmt: skip
_ACTIONS: tuple[Callable[[Tree, Edit], None], ...] = (
    *map(_on_place, (_delete, _replace, _replace, _poison, _rename, _double, _copy, _cross, _cross)),
    _filled, _filled, _settings, _from_worked, _move, _bytes,
)  # fmt: skip


class Seeded:
    """Choices by chance, the same for the same seed; references lead mostly to what the company has."""

    def __init__(self, seed: int, tree: Tree) -> None:
        self._chance = Random(seed)
        self._ids: dict[str, list[str]] = {}
        for path in tree:
            self._ids.setdefault(path.partition("/")[0], []).append(path.rpartition("/")[2].removesuffix(".yaml"))
        self._share = self._chance.choice((0.2, 0.6, 1.0))

    def text(self, place: str) -> str:
        return self._chance.choice(("一句话", "a text", "每月5日前", "3个工作日内", *payloads()))

    def way(self, place: str, ways: int) -> int:
        return self._chance.randrange(ways)

    def number(self, place: str, least: float, most: float) -> float:
        return self._chance.choice((least, most, min(least + 1, most), 10**17, 1e99))

    def has(self, place: str) -> bool:
        return self._chance.random() < self._share

    def entity(self, place: str, kind: str) -> str:
        known = self._ids.get(kinds()[kind].folder if kind in kinds() else "", ())
        return self._chance.choice([*known, "one"] if known else ["one", "nobody"])

    def count(self, place: str, least: int) -> int:
        return max(least, self._chance.choice((1, 1, 2, 3)))
