"""The finders in a real browser on a small company: choosing by keyboard, amounts, storage that is refused, no script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from remit.backends import edition
from remit.compiler import compile_tree
from remit.registry import backend

FILES = {
    "system.yaml": """
name: {zh: 样例公司, en: Sample company}
languages: [zh, en]
currency: CNY
classifications:
  - id: deal
    name: {zh: 合同, en: Contract}
    classes:
      - {id: ordinary, name: {zh: 一般, en: Ordinary}, criteria: [{measure: {zh: 总价, en: Total}, up_to: 500000, unit: {zh: 元, en: CNY}}]}
      - id: major
        name: {zh: 重大, en: Major}
        criteria:
          - {measure: {zh: 总价, en: Total}, above: 500000, unit: {zh: 元, en: CNY}}
          - {text: {zh: 独家条款, en: an exclusivity clause}}
  - id: fault
    name: {zh: 不合格, en: Fault}
    classes:
      - {id: serious, name: {zh: 严重, en: Serious}, criteria: [{measure: {zh: 损失, en: Loss}, above: 100, unit: {zh: 元, en: CNY}}]}
      - {id: critical, name: {zh: 重大, en: Critical}, criteria: [{measure: {zh: 损失, en: Loss}, above: 900, unit: {zh: 元, en: CNY}}]}
""",
    "units/buying.yaml": "name: {zh: 采购部, en: Purchasing}\ntier: department\n",
    "posts/chief.yaml": "name: {zh: 采购经理, en: Purchasing Manager}\nunit: buying\n",
    "posts/buyer.yaml": "name: {zh: 采购专员, en: Buyer}\ncode: PU-7\nunit: buying\nsuperior: chief\naliases: [{zh: 买手, en: Shopper}]\n",
    "posts/clerk.yaml": "name: {zh: '文员 <b>&amp;', en: 'Clerk <b>&amp;'}\nunit: buying\nsuperior: chief\n",
    "authorities/order.yaml": """
name: {zh: 订单, en: Orders}
domain: finance
process: buy
tiers:
  - {id: free, name: {zh: 框架内, en: Within a frame}, chain: [{action: decide, by: post:buyer}]}
  - {id: small, above: 1000, up_to: 20000, chain: [{action: propose, by: post:buyer}, {action: approve, by: post:chief}]}
  - {id: large, above: 20000, up_to: 100000, chain: [{action: approve, by: {named: 总部}}]}
delegations:
  - {to: post:clerk, limit: 5000, from: '2026-01-01', until: '2026-12-31'}
""",
    "authorities/deal.yaml": """
name: {zh: 合同签署, en: Contracts}
tiers:
  - {id: ordinary, class: deal/ordinary, chain: [{action: approve, by: post:buyer}]}
  - {id: major, class: deal/major, chain: [{action: approve, by: post:chief}]}
""",
    "authorities/fault.yaml": """
name: {zh: 不合格品, en: Faults}
tiers:
  - {id: serious, class: fault/serious, chain: [{action: decide, by: post:buyer}]}
  - {id: critical, class: fault/critical, chain: [{action: decide, by: post:chief}]}
""",
    "processes/buy.yaml": """
name: {zh: 采购执行, en: Purchasing}
aliases: [{zh: 请购, en: Requisition}]
triggers: [{zh: 部门缺料, en: A department runs short}]
steps:
  - {id: ask, name: {zh: 提出申请, en: Ask}, action: propose, performer: requester, outputs: [record:slip]}
  - {id: agree, name: {zh: 批准申请, en: Agree}, action: approve, performer: requester-head, timing: {within: 2 workdays}}
""",
    "processes/bin.yaml": "name: {zh: 报废, en: Scrapping}\n",
    "records/slip.yaml": "name: {zh: 采购申请单, en: Requisition Slip}\nform: form\nfields: [{id: item, name: {zh: 品名, en: Item}}]\n",
    "records/log.yaml": "name: {zh: 来访登记, en: Visitor Log}\nform: ledger\nmaker: post:clerk\n",
}
ORDER = "订单"
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("finders")
    for path, text in FILES.items():
        file = root / "policies" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    compilation = compile_tree(root)
    assert compilation.organisation is not None
    return backend("site").render(edition(compilation.organisation, (), root / "cache"))


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    return out


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 900})
    opened.set_default_timeout(5000)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: troubles.append(request.url) if request.url.startswith("http") else None)
    yield opened
    opened.close()
    assert troubles == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="module")
def asked(browser: Browser, folder: Path) -> Iterator[Page]:
    """The home page, opened once for whatever is only typed into it."""
    with opened(browser) as page:
        yield home(page, folder)


def home(page: Page, folder: Path, lang: str = "zh") -> Page:
    page.goto((folder / lang / "index.html").as_uri())
    return page


def offered(page: Page, finder: str, typed: str) -> list[str]:
    page.locator(f"[data-finder={finder}] [role=combobox]").fill(typed)
    return page.locator(f"[data-finder={finder}] [role=option] > span").all_inner_texts()


def told(files: dict[str, bytes], lang: str = "zh") -> dict[str, Any]:
    text = files[f"{lang}/finders/data.js"].decode()
    data: dict[str, Any] = json.loads(text.removeprefix("var remitFinders=").rstrip(";\n"))
    return data


@pytest.mark.parametrize("typed", ["采购专", "买手", "PU-7", "cgzy", "caigouzhuan", "Shopper"])
def test_a_post_is_found_by_name_alias_code_and_sound(asked: Page, typed: str) -> None:
    assert offered(asked, "post", "火星") == []  # nothing is left of what was typed before
    assert offered(asked, "post", typed)[0] == "采购专员"


def test_a_post_is_found_by_its_unit_and_shows_unit_and_superior(page: Page, folder: Path) -> None:
    assert sorted(offered(home(page, folder), "post", "采购部")) == ["文员 <b>&amp;", "采购专员", "采购经理"]
    assert "采购部 · 上级：采购经理" in page.locator("[role=option] small").all_inner_texts()


def test_the_keyboard_chooses_and_the_post_is_offered_first_next_time(page: Page, folder: Path) -> None:
    home(page, folder)
    field = page.get_by_role("combobox", name="输入岗位名称")
    field.fill("采购")
    expect(field).to_have_attribute("aria-expanded", "true")
    first = page.locator("[role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true] > span").inner_text()
    assert chosen == page.locator("[role=option] > span").all_inner_texts()[1]
    field.press("ArrowUp")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "采购"
    field.press("Escape")
    assert field.input_value() == ""
    field.fill("采购专员")
    field.press("Enter")
    page.wait_for_url("**/zh/posts/buyer/index.html")
    home(page, folder, "en")
    expect(page.locator(".finder__last a")).to_have_text("Buyer")
    field = page.locator("[data-finder=post] [role=combobox]")
    field.press("ArrowDown")
    assert page.locator("[role=option] > span").all_inner_texts()[0] == "Buyer"
    page.locator(".finder__forget").click()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('remit.'))") == []
    assert page.locator(".finder__last").count() == 0


def test_keys_belong_to_the_input_method_while_it_composes(page: Page, folder: Path) -> None:
    home(page, folder)
    offered(page, "post", "采购")
    page.locator("[data-finder=post] [role=combobox]").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert page.url.endswith("/zh/index.html")


def test_storage_that_is_refused_changes_nothing_else(page: Page, folder: Path) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    # The theme itself asks for storage; only what the finders do is of interest here.
    page.add_init_script("window.addEventListener('error', event => event.preventDefault())")
    page.goto((folder / "zh" / "finders" / "data.js").as_uri())
    page.set_content(
        '<div data-finder="post" data-base="zh/"><p class="finder-box__title">x</p></div>', wait_until="load"
    )
    page.add_script_tag(path=folder / "zh" / "finders" / "data.js")
    page.add_script_tag(path=folder / "zh" / "finders" / "finders.js")
    assert offered(page, "post", "cgzy") == ["采购专员"]


def test_a_task_answers_with_form_approval_deadline_and_steps(page: Page, folder: Path) -> None:
    home(page, folder)
    assert offered(page, "task", "我要请购") == ["采购执行"]
    page.locator("[data-finder=task] [role=combobox]").press("Enter")
    answer = page.locator(".answer[aria-label=采购执行]")
    expect(answer.locator("dd").nth(0)).to_contain_text("采购申请单")
    expect(answer.locator("a.download")).to_have_attribute("href", "../downloads/zh/forms/slip.docx")
    expect(answer.locator("dd").nth(1)).to_contain_text("超过1,000元、不超过2万元：采购经理")
    expect(answer.locator("dd").nth(1)).to_contain_text("批准申请：申请部门负责人")
    expect(answer.locator("dd").nth(2)).to_contain_text("2个工作日内")
    assert answer.locator(".answer__steps > li").count() == 2
    expect(answer.locator(".answer__steps a").first).to_have_attribute("href", "processes/buy/index.html#ask")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        ("zh", "申请单", "采购执行"), ("zh", "缺料", "采购执行"), ("zh", "访登", "来访登记"), ("zh", "来访客人", "来访登记"),
        ("zh", "baofei", "报废"), ("en", "how do I scrap", "Scrapping"), ("en", "slips", "Purchasing"), ("en", "visitors", "Visitor Log"),
    ],
)  # fmt: skip
def test_tasks_are_found_in_other_words(page: Page, folder: Path, lang: str, typed: str, expected: str) -> None:
    assert offered(home(page, folder, lang), "task", typed)[0] == expected


def test_nothing_found_is_said(page: Page, folder: Path) -> None:
    assert offered(home(page, folder), "task", "火星") == []
    expect(page.locator("[data-finder=task] [role=status]")).to_contain_text("没有找到")


def verdict(page: Page, decision: str, amount: str) -> str:
    page.locator("[data-finder=authority] select").select_option(label=decision)
    page.locator("[data-finder=authority] input").fill(amount)
    return page.locator(".answer__lead").inner_text()


@pytest.mark.parametrize(
    ("amount", "answer"),
    [
        ("8万", "人民币8万元属于“超过2万元、不超过10万元”，由总部批准。"),
        ("80000", "人民币8万元属于"), ("80,000", "人民币8万元属于"), ("８０，０００ 元", "人民币8万元属于"), ("八万", "人民币8万元属于"),
        ("80k", "人民币8万元属于"), ("0.08 million", "人民币8万元属于"), ("￥80000.00", "人民币8万元属于"), ("8万零5", "人民币80,005元属于"),
        ("一万两千", "人民币1.2万元属于“超过1,000元、不超过2万元”，由采购经理批准。"), ("1万5000", "人民币1.5万元属于"),
        ("20000", "人民币2万元属于“超过1,000元"), ("20000.01", "人民币20,000.01元属于“超过2万元"), ("十万", "人民币10万元属于"),
        ("1000", "人民币1,000元不在任何一档之内"), ("100001", "人民币100,001元不在任何一档之内"), ("1亿", "人民币1亿元不在任何一档之内"),
        ("abc", "“abc”不是能识别的金额"), ("0", "不是能识别的金额"), ("-5", "不是能识别的金额"), ("8万5", "不是能识别的金额"),
        ("80.000", "不是能识别的金额"), ("8,00", "不是能识别的金额"), ("", "填入金额"),
    ],
)  # fmt: skip
def test_amounts_lead_to_their_tier_or_to_a_clear_no(asked: Page, amount: str, answer: str) -> None:
    assert verdict(asked, ORDER, "7") != verdict(asked, ORDER, "")  # nothing is left of what was typed before
    assert answer in verdict(asked, ORDER, amount)


def test_an_answer_shows_chain_other_cases_and_delegations(page: Page, folder: Path) -> None:
    verdict(home(page, folder), ORDER, "5000")
    answer = page.locator("[data-finder=authority] .answer")
    assert answer.locator("ol.chain > li").all_inner_texts() == ["提出 采购专员", "批准 采购经理"]
    expect(answer).to_contain_text("框架内：采购专员")
    expect(answer).to_contain_text("转授权：文员 <b>&amp; (不超过5,000元) · 2026年1月1日至2026年12月31日")
    expect(answer.locator(".answer__lead a").first).to_have_attribute("href", "authorities/order/index.html#small")
    verdict(page, ORDER, "5001")
    expect(answer).not_to_contain_text("转授权")


def test_classes_decide_by_amount_where_they_do_not_overlap(page: Page, folder: Path) -> None:
    assert "由采购专员批准" in verdict(home(page, folder), "合同签署", "500000")
    expect(page.locator(".answer__besides")).to_contain_text("不论金额")
    expect(page.locator(".answer__besides")).to_contain_text("独家条款")
    assert "由采购经理批准" in verdict(page, "合同签署", "500001")
    page.locator("[data-finder=authority] select").select_option(label="不合格品")
    expect(page.locator(".answer__lead")).to_contain_text("不按金额分档")
    assert not page.locator("[data-finder=authority] input").is_visible()
    assert page.locator(".answer__tiers > li").count() == 2


def test_the_chooser_stands_on_the_authorities_too(page: Page, folder: Path) -> None:
    page.goto((folder / "en" / "authorities" / "index.html").as_uri())
    assert verdict(page, "Orders", "15k").startswith("CNY 15,000 falls into")
    expect(page.locator(".answer__lead a").first).to_have_attribute("href", "../authorities/order/index.html#small")
    page.goto((folder / "en" / "authorities" / "order" / "index.html").as_uri())
    assert page.locator("[data-finder=authority] select").count() == 0
    page.locator("[data-finder=authority] input").fill("15k")
    expect(page.locator(".answer__lead")).to_contain_text("Purchasing Manager approves.")
    page.goto((folder / "en" / "authorities" / "fault" / "index.html").as_uri())
    assert page.locator("[data-finder]").count() == 0


def test_without_script_the_tasks_are_listed_by_unit_with_links(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((folder / "zh" / "index.html").as_uri())
    opened.locator("details summary").click()
    assert opened.locator("details a", has_text="采购执行").is_visible()
    assert opened.locator("details a", has_text="来访登记").get_attribute("href") == "records/log/index.html"
    assert opened.locator(".finder-box input, .finder-box select").count() == 0
    assert opened.locator(".finder-box a", has_text="全部审批权限").is_visible()
    context.close()


def test_the_data_hold_no_markup_and_each_link_once(files: dict[str, bytes]) -> None:
    assert b"<" not in files["zh/finders/data.js"]
    data = told(files)
    links = [tuple(link) for link in data["links"]]
    assert len(set(links)) == len(links)
    assert ["文员 <b>&amp;", "posts/clerk/index.html"] in data["links"]


def test_a_post_is_known_by_its_names_in_every_language_and_by_their_sounds(files: dict[str, bytes]) -> None:
    names = {post[0]: post[4] for post in told(files, "en")["posts"]}
    assert names["buyer"] == [
        "采购专员",
        "买手",
        "Buyer",
        "Shopper",
        "PU-7",
        "caigouzhuanyuan",
        "cgzy",
        "maishou",
        "ms",
    ]
