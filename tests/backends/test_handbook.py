"""The policy handbook: every policy in force order, with bookmarks that lead there, in one PDF and one Word file."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from backends.reading import word_text
from remit.backends import Edition, edition
from remit.backends import handbook as module
from remit.backends.handbook import contained, digest, handbook, volumes
from remit.backends.verification import verify
from remit.compiler import Compilation
from remit.office.properties import read_properties
from remit.pages.downloads import Downloads

Company = Callable[..., Compilation]

SYSTEM = "name: {zh: 青砚装备, en: Qingyan}\nlanguages: [zh, en]\n"
UNITS = {
    "units/company.yaml": "name: {zh: 公司, en: Company}\ntier: company\n",
    "units/buying.yaml": "name: {zh: 采购部, en: Purchasing}\ntier: department\nparent: company\n",
    "posts/buyer.yaml": "name: {zh: 采购员, en: Buyer}\nunit: buying\n",
}
POLICY = """
name: {{zh: {zh}, en: {en}}}
outline: {outline}
chapters:
  - id: general
    title: {{zh: 总则, en: General}}
    articles:
      - id: purpose
        text: {{zh: "本制度规定{zh}，见{{policy:{link}/purpose}}；由{{post:buyer}}执行。", en: "It governs {en}, see {{policy:{link}/purpose}}; the {{post:buyer}} acts."}}
control:
  number: {number}
  version: A/0
  owner: {owner}
  effective: "2026-01-01"
{more}"""


def policy(
    number: str, zh: str, en: str, *, outline: str = "system", owner: str = "company", link: str, more: str = ""
) -> str:
    return POLICY.format(number=number, zh=zh, en=en, outline=outline, owner=owner, link=link, more=more)


FILES = {
    "system.yaml": SYSTEM,
    **UNITS,
    "policies/torque.yaml": policy("WI-01", "拧紧作业指导书", "Tightening", outline="instruction", link="buying"),
    "policies/buying.yaml": policy("POL-03", "采购管理制度", "Buying", owner="buying", link="manual"),
    "policies/zeal.yaml": policy("POL-02", "奖惩制度", "Rewards", link="buying"),
    "policies/manual.yaml": policy("POL-09", "管理手册", "Manual", outline="iso", link="buying"),
    "policies/old.yaml": policy("POL-01", "旧制度", "Old rules", link="buying", more="  status: withdrawn\n"),
    "policies/talks.yaml": policy("POL-04", "会签制度", "Talks", link="buying", more="  status: consultation\n"),
}
ORDER = ["manual", "zeal", "talks", "buying", "torque"]


def render(made: Edition, lang: str) -> dict[str, bytes]:
    return dict(module.render(made, lang))


@pytest.fixture
def bound(company: Company) -> Edition:
    organisation = company(FILES).organisation
    assert organisation is not None
    return edition(organisation)


def pages(reader: PdfReader) -> list[str]:
    return [page.extract_text().replace("\n", "").replace(" ", "") for page in reader.pages]


def bookmarks(reader: PdfReader) -> list[tuple[str, int]]:
    def walk(nodes: list[object]) -> Iterator[Destination]:
        for node in nodes:
            if isinstance(node, list):
                yield from walk(node)
            elif isinstance(node, Destination):
                yield node

    found = []
    for node in walk(list(reader.outline)):
        page = reader.get_destination_page_number(node)
        assert page is not None
        found.append((str(node.title), page))
    return found


def test_manuals_come_first_then_rules_by_owner_and_number_then_instructions(bound: Edition) -> None:
    assert [one.id for one in contained(bound)] == ORDER


def test_the_parts_of_a_volume_follow_it(company: Company) -> None:
    files = {**FILES, "policies/zeal.yaml": FILES["policies/zeal.yaml"] + "parts: [torque, old]\n"}
    organisation = company(files).organisation
    assert organisation is not None
    assert [one.id for one in contained(edition(organisation))] == ["manual", "zeal", "torque", "talks", "buying"]


def test_every_policy_begins_on_a_page_of_its_own_that_its_bookmark_leads_to(bound: Edition) -> None:
    for lang, names in (
        ("zh", ["管理手册", "奖惩制度", "会签制度", "采购管理制度", "拧紧作业指导书"]),
        ("en", ["Manual", "Rewards", "Talks", "Buying", "Tightening"]),
    ):
        reader = PdfReader(io.BytesIO(render(bound, lang)[f"downloads/{lang}/handbook.pdf"]))
        text = pages(reader)
        found = [(title, page) for title, page in bookmarks(reader) if title in names]
        assert [title for title, _ in found] == names
        for title, page in found:
            number = next(
                one.control.number for one in contained(bound) if one.control and one.name.by_language[lang] == title
            )
            assert number is not None
            assert number in text[page]
            assert number not in text[page - 1] or page - 1 < 3
        assert len({page for _, page in found}) == len(names)
        assert not any("旧制度" in page or "Oldrules" in page for page in text)


def test_pages_of_what_is_not_approved_are_marked(bound: Edition) -> None:
    reader = PdfReader(io.BytesIO(render(bound, "zh")["downloads/zh/handbook.pdf"]))
    marked = {title: "会签稿" in pages(reader)[page] for title, page in bookmarks(reader)}
    assert marked["会签制度"]
    assert not marked["文件清单"]
    assert not marked["采购管理制度"]
    assert all("会签中" in text for text in pages(reader) if "会签稿" in text)


def test_the_list_names_every_document(bound: Edition) -> None:
    reader = PdfReader(io.BytesIO(render(bound, "zh")["downloads/zh/handbook.pdf"]))
    place = dict(bookmarks(reader))["文件清单"]
    text = pages(reader)[place]
    for words in ("POL-09管理手册A/02026年1月1日", "POL-04会签制度A/02026年1月1日会签中", "采购部", "WI-01"):
        assert words in text
    for lacking in ("None", "policy:", "{"):
        assert not any(lacking in page for page in pages(reader))


def test_jumps_between_policies_lead_to_the_article(bound: Edition) -> None:
    reader = PdfReader(io.BytesIO(render(bound, "zh")["downloads/zh/handbook.pdf"]))
    ids = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    where = dict(bookmarks(reader))
    leads: dict[int, set[int]] = {}
    for number, page in enumerate(reader.pages):
        for annotation in page.get("/Annots", []):
            target = annotation.get_object()
            goal = target["/Dest"] if "/Dest" in target else target["/A"]["/D"]
            place = reader.named_destinations[goal].page if isinstance(goal, str) else goal.get_object()[0]
            leads.setdefault(number, set()).add(ids[place.idnum])
    assert leads[where["采购管理制度"]] == {where["管理手册"]}
    assert leads[where["拧紧作业指导书"]] == {where["采购管理制度"]}
    assert leads[where["文件清单"]] == {
        where[name] for name in ("管理手册", "奖惩制度", "会签制度", "采购管理制度", "拧紧作业指导书")
    }


def test_the_digest_is_that_of_the_documents_contained_and_stands_on_every_page(bound: Edition) -> None:
    states = [bound.states[f"policy:{name}"] for name in ORDER]
    lines = "".join(f"policy:{name} {state.digest}\n" for name, state in zip(ORDER, states, strict=True))
    whole = digest(states)
    assert whole == f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"
    assert digest(states[:-1]) != whole
    files = render(bound, "zh")
    reader = PdfReader(io.BytesIO(files["downloads/zh/handbook.pdf"]))
    assert all(f"汇编摘要{whole[7:19]}" in page for page in pages(reader))
    assert dict(read_properties(files["downloads/zh/handbook.docx"]))["remit.digest"] == whole


def test_the_word_file_holds_the_same(bound: Edition, audit: Callable[[bytes, str], list[str]]) -> None:
    for lang, words in (
        ("zh", ["制度汇编", "文件清单", "采购管理制度", "第一章"]),
        ("en", ["Policy Handbook", "Rewards", "Chapter"]),
    ):
        data = render(bound, lang)[f"downloads/{lang}/handbook.docx"]
        assert audit(data, "docx") == []
        text = word_text(data)
        for word in words:
            assert word in text
        titles = [part.text for part in docx.Document(io.BytesIO(data)).paragraphs if part.style.style_id == "Title"]
        assert titles == [name for name in titles if name]
        assert len(titles) == len(ORDER)


def test_every_policy_of_the_word_file_has_its_own_head(bound: Edition) -> None:
    data = render(bound, "zh")["downloads/zh/handbook.docx"]
    heads = [section.header._element.xml for section in docx.Document(io.BytesIO(data)).sections]
    assert ["POL-09" in heads[1], "POL-04" in heads[3], "WI-01" in heads[5]] == [True] * 3
    assert ["会签稿" in head for head in heads] == [False, False, False, True, False, False]


def test_no_glyph_is_missing(bound: Edition, tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.pdf"
        path.write_bytes(render(bound, lang)[f"downloads/{lang}/handbook.pdf"])
        fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[
            2:
        ]
        assert fonts
        assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
        assert "\ufffd" not in text


def test_a_company_without_policies_has_no_handbook(company: Company) -> None:
    organisation = company({"system.yaml": SYSTEM, **UNITS}).organisation
    assert organisation is not None
    assert render(edition(organisation), "zh") == {}


def test_the_same_bytes_every_time(bound: Edition) -> None:
    assert render(bound, "en") == render(bound, "en")


def test_both_designs(company: Company) -> None:
    organisation = company({**FILES, "system.yaml": SYSTEM + "documents: {design: gbt9704}\n"}).organisation
    assert organisation is not None
    (volume,) = volumes(contained(edition(organisation)))
    parts = handbook(edition(organisation), volume, "zh")
    assert {part.design for part in parts} == {"gbt9704"}


def test_what_is_much_is_bound_in_volumes(bound: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    files = render(bound, "zh")
    names = [f"downloads/zh/handbook-{number}.{ending}" for number in (1, 2, 3) for ending in ("pdf", "docx")]
    assert list(files) == names
    held = [["管理手册", "奖惩制度"], ["会签制度"], ["采购管理制度", "拧紧作业指导书"]]
    every = [title for titles in held for title in titles]
    for number, titles in enumerate(held, start=1):
        reader = PdfReader(io.BytesIO(files[f"downloads/zh/handbook-{number}.pdf"]))
        where, text = dict(bookmarks(reader)), pages(reader)
        assert [title for title in where if title in every] == titles
        assert f"第{number}册，共3册" in text[0]
        listed = text[where["文件清单"]]
        for serial, title in enumerate(every, start=1):
            volume = next(at for at, part in enumerate(held, start=1) if title in part)
            policy = next(one for one in contained(bound) if one.name.by_language["zh"] == title)
            assert policy.control is not None
            assert f"{serial}{volume}{policy.control.number}{title}" in listed
        found = dict(read_properties(files[f"downloads/zh/handbook-{number}.docx"]))
        assert found["remit.reference"] == f"handbook-{number}"
    text = pages(PdfReader(io.BytesIO(files["downloads/zh/handbook-3.pdf"])))
    assert any("《管理手册》" in page for page in text), "what stands in another volume is named, and leads nowhere"


@pytest.mark.parametrize("number", [1, 39, 40, 41, 80, 81, 1000])
def test_volumes_are_few_and_about_as_thick(bound: Edition, number: int) -> None:
    policies = [contained(bound)[0]] * number
    found = volumes(policies)
    sizes = [len(volume.policies) for volume in found]
    assert sum(sizes) == number
    assert max(sizes) <= module.MOST
    assert max(sizes) - min(sizes) <= 1
    assert len(found) == -(-number // module.MOST)


def test_a_volume_is_verified_against_itself(company: Company, bound: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    documents = company(FILES).documents
    files = render(bound, "zh")
    for path, data in files.items():
        found = verify(bound, documents, data)
        assert (found.state, found.words) == ("current", "same"), path


def test_each_volume_has_its_link(bound: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    links = Downloads(bound, "zh").whole("register/index.html", "handbook_pdf", "handbook_word")
    found = re.findall(r'href="../../([^"]+)" download>([^<]+)<', links)
    assert {path for path, _ in found} == set(render(bound, "zh"))
    assert ("downloads/zh/handbook-2.pdf", "制度汇编（PDF） 第2册") in found
