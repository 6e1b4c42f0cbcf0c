"""A real browser over file://: searching, switching the language, a phone's width. It must be there: nothing is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 800})
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("requestfailed", lambda request: troubles.append(request.url))
    opened.on("request", lambda request: troubles.append(request.url) if request.url.startswith("http") else None)
    yield opened
    opened.close()
    assert troubles == []


def found(page: Page, query: str) -> list[str]:
    """Paths of the results, best first."""
    field = page.locator("input[name=query]")
    field.click()
    field.fill(query)
    page.wait_for_selector(".md-search-result__item a")
    links = page.locator(".md-search-result__link")
    places: list[str] = links.evaluate_all("all => all.map(link => link.pathname + link.hash)")
    return [place.split("/zh/")[1] for place in places]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("经理", "posts/head/index.html"),
        ("部门经理", "posts/head/index.html"),
        ("HR-POS-002", "posts/buyer/index.html"),
        ("采购专员", "posts/buyer/index.html"),
        ("HR-POL-001", "posts/buyer/index.html#duties"),
        ("nonconforming", "posts/buyer/index.html#duties"),
        ("岗位7", "posts/buyer/index.html#duties"),
    ],
)
def test_search_over_file(page: Page, folder: Path, query: str, place: str) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    assert place in found(page, query)[:3]


def test_search_over_http(browser: Browser, folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_port}/zh/index.html")
        assert found(opened, "部门经理")[0] == "posts/head/index.html"
        opened.close()
        server.shutdown()


def test_paper_is_white_whatever_the_palette(browser: Browser, folder: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    opened = context.new_page()
    opened.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    assert opened.evaluate(ground) != "rgb(255, 255, 255)"
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate(ground) == "rgb(255, 255, 255)"
    assert opened.evaluate("getComputedStyle(document.querySelector('td')).color") == "rgb(27, 42, 51)"
    assert not opened.locator(".md-header").is_visible()
    context.close()


def test_search_counts_every_part_of_a_compound_as_found(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    assert found(page, "部门经理")[0] == "posts/head/index.html"
    assert page.locator(".md-search-result__item").first.locator(".md-search-result__terms").count() == 0


def test_a_result_opens_the_passage(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    found(page, "nonconforming")
    page.click(".md-search-result__link[href*='#duties']")
    page.wait_for_url("**/posts/buyer/index.html*#duties")
    assert page.locator("mark", has_text="Nonconforming").count() == 1


def test_language_switch_stays_on_the_page(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    page.click("a.remit-language[lang=en]")
    page.wait_for_url("**/en/posts/buyer/index.html")
    assert page.locator("h1").inner_text() == "Buyer"
    page.click("a.remit-language[lang=zh]")
    page.wait_for_url("**/zh/posts/buyer/index.html")


def test_palette_is_kept_across_languages(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    page.click("label[for=__palette_1]")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.goto((folder / "en" / "index.html").as_uri())
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"


@pytest.mark.parametrize(
    "path", ["index.html", "zh/index.html", "zh/posts/buyer/index.html", "en/posts/buyer/index.html"]
)
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_scrolls_down_only(page: Page, folder: Path, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / path).as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if "buyer" in path:
        wide = page.locator(".tablewrap--matrix")
        assert wide.evaluate("box => box.scrollWidth > box.clientWidth")


def test_the_drawer_lists_the_section_on_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((folder / "zh" / "posts" / "head" / "index.html").as_uri())
    page.click("label.md-header__button[for=__drawer]")
    page.locator(".md-nav--primary a", has_text="部门经理").wait_for(state="visible")


def test_the_contents_are_in_the_drawer_on_a_phone_and_beside_the_text_elsewhere(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    page.click("label.md-header__button[for=__drawer]")
    page.click("label.md-nav__link[for=__toc]")
    page.click(".md-sidebar--primary a[href='#raci']")
    page.wait_for_url("**#raci")
    page.set_viewport_size({"width": 1366, "height": 800})
    assert page.locator(".md-sidebar--secondary a[href='#raci']").is_visible()
    assert not page.locator(".md-sidebar--primary a[href='#raci']").is_visible()
    assert page.locator(".md-sidebar--primary a", has_text="采购员").is_visible()


def test_the_first_column_and_row_of_a_matrix_stay(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    box = page.locator(".tablewrap--matrix")
    box.evaluate("box => { box.scrollLeft = 300 }")
    cell = page.locator(".matrix tbody th")
    assert (
        abs(
            cell.evaluate("th => th.getBoundingClientRect().left") - box.evaluate("b => b.getBoundingClientRect().left")
        )
        <= 2
    )


def test_text_in_a_result_stays_text(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    found(page, "假")
    item = page.locator(".md-search-result__item", has_text="采购员").first
    assert '<b onclick="x">&amp;' in item.inner_text().replace("\u200b", "")
    assert item.locator("[onclick]").count() == 0
