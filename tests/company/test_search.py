"""The search of the worked company: the ranking in Python against the worker in a browser, and what a failing self-test says."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from remit.cli import program
from remit.site.ranking import Ranking
from remit.site.search_check import FIRST
from remit.site.segment import BREAK

SMALL = Path(__file__).parent / "small"
ASKED = [
    "采购",
    "经理",
    "部门经理",
    "岗位7",
    "HR-POL-001",
    "QY-POL-PU-01",
    "采",
    "nonconforming",
    "manager of",
    "R&D",
    "的",
    "——",
]

_ASK = """async ([index, names]) => {
  await new Promise(done => {
    const script = document.createElement("script");
    script.src = index;
    script.onload = done;
    document.body.append(script);
  });
  const settings = JSON.parse(document.querySelector("#__config").textContent);
  const worker = new Worker(settings.search);
  const answer = message => new Promise(done => {
    worker.onmessage = ({ data }) => done(data.data);
    worker.postMessage(message);
  });
  await answer({ type: 0, data: { config: __index.config, docs: __index.docs, options: { suggest: false } } });
  const found = {};
  for (const name of names) {
    const { items } = await answer({ type: 2, data: name });
    found[name] = items.slice(0, 5).map(page => page[0].location.split("#")[0]);
  }
  return found;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ranking_is_that_of_the_worker(page: Page, folder: Path, lang: str) -> None:
    index = (folder / lang / "search" / "search_index.json").read_bytes()
    docs = [doc for doc in json.loads(index)["docs"] if "names" in doc]
    names = sorted({name.replace(BREAK, "") for doc in docs for name in (doc["title"], *doc.get("tags", ()))})
    asked = [*random.Random(5).sample(names, 200), *ASKED]
    page.goto((folder / lang / "index.html").as_uri())
    theirs = page.evaluate(_ASK, ["search/search_index.js", asked])
    ranking = Ranking(index)
    assert {name: ranking.search(name, FIRST) for name in asked} == theirs


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "should find zh/posts/clerk/index.html"), ("zh", "应找到 zh/posts/clerk/index.html")]
)
def test_a_name_that_cannot_be_found_stops_the_build(tmp_path: Path, lang: str, expected: str) -> None:
    """At the first language that is made; it is found in none."""
    shutil.copytree(SMALL, tmp_path / "company")
    post = tmp_path / "company" / "policies" / "posts" / "clerk.yaml"
    post.write_text(post.read_text("utf-8") + 'aliases:\n  - "——"\n', "utf-8")
    arguments = [
        "--root",
        str(tmp_path / "company"),
        "--as-of",
        "2026-06-30",
        "--lang",
        lang,
        "build",
        "--only",
        "site",
    ]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 1
    assert "——" in result.output
    assert expected in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "company" / "site" / "index.html").exists()
