"""The page of a post and what stands around it: powers, deadlines, parts, policies, history, form, calendar, glossary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from remit.backends import Edition, edition
from remit.compiler import compile_tree
from remit.model import canonical
from remit.pages.book import language_site
from remit.site import render_site

pytestmark = pytest.mark.xdist_group("browser")
FILES = {
    "system.yaml": """
name: {zh: 公司, en: Company}
languages: [zh, en]
currency: CNY
calendar: {holidays: [{date: "2026-01-01", name: {zh: 元旦, en: New Year}}]}
""",
    "units/sales.yaml": """
name: {zh: 销售部, en: Sales}
head: head
functions:
  - {id: selling, text: {zh: 销售产品, en: Sell products}}
  - {id: service, text: {zh: 售后服务, en: After-sales service}}
""",
    "units/team.yaml": "name: {zh: 门店组, en: Shop Team}\nparent: sales\n",
    "posts/head.yaml": """
name: {zh: 销售经理, en: Sales Manager}
unit: sales
headcount: 1
authorities:
  - {id: own, text: {zh: 批准五万元及以下的合同, en: "Approve contracts up to 50,000"}, action: approve, limit: 50000, authority: contracts}
  - {id: alone, text: {zh: 决定排班, en: Decide on shifts}, action: decide}
""",
    "posts/seller.yaml": """
name: {zh: 销售员, en: Seller}
aliases: [{zh: 业务员, en: Salesman}]
unit: sales
superior: head
deputy: head
headcount: 3
duties:
  - id: offer
    text: {zh: 报价, en: Make offers}
    functions: [sales/selling]
    timing: {every: week, by: {weekday: fri}}
  - {id: clean, text: {zh: 清理样品, en: Clean the samples}, timing: {within: 2 days, of: {zh: 展会结束, en: the end of a fair}}}
kpis: [{kpi: quota, weight: 100, measures: [offer]}]
""",
    "posts/shop.yaml": "name: {zh: 店员, en: Shop Assistant}\nunit: team\nsuperior: head\nheadcount: 2\n",
    "posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\nunit: team\nsuperior: head\n",
    "kpis/quota.yaml": """
name: {zh: 销售额, en: Turnover}
unit: {zh: 元, en: CNY}
supplied_by: post:seller
period: {every: month, by: {day: 5}}
""",
    "kpis/orders.yaml": """
name: {zh: 订单数, en: Orders}
supplied_by: post:seller
period: {every: month, by: {day: 5}}
parent: quota
""",
    "authorities/contracts.yaml": """
name: {zh: 合同审批权限, en: Authority for Contracts}
decision: {zh: 谁批准合同, en: Who approves a contract}
tiers:
  - id: small
    name: {zh: 小合同, en: Small contract}
    up_to: 50000
    chain:
      - {action: draft, by: post:seller}
      - {action: approve, by: post:head}
      - {action: archive, by: post:seller}
  - id: large
    above: 50000
    chain: [{action: draft, by: post:seller}, {action: review, by: post:head}, {action: archive, by: post:seller}]
""",
    "processes/sale.yaml": """
name: {zh: 销售, en: Selling}
owner: post:head
steps:
  - {id: ask, name: {zh: 询问需求, en: Ask for needs}, action: perform, performer: post:shop, inform: [post:head]}
  - id: offer
    name: {zh: 报价, en: Offer}
    action: draft
    performer: post:seller
    duty: seller/offer
    outputs: [record:offer]
    timing: {within: 1 days, of: {zh: 询问, en: the enquiry}}
  - {id: approve, name: {zh: 批准报价, en: Approve the offer}, action: approve, performer: post:head}
  - {id: book, name: {zh: 登记, en: Book}, action: perform, performer: post:seller, inform: [post:clerk]}
""",
    "records/offer.yaml": """
name: {zh: 报价单, en: Offer Sheet}
form: form
number: FM-1
maker: post:seller
custodian: post:seller
retention: 5 years
fields:
  - {id: customer, name: {zh: 客户, en: Customer}, type: ref}
  - {id: way, name: {zh: 方式, en: Way}, type: choice, options: [{zh: 电话, en: Telephone}, {zh: 上门, en: Visit}]}
  - {id: price, name: {zh: 价格, en: Price}, type: amount}
  - {id: remark, name: {zh: 说明, en: Remark}, type: text}
columns: [{id: item, name: {zh: 品名, en: Item}, type: text}]
signatures: [{action: approve, by: post:head}]
""",
    "records/plan.yaml": """
name: {zh: 月计划, en: Monthly Plan}
maker: post:head
timing: {every: month, by: {day: 25}}
""",
    "policies/sales.yaml": """
name: {zh: 销售制度, en: Sales Policy}
chapters:
  - id: one
    title: {zh: 总则, en: General}
    articles:
      - {id: a, title: {zh: 称谓, en: Names}, text: {zh: 业务员按报价单报价，让价须经批准；让价不得口头答应。, en: A discount needs an approval; a discount is never promised by word of mouth.}}
      - {id: b, title: {zh: 主管, en: Charge}, text: {zh: "{post:head}批准让价。", en: "{post:head} approves a discount."}}
      - {id: c, title: {zh: 职责, en: Duties}, blocks: [{show: duties, of: [post:shop]}]}
control: {distribution: [unit:team]}
""",
    "glossary/discount.yaml": """
name: {zh: 让价, en: Discount}
definition: {zh: 低于价目表的<价格>, en: A price below the <list>}
""",
}


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = root / "policies" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def made(root: Path) -> Edition:
    compilation = compile_tree(root)
    assert compilation.organisation is not None, [str(one.diagnostic) for one in compilation.findings]
    return edition(compilation.organisation, (), root / "cache")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = tmp_path_factory.mktemp("company")
    write(root, FILES)
    return made(root)


@pytest.fixture(scope="module")
def pages(company: Edition) -> dict[str, str]:
    return {f"{lang}/{page.path}": page.html for lang in ("zh", "en") for page in language_site(company, lang).pages}


def body(pages: dict[str, str], path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{pages[f'{path}/index.html']}</div>")


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def cells(row: lxml.html.HtmlElement) -> list[str]:
    return [words(cell) for cell in row if cell.tag in ("th", "td")]


def section(page: lxml.html.HtmlElement, ident: str) -> lxml.html.HtmlElement:
    """What follows the heading of an id."""
    found: lxml.html.HtmlElement = page.xpath(f"//*[@id='{ident}']/following-sibling::*[1]")[0]
    return found


def test_what_a_post_approves_comes_first_and_says_up_to_which_amount(pages: dict[str, str]) -> None:
    page = body(pages, "zh/posts/head")
    assert next(one.get("id") for one in page.iter("h2")) == "s-approves"
    lines = [words(item) for item in section(page, "s-approves").iter("li")]
    assert lines[0].startswith("批准 合同：不超过5万元 小合同")
    assert "批准五万元及以下的合同" in lines[0]
    assert any("决定排班" in line for line in lines)
    assert [words(one) for one in section(page, "s-judges").iter("li")] == ["审核 合同：超过5万元"]
    english = [words(item) for item in section(body(pages, "en/posts/head"), "s-approves").iter("li")]
    assert english[0].startswith("approve Contracts: up to CNY 50,000 Small contract")


def test_two_actions_in_the_same_cases_are_one_line(pages: dict[str, str]) -> None:
    lines = [words(item) for item in section(body(pages, "zh/posts/seller"), "s-does").iter("li")]
    assert lines == ["编制 归档 合同：不超过5万元 小合同；超过5万元"]


def test_deadlines_stand_under_their_period_and_indicators_together(pages: dict[str, str]) -> None:
    page = body(pages, "zh/posts/seller")
    found = {one.get("class").split("--")[1]: words(one) for one in page.xpath("//section")}
    assert list(found) == ["week", "month", "event"]
    assert "每周五前" in found["week"]
    assert "提供2项指标的数据" in found["month"]
    assert "展会结束后2天内" in found["event"]
    assert "询问后1天内" in found["event"]


def test_a_part_names_the_letters_and_the_own_steps(pages: dict[str, str]) -> None:
    table = body(pages, "zh/posts/seller").xpath("//*[@id='s-part']/following::table[1]")[0]
    rows = [cells(row) for row in table.iter("tr")]
    assert rows[1:] == [["销售 R"], ["R", "报价", "2 报价 询问后1天内"], ["R", "登记", "4 登记"]]


def test_a_process_that_only_informs_stands_apart(pages: dict[str, str]) -> None:
    assert not body(pages, "zh/posts/shop").xpath("//*[@id='s-told']")
    table = body(pages, "zh/posts/head").xpath("//*[@id='s-part']/following::table[1]")[0]
    assert ["I", "询问需求", ""] in [cells(row) for row in table.iter("tr")]
    assert words(section(body(pages, "zh/posts/clerk"), "s-told")) == "销售：I 登记"


def test_duties_show_function_process_and_indicator(pages: dict[str, str]) -> None:
    row = body(pages, "en/posts/seller").xpath("//*[@id='offer']")[0]
    shown = {cell.get("data-label"): words(cell) for cell in row.iter("td")}
    assert shown["Function"] == "Sell products"
    assert shown["Process and step"] == "Offer Selling"
    assert shown["Measured by"] == "Turnover"


def test_policies_bind_by_citation_by_name_and_by_distribution(pages: dict[str, str]) -> None:
    def rows(post: str) -> list[list[str]]:
        table = body(pages, f"zh/posts/{post}").xpath("//*[@id='s-policies']/following::table[1]")[0]
        return [cells(row) for row in table.iter("tr")][1:]

    assert rows("head") == [["销售制度", "第二条", ""]]
    assert rows("seller") == [["销售制度", "第一条", ""]]
    assert rows("shop") == [["销售制度", "第三条", "门店组"]], "a list of duties is cited by the article it stands in"


def test_stand_ins_stand_on_both_pages(pages: dict[str, str]) -> None:
    assert "谁代理我销售经理" in words(body(pages, "zh/posts/seller")).replace(" ", "")
    assert "我代理谁销售员" in words(body(pages, "zh/posts/head")).replace(" ", "")


def test_a_record_links_its_blank_form(pages: dict[str, str]) -> None:
    page = body(pages, "zh/posts/seller")
    links = page.xpath("//*[@id='s-records']/following::table[1]//a[@download]/@href")
    assert links == ["../../../downloads/zh/forms/offer.docx"]


def test_a_unit_shows_gaps_headcount_and_the_cascade(pages: dict[str, str]) -> None:
    page = body(pages, "zh/units/sales")
    assert "1项无人承担" in words(page)
    assert "4（含下级单位共 6）" in words(page).replace("4 （", "4（")
    assert words(section(page, "s-cascade")) == "销售额 销售员订单数"
    assert [words(one) for one in section(page, "s-processes").iter("li")] == ["销售"]


def test_a_process_shows_deadlines_and_records_with_forms(pages: dict[str, str]) -> None:
    page = body(pages, "zh/processes/sale")
    assert [cells(row) for row in section(page, "s-timed").iter("tr")][1:] == [["询问后1天内", "2. 报价", "销售员"]]
    assert page.xpath("//*[@id='s-records']/following::table[1]//a[@download]")


def test_the_form_is_previewed_two_fields_abreast(pages: dict[str, str]) -> None:
    form = body(pages, "zh/records/offer").xpath("//*[@class='form']")[0]
    fields = form.xpath(".//dl/div")
    assert [(words(one.find("dt")), one.get("class")) for one in fields] == [
        ("客户", None), ("方式", None), ("价格（元）", "form__wide"), ("说明", "form__wide"),
    ]  # fmt: skip
    assert words(fields[1].find("dd")) == "□电话 □上门"
    assert words(form.xpath(".//ul")[0]).startswith("批准 销售经理")


def test_a_term_is_explained_once_a_passage_and_stays_text(pages: dict[str, str]) -> None:
    page = body(pages, "zh/policies/sales")
    terms = page.xpath("//*[@class='term']")
    assert len(terms) == 2
    tip = terms[0].xpath("./*[@role='tooltip']")[0]
    assert words(tip) == "低于价目表的<价格>"
    assert terms[0].find("a").get("aria-describedby") == tip.get("id")
    assert "data-search-exclude" in tip.attrib


def test_the_calendar_has_months_and_units(pages: dict[str, str]) -> None:
    month = body(pages, "zh/calendar/2026-06")
    assert [cells(row) for row in month.xpath("//tr[@data-of]")] == [
        ["6月5日 周五", "提供2项指标的数据订单数、销售额", "销售员"],
        ["6月25日 周四", "月计划 记录", "销售经理"],
    ]
    assert month.xpath("//tr[@data-of]/@data-of") == ["sales", "sales"]
    assert "每周五前" in words(body(pages, "zh/calendar"))
    unit = body(pages, "zh/calendar/units/sales")
    assert len(unit.xpath("//tr[@data-of='seller']")) == 12
    assert "提供" not in words(body(pages, "en/calendar/2026-06"))


def test_a_first_version_says_so_and_a_second_what_changed(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    shop = made(tmp_path).organisation.find("post:shop")
    assert shop is not None
    text = canonical.content(shop.origin.document, "zh")
    older = text.replace('"headcount": 2', '"headcount": 1')
    told = {"A/0": "首版", "A/1": "编制人数：1 2"}
    for name, content, on in (("A/0", older, "2025-01-01"), ("A/1", text, "2026-01-01")):
        entry = {
            "document": "post:shop", "version": name, "canon": canonical.CANON, "digest": canonical.digest(content),
            "approved": {"by": "post:head", "on": on}, "content": content,
        }  # fmt: skip
        write(tmp_path, {f"approvals/posts/shop-{on}.yaml": json.dumps(entry, ensure_ascii=False)})
        shown = _page(made(tmp_path), "zh", "posts/shop").xpath("//ol[@class='versions']/li")
        assert told[name] in words(shown[0])
    write(tmp_path, {"posts/shop.yaml": FILES["posts/shop.yaml"].replace("headcount: 2", "headcount: 9")})
    note = section(_page(made(tmp_path), "zh", "posts/shop"), "s-history")
    assert "1 处改动" in words(note)
    assert [words(one) for one in note.xpath(".//del|.//ins")] == ["2", "9"]


def _page(of: Edition, lang: str, path: str) -> lxml.html.HtmlElement:
    return body({page.path: page.html for page in language_site(of, lang).pages}, path)


@pytest.fixture(scope="module")
def folder(company: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    sites = [language_site(company, lang) for lang in ("zh", "en")]
    for path, data in render_site(sites, tmp_path_factory.mktemp("cache")).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("request", lambda request: troubles.append(request.url) if request.url.startswith("http") else None)
    yield opened
    opened.close()
    assert troubles == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_scrolls_sideways_on_a_phone(page: Page, folder: Path, lang: str) -> None:
    widths: dict[str, int] = {}
    for path in (
        "posts/head", "posts/seller", "units/sales", "processes/sale", "records/offer", "kpis/quota", "calendar",
        "calendar/2026-06", "calendar/units/sales", "policies/sales",
    ):  # fmt: skip
        page.goto((folder / lang / path / "index.html").as_uri())
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > 390} == {}


def test_table_rows_are_cards_on_a_phone_and_rows_elsewhere(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "posts" / "seller" / "index.html").as_uri())
    row = page.locator("tr#offer")
    cell = row.locator("td").nth(2)
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"职能"'
    page.set_viewport_size({"width": 1280, "height": 800})
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"


def test_a_definition_shows_on_focus_and_on_pointing(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "policies" / "sales" / "index.html").as_uri())
    term = page.locator(".term").first
    tip = term.locator("[role=tooltip]")
    assert not tip.is_visible()
    term.locator("a").focus()
    assert tip.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    term.locator("a").blur()
    assert not tip.is_visible()
    term.hover()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.locator("h1").hover()
    term.hover()
    assert tip.is_visible()


def test_a_month_is_narrowed_to_a_unit_by_its_address(page: Page, folder: Path) -> None:
    address = (folder / "zh" / "calendar" / "units" / "sales" / "index.html").as_uri()
    page.goto(address)
    assert page.locator("tr[data-of]:visible").count() == 24
    page.goto(f"{address}#p-seller")
    assert page.locator("tr[data-of]:visible").count() == page.locator("tr[data-of~=seller]").count() == 12
    page.goto(f"{address}#all")
    assert page.locator("tr[data-of]:visible").count() == 24
