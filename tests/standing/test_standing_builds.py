"""Builds beside the files of the build before: the same bytes as clean builds, and nothing made that nothing has changed in."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from remit.cache import standing
from remit.cache.reads import Read, reading
from tests.backends.policy_company import written
from tests.standing.edits import build, edited, edition

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
Make = Callable[[], tuple[bytes, bytes]]


def of_small(root: Path) -> None:
    shutil.copytree(SMALL, root)


def of_policies(root: Path) -> None:
    written(root)


COMPANIES = pytest.mark.parametrize("company", [of_small, of_policies])


@pytest.mark.parametrize("seed", range(4))
@COMPANIES
def test_random_edits_give_what_a_clean_build_gives(company: Callable[[Path], None], seed: int, tmp_path: Path) -> None:
    chance, root = random.Random(seed), tmp_path / "company"
    company(root)
    cache, out, draft = tmp_path / "cache", tmp_path / "out", bool(seed % 2)
    first = edition(root, cache, draft=draft)
    assert first is not None
    build(first, out)
    for number in range(2):
        said, made = edited(root, chance, draft=draft)
        clean, kept = build(made, tmp_path / f"clean{number}"), build(replace(made, cache=cache), out)
        assert [path for path in clean.keys() | kept.keys() if clean.get(path) != kept.get(path)] == [], said


def _things(read: Iterable[Read]) -> set[int]:
    """The things read, those included that were read to find something out; 0 where nobody knows."""
    found: set[int] = set()
    for one in read:
        found |= {one} if isinstance(one, int) else {0} if one.read is None else _things(one.read)
    return found


@COMPANIES
def test_a_file_reads_the_same_whenever_it_is_made(
    company: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one file finds out and another uses without `once` would be read by the first alone, and the first time only."""
    wrong: list[str] = []
    paths: list[str] = []

    def twice(self: standing._Making, path: str, make: Make) -> tuple[bytes, bytes]:
        with reading() as first:
            made = make()
        with reading() as second:
            same = make() == made
        known = _things(first) <= self._things.numbers.keys()
        wrong.extend([path] if not same or not known or first != second else [])
        paths.append(path)
        return made

    company(tmp_path / "company")
    monkeypatch.setattr(standing._Making, "made", twice)
    made = edition(tmp_path / "company", tmp_path / "cache")
    assert made is not None
    build(made, tmp_path / "out")
    assert len(paths) > 40
    assert wrong == []


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are made and do not stand."""
    paths: list[str] = []
    usual = standing._Making.made

    def noting(self: standing._Making, path: str, make: Make) -> tuple[bytes, bytes]:
        return usual(self, path, lambda: (paths.append(path), make())[1])

    monkeypatch.setattr(standing._Making, "made", noting)
    return paths


class Small:
    """The small company, edited and built again and again."""

    def __init__(self, root: Path, anew: list[str]) -> None:
        self.root, self.anew = root, anew
        of_small(root / "company")

    def reword(self, file: str, old: str, new: str) -> None:
        path = self.root / "company" / "policies" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def build(self) -> set[str]:
        """Build it; the paths of the files that were made anew."""
        self.anew.clear()
        made = edition(self.root / "company", self.root / "cache")
        assert made is not None
        build(made, self.root / "out")
        return set(self.anew)


@pytest.fixture
def small(tmp_path: Path, anew: list[str]) -> Small:
    return Small(tmp_path, anew)


def test_every_file_is_made_by_itself(small: Small) -> None:
    alone = small.build()
    files = {
        path.relative_to(small.root / "out").as_posix() for path in (small.root / "out").rglob("*") if path.is_file()
    }
    together = files - alone
    assert {path for path in together if not path.startswith(("assets/", "zh/search/", "en/search/"))} == {
        "index.html", ".remit-manifest.json",
    }  # fmt: skip


def test_nothing_is_made_where_nothing_has_changed(small: Small) -> None:
    assert len(small.build()) > 40
    assert small.build() == set()


def test_a_changed_duty_is_made_where_it_is_shown_and_nowhere_else(small: Small) -> None:
    every = small.build()
    small.reword("posts/clerk.yaml", "受理并登记客户订单", "受理并核对客户订单")
    found = small.build()
    assert found < every
    of_languages = {
        f"{lang}/{page}/index.html"
        for lang in ("zh", "en")
        # The unit lists who carries out its functions, the process which duty each step fulfils, the quality page what is found.
        for page in ("posts/clerk", "units/company", "processes/order", "quality")
    }
    of_languages |= {
        f"downloads/{lang}/{name}"
        for lang in ("zh", "en")
        # The digest of the post stands at the foot of its scorecard and in the register.
        for name in ("job-descriptions/clerk.docx", "scorecards/clerk.xlsx", "registers.xlsx")
    }
    assert found == of_languages | {"downloads/bpmn/order.bpmn", "model.json"}


def test_a_changed_name_is_made_wherever_it_stands(small: Small) -> None:
    every = small.build()
    small.reword("posts/clerk.yaml", "文员", "办事员")
    found = small.build()
    assert {path for path in every if path.startswith("zh/")} <= found, "the navigation is on every page"
    assert "downloads/zh/job-descriptions/head.docx" in found
    assert found != every


def test_what_is_no_text_makes_everything_anew(small: Small) -> None:
    every = small.build()
    small.reword("posts/clerk.yaml", "headcount: 2", "headcount: 3")
    assert small.build() == every
