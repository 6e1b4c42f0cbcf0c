"""Numbers that Word counts: the same as printed, in Word's rules as worked out here, and in LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from lxml import etree

from remit.numerals import chinese_number
from remit.office.blocks import Block, Contents, Heading, Numbered, Paragraph, ParagraphStyle, Run, WordDocument
from remit.office.docx import write_docx
from remit.office.inline import bookmark_name
from remit.office.looks import WordTemplates
from remit.resources import templates_dir

from .conftest import LABELS, ControlBlock

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Audit = Callable[[bytes, str], list[str]]


def made(*body: Block, **options: Any) -> WordDocument:
    control = ControlBlock("HX-1", "制度", "A/1", "2026年1月1日", "", LABELS)
    return WordDocument(options.pop("lang", "zh"), "制度", "制度", "华星", control, body, layout="text", **options)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}"))


def article(number: str, text: str = "文", bookmark: str = "", style: ParagraphStyle = "article") -> Paragraph:
    return Paragraph(text, style=style, number=number, bookmark=bookmark)


# How Word writes numbers, apart from the engine: chineseCountingThousand up to 199.
ONES = "零一二三四五六七八九"


def chinese(number: int) -> str:
    if number >= 100:
        rest = number - 100
        return "一百" + ("" if not rest else f"零{ONES[rest]}" if rest < 10 else chinese_tens(rest, "一"))
    return chinese_tens(number, "") if number >= 10 else ONES[number]


def chinese_tens(number: int, one: str) -> str:
    tens, ones = divmod(number, 10)
    return f"{one if tens == 1 else ONES[tens]}十{ONES[ones] if ones else ''}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": lambda n: chr(96 + n),
    "lowerRoman": lambda n: ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][n - 1],
    "chineseCountingThousand": chinese,
    "none": lambda n: "",
    "bullet": lambda n: "•",
}


def with_numbers(text: str, forms: list[str], run: list[int]) -> str:
    return re.sub("%([1-9])", lambda match: FORMATS[forms[int(match[1]) - 1]](run[int(match[1]) - 1]), text)


def printed(data: bytes) -> list[str]:
    """Number and text of each paragraph, the numbers counted by Word's rules from what the file says."""
    numbering, styles = part(data, "numbering.xml"), part(data, "styles.xml")
    levels = {
        abstract.get(f"{W}abstractNumId"): [
            (level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
            for level in abstract.findall(f"{W}lvl")
        ]
        for abstract in numbering.findall(f"{W}abstractNum")
    }
    lists = {
        num.get(f"{W}numId"): (num.find(f"{W}abstractNumId").get(f"{W}val"), num.find(f"{W}lvlOverride") is not None)
        for num in numbering.findall(f"{W}num")
    }
    of_style = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}numPr") for style in styles.findall(f"{W}style")}
    counts: dict[str, list[int]] = {}
    met: set[str] = set()
    found = []
    for paragraph in part(data, "document.xml").iter(f"{W}p"):
        text = "".join(
            node.text or ("\t" if node.tag == f"{W}tab" else "") for node in paragraph.iter(f"{W}t", f"{W}tab")
        )
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            place = of_style[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
        if place is not None:
            number_id = place.find(f"{W}numId").get(f"{W}val")
            depth = place.find(f"{W}ilvl")
            level = int(depth.get(f"{W}val")) if depth is not None else 0
            abstract, restarts = lists[number_id]
            run = counts.setdefault(abstract, [0] * 9)
            if restarts and number_id not in met:
                run[:] = [0] * 9
            met.add(number_id)
            run[level] += 1
            run[level + 1 :] = [0] * (8 - level)
            text = with_numbers(levels[abstract][level][1], [form for form, _ in levels[abstract]], run) + text
        found.append("".join(text.split()))
    return found


def expected(blocks: tuple[Block, ...]) -> list[str]:
    return [
        "".join(f"{block.number}{block.text}".split()) for block in blocks if isinstance(block, Heading | Paragraph)
    ]


def literal(data: bytes) -> list[str]:
    return [
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for paragraph in part(data, "document.xml").iter(f"{W}p")
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"),
     (111, "一百一十一"), (120, "一百二十"), (205, "二百零五"), (999, "九百九十九"), (1000, "1000")],
)  # fmt: skip
def test_chinese_numbers(number: int, words: str) -> None:
    assert chinese_number(number) == words


def policy(articles: int, lang: str = "zh", mark: str = "a") -> Iterator[Block]:
    """Chapters of ten articles, the third of each with items and sub-items; bookmarks begin with `mark`."""
    zh = lang == "zh"
    for count in range(1, articles + 1):
        if count % 10 == 1:
            chapter = count // 10 + 1
            yield Heading(1, "总则", number=f"第{chinese(chapter)}章" if zh else f"Chapter {chapter}")
        yield article(f"第{chinese(count)}条" if zh else f"Article {count}", bookmark=f"{mark}{count}")
        for item in range(1, 3) if count % 10 == 3 else ():
            yield article(f"（{chinese(item)}）" if zh else f"({'ab'[item - 1]})", style="item")
            for part in range(1, 3):
                yield article(f"{part}." if zh else f"({'i' * part})", style="subitem")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_counts_chapters_articles_and_items(lang: Any, findings: Audit) -> None:
    body = tuple(policy(125, lang))
    data = write_docx(made(*body, lang=lang, scheme="articles"))
    assert set(literal(data)) == {"总则", "文"}  # no number stands there as text
    assert printed(data) == expected(body)
    assert findings(data, "docx") == []


def test_a_document_without_a_scheme_keeps_its_numbers_as_text() -> None:
    assert literal(write_docx(made(*policy(1)))) == ["第一章\u3000总则", "第一条\u3000文"]


def clauses() -> tuple[Block, ...]:
    return (
        Heading(1, "目的", number="1"),
        article("1.1"),
        article("1.2"),
        article("(a)", style="item"),
        article("(i)", style="subitem"),
        article("(b)", style="item"),
        Heading(1, "程序", number="2"),
        Heading(2, "采购", number="2.1"),
        article("2.2"),
        article("(a)", style="item"),
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_counts_clauses(lang: Any, findings: Audit) -> None:
    data = write_docx(made(*clauses(), lang=lang, scheme="clauses"))
    assert set(literal(data)) == {"目的", "程序", "采购", "文"}
    assert printed(data) == expected(clauses())
    assert findings(data, "docx") == []


def test_word_counts_sections() -> None:
    body = (Heading(1, "标识", number="一、"), Heading(1, "职责", number="二、"), Heading(2, "权限", number="（一）"))
    assert literal(write_docx(made(*body, scheme="sections"))) == ["标识", "职责", "权限"]
    english = (Heading(1, "Identity", number="1"), Heading(1, "Duties", number="2"), Heading(2, "Power", number="2.1"))
    data = write_docx(made(*english, lang="en", scheme="sections"))
    assert literal(data) == ["Identity", "Duties", "Power"]
    assert printed(data) == expected(english)


def test_numbers_that_word_would_not_count_stay_text(findings: Audit) -> None:
    body = (
        Heading(1, "前言"),
        Heading(1, "总则", number="第一章"),
        article("第一条"),
        article("第三条"),
        article("（一）", style="item"),
        article("第二条"),
        article("（一）", style="item"),
        Heading(1, "领用单", number="附件1"),
        article("（一）", style="item"),
        article("（二）", style="item"),
        Heading(1, "分则", number="第二章"),
        article("第三条"),
    )
    data = write_docx(made(*body, scheme="articles"))
    assert literal(data)[3:6] == ["第三条文", "（一）文", "文"]
    # The annex starts over where Word would go on with （二）: none of its items may come from Word's count.
    assert literal(data)[7:] == ["附件1\u3000领用单", "（一）文", "（二）文", "分则", "文"]
    assert printed(data) == expected(body)
    assert findings(data, "docx") == []


def test_a_new_document_in_a_volume_is_counted_anew() -> None:
    titles = ("采购", "销售", "附则")
    body = tuple(block for title in titles for block in (Heading(0, title), *policy(13, mark=title)))
    data = write_docx(made(*body, Numbered(("甲",)), scheme="articles"))
    assert set(literal(data)) == {*titles, "总则", "文", "甲"}
    assert printed(data)[:-1] == expected(body)
    assert printed(data)[-1] == "1.甲"


NUMBERS = [
    "",
    "第一章",
    "第二章",
    "第一条",
    "第二条",
    "第三条",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "附件1",
    "1",
    "1.1",
    "(a)",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(["0", "1", "2", "article", "item", "subitem"]), st.sampled_from(NUMBERS)), max_size=14
    ),
    st.sampled_from(["articles", "clauses", "sections"]),
)
@settings(max_examples=150, deadline=None)
def test_what_is_printed_is_always_what_the_blocks_say(shape: list[tuple[Any, str]], scheme: Any) -> None:
    body = tuple(
        Heading(int(kind), "标题", number=number) if kind.isdigit() else article(number, style=kind)
        for kind, number in shape
    )
    assert printed(write_docx(made(*body, scheme=scheme))) == expected(body)


def test_references_follow_the_numbers_they_show(findings: Audit) -> None:
    def text(*runs: Run) -> Paragraph:
        return Paragraph(runs)

    body = (
        text(Run("按"), Run("第一条", anchor="first"), Run("、"), Run("本条", anchor="first"), Run("和"), Run("1.", anchor="sub")),
        text(Run("第九条", anchor="annex")),
        article("第一条", bookmark="first"),
        article("（一）", style="item", bookmark="item"),
        article("1.", style="subitem", bookmark="sub"),
        article("第九条", bookmark="annex"),
        text(Run("（一）", anchor="item")),
    )  # fmt: skip
    data = write_docx(made(*body, scheme="articles"))
    tree = part(data, "document.xml")
    codes = [node.text.split() for node in tree.iter(f"{W}instrText")]
    # \n is the number alone; \r would put the chapter before it. Word drops the full stop of "1.": no field for it.
    assert codes == [["REF", bookmark_name(name), "\\n", "\\h"] for name in ("first", "item")]
    links = ["".join(node.text or "" for node in link.iter(f"{W}t")) for link in tree.iter(f"{W}hyperlink")]
    assert links == ["本条", "1.", "第九条"]
    assert literal(data)[0] == "按第一条、本条和1."
    assert findings(data, "docx") == []


def test_contents_show_numbers_and_the_titles_of_a_volume() -> None:
    def lines(*body: Block) -> list[tuple[str, str]]:
        tree = part(write_docx(made(Contents("目录"), *body, scheme="articles")), "document.xml")
        return [
            (style, "".join(node.text or "" for node in paragraph.iter(f"{W}t")))
            for paragraph in tree.iter(f"{W}p")
            if (style := paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")).startswith("TOC")
        ]

    one = (Heading(0, "采购"), Heading(1, "总则", number="第一章"))
    assert lines(*one) == [("TOC1", "第一章\u3000总则1")]
    assert lines(*one, Heading(0, "销售"), Heading(1, "总则", number="第一章")) == [
        ("TOC1", "采购1"), ("TOC2", "第一章\u3000总则1"), ("TOC1", "销售1"), ("TOC2", "第一章\u3000总则1"),
    ]  # fmt: skip


def test_a_company_may_write_its_numbers_otherwise() -> None:
    def templates(text: str) -> WordTemplates:
        loader = FileSystemLoader(templates_dir())
        return WordTemplates(ChoiceLoader([DictLoader({"word/numbering.yaml": text}), loader]))

    own = "articles: {zh: [[{counts: [Heading1], format: decimal, text: 第%1编, then: space}]]}"
    data = write_docx(made(Heading(1, "总则", number="第1编"), scheme="articles"), templates(own))
    assert literal(data) == ["总则"]
    with pytest.raises(ValueError, match="chineseCounting"):
        templates(own.replace("decimal", "chineseCounting"))


def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: libreoffice-writer"
    reference = Paragraph((Run("见"), Run("第十二条", anchor="a12"), Run("。")))
    volume = (reference, *policy(125), Heading(0, "销售"), *policy(13, mark="b"))
    bodies = {"articles": volume, "clauses": clauses()}
    for scheme, body in bodies.items():
        (tmp_path / f"{scheme}.docx").write_bytes(write_docx(made(*body, scheme=scheme)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = [str(tmp_path / f"{scheme}.docx") for scheme in bodies]
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

    def lines(scheme: str) -> list[str]:
        text = (tmp_path / f"{scheme}.txt").read_text("utf-8-sig")
        return ["".join(line.split()) for line in text.splitlines() if line.strip()]

    assert lines("articles") == ["见第十二条。", *expected(volume[1:])]
    assert lines("clauses") == expected(clauses())
