"""What is kept between builds: whatever is edited, the outputs are those of a build that keeps nothing."""

from __future__ import annotations

import random
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

from remit.cache import lasting as module
from remit.cache.lasting import lasting, lasting_in
from remit.diagrams import bpmn_xml, orgchart, swim_model
from remit.office import blocks, sheets
from remit.registry import BACKENDS
from remit.views import charts
from tests.backends.policy_company import compiled, written

DRAWN = ("policies", "bpmn", "workbooks", "site", "job-descriptions")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def rendered(root: Path, cache: Path | None) -> dict[str, bytes]:
    """Everything that is drawn of the company as it is written now."""
    edition = compiled(root)
    with lasting_in(cache):
        return {
            path: data
            for backend in BACKENDS
            if backend.name in DRAWN
            for portion in backend.portions(edition)
            for path, data in portion.files(edition)
        }


def edit(root: Path, chance: random.Random) -> None:
    """Put another character behind some Chinese words of a post, process or indicator."""
    folder = root / "policies" / chance.choice(("posts", "processes", "kpis", "records"))
    file = chance.choice(sorted(folder.glob("*.yaml")))
    text = file.read_text("utf-8")
    found = chance.choice(list(HAN.finditer(text)))
    file.write_text(text[: found.end()] + chance.choice("甲乙丙丁戊己庚辛") + text[found.end() :], "utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_edits_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    chance, root, cache = random.Random(seed), written(tmp_path / "company"), tmp_path / "cache"
    before = rendered(root, cache)
    for _ in range(2):
        edit(root, chance)
        clean = rendered(root, None)
        assert clean != before
        assert rendered(root, cache) == clean
        before = clean


def test_it_is_made_once_for_each_recipe(tmp_path: Path) -> None:
    made: list[str] = []

    def asked(recipe: str) -> bytes:
        return lasting("drawing", recipe, lambda: (made.append(recipe), recipe.encode())[1])

    with lasting_in(tmp_path):
        assert [asked(recipe) for recipe in ("a", "b", "a")] == [b"a", b"b", b"a"]
    with lasting_in(tmp_path):
        assert asked("a") == b"a"
    assert made == ["a", "b"]


def test_another_kind_or_compiler_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lasting_in(tmp_path):
        lasting("drawing", "a", lambda: b"first")
        assert lasting("picture", "a", lambda: b"second") == b"second"
    monkeypatch.setattr(module, "compiler", lambda: "another")
    with lasting_in(tmp_path):
        assert lasting("drawing", "a", lambda: b"third") == b"third"


def test_what_was_damaged_is_made_again(tmp_path: Path) -> None:
    with lasting_in(tmp_path):
        lasting("drawing", "a", lambda: b"first")
    for path in (tmp_path / "made").glob("made-*"):
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    with lasting_in(tmp_path):
        assert lasting("drawing", "a", lambda: b"again") == b"again"


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    with lasting_in(None):
        assert lasting("drawing", "a", lambda: b"first") == b"first"
        assert lasting("drawing", "a", lambda: b"second") == b"second"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "values", [blocks, bpmn_xml, charts, orgchart, sheets, swim_model], ids=lambda one: one.__name__
)
def test_what_a_recipe_is_made_of_says_all_of_itself(values: ModuleType) -> None:
    """A field that repr() leaves out could change without anything being made anew."""
    classes = [one for one in vars(values).values() if isinstance(one, type) and is_dataclass(one)]
    assert classes
    assert not [(one.__name__, field.name) for one in classes for field in fields(one) if not field.repr]
    assert all(one.__dataclass_params__.repr for one in classes)
