"""The finders on the worked company: everyday words lead to their process, and each amount to one tier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from remit.backends import Edition
from remit.model.entities import Authority
from remit.views.tier_amounts import by_amount

pytestmark = pytest.mark.xdist_group("company")

WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "pages" / "finder_words.yaml").read_text("utf-8")
)
FIRST = 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everyday_words_lead_to_their_process(browser: Browser, folder: Path, lang: str) -> None:
    assert len(WORDS[lang]) >= 25
    page = browser.new_page()
    page.goto((folder / lang / "index.html").as_uri())
    field = page.locator("[data-finder=task] [role=combobox]")
    links: list[list[str]] = page.evaluate("remitFinders.links")
    paths = {name: path for name, path in reversed(links) if "#" not in path}
    missed = []
    for word, process in WORDS[lang].items():
        field.fill(word)
        found = page.locator("[data-finder=task] [role=option] > span").all_inner_texts()
        if f"processes/{process}/index.html" not in [paths[name] for name in found[:FIRST]]:
            missed.append(f"{word}: {found}")
    page.close()
    assert "\n".join(missed) == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_of_the_finders_leads_somewhere(files: dict[str, bytes], lang: str) -> None:
    text = files[f"{lang}/finders/data.js"].decode()
    data: dict[str, Any] = json.loads(text.removeprefix("var remitFinders=").rstrip(";\n"))
    targets = [f"{lang}/{path.partition('#')[0]}" for _, path in data["links"] if path]
    targets += [path.removeprefix("../") for _, path, _ in data["forms"] if path]
    assert [path for path in targets if path not in files] == []
    wanted = [(task["l"], step[1]) for task in data["tasks"] for step in task.get("s", ())]
    wanted += [(item["l"], tier[1]) for item in data["decisions"] for tier in item.get("t", ())]
    paths = {number: f"{lang}/{data['links'][number][1]}" for number, _ in wanted}
    pages = {number: files[path].decode() for number, path in paths.items()}
    assert [(paths[number], anchor) for number, anchor in wanted if f'id="{anchor}"' not in pages[number]] == []


def test_amounts_of_the_company_leave_no_gap(made: Edition) -> None:
    """Tiers by amount meet each other, the lowest and the highest are open: nobody is left without an answer."""
    for item in made.organisation.all(Authority):
        bounds = sorted(
            (above or at_least or 0.0, up_to or below)
            for above, at_least, up_to, below in by_amount(made.organisation.system, item).values()
        )
        if bounds:
            assert [high for _, high in bounds[:-1]] == [low for low, _ in bounds[1:]], item.ref
            assert (bounds[0][0], bounds[-1][1]) == (0, None), item.ref
