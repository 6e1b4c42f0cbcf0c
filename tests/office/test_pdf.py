"""PDF files are read back: text, bookmarks, links, tags; hostile text stays text; the same bytes for the same document."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject
from typst import Fonts

from remit.diagrams.png import FontMissingError
from remit.office import pdf
from remit.office.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    ControlBlock,
    ControlLabels,
    Cover,
    Field,
    Heading,
    KeyValues,
    Lang,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Run,
    Signatures,
    Slot,
    Table,
    WordDocument,
)
from remit.office.pdf import write_pdf

LABELS = ControlLabels("文件编号", "文件名称", "版本/修订", "生效日期", "密级", "页次", "第 ", " 页 共 ", " 页")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><text x="9" y="30" font-size="16">泳道甲</text></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
TEXT = "为统一采购流程、审批权限和合同管理，依据公司“授权体系”制定本制度；2026年1月1日起施行，金额不超过人民币8万元。"


def document(*body: Block, lang: Lang = "zh", **more: object) -> WordDocument:
    control = ControlBlock("QY-POL-01", "采购管理制度", "A/1", "2026年1月1日", "内部", LABELS)
    made = WordDocument(lang, "制度汇编", "制度", "青砚装备", control, body, layout="text")
    return replace(made, **more)


def read(*parts: WordDocument) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(parts[0], parts[1:])))


def text_of(reader: PdfReader) -> str:
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")


def bookmarks(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 1) of every bookmark."""

    def walk(nodes: list[object], depth: int) -> Iterator[tuple[int, str, int]]:
        for node in nodes:
            if isinstance(node, list):
                yield from walk(node, depth + 1)
            elif isinstance(node, Destination):
                page = reader.get_destination_page_number(node)
                assert page is not None
                yield depth, str(node.title), page + 1

    return list(walk(list(reader.outline), 1))


def links(reader: PdfReader) -> list[tuple[int, int]]:
    """The page a jump is on and the page it leads to, from 1."""
    ids = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1) if page.indirect_reference}
    found = []
    for number, page in enumerate(reader.pages, 1):
        for annotation in page.get("/Annots", []):
            target = annotation.get_object()
            destination = target["/Dest"] if "/Dest" in target else target["/A"]["/D"]
            if isinstance(destination, str):
                found.append((number, ids[reader.named_destinations[destination].page.idnum]))
            else:
                found.append((number, ids[destination.get_object()[0].idnum]))
    return found


def bound() -> list[WordDocument]:
    front = document(
        Cover("青砚装备", "制度汇编", "全部制度", (("版本", "A/1"),)),
        Contents("目录", 1),
        PageBreak(),
        Heading(1, "文件清单"),
    )
    parts = [
        document(
            Heading(0, f"制度{n}", bookmark=f"p{n}"),
            Heading(1, "总则", number="第一章", bookmark=f"p{n}/general"),
            Paragraph(
                (Run("依照"), Run("第二章", anchor=f"p{3 - n}/general"), Run("办理", anchor="nowhere")),
                "article",
                "第一条",
            ),
            PageBreak(),
            Heading(1, "附则", number="第二章"),
            watermark="会签稿" if n == 2 else "",
            footer=f"摘要 {n}",
        )
        for n in (1, 2)
    ]
    return [front, *parts]


def bound_with() -> tuple[WordDocument, list[WordDocument]]:
    front, *parts = bound()
    return front, parts


def test_bookmarks_contents_and_jumps_lead_to_their_pages() -> None:
    reader = read(*bound())
    assert bookmarks(reader) == [
        (1, "文件清单", 3),
        (1, "制度1", 4),
        (2, "第一章\u3000总则", 4),
        (2, "第二章\u3000附则", 5),
        (1, "制度2", 6),
        (2, "第一章\u3000总则", 6),
        (2, "第二章\u3000附则", 7),
    ]
    found = links(reader)
    assert {end for start, end in found if start == 2} == {3, 4, 5, 6, 7}
    assert [pair for pair in found if pair[0] > 2] == [(4, 6), (6, 4)]
    contents = reader.pages[1].extract_text().replace(" ", "")
    for line, page in (("文件清单", 3), ("制度1", 4), ("第二章附则", 5), ("制度2", 6), ("第二章附则", 7)):
        assert re.search(rf"{line}\.+{page}\b", contents)


def test_pages_are_counted_through_and_each_part_has_its_own_head_foot_and_mark() -> None:
    reader = read(*bound())
    pages = [page.extract_text().replace(" ", "") for page in reader.pages]
    assert len(pages) == 7
    assert all(f"第{n}页共7页" in text for n, text in enumerate(pages, 1))
    assert [n for n, text in enumerate(pages, 1) if "会签稿" in text] == [6, 7]
    assert "摘要1" in pages[4]
    assert "摘要2" in pages[5]
    assert list(reader.page_labels) == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_document_alone_has_its_headings_as_bookmarks() -> None:
    reader = read(document(Heading(0, "制度"), Heading(1, "甲"), Heading(3, "乙"), Heading(2, "丙")))
    assert bookmarks(reader) == [(1, "甲", 1), (2, "乙", 1), (2, "丙", 1)]


def test_a_heading_that_is_not_listed_has_no_bookmark() -> None:
    reader = read(document(Contents("目录"), Heading(1, "审批页", listed=False), Heading(1, "甲")))
    assert bookmarks(reader) == [(1, "甲", 1)]
    assert text_of(reader).count("审批页") == 1


def test_the_file_is_tagged_titled_and_undated() -> None:
    reader = read(document(Heading(0, "制度"), Picture(b"", 80, "步骤：申请，批准", svg=SVG), Picture(PNG, 10, "点")))
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "制度汇编"
    assert reader.metadata.author == "青砚装备"
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)
    assert reader.xmp_metadata is not None
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    alternatives = [
        value["/Alt"]
        for value in map(reader.get_object, range(1, len(reader.xref[0]) + 1))
        if isinstance(value, DictionaryObject) and "/Alt" in value
    ]
    assert sorted(alternatives) == ["步骤：申请，批准", "点"]
    assert "泳道甲" in text_of(reader)


HOSTILE = [
    '#import "x"',
    "$ a^2 $",
    "\\",
    "[x]",
    "`raw`",
    "// no comment",
    "/* no */",
    "*bold*",
    "_it_",
    "@ref",
    "<label>",
    "= title",
    "- item",
    "~",
    "#panic()",
    "https://example.org",
    '"quoted"',
    "---",
    "\\u{1F600}",
    "{FIELD}",
    "]]>",
    "&amp;",
    "{{ x }}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    body = [
        Heading(0, text),
        Heading(1, text, number=text, bookmark=text),
        Paragraph((Run(text, bold=True, anchor=text), Run(text, mono=True)), number=text),
        Bullets((text,)),
        Numbered((text,)),
        Table((1, 1), ((Cell(text), Cell(text)),), ((Cell(text), Cell((Paragraph(text, "note"),))),), caption=text),
        Cover(text, text, text, ((text, text),)),
        Contents(text),
        Signatures((Slot(text, text, text, text),), text, text),
    ]
    made = document(*body, watermark=text, footer=text, title=text, company=text)
    shown = text_of(read(made, document(Heading(0, "乙"))))
    assert shown.count(text.replace(" ", "")) >= 20
    plain = text_of(read(made, document(Heading(0, "乙"))))
    assert plain == shown


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_no_text_stops_the_printer(text: str) -> None:
    body = (Heading(1, text, bookmark=text), Paragraph((Run(text, anchor=text), Run("\n"))), Bullets((text,)))
    assert write_pdf(document(*body, footer=text, watermark=text)).startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_boxes_and_signs_of_forms_are_printed(lang: Lang) -> None:
    signs = "□☐☑√→≤①■▲△№㎡"
    assert text_of(read(document(Paragraph(signs), lang=lang))).count(signs) == 1


def test_a_character_without_a_glyph_is_seen_to_be_missing() -> None:
    shown = text_of(read(document(Paragraph("甲\U00013000乙"))))
    assert "甲\ufffd乙" in shown


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    bare = Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "_fonts", lambda: bare)
    pdf._chinese_faces.cache_clear()
    pdf._families.cache_clear()
    yield
    pdf._chinese_faces.cache_clear()
    pdf._families.cache_clear()


@pytest.mark.usefixtures("no_system_fonts")
def test_chinese_without_a_font_is_an_error_and_english_is_none() -> None:
    with pytest.raises(FontMissingError, match="fonts-noto-cjk"):
        write_pdf(document(Paragraph("甲")))
    control = replace(
        document().control, title="Policy", effective="", classification="", labels=ControlLabels(*"abcdefghi")
    )
    english = document(Paragraph("Plain"), lang="en", control=control, title="Policy", subject="", company="Qingyan")
    assert write_pdf(english).startswith(b"%PDF")


def test_header_rows_are_repeated_and_rows_stay_whole() -> None:
    rows = tuple((Cell(f"行{n}始" + TEXT * 3 + f"行{n}末"), Cell("x")) for n in range(16))
    reader = read(document(Table((3, 1), ((Cell("表头内容"), Cell("说明")),), rows, caption="清单")))
    pages = [page.extract_text().replace("\n", "").replace(" ", "") for page in reader.pages]
    assert len(pages) >= 3
    for page in pages:
        assert page.count("表头内容") == 1
    for n in range(16):
        where = [index for index, page in enumerate(pages) if f"行{n}始" in page]
        assert where == [index for index, page in enumerate(pages) if f"行{n}末" in page]
        assert len(where) == 1


def test_a_row_higher_than_a_page_goes_on_over_the_next() -> None:
    reader = read(document(Table((1, 9), (), ((Cell("窄" * 300 + "末"), Cell("x")),))))
    assert len(reader.pages) >= 2
    assert text_of(reader).count("窄") == 300
    assert "末" in reader.pages[-1].extract_text()


def test_cells_that_span_rows_and_columns_and_tables_of_every_kind() -> None:
    table = Table(
        (1, 2, 3),
        ((Cell("头", span=3),),),
        (
            (Cell("跨", rowspan=3, shade="FFEEAA"), Cell("a", span=2)),
            (Cell("b"), Cell("c")),
            (Cell("d", align="right"), Cell("e")),
        ),
        ruled=False,
        compact=True,
    )
    fields = KeyValues(
        ((Field("标签", "值"), Field("另一", "值二")), (Field("独", (Paragraph("段"), Picture(PNG, 5, "点"))),))
    )
    lines = Signatures(
        (Slot("编制", "张三", "2026年1月1日"), Slot("审核"), Slot("批准", seal="盖章")), "日期：", arrangement="lines"
    )
    shown = text_of(read(document(table, Rule(), fields, lines)))
    for word in ("头", "跨", "标签", "值二", "段", "张三", "盖章"):
        assert word in shown


def test_what_no_document_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="set twice"):
        write_pdf(document(Heading(1, "甲", bookmark="x"), Paragraph("乙", bookmark="x")))
    with pytest.raises(ValueError, match="set twice"):
        write_pdf(document(Heading(1, "甲", bookmark="x")), [document(Heading(1, "甲", bookmark="x"))])
    with pytest.raises(ValueError, match="PNG"):
        write_pdf(document(Picture(b"GIF", 10, "x")))
    with pytest.raises(ValueError, match="levels 0 to 4"):
        write_pdf(document(Heading(5, "x")))


def test_head_has_no_place_for_what_is_not_known() -> None:
    control = ControlBlock("", "制度汇编", "", "", "", LABELS)
    shown = text_of(read(document(Paragraph("甲"), control=control)))
    assert "文件名称" in shown
    for word in ("文件编号", "版本", "生效日期", "密级"):
        assert word not in shown


def test_both_designs_and_layouts_print_everything() -> None:
    body = (
        Heading(0, "制度"),
        Heading(1, "总则", number="一、"),
        Paragraph(TEXT, "article", "第一条"),
        Paragraph(TEXT, "subitem", "1."),
    )
    for more in ({"design": "gbt9704"}, {"layout": "sheet"}, {"lang": "en"}):
        shown = text_of(read(document(*body, **more)))
        assert shown.count("金额不超过人民币8万元。") == 2


SCRIPT = """
import hashlib, sys
sys.path[:0] = {path!r}
from tests.office.test_pdf import bound_with
from remit.office.pdf import write_pdf
print(hashlib.sha256(write_pdf(*bound_with())).hexdigest())
"""


def test_the_same_bytes_in_every_process_and_time_zone() -> None:
    assert write_pdf(*bound_with()) == write_pdf(*bound_with())
    root = Path(__file__).parents[2]
    digests = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(path=[str(root)])],
            env=environment,
            cwd=root.anchor,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


_AFTER_A_FAILURE = """
import threading
from remit.office.blocks import ControlBlock, ControlLabels, Paragraph, WordDocument
from remit.office import pdf

labels = ControlLabels(*[""] * 9)
control = ControlBlock("1", "Rules", "A", "", "", labels)
document = WordDocument("en", "Rules", "", "Example", control, (Paragraph("Text " * 20000),), layout="text")
ended = threading.Event()
threading.Thread(target=ended.wait).start()
first = pdf.write_pdf(document)  # beside another thread there is no fork: the typesetter runs here
ended.set()
while threading.active_count() > 1:
    pass
print(pdf.write_pdf(document) == first)
"""


def test_after_the_typesetter_has_run_here_nothing_waits_for_its_threads_in_a_fork() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _AFTER_A_FAILURE], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "True\n", done.stderr
