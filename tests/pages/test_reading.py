"""Who has read what: who has to, the page of the register, my post, the sheet in Word, the register, and what stays private."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pytest
import yaml

from remit.backends import Edition, edition, model_json, reading_sheets, registers
from remit.change.reading import by_unit, kept, readers, readings
from remit.compiler import compile_tree
from remit.model import canonical
from remit.model.ledger import states
from remit.pages.book import language_site

SYSTEM = "name: {zh: 公司, en: Company}\nlanguages: [zh, en]\n"
FILES = {
    "system.yaml": SYSTEM
    + "git: {accounts: [{of: 'post:head', handle: '@li', emails: [li@example.org]}]}\n",
    "units/sales.yaml": "name: {zh: 销售部, en: Sales}\nhead: head\n",
    "units/shop.yaml": "name: {zh: 门店, en: Shop}\nparent: sales\n",
    "posts/head.yaml": "name: {zh: 销售经理, en: Sales Manager}\nunit: sales\n",
    "posts/seller.yaml": "name: {zh: 销售员, en: Seller}\nunit: shop\nsuperior: head\n",
    "posts/auditor.yaml": "name: {zh: 审计员, en: Auditor}\n",
    "policies/leave.yaml": 'name: {zh: 请假制度, en: Leave}\ncontrol: {number: P-1, version: A/1, distribution: ["unit:sales"]}\n',
    "policies/cash.yaml": """
name: {zh: 现金制度, en: Cash}
chapters: [{id: a, title: {zh: 总则, en: General}, articles: [{id: b, text: {zh: "{post:seller}当日交款。", en: "{post:seller} hands in the takings."}}]}]
""",
    "processes/sale.yaml": """
name: {zh: 销售, en: Sale}
steps:
  - {id: sell, name: {zh: 销售, en: Sell}, action: perform, performer: post:seller}
  - {id: check, name: {zh: 核对, en: Check}, action: review, performer: post:auditor}
""",
    "authorities/price.yaml": """
name: {zh: 降价, en: Price cut}
tiers: [{id: all, chain: [{action: propose, by: post:seller}, {action: approve, by: post:head}]}]
""",
    "people/an.yaml": 'name: {zh: 安一, en: An Yi}\nposts: [{post: seller, from: "2025-01-01"}]\n',
    "people/bo.yaml": 'name: {zh: 柏二, en: Bo Er}\nposts: [{post: seller, from: "2026-02-01"}]\n',
}  # fmt: skip
DOCUMENTS = ("policy:leave", "policy:cash", "process:sale", "authority:price", "post:seller", "post:head")
AS_OF = "2026-06-30"
Make = Callable[..., Edition]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The company with every document approved as it stands, and sessions by document: day and readers."""

    def build(sessions: Mapping[str, tuple[str, list[str]]] | None = None) -> Edition:
        for path, text in FILES.items():
            write(tmp_path, path, text)
        organisation = compile_tree(tmp_path).organisation
        assert organisation is not None
        for ref in DOCUMENTS:
            state = states(organisation)[ref]
            entry = {"document": ref, "version": "A/1", "digest": state.digest, "content": state.content}
            approved = {"approved": {"by": "post:head", "on": "2026-01-05"}}
            write(tmp_path, f"approvals/{ref.replace(':', '-')}.yaml", yaml.safe_dump({**entry, **approved}))
            if sessions and ref in sessions:
                day, by = sessions[ref]
                session = {"document": ref, "digest": state.digest, "on": day, "by": by}
                write(tmp_path, f"acknowledgements/{ref.replace(':', '-')}.yaml", yaml.safe_dump(session))
        compilation = compile_tree(tmp_path, AS_OF)
        assert compilation.organisation is not None
        assert [one.code for one in compilation.findings if one.code.startswith("LNG")] == []
        made = edition(compilation.organisation)
        return Edition(made.organisation, made.states, as_of=AS_OF)

    return build


def write(root: Path, path: str, text: str) -> None:
    target = root / "policies" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def page(made: Edition, path: str, lang: str = "en") -> str:
    found = next(one for one in language_site(made, lang).pages if one.path == path)
    return found.body if isinstance(found.body, str) else found.body()


def words(html: str) -> str:
    return " ".join(lxml.html.fromstring(f"<div>{html}</div>").text_content().split())


SESSIONS = {"policy:leave": ("2026-01-20", ["post:seller"]), "post:seller": ("2026-01-20", ["person:an"])}


@pytest.mark.parametrize(
    ("ref", "posts"),
    [
        ("policy:leave", ["head", "seller"]),
        ("policy:cash", ["seller"]),
        ("process:sale", ["auditor", "seller"]),
        ("authority:price", ["head", "seller"]),
        ("post:seller", ["seller"]),
    ],
)
def test_who_has_to_read_it(make: Make, ref: str, posts: list[str]) -> None:
    made = make()
    assert sorted(post.id for post in readers(made.organisation)(made.states[ref])) == posts


def test_of_several_holders_each_counts_and_who_came_later_has_not_read(make: Make) -> None:
    made = make(SESSIONS)
    found = {(one.document.entity.ref, one.post.id): one for one in readings(made.organisation, AS_OF)}
    leave = found["policy:leave", "seller"]
    assert (leave.state, leave.done, leave.holders, leave.on) == ("unread", 1, 2, "2026-01-20")
    before = {(one.document.entity.ref, one.post.id): one for one in readings(made.organisation, "2026-01-31")}
    assert before["policy:leave", "seller"].state == "read"
    assert found["policy:leave", "head"].holders == 1


def test_only_kinds_of_which_it_is_kept_are_asked_for(make: Make) -> None:
    assert kept(make().organisation, AS_OF) == ()
    found = kept(make(SESSIONS).organisation, AS_OF)
    assert {one.document.entity.kind for one in found} == {"policy", "post"}


def test_units_count_their_own_posts(make: Make) -> None:
    made = make(SESSIONS)
    groups = by_unit(made.organisation, kept(made.organisation, AS_OF))
    counts = {group.unit.id if group.unit else "": (len(group.readings), group.count("unread")) for group in groups}
    assert counts == {"sales": (2, 2), "shop": (3, 3)}


@pytest.mark.parametrize(
    ("lang", "said", "some"),
    [("zh", "4 份在用文件", "1/2 人已读"), ("en", "4 documents in force", "1 of 2 have read it")],
)
def test_the_page_says_what_is_open_by_unit(make: Make, lang: str, said: str, some: str) -> None:
    made = make(SESSIONS)
    text = words(page(made, "register/reading/index.html", lang))
    assert said in text
    assert some in text
    assert "reading/index.html" in page(made, "register/index.html", lang)


def test_my_post_says_what_i_have_to_read(make: Make) -> None:
    text = words(page(make(SESSIONS), "posts/head/index.html"))
    assert "What I have to read" in text
    assert "Leave not read Version A/1" in text


def test_who_has_read_everything_is_told_so(make: Make) -> None:
    everybody = {
        "policy:leave": ("2026-03-01", ["post:seller", "post:head"]),
        "policy:cash": ("2026-03-01", ["post:seller"]),
    }
    made = make(everybody)
    assert "All 1 documents" in words(page(made, "posts/head/index.html"))
    assert "Everybody who has to has read" in words(page(made, "register/reading/index.html"))


def test_without_acknowledgements_there_is_no_page_and_nothing_on_a_post(make: Make) -> None:
    made = make()
    assert "register/reading/index.html" not in {one.path for one in language_site(made, "en").pages}
    assert "What I have to read" not in page(made, "posts/head/index.html")
    assert "reading/index.html" not in page(made, "register/index.html")


def test_people_and_accounts_are_published_nowhere(make: Make) -> None:
    made = make(SESSIONS)
    site = "".join(
        one.body if isinstance(one.body, str) else one.body()
        for lang in ("zh", "en")
        for one in language_site(made, lang).pages
    )
    model = model_json.render(made)["model.json"].decode()
    for secret in ("安一", "An Yi", "person:an", "li@example.org", "@li"):
        assert secret not in site
        assert secret not in model
    assert "acknowledgement" not in json.loads(model)["entities"]


def test_the_sheet_lists_every_document_with_its_digest(make: Make) -> None:
    made = make({"policy:leave": ("2026-01-20", ["post:head"])})
    files = reading_sheets.render(made, "en")
    assert sorted(path.rpartition("/")[2] for path in files) == ["auditor.docx", "head.docx", "seller.docx"]
    document = docx.Document(io.BytesIO(files["downloads/en/reading/head.docx"]))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert [row[1].partition("\n")[0] for row in rows[1:]] == ["Job Description: Sales Manager", "Leave", "Price cut"]
    digest = canonical.digest(made.states["policy:leave"].content).removeprefix("sha256:")[:12]
    assert rows[2][2:] == ["A/1", "5 January 2026", digest, "recorded", "20 January 2026"]
    assert rows[1][5:] == ["", ""]
    assert files == reading_sheets.render(made, "en")


def test_the_register_has_a_line_a_document_and_post(make: Make) -> None:
    assert "阅读确认" not in register(make()).sheetnames
    rows = [[cell.value for cell in row] for row in register(make(SESSIONS))["阅读确认"].iter_rows()]
    assert any(row[2:10] == ["请假制度", "A/1", row[4], "门店", "销售员", "未读", 1, 2] for row in rows)


def register(made: Edition) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(registers.render(made, "zh")["downloads/zh/registers.xlsx"]))
