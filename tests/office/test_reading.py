"""The words of Word files: ours, saved again by others, changed by hand, and damaged."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from remit.office.blocks import Cell, Contents, Cover, Heading, Paragraph, Picture, Run, Table, WordDocument
from remit.office.docx import write_docx
from remit.office.reading import Line, read_text
from remit.office.unpacking import UnreadableError

Build = Callable[..., WordDocument]
Png = Callable[[int, int], bytes]
_MAIN = "word/document.xml"


@pytest.fixture
def made(document: Build, png: Png) -> bytes:
    """A document with everything that another program may write its own way."""
    body = (
        Cover("华星机械", "采购管理制度", "制度", (("文件编号", "HX-1"),)),
        Contents("目录"),
        Heading(0, "采购管理制度"),
        Heading(1, "总则", number="第一章"),
        Paragraph((Run("按"), Run("第二条", anchor="two"), Run("办理，“引号”与 A & B < C。", bold=True)), style="article", number="第一条"),
        Paragraph("第二行\n另起", style="article", number="第二条", bookmark="two"),
        Paragraph("项", style="item", number="（一）"),
        Table((1, 1, 1), ((Cell("甲", span=2), Cell("乙")),), ((Cell("子", rowspan=2), Cell("丑"), Cell("寅")), (Cell("卯"), Cell("辰")))),
        Picture(png(40, 20), 30, "图"),
    )  # fmt: skip
    doc = dataclasses.replace(document(*body, layout="text", watermark="草案"), scheme="articles", design="gbt9704")
    return write_docx(dataclasses.replace(doc, control=dataclasses.replace(doc.control, mark="受控")))


def changed(data: bytes, old: str, new: str, part: str = _MAIN) -> bytes:
    """The file with other text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            raw = source.read(name)
            if name == part:
                assert old.encode() in raw
                raw = raw.replace(old.encode(), new.encode())
            target.writestr(name, raw)
    return out.getvalue()


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_a_document_reads_as_it_was_written(made: bytes) -> None:
    read = read_text(made)
    assert texts(read.header) == [
        "华星机械 受控", "文件编号", "HX-JD-002", "文件名称", "采购经理岗位说明书", "版本", "A/2", "密级", "内部", "生效日期",
        "2025年7月1日", "页次", "第 页 共 页",
    ]  # fmt: skip
    # Numbers that Word counts, and references to them, are not words of the file.
    assert texts(read.body) == [
        "华星机械", "采购管理制度", "制度", "文件编号", "HX-1", "目录", "第一章 总则", "采购管理制度", "总则",
        "按办理，“引号”与 A & B < C。", "第二行 另起", "项", "甲", "乙", "子", "丑", "寅", "卯", "辰",
    ]  # fmt: skip
    assert texts(read.footer) == ["— —", "受控文件"]
    assert not read.tracked
    assert read.dump().splitlines() == [*texts(read.header), *texts(read.body), *texts(read.footer)]


def test_python_docx_saving_it_changes_nothing(made: bytes) -> None:
    again = io.BytesIO()
    docx.Document(io.BytesIO(made)).save(again)
    assert read_text(again.getvalue()) == read_text(made)


def test_libreoffice_saving_it_changes_nothing(made: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: libreoffice-writer"
    (tmp_path / "made.docx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(tmp_path / "again"),
    ]
    subprocess.run([*command, str(tmp_path / "made.docx")], check=True, capture_output=True, timeout=180)
    again = (tmp_path / "again" / "made.docx").read_bytes()
    assert again != made
    assert read_text(again) == read_text(made)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (_MAIN, "另起", "另行"),
        (_MAIN, ">丑<", ">午<"),
        ("word/header1.xml", "A/2", "A/3"),
        ("word/footer2.xml", "受控文件", "非受控文件"),
    ],
)
def test_every_word_counts(made: bytes, part: str, old: str, new: str) -> None:
    assert read_text(changed(made, old, new, part)) != read_text(made)


def test_tracked_changes_are_told_apart(made: bytes) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    author = 'w:id="901" w:author="x" w:date="2026-01-01T00:00:00Z"'
    edit = (
        f"<w:p><w:r><w:t>原</w:t></w:r><w:del {author}><w:r><w:delText>删去</w:delText></w:r></w:del>"
        f"<w:ins {author}>{run.format('加上')}</w:ins></w:p><w:sectPr>"
    )
    read = read_text(changed(made, "<w:sectPr>", edit))
    assert read.tracked
    assert read.body[-1] == Line("原加上", inserted=("加上",), deleted=("删去",))


def test_text_boxes_notes_and_other_fields_are_read(made: bytes) -> None:
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    edit = (
        f"<w:p><w:r><mc:AlternateContent {compatible}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        '<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>某人</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:char="none"/></w:r></w:p><w:sectPr>'
    )
    assert texts(read_text(changed(made, "<w:sectPr>", edit)).body)[-2:] == ["框中", "某人\u2011\xa8"]


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr({"links": "_rels/.rels", "main": "main.xml"}.get(name, name), text)
    return out.getvalue()


LINKS = '<Relationships xmlns="r"><Relationship Id="1" Type="x/officeDocument" Target="main.xml"/></Relationships>'


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (archive(other="x"), "not-word"),
        (archive(links=LINKS), "missing-part"),
        (archive(links=LINKS, main="<a>"), "damaged-part"),
        (archive(links=LINKS, main="<a/>"), "not-word"),
        (archive(links=LINKS, main="<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"), "document-type"),
        (archive(links=LINKS, main=" " * ((64 << 20) + 1)), "too-large-part"),
        (archive(links=LINKS, **{f"part{number}": "" for number in range(2001)}), "too-many-parts"),
    ],
    ids=range(9),
)
def test_what_is_no_word_file_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_text(data)
    assert refused.value.name == problem


def test_a_damaged_or_encrypted_file_is_refused(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        entry = package.getinfo(_MAIN)
    start = entry.header_offset + 30 + len(_MAIN)
    broken = bytearray(made)
    broken[start : start + 40] = b"\xff" * 40
    with pytest.raises(UnreadableError, match="damaged-part"):
        read_text(bytes(broken))
    locked = bytearray(made)
    place = made.index(b"PK\x01\x02")
    while not made[place + 46 :].startswith(_MAIN.encode()):
        place = made.index(b"PK\x01\x02", place + 1)
    locked[place + 8] |= 1
    with pytest.raises(UnreadableError, match="password"):
        read_text(bytes(locked))
