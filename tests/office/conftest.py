"""A validator for Office files and the pieces of documents that several tests build on."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from remit.office.blocks import Block, ControlBlock, ControlLabels, Lang, Layout, WordDocument

LABELS = ControlLabels(
    number="文件编号",
    title="文件名称",
    version="版本",
    effective="生效日期",
    classification="密级",
    page="页次",
    page_before="第 ",
    page_between=" 页 共 ",
    page_after=" 页",
)
HOSTILE = (
    '=cmd|"/c calc"!A0',
    "<w:p/><script>&amp;",
    "{{ 7*7 }}{% for %}",
    "]]>",
    "bell\x07null\x00edge\ufffe",
    "\ud800lone",
    "PAGE \\* MERGEFORMAT",
    "_x0041_",
    "长" * 20000,
    "+1\t2\n3",
    "{PAGE} { DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "\x13 HYPERLINK \x14x\x15",
    "\u202eabc\u202c\u2066\u200f",
    "😀👩\u200d💻𠮷",
)


@pytest.fixture
def findings(tmp_path: Path) -> Callable[[bytes, str], list[str]]:
    """What the Open XML validator finds in a file."""

    def audit(data: bytes, suffix: str) -> list[str]:
        path = tmp_path / f"audited.{suffix}"
        path.write_bytes(data)
        return [str(error) for error in OpenXmlValidator().validate(path).errors]

    return audit


@pytest.fixture
def document() -> Callable[..., WordDocument]:
    """Builds a document around blocks."""

    def build(
        *body: Block, lang: Lang = "zh", layout: Layout = "sheet", text: str = "采购经理岗位说明书", watermark: str = ""
    ) -> WordDocument:
        control = ControlBlock("HX-JD-002", text, "A/2", "2025年7月1日", "内部", LABELS)
        return WordDocument(
            lang,
            text,
            "岗位说明书",
            "华星机械",
            control,
            body,
            layout=layout,
            watermark=watermark,
            footer="受控文件",
            properties=(("remit.reference", "post:buyer"), ("remit.digest", "sha256:3f9a")),
        )

    return build


@pytest.fixture
def png() -> Callable[[int, int], bytes]:
    """Makes a grey PNG of a size in pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    def make(width: int, height: int) -> bytes:
        head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
        rows = (b"\0" + b"\x80" * width) * height
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

    return make
