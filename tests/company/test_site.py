"""The built site of the worked company, read by others: links, pages, search, both languages, phone width."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from remit.backends import Edition
from remit.model.places import UNPUBLISHED
from remit.pages.places import page_path

pytestmark = pytest.mark.xdist_group("company")


class _Page(HTMLParser):
    """Ids and link targets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src") and value is not None:
                self.links.append((tag, value))


@pytest.fixture(scope="session")
def pages(files: dict[str, bytes]) -> dict[str, _Page]:
    found = {}
    for path, data in files.items():
        if path.endswith(".html"):
            found[path] = _Page()
            found[path].feed(data.decode())
    return found


def test_every_entity_has_a_page_in_every_language(made: Edition, files: dict[str, bytes]) -> None:
    missing = [
        path
        for lang in made.organisation.languages
        for entity in made.organisation.entities()
        if entity.kind not in UNPUBLISHED and (path := f"{lang}/{page_path(entity.kind, entity.id)}") not in files
    ]
    assert missing == []


def test_every_link_leads_somewhere(files: dict[str, bytes], pages: dict[str, _Page]) -> None:
    broken = []
    for path, page in pages.items():
        for _, link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, fragment = link.partition("#")
            where = normpath(join(dirname(path), unquote(target))) if target else path
            if where not in files or (
                fragment
                and where in pages
                and unquote(fragment) not in pages[where].ids
                and not fragment.startswith("__")
            ):
                broken.append(f"{path}: {link}")
    assert "\n".join(broken) == ""


def test_ids_are_unique_on_each_page(pages: dict[str, _Page]) -> None:
    doubled = {path: sorted({i for i in page.ids if page.ids.count(i) > 1}) for path, page in pages.items()}
    assert {path: ids for path, ids in doubled.items() if ids} == {}


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, _Page]) -> None:
    outside = [
        f"{path}: {tag} {link}"
        for path, page in pages.items()
        for tag, link in page.links
        if re.match(r"(https?:)?//", link) and tag != "a"
    ]
    assert outside == []


def test_pages_of_a_language_hold_no_empty_text(files: dict[str, bytes]) -> None:
    wrong = [
        path
        for path, data in files.items()
        if path.endswith(".html")
        and (
            (b">None<" in data and path.startswith("zh/"))
            or b"Undefined" in data
            or (b"{post:" in data and "/approvals/" not in path)
        )
    ]
    assert wrong == []


def test_the_model_names_every_entity(made: Edition, files: dict[str, bytes]) -> None:
    text = files["model.json"].decode()
    assert json.loads(text)
    assert [
        entity.id
        for entity in made.organisation.entities()
        if entity.kind not in UNPUBLISHED and f'"{entity.id}"' not in text
    ] == []


@pytest.mark.parametrize(
    "path", ["posts/buyer", "processes/purchase", "policies/purchasing-policy", "units/purchasing", "raci", "register"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_fits_a_phone_and_raises_no_error(browser: Browser, folder: Path, path: str, lang: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"file://{folder}/{lang}/{path}/index.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert problems == []
    page.close()


def test_the_language_switch_stays_on_the_page(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"file://{folder}/zh/posts/buyer/index.html")
    page.click("a[hreflang=en]")
    assert page.url.endswith("/en/posts/buyer/index.html")
    page.close()


def test_thresholds_read_as_people_write_them(files: dict[str, bytes]) -> None:
    page = files["zh/policies/purchasing-policy/index.html"].decode()
    assert "含税金额超过2万元、不超过10万元" in page


def test_every_block_of_a_policy_shows_something(made: Edition, files: dict[str, bytes]) -> None:
    """A block with nothing to show would leave a promise in the text empty."""
    from remit.model.entities import Policy
    from remit.pages.book import environment
    from remit.pages.downloads import Downloads
    from remit.pages.entity_pages import EntityPages
    from remit.pages.markup import Markups

    pages = EntityPages(made, "en", environment("en"), Downloads(made, "en"))
    markups = Markups("en", "policies/x/index.html", made.organisation.system)
    blocks = [
        (article.ref, block)
        for policy in made.organisation.all(Policy)
        for chapter in policy.chapters
        for article in chapter.articles
        for block in article.blocks
    ]
    assert blocks
    empty = [f"{ref}: {block.show}" for ref, block in blocks if not pages.block(markups, block).striptags().strip()]
    assert empty == []
