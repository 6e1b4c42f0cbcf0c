"""Word templates made elsewhere: what is wrong with them is found in every branch, what is right is filled in and stays valid."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from remit.office.blocks import Cell as BlockCell
from remit.office.blocks import Heading, Numbered, Paragraph, Picture, Table, WordDocument
from remit.office.properties import read_properties
from remit.office.reading import read_text
from remit.office.template_check import TEXT, Problem, Shape
from remit.office.template_findings import place_words
from remit.office.template_review import check_template
from remit.office.word_templates import TemplateError, WordTemplate
from remit.office.xmltext import legal
from tests.office.conftest import HOSTILE

POST = Shape("group", {"name": TEXT, "grade": TEXT})
DUTY = Shape("group", {"text": TEXT, "tasks": Shape("list", item=TEXT, each="task")})
KNOWN = {
    "company": TEXT,
    "post": POST,
    "duties": Shape("list", item=DUTY, each="duty"),
    "chart": Shape("picture"),
    "body": Shape("blocks"),
    "control": Shape("group", {"version": TEXT, "digest": TEXT, "footer": TEXT}),
}
VALUES = {
    "company": "华星机械",
    "post": {"name": "采购经理", "grade": ""},
    "duties": [{"text": "编制采购计划", "tasks": ["汇总需求", "平衡库存"]}, {"text": "选择供应商", "tasks": []}],
    "chart": "",
    "control": {"version": "A/0", "digest": "3f9a", "footer": "版本 A/0"},
}


def template(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), after: tuple[str, ...] = ()) -> bytes:
    """A file as Word makes it: paragraphs, a table, paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(rows, table.rows, strict=True):
            for text, cell in zip(line, row.cells, strict=True):
                cell.text = text
    for text in after:
        document.add_paragraph(text)
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def names(data: bytes) -> list[str]:
    return [one.name for one in check_template(data, KNOWN) if one.name != "template-without-control"]


def only(data: bytes) -> Problem:
    found = [one for one in check_template(data, KNOWN) if one.name != "template-without-control"]
    assert len(found) == 1, found
    return found[0]


def rewritten(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry)))
        for name, raw in (extra or {}).items():
            target.writestr(name, raw)
    return out.getvalue()


def in_document(data: bytes, old: str, new: str) -> bytes:
    def change(name: str, raw: bytes) -> bytes:
        if name != "word/document.xml":
            return raw
        assert old.encode() in raw
        return raw.replace(old.encode(), new.encode(), 1)

    return rewritten(data, change)


def words(data: bytes) -> list[str]:
    return [line.text for line in read_text(data).body]


@pytest.fixture
def front(document: Callable[..., WordDocument]) -> WordDocument:
    return document()


# What is right


ROWS = (
    ("序号", "职责", "工作"),
    ("{%tr for duty in duties %}", "", ""),
    ("{{ loop.index }}", "{{ duty.text }}", '{{ duty.tasks | join("；") }}'),
    ("{%tr endfor %}", "", ""),
)


def test_a_sound_template_is_filled_in(front: WordDocument, findings: Callable[[bytes, str], list[str]]) -> None:
    data = template(
        "{{ company }}：{{ post.name }}",
        "{%p if post.grade %}",
        "职级 {{ post.grade }}",
        "{%p endif %}",
        "{% if duties %}有职责{% else %}无职责{% endif %}",
        rows=ROWS,
    )
    assert names(data) == []
    made = WordTemplate(data).fill(front, VALUES)
    assert words(made) == [
        "华星机械：采购经理", "有职责", "序号", "职责", "工作", "1", "编制采购计划", "汇总需求；平衡库存", "2", "选择供应商",
    ]  # fmt: skip
    assert findings(made, "docx") == []
    assert read_properties(made)["remit.reference"] == "post:buyer"
    assert made == WordTemplate(data).fill(front, VALUES)


def test_a_tag_that_word_tore_apart_is_joined(front: WordDocument) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("岗位：{", "{ po", "st.na", "me }", "}（", "{{ company }}）"):
        paragraph.add_run(piece).bold = piece == "st.na"
    data = saved(document)
    assert names(data) == []
    assert words(WordTemplate(data).fill(front, VALUES)) == ["岗位：采购经理（华星机械）"]


def test_smart_quotes_of_word_are_quotes(front: WordDocument) -> None:
    data = template("{% for duty in duties %}{{ duty.tasks | join(“、”) }}{% endfor %}")
    assert names(data) == []
    assert words(WordTemplate(data).fill(front, VALUES)) == ["汇总需求、平衡库存"]


def test_text_cannot_become_markup_or_a_tag(front: WordDocument, findings: Callable[[bytes, str], list[str]]) -> None:
    data = template(*("{{ company }}",), rows=(("{{ post.name }}", "{{ company }}"),))
    for text in HOSTILE:
        made = WordTemplate(data).fill(front, {**VALUES, "company": text, "post": {"name": text, "grade": ""}})
        assert findings(made, "docx") == []
        body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        assert "instrText" not in body
        shown = "".join("".join(words(made)).split())
        assert shown == 3 * "".join(legal(text).split())


def test_a_wide_space_of_a_chinese_keyboard_is_a_space(front: WordDocument) -> None:
    data = template("{%p\u3000if company %}", "{{\u3000company\u00a0}}", "{%p endif %}")
    assert names(data) == []
    assert words(WordTemplate(data).fill(front, VALUES)) == ["华星机械"]


def test_comparisons_and_what_the_library_reads_as_braces(front: WordDocument) -> None:
    data = template("{% if duties | length > 1 and post.name == “采购经理” %}{{ company }} & <{% endif %}")
    assert names(data) == []
    made = WordTemplate(data).fill(front, {**VALUES, "company": "{_{ a }_} {{ b }} \a"})
    assert words(made) == ["{_{ a }_} {{ b }} \ufffd & <"]


def test_line_ends_and_tabs_of_a_text_become_those_of_word(front: WordDocument) -> None:
    made = WordTemplate(template("{{ company }}")).fill(front, {**VALUES, "company": "一\n二\t三"})
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    shown = re.findall(r"<w:(br|tab)/>|<w:t(?: [^>]*)?>([^<]+)", body)
    assert [mark or text for mark, text in shown] == ["一", "br", "二", "tab", "三"]


def test_empty_repetitions_leave_a_file_that_word_opens(
    front: WordDocument, findings: Callable[[bytes, str], list[str]]
) -> None:
    rows = (("{%tr for duty in duties %}",), ("{{ duty.text }}",), ("{%tr endfor %}",))
    document = Document(io.BytesIO(template(rows=rows)))
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.text = "{%p if duties %}"
    cell.add_paragraph("有")
    cell.add_paragraph("{%p endif %}")
    made = WordTemplate(saved(document)).fill(front, {**VALUES, "duties": []})
    assert findings(made, "docx") == []
    assert len(Document(io.BytesIO(made)).tables) == 1


def test_pictures_have_their_words_and_room(
    front: WordDocument, png: Callable[[int, int], bytes], findings: Callable[[bytes, str], list[str]]
) -> None:
    chart = Picture(png(40, 30), 60.0, "汇报关系")
    data = template("{% for duty in duties %}{{ chart }}{% endfor %}")
    made = WordTemplate(data).fill(front, {**VALUES, "chart": chart})
    assert findings(made, "docx") == []
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert body.count('descr="汇报关系"') == 4
    assert len(set(re.findall(r'<wp:docPr [^>]*\bid="(\d+)"', body))) == 2
    assert 'w:lineRule="auto"' in body
    assert len([name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if name.endswith(".png")]) == 1


def test_a_picture_that_is_not_used_is_left_out(front: WordDocument, png: Callable[[int, int], bytes]) -> None:
    made = WordTemplate(template("{{ company }}")).fill(front, {**VALUES, "chart": Picture(png(4, 3), 60.0, "x")})
    assert not [name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if name.endswith(".png")]


@pytest.mark.parametrize("first_page", [True, False])
def test_the_watermark_stands_on_every_page(
    document: Callable[..., WordDocument], findings: Callable[[bytes, str], list[str]], first_page: bool
) -> None:
    source = Document(io.BytesIO(template("{{ company }}")))
    source.sections[0].different_first_page_header_footer = first_page
    source.add_section()
    made = WordTemplate(saved(source)).fill(document(watermark="草案"), VALUES)
    assert findings(made, "docx") == []
    heads = [name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if "header" in name]
    assert len(heads) == (2 if first_page else 1)
    assert all('string="草案"' in zipfile.ZipFile(io.BytesIO(made)).read(name).decode() for name in heads)
    assert words(made) == ["华星机械"]


def test_a_head_of_the_template_keeps_its_words_under_the_watermark(document: Callable[..., WordDocument]) -> None:
    source = Document(io.BytesIO(template("{{ company }}")))
    source.sections[0].header.paragraphs[0].text = "版本 {{ control.version }}"
    made = WordTemplate(saved(source)).fill(document(watermark="草案"), VALUES)
    assert [line.text for line in read_text(made).header] == ["版本 A/0"]
    assert Document(io.BytesIO(made)).sections[0].header.part.blob.decode().count('string="草案"') == 1


def test_a_body_of_ours_brings_its_styles_lists_and_pictures(
    document: Callable[..., WordDocument],
    png: Callable[[int, int], bytes],
    findings: Callable[[bytes, str], list[str]],
) -> None:
    body = document(
        Heading(1, "总则", number="第一章"),
        Paragraph("为规范采购。", style="article", number="第一条"),
        Numbered(("甲", "乙")),
        Table((1, 1), ((BlockCell("项"), BlockCell("值")),), ((BlockCell("a"), BlockCell("b")),)),
        Picture(png(40, 30), 60.0, "流程图"),
    )
    data = template("前", "{{p body }}", after=("后",))
    assert names(data) == []
    made = WordTemplate(data).fill(document(), VALUES, {"body": body})
    assert findings(made, "docx") == []
    shown = words(made)
    assert (shown[0], shown[-1]) == ("前", "后")
    assert {"甲", "乙", "项", "b"} <= set(shown)
    read = Document(io.BytesIO(made))
    heading = next(paragraph for paragraph in read.paragraphs if "总则" in paragraph.text)
    assert heading.style is not None
    assert heading.style.name == "Heading 1"
    # The company's own heading, not ours beside it.
    assert [style.name for style in read.styles if style.name and style.name.lower() == "heading 1"] == ["Heading 1"]


def test_a_body_of_ours_rests_on_the_styles_of_the_template(
    document: Callable[..., WordDocument], findings: Callable[[bytes, str], list[str]]
) -> None:
    """A Chinese Word calls its Normal style a; lists of one table stay apart; nothing is drawn by lot."""
    source = Document(io.BytesIO(template("{{p body }}")))
    source.styles["Normal"].element.styleId = "a"
    for use in source.styles.element.xpath('//w:basedOn[@w:val="Normal"] | //w:next[@w:val="Normal"]'):
        use.val = "a"
    lists = document(
        Paragraph("为规范采购。", style="article", number="第一条"),
        Numbered(("甲", "乙")),
        Paragraph("采购部负责。", style="article", number="第二条"),
        Numbered(("丙",)),
    )
    made = WordTemplate(saved(source)).fill(document(), VALUES, {"body": lists})
    assert findings(made, "docx") == []
    assert made == WordTemplate(saved(source)).fill(document(), VALUES, {"body": lists})
    read = Document(io.BytesIO(made))
    there = {style.style_id for style in read.styles}
    assert set(read.styles.element.xpath("//w:basedOn/@w:val")) <= there
    assert set(read.element.body.xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val")) <= there
    numbers = {
        paragraph.text: paragraph._p.pPr.numPr.numId.val
        for paragraph in read.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    }
    assert numbers["甲"] == numbers["乙"] != numbers["丙"]
    known = read.part.numbering_part.element.xpath("//w:num/@w:numId")
    assert {str(number) for number in numbers.values()} <= set(known)
    assert len(set(known)) == len(known)


def test_a_document_made_with_a_template_can_be_one(
    document: Callable[..., WordDocument], png: Callable[[int, int], bytes], findings: Callable[[bytes, str], list[str]]
) -> None:
    chart = Picture(png(40, 30), 60.0, "图")
    first = WordTemplate(template("{{ chart }}", "x")).fill(document(watermark="草案"), {**VALUES, "chart": chart})
    second = in_document(first, ">x<", ">{{ chart }}<")
    made = WordTemplate(second).fill(document(watermark="草案"), {**VALUES, "chart": chart})
    assert findings(made, "docx") == []
    assert len([name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if name.endswith(".png")]) == 1
    plain = zipfile.ZipFile(io.BytesIO(WordTemplate(second).fill(document(), {**VALUES, "chart": chart})))
    assert not [name for name in plain.namelist() if "草案".encode() in plain.read(name)]


# What is wrong


@pytest.mark.parametrize(
    ("text", "value", "nearest"),
    [
        ("{{ post.nmae }}", "post.nmae", "post.name"),
        ("{{ pots.name }}", "pots", "post"),
        ("{{ post.version }}", "post.version", "control.version"),
        ("{% if post.name %}{% if post.grade %}{% else %}{{ compny }}{% endif %}{% endif %}", "compny", "company"),
        ("{% for duty in duties %}{% if false %}{{ duty.txt }}{% endif %}{% endfor %}", "duty.txt", "duty.text"),
        ("{% for duty in dutys %}{{ duty.text }}{% endfor %}", "dutys", "duties"),
        ("{{ company | uper }}", "| uper", "| upper"),
    ],
)
def test_a_misspelt_placeholder_is_found_in_every_branch(text: str, value: str, nearest: str) -> None:
    found = only(template(text))
    assert (found.name, found.params["value"], found.params["nearest"]) == ("template-name-unknown", value, nearest)


def test_a_finding_says_where(front: WordDocument) -> None:
    rows = (("a",), ("b",), ("{{ post.nmae }}",))
    found = only(template("前言", rows=rows))
    assert found.place is not None
    assert (found.place.part, found.place.table, found.place.row) == ("body", 1, 3)
    assert place_words(found.place, "zh") == "正文第 1 个表格第 3 行"
    assert place_words(found.place, "en") == "body, table 1, row 3"
    found = only(template("岗位：{{ post.nmae }}"))
    assert found.place is not None
    assert place_words(found.place, "zh") == "正文段落“岗位：{{ post.nmae }}”"


def test_all_is_found_in_one_run() -> None:
    data = template("{{ a }}", "{{ post. }}", "{{ company", rows=(("{{ b }}",),))
    assert sorted(names(data)) == [
        "template-name-unknown", "template-name-unknown", "template-tag-broken", "template-tag-unfinished",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ company }", "template-tag-unfinished"),
        ("{{ company", "template-tag-unfinished"),
        ("company }}", "template-tag-unfinished"),
        ("｛｛ company ｝｝", "template-tag-unfinished"),
        ("{{ post name }}", "template-tag-broken"),
        ("{{ }}", "template-tag-broken"),
        ("{% if %}{% endif %}", "template-tag-broken"),
        ("{% fore duty in duties %}", "template-statement-unknown"),
        ("{% set x = 1 %}", "template-statement-unknown"),
        ("{% include 'x' %}", "template-statement-unknown"),
        ("{% for duty in duties %}", "template-begin-without-end"),
        ("{% if company %}", "template-begin-without-end"),
        ("{% endif %}", "template-end-without-begin"),
        ("{% else %}", "template-end-without-begin"),
        ("{% for duty in duties %}{% endif %}{% endfor %}", "template-end-without-begin"),
        ("{{ duty.text }}{% for duty in duties %}{% endfor %}", "template-outside-loop"),
        ("{{ duties }}", "template-list-printed"),
        ("{{ post }}", "template-group-printed"),
        ("{% for x in company %}{% endfor %}", "template-not-a-list"),
        ("{{ duties | upper }}", "template-filter-unfit"),
        ("{{ duties | join }}", "template-filter-unfit"),
        ("{%tr for duty in duties %}", "template-tag-misplaced"),
        ("甲 {%p if company %}", "template-tag-not-alone"),
        ("{{ body }}", "template-tag-misplaced"),
        ("{{p company }}", "template-tag-misplaced"),
        ("{{r company }}", "template-tag-misplaced"),
    ],
)
def test_each_defect_has_its_finding(text: str, name: str) -> None:
    assert name in names(template(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ company.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ company.upper() }}",
        "{{ [1, 2] }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ range(9) }}",
        "{{ company[0] }}",
        "{% for a, b in duties %}{% endfor %}",
        "{{ self }}",
        "{{ company | attr('x') }}",
    ],
)
def test_a_template_cannot_run_anything(text: str) -> None:
    assert names(template(text)) != []


def test_a_pair_must_stand_in_one_place() -> None:
    assert names(template("{% if company %}", "{% endif %}")) == ["template-pair-apart"]
    assert names(template("{%p if company %}", "{% endif %}")) == ["template-pair-apart"]
    rows = (("{%tr for duty in duties %}",), ("{{ duty.text }}",))
    assert names(template(rows=rows, after=("{%p endfor %}",))) == ["template-pair-apart"]
    assert names(template(rows=(("{%p if company %}", "{%p endif %}"),))) == ["template-pair-apart"]


def test_a_row_statement_stands_alone_in_its_row() -> None:
    rows = (("{%tr for duty in duties %}", "职责"), ("{{ duty.text }}", ""), ("{%tr endfor %}", ""))
    assert "template-row-not-alone" in names(template(rows=rows))


def test_tags_in_field_codes_and_descriptions_are_refused() -> None:
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "{{ company }}" </w:instrText></w:r>'
    )
    code += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    data = in_document(template("x"), "<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{code}")
    assert names(data) == ["template-tag-misplaced"]
    simple = '<w:fldSimple w:instr="TITLE {{ company }}"><w:r><w:t>y</w:t></w:r></w:fldSimple>'
    data = in_document(template("x"), "<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{simple}")
    assert names(data) == ["template-tag-misplaced"]


@pytest.mark.parametrize(
    "inner",
    [
        '<w:del w:id="9" w:author="A"><w:r><w:delText>{{ company }}</w:delText></w:r></w:del>',
        '<w:r><w:t>{{ comp</w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>any }}</w:t></w:r></w:hyperlink>',
        "<w:r><w:instrText> TITLE {</w:instrText></w:r><w:r><w:instrText>{ company }}</w:instrText></w:r>",
        "<!-- {{ company }} -->",
    ],
)
def test_tags_where_the_library_would_fill_them_in_unseen_are_refused(inner: str) -> None:
    data = in_document(template("x"), "<w:r><w:t>x</w:t></w:r>", f"<w:r><w:t>x</w:t></w:r>{inner}")
    assert "template-tag-misplaced" in names(data)


@pytest.mark.parametrize("code", ["INCLUDETEXT C:\\\\x.docx", "DDEAUTO excel x", "includepicture http://x/y.png"])
def test_fields_that_load_something_are_refused(code: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    data = in_document(template("x"), "<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{field}")
    assert names(data) == ["template-loads-from-outside"]


def link(kind: str, target: str, mode: str = "External") -> Callable[[str, bytes], bytes]:
    """Adds a relationship to the document."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rIdX" Type="{office}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'

    def change(name: str, raw: bytes) -> bytes:
        return raw.replace(b"</Relationships>", new.encode()) if name == "word/_rels/document.xml.rels" else raw

    return change


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.com/x.png"),
        ("oleObject", "file:///C:/x.xlsx"),
        ("aFChunk", "chunk.html"),
        ("subDocument", "other.docx"),
        ("hyperlink", "file://server/share"),
    ],
)
def test_links_that_load_something_are_refused(kind: str, target: str) -> None:
    assert names(rewritten(template("x"), link(kind, target))) == ["template-loads-from-outside"]


def test_an_ordinary_link_stays(front: WordDocument) -> None:
    data = rewritten(template("x"), link("hyperlink", "https://example.com/"))
    assert names(data) == []
    made = WordTemplate(data).fill(front, VALUES)
    assert b"https://example.com/" in zipfile.ZipFile(io.BytesIO(made)).read("word/_rels/document.xml.rels")


def test_macros_are_refused() -> None:
    assert names(rewritten(template("x"), lambda _, raw: raw, {"word/vbaProject.bin": b"x"})) == [
        "template-with-macros"
    ]

    def macro(name: str, raw: bytes) -> bytes:
        return raw.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    assert names(rewritten(template("x"), macro)) == ["template-with-macros"]


def test_a_zip_bomb_is_refused() -> None:
    data = rewritten(template("x"), lambda _, raw: raw, {"word/media/a.bin": b"\0" * (70 << 20)})
    assert names(data) == ["template-too-large"]


def test_a_document_type_is_refused() -> None:
    def entity(name: str, raw: bytes) -> bytes:
        if name != "word/document.xml":
            return raw
        return raw.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)

    assert names(rewritten(template("x"), entity)) == ["template-not-word"]


def test_an_archive_packed_otherwise_and_damaged_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("[Content_Types].xml", b"<Types/>" * 20)
    data = bytearray(out.getvalue())
    data[60:70] = b"\xff" * 10
    assert names(bytes(data)) == ["template-not-word"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("word/_rels/document.xml.rels", ' Target="', ' X="'),
        ("word/_rels/document.xml.rels", ' Type="', ' X="'),
        ("_rels/.rels", ' Target="word/document.xml"', ""),
        ("[Content_Types].xml", ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"', ""),
        ("word/_rels/document.xml.rels", "settings.xml", "styles.xml"),
    ],
)  # fmt: skip
def test_what_its_parts_do_not_say_is_no_word_file(file: str, old: str, new: str) -> None:
    def change(name: str, raw: bytes) -> bytes:
        if name != file:
            return raw
        assert old.encode() in raw
        return raw.replace(old.encode(), new.encode())

    assert names(rewritten(template("x"), change)) == ["template-not-word"]


@pytest.mark.parametrize("data", [b"", b"text", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert names(data) == ["template-not-word"]
    with pytest.raises(TemplateError):
        WordTemplate(data)


def test_tracked_changes_are_reported() -> None:
    mark = '<w:ins w:id="900" w:author="A"><w:r><w:t>y</w:t></w:r></w:ins>'
    data = in_document(template("x"), "<w:t>x</w:t></w:r>", f"<w:t>x</w:t></w:r>{mark}")
    assert names(data) == ["template-tracked-changes"]


def test_a_template_names_version_digest_and_pages() -> None:
    found = check_template(template("{{ company }}"), KNOWN)
    assert [one.name for one in found] == ["template-without-control"]
    assert found[0].params["lacking"] == "{{ control.version }}, {{ control.digest }}, PAGE, NUMPAGES"
