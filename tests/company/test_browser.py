"""Every kind of page in Chromium with the network cut, from a folder and from a web server: nothing fails, nothing is asked of
another origin, a phone scrolls down only, the language switch stays on the page, the search finds, paper holds the text alone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

pytestmark = pytest.mark.xdist_group("company")

PHONE, DESKTOP = 390, 1280
_SEEN = """() => [
  document.documentElement.lang,
  document.querySelectorAll("h1").length,
  [...document.querySelectorAll("a.remit-language")].map(link => link.href),
  document.documentElement.scrollWidth,
]"""
Opened = Callable[[], tuple[Page, list[str]]]


@pytest.fixture
def opened(browser: Browser, origin: str) -> Iterator[Opened]:
    """Opens a browser window that reaches its own origin alone, and lists what went wrong in it."""
    contexts = []

    def window() -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": PHONE, "height": 800})
        contexts.append(context)
        troubles: list[str] = []

        def gate(route: Route) -> None:
            if route.request.url.startswith((origin, "blob:", "data:", "about:")):
                route.continue_()
            else:
                troubles.append(f"asks for {route.request.url}")
                route.abort()

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the next page was opened before this one had all
                troubles.append(f"{page.url}: failed {request.url}")

        if origin.startswith("file:"):
            context.set_offline(True)
        context.route("**", gate)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda said: troubles.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("requestfailed", failed)
        return page, troubles

    yield window
    for context in contexts:
        context.close()


def test_every_kind_of_page_is_listed(files: dict[str, bytes], kinds_of_pages: dict[str, str]) -> None:
    def kind(path: str) -> tuple[str, int]:
        parts = PurePosixPath(path).parts
        return parts[0], len(parts)

    made = {kind(path.removeprefix("zh/")) for path in files if path.startswith("zh/") and path.endswith(".html")}
    assert made - {kind(path) for path in kinds_of_pages.values()} == set()
    assert [path for path in kinds_of_pages.values() if f"en/{path}" not in files] == []


@pytest.mark.parametrize(("origin", "lang"), [("file", "zh"), ("file", "en"), ("http", "zh")], indirect=["origin"])
def test_every_kind_of_page_opens_with_the_network_cut(
    opened: Opened, origin: str, lang: str, kinds_of_pages: dict[str, str]
) -> None:
    page, troubles = opened()
    width = PHONE if origin.startswith("file:") else DESKTOP
    page.set_viewport_size({"width": width, "height": 800})
    other = {"zh": "en", "en": "zh"}[lang]
    for name, path in kinds_of_pages.items():
        page.goto(f"{origin}/{lang}/{path}")
        seen = page.evaluate(_SEEN)
        if seen[:3] != [lang, 1, [f"{origin}/{other}/{path}"]]:
            troubles.append(f"{name}: {seen}")
        if seen[3] > width:
            troubles.append(f"{name}: {seen[3]} px wide on {width}")
    assert "\n".join(troubles) == ""


def test_the_choice_of_language_leads_to_both(opened: Opened, origin: str) -> None:
    page, troubles = opened()
    for lang in ("zh", "en"):
        page.goto(f"{origin}/index.html")
        page.click(f"a[hreflang={lang}]")
        page.wait_for_url(f"{origin}/{lang}/index.html")
    assert troubles == []


@pytest.mark.parametrize(
    ("origin", "lang", "query", "expected", "kind"),
    [
        ("file", "zh", "采购", "采购部", "组织单元"),
        ("http", "zh", "采购专员", "采购专员", "岗位"),
        ("file", "zh", "经理", "采购经理", "岗位"),
        ("http", "zh", "QY-POL-PU-01", "采购管理制度", "制度"),
        ("file", "zh", "PU03", "采购专员", "岗位"),
        ("file", "zh", "Management review", "管理评审", "会议"),
        ("file", "en", "nonconforming", "Disposition of Nonconforming", "Authority"),
        ("http", "en", "请购", "Purchasing from Enquiry to Order", "Process"),
    ],
    indirect=["origin"],
)
def test_search_names_what_it_finds(
    opened: Opened, origin: str, lang: str, query: str, expected: str, kind: str
) -> None:
    page, troubles = opened()
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.goto(f"{origin}/{lang}/posts/cashier/index.html")
    field = page.locator("input[name=query]")
    field.click()
    field.fill(query)
    page.wait_for_selector(".md-search-result__item a")
    heads = [text.replace("\u200b", "") for text in page.locator(".md-search-result__item h1").all_inner_texts()]
    assert [head for head in heads if expected in head and head.endswith(f" {kind}")], heads[:10]
    assert troubles == []


PAPER = {
    "zh": {
        "policies/purchasing-policy": ["采购管理制度", "第十九条", "到货跟踪"],
        "posts/buyer": ["采购专员", "按计划把所负责品类的物料以合理价格买到", "衡量指标"],
        "processes/purchase": ["采购执行", "提出采购申请", "责任矩阵"],
    },
    "en": {
        "policies/purchasing-policy": ["Purchasing Policy", "Article 19", "Purchasing Department"],
        "posts/buyer": ["Purchasing Specialist", "Buy the materials of the assigned categories", "Measured by"],
        "processes/purchase": ["Purchasing from Enquiry to Order", "Submit", "Responsib"],
    },
}


def printed(browser: Browser, folder: Path, to: Path) -> str:
    """The text of a page on paper, in its lines; a form feed ends a sheet."""
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.pdf(path=str(to / "page.pdf"), format="A4")
    page.close()
    command = ["pdftotext", "-layout", str(to / "page.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


FRAME = {
    "zh": ["搜索", "青砚装备管理手册", "本页内容写在", "首页›", "本页内容："],
    "en": ["Search", "Qingyan management handbook", "Home›", "Table of contents"],
}


@pytest.mark.parametrize(("lang", "path"), [(lang, path) for lang, pages in PAPER.items() for path in pages])
def test_paper_holds_the_text_alone(browser: Browser, folder: Path, tmp_path: Path, lang: str, path: str) -> None:
    flat = "".join(printed(browser, folder / lang / path, tmp_path).split())
    assert [words for words in PAPER[lang][path] if words.replace(" ", "") not in flat] == []
    assert [words for words in FRAME[lang] if words.replace(" ", "") in flat] == []
    assert [noise for noise in ("file:", "index.html", "¶", ".yaml") if noise in flat] == []


@pytest.mark.parametrize(
    ("path", "head"),
    [("posts/buyer", "序号职责职能所在流程衡量指标"), ("processes/purchase", "序号步骤执行输入输出时限之后")],
)
def test_the_head_of_a_table_is_on_each_of_its_printed_pages(
    browser: Browser, folder: Path, tmp_path: Path, path: str, head: str
) -> None:
    sheets = printed(browser, folder / "zh" / path, tmp_path).split("\f")
    assert sum(head in "".join(sheet.split()) for sheet in sheets) > 1


_DRAWN = """() => [...document.querySelectorAll('svg.rd')].filter(svg => svg.getClientRects().length).flatMap(svg => {
  const named = svg.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent.trim());
  const found = named.length === 2 && named.every(Boolean) ? [] : ['no text alternative'];
  for (const box of svg.querySelectorAll('.rd-box, .rd-node')) {
    const label = box.textContent.trim();
    const frame = box.querySelector('rect, path, circle').getBBox();
    for (const text of box.querySelectorAll('text')) {
      const { x, y, width, height } = text.getBBox();
      if (x < frame.x - 1 || y < frame.y - 1 || x + width > frame.x + frame.width + 1 || y + height > frame.y + frame.height + 1)
        found.push(`${label}: its words leave the box`);
    }
    const link = box.closest('a');
    if (link && !link.textContent.trim()) found.push(`${link.getAttribute('href')}: a link without words`);
  }
  return found;
})"""


@pytest.mark.parametrize(
    ("lang", "path"), list(product(["zh", "en"], ["", "units/purchasing/", "processes/purchase/"]))
)
def test_words_stay_in_their_boxes(browser: Browser, folder: Path, lang: str, path: str) -> None:
    page = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    page.goto(f"{folder.as_uri()}/{lang}/{path}index.html")
    assert page.locator("svg.rd a").count() > 2
    assert page.evaluate(_DRAWN) == []
    page.close()


def test_a_dark_screen_gets_dark_pages(browser: Browser, folder: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/zh/posts/buyer/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()
