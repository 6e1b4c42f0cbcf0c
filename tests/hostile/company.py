"""A company in which every text of every kind, as the schemas list them, is a hostile one; or, to compare with, a harmless one.

Each text holds a mark of its own, so that what is lost on the way can be named.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from remit.language.schemas import kinds
from tests.hostile.filling import Filling

_PAYLOADS = Path(__file__).with_name("payloads.yaml")
_VARIANTS = 2  # of each kind; every other way to write a value stands in the other
_NUMBERS = {"headcount": 2, "weight": 50}


@cache
def payloads() -> tuple[str, ...]:
    """The texts of the corpus, without what they are."""
    return tuple(str(entry["text"]) for entry in yaml.safe_load(_PAYLOADS.read_text("utf-8")))


def write(root: Path, *, hostile: bool) -> Mapping[str, str]:
    """The company below root/policies; the place in the schemas of each mark."""
    turn, marks = count(), dict[str, str]()
    for kind in kinds().values():
        for variant in range(_VARIANTS if kind.folder else 1):
            data = Filling(_Choices(variant, turn, marks, hostile)).file(kind.name)
            path = f"{kind.folder}/{kind.name}-{variant}.yaml" if kind.folder else "system.yaml"
            file = root / "policies" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(_repaired(kind.name, data), allow_unicode=True, sort_keys=False), "utf-8")
    return marks


def _repaired(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What chance cannot know: the languages there are, and that a switched-off rule is none that is asked for."""
    if kind == "system":
        data |= {"languages": ["zh", "en"], "waivers": data["waivers"][:1]}
        del data["lint"], data["documents"]
    return data


class _Choices:
    """Everything there is, each way in turn."""

    def __init__(self, variant: int, turn: count[int], marks: dict[str, str], hostile: bool) -> None:
        self.variant, self.turn, self.marks, self.hostile = variant, turn, marks, hostile

    def text(self, place: str) -> str:
        number = next(self.turn)
        mark = f"M{number}X"
        self.marks[mark] = place
        return payloads()[number % len(payloads())].replace("MARK", mark) if self.hostile else f"{mark} 文字 text"

    def way(self, place: str, ways: int) -> int:
        return self.variant % ways

    def number(self, place: str, least: float, most: float) -> float:
        return min(max(_NUMBERS.get(place.rpartition(".")[2], 3), least), most)

    def has(self, place: str) -> bool:
        return not place.endswith((".parent", ".superior", ".parts", ".supersedes")) or self.variant == 1

    def entity(self, place: str, kind: str) -> str:
        return f"{kind}-0"

    def count(self, place: str, least: int) -> int:
        return max(least, 1)
