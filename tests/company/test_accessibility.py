"""WCAG 2.2 AA and best practice by axe on every kind of page, on a desktop, in the dark and on a phone, and where the finders
and the search are open; the keyboard reaches everything and shows where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("company")

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
EXEMPT: dict[str, str] = {}
"""Rule to the reason why its findings are let pass: none so far."""

_RUN = """([only, without]) => axe.run(document, {
  runOnly: only, rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])), resultTypes: ["violations"],
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 200)])))"""
# What axe asks of a row it asks of each alike; the hundreds of rows of a matrix cost minutes and say the same.
_PREPARE = """rows => {
  for (const body of document.querySelectorAll("tbody")) for (const row of [...body.rows].slice(rows)) row.remove();
  const still = document.createElement("style");
  still.textContent = "*, ::before, ::after { transition: none !important }";
  document.head.append(still);
}"""
ROWS = 6
# As high as a list is long: what is half under the edge of a window that scrolls is no smaller a target.
TALL = 2600


def violations(page: Page, only: object = None, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page as it is now: rule and element."""
    found: list[list[str]] = page.evaluate(_RUN, [only or {"type": "tag", "values": TAGS}, list(without)])
    return [f"{rule}: {element}" for rule, element in found if rule not in EXEMPT]


def prepare(page: Page) -> None:
    page.evaluate(_PREPARE, ROWS)
    page.evaluate(AXE)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_page_is_accessible(
    browser: Browser, folder: Path, lang: str, kinds_of_pages: dict[str, str]
) -> None:
    """Colours, which are the same in both languages, and the phone are looked at in one language, words in both."""
    page = browser.new_page(viewport={"width": 1280, "height": TALL})
    found: list[str] = []
    for name, path in {**kinds_of_pages, "choice of language": "../index.html"}.items():
        page.goto((folder / lang / path).resolve().as_uri())
        prepare(page)
        if lang == "en":
            found += [f"{name}: {one}" for one in violations(page, without=("color-contrast",))]
            continue
        found += [f"{name}: {one}" for one in violations(page)]
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        found += [f"{name}, dark: {one}" for one in violations(page, COLOURS)]
        page.set_viewport_size({"width": 390, "height": TALL})
        found += [f"{name}, phone: {one}" for one in violations(page, without=("color-contrast",))]
        page.set_viewport_size({"width": 1280, "height": TALL})
    page.close()
    assert "\n".join(found) == ""


@pytest.fixture
def home(browser: Browser, folder: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.goto((folder / "zh" / "index.html").as_uri())
    yield page
    page.close()


def at(page: Page) -> Any:
    """What the keyboard is at: its tag, its words, and how it is marked."""
    return page.evaluate(
        """() => {
          const own = document.activeElement;
          const seen = own.matches(".md-option") ? own.nextElementSibling : own;
          const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
          return {
            tag: own.tagName.toLowerCase(), id: own.id, text: (own.textContent || own.ariaLabel || "").trim(),
            marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.visibility === "visible"
              && box.width > 0 && box.height > 0 && !own.closest("[hidden]"),
          };
        }"""
    )


def test_the_first_stop_leads_past_the_navigation(home: Page) -> None:
    home.keyboard.press("Tab")
    assert home.evaluate("document.activeElement.matches('a.md-skip')")
    expect(home.locator("a.md-skip")).to_be_in_viewport()
    home.keyboard.press("Enter")
    assert at(home)["id"] == "__page"
    home.keyboard.press("Tab")
    assert home.evaluate("document.activeElement.closest('.page') !== null")


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_stop_on_the_home_page_shows_itself(home: Page, scheme: str) -> None:
    home.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    stops: list[Any] = []
    home.keyboard.press("Tab")
    while (stop := at(home))["tag"] != "body" and len(stops) < 150:
        stops.append(stop)
        home.keyboard.press("Tab")
    assert 40 < len(stops) < 150
    assert [stop for stop in stops if not stop["marked"]] == []
    reached = {stop["text"] for stop in stops}
    assert {"English", "岗位", "全部岗位", "全部审批权限"} <= reached
    assert home.locator("svg a").count() > 20
    assert {text for text in home.locator("svg a").all_text_contents() if text.strip() not in reached} == set()


def test_a_post_is_chosen_by_keyboard(home: Page) -> None:
    field = home.locator("[data-finder=post] [role=combobox]")
    field.focus()
    home.keyboard.type("采购")
    expect(field).to_have_attribute("aria-expanded", "true")
    home.keyboard.press("ArrowDown")
    chosen = home.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    prepare(home)
    assert violations(home) == []
    home.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    home.wait_for_url("**/zh/posts/*/index.html")


def test_answers_of_the_finders_are_accessible(home: Page) -> None:
    home.locator("[data-finder=task] [role=combobox]").focus()
    home.keyboard.type("请购")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    expect(home.locator(".finder-answer .answer__title")).to_contain_text("采购")
    home.locator("[data-finder=authority] select").select_option(label="采购订单审批权限")
    home.locator("[data-finder=authority] input").fill("80000")
    expect(home.locator("[data-finder=authority] .answer__lead")).to_contain_text("8万")
    prepare(home)
    assert violations(home) == []
    home.set_viewport_size({"width": 390, "height": TALL})
    assert violations(home) == []
    assert home.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [1280, 390])
def test_search_by_keyboard(browser: Browser, folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / "zh" / "posts" / "buyer" / "index.html").as_uri())
    page.keyboard.press("/")
    field = page.locator("input[name=query]")
    expect(field).to_be_focused()
    page.keyboard.type("采购订单")
    page.wait_for_selector(".md-search-result__item a")
    prepare(page)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    page.wait_for_timeout(100)  # the theme hears of it a moment later, and would close what is opened again meanwhile
    page.keyboard.press("s")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    expected = page.evaluate("document.activeElement.pathname")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{expected}*")
    page.close()
