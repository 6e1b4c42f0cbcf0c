"""Files that somebody hands to `remit verify` to do harm, each judged in little memory and time, in one process.

`python -m tests.hostile.handed [NAME …]` prints for each its exit code and verdict; it dies where one takes more than it may.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.testing import CliRunner

from remit.backends import edition
from remit.backends.job_descriptions import render
from remit.cli import program
from remit.compiler import compile_tree
from remit.office.package import Part
from tests.hostile.archives import bomb, changed, packed, parts_of, patched

_MEMORY, _SECONDS, _HUGE = 512 << 20, 20, 2 << 30
_DAY = "2026-06-30"
_SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "x">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
) + b"]><a>&a11;</a>"  # fmt: skip
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'

Made = Callable[[bytes], bytes]


def body(inner: str, times: int = 1, after: str = "") -> bytes:
    """A document with a stretch repeated, in UTF-8."""
    return f'<w:document xmlns:w="{_WORD}"><w:body>'.encode() + inner.encode() * times + after.encode()


def _document(inner: str, times: int = 1, after: str = "", close: bool = True) -> Made:
    end = "</w:body></w:document>" if close else ""
    return lambda data: changed(data, word__document=body(inner, times, after + end))


def _nested(opening: str, closing: str, times: int, inside: str) -> Made:
    return _document(opening, times, inside + closing * times)


def _property(name: str, value: str) -> Made:
    """The file with another value of one of its properties."""

    def made(data: bytes) -> bytes:
        raw = parts_of(data)["docProps/custom.xml"].decode()
        at = raw.index(">", raw.index(">", raw.index(f'"{name}"')) + 1) + 1
        return changed(data, docProps__custom=(raw[:at] + value + raw[raw.index("<", at) :]).encode())

    return made


def _many_parts(data: bytes) -> bytes:
    return packed({**parts_of(data), **{f"word/media/{n}": b"" for n in range(60_000)}})


def _many_sheets(_: bytes) -> bytes:
    return packed({"[Content_Types].xml": b"<a/>", **{f"xl/worksheets/sheet{n}.xml": b"" for n in range(60_000)}})


def _many_heads(data: bytes) -> bytes:
    """One head of four megabytes to which ten thousand sections refer."""
    parts = parts_of(data)
    links = parts["word/_rels/document.xml.rels"].decode()
    ident = links[: links.index("header1.xml")].rpartition('Id="')[2].partition('"')[0]
    reference = f'<w:headerReference xmlns:r="r" r:id="{ident}"/>'
    head = f'<w:hdr xmlns:w="{_WORD}">{"<w:p/>" * 600_000}</w:hdr>'.encode()
    return changed(data, word__document=body(reference, 10_000, "</w:body></w:document>"), word__header1=head)


def _many_notes(data: bytes) -> bytes:
    """Two thousand links to the same notes."""
    links = '<Relationships xmlns="r">' + "".join(
        f'<Relationship Id="n{n}" Type="x/footnotes" Target="notes.xml"/>' for n in range(2_000)
    )
    parts = {**parts_of(data), "word/_rels/document.xml.rels": f"{links}</Relationships>".encode()}
    return packed({**parts, "word/notes.xml": f'<w:n xmlns:w="{_WORD}">{"<w:p/>" * 600_000}</w:n>'.encode()})


def _without_names(made: Made) -> Made:
    """The same without our properties, so that it is judged by what it prints."""
    return lambda data: packed({name: part for name, part in parts_of(made(data)).items() if "custom" not in name})


_LINES = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_BEGUN = '<w:p><w:fldChar w:fldCharType="begin"/>'
_FIELD = '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>'
OFFICE: Mapping[str, Made] = {
    "sound": lambda data: data,
    "gigabytes as text": lambda data: changed(data, word__document=bomb(_HUGE, before=body("<w:p>"))),
    "gigabytes declared as little": lambda data: changed(data, word__document=bomb(_HUGE, before=b"<a>", declared=99)),
    "gigabytes as properties": lambda data: changed(data, docProps__custom=bomb(_HUGE)),
    "gigabytes as properties declared as little": lambda data: changed(data, docProps__custom=bomb(_HUGE, declared=99)),
    "gigabytes as maker declared as little": lambda data: changed(data, docProps__app=bomb(_HUGE, declared=99)),
    "gigabytes as head": lambda data: changed(data, word__header1=bomb(_HUGE)),
    "gigabytes as links": lambda data: packed({**parts_of(data), "_rels/.rels": Part("_rels/.rels", *_parts(bomb(_HUGE)))}),
    "sixty thousand parts": _many_parts,
    "sixty thousand sheets": _many_sheets,
    "ten thousand heads": _many_heads,
    "two thousand notes": _many_notes,
    "entities of entities": lambda data: changed(data, word__document=_LAUGHS),
    "entities of entities in properties": lambda data: changed(data, docProps__custom=_LAUGHS),
    "an encoding that is none": lambda data: changed(data, word__document=b'<?xml version="1.0" encoding="zlib"?><a/>'),
    "an encoding of many bytes": lambda data: changed(data, word__document=b'<?xml version="1.0" encoding="gb18030"?><a/>'),
    "an entity from outside": lambda data: changed(data, word__document=_OUTSIDE),
    "an entity from outside in properties": lambda data: changed(data, docProps__custom=_OUTSIDE),
    "an entity from outside in links": lambda data: packed({**parts_of(data), "_rels/.rels": _OUTSIDE}),
    "paragraphs in paragraphs": _nested("<w:p>", "</w:p>", 1_000_000, "x"),
    "paragraphs without end": _document("<w:p>", 5_000_000, close=False),
    "fields in fields": _document("<w:p>" + _FIELD * 50_000, 1, "<w:tab/>" * 2_000_000 + "</w:p>"),
    "insertions in insertions": _nested("<w:ins>", "</w:ins>", 300_000, "<w:p>" + "<w:tab/>" * 1_000_000 + "</w:p>"),
    "a code in a million pieces": _document(_BEGUN, 1, "<w:instrText>abcdefghij</w:instrText>" * 1_000_000 + "</w:p>"),
    "a code without a word": _document(_BEGUN, 1, "<w:instrText> </w:instrText>" * 1_000_000 + "</w:p>"),
    "a value of many megabytes": _document(f'<w:p w:a="{"x" * (50 << 20)}"/>'),
    "a million lines": _document(_LINES.format("办理采购事务"), 1_000_000),
    "a million lines as ours": _document(_LINES.format("岗位名称"), 1_000_000),
    "a million other lines": lambda data: changed(data, word__document=body("", 1, "".join(_LINES.format(f"岗位说明{n}") for n in range(1_000_000)) + "</w:body></w:document>")),
    "a line of megabytes": _document(_LINES.format("岗位名称 " * 2_000_000)),
    "alternating lines": _document("".join(_LINES.format(text) for text in ("岗位名称", "x", "编制", "y")), 200_000),
    "a million insertions": _document("<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>", 500_000),
    "a million lines without a name": _without_names(_document(_LINES.format("办理采购事务 0123456789ab"), 1_000_000)),
    "a number without end as maker": lambda data: changed(data, docProps__app=b"&#" + b"9" * 900_000 + b";"),
    "another language": _property("remit.language", "zh.names.x"),
    "a language of megabytes": _property("remit.language", "x" * 900_000),
    "a reference of colons": _property("remit.reference", ":::::"),
    "a reference to another kind": _property("remit.reference", "system:system"),
    "a reference as a path": _property("remit.reference", "post:../../../../etc/passwd"),
    "a reference that colours the terminal": _property("remit.reference", "post:\x85\u202e[31m"),
    "a digest that is none": _property("remit.digest", "{0.__class__}"),
    "a version that is a pattern": _property("remit.version", "{current.__class__}{9999999999}%s%n"),
    "a password by Office": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100_000,
    "a password by zip": lambda data: patched(data, "word/document.xml", 8, 1),
    "properties under a password": lambda data: patched(data, "docProps/custom.xml", 8, 1),
    "packed in another way": lambda data: patched(data, "word/document.xml", 10, 12),
    "properties packed in another way": lambda data: patched(data, "docProps/custom.xml", 10, 99),
    "maker packed in another way": lambda data: patched(data, "docProps/app.xml", 10, 14),
    "no end": lambda data: data[:-10],
    "nothing": lambda _: b"",
    "letters": lambda _: b"PK\x03\x04word/document.xml" + b"PK\x05\x06" * 1_000_000,
    "noise": lambda _: b"PK\x03\x04word/document.xml" + random.Random(1).randbytes(1 << 20),
    "a directory far away": lambda data: data[:-6] + b"\xff\xff\xff\x7f\0\0",
    "names that are no text": lambda data: data.replace(b"docProps/app.xml", b"docProps/\xff\xfe\xfd.xml"),
    "the same part twice": lambda data: data.replace(b"docProps/core.xml", b"word/document.xml"),
    "a way up": lambda data: data.replace(b"docProps/app.xml", b"../../../../x.xml"[:16]),
    "a PDF of nothing": lambda _: b"%PDF",
    "a PDF in circles": lambda _: b"%PDF-1.7\n1 0 obj <</Type/Pages/Kids[1 0 R]/Parent 1 0 R/Count 999999999999>> endobj\ntrailer <</Root 1 0 R/Prev 0>>",
    "a PDF of brackets": lambda _: b"%PDF-1.7\n1 0 obj " + b"[" * (32 << 20),
    "a PDF without end": lambda _: b"%PDF-1.7\n1 0 obj <</Length 99999999999/Filter/FlateDecode>> stream\n" + bomb(_HUGE).data,
}  # fmt: skip


def _parts(part: Part) -> tuple[int, int, int, bytes]:
    return part.method, part.crc, part.size, part.data


def _pipe(file: Path) -> Path:
    os.mkfifo(file.with_name("pipe"))
    return file.with_name("pipe")


def _link(file: Path, name: str, target: Path) -> Path:
    file.with_name(name).symlink_to(target)
    return file.with_name(name)


def _sparse(file: Path) -> Path:
    with file.with_name("sparse").open("wb") as sparse:
        sparse.truncate(_HUGE)
    return file.with_name("sparse")


def _socket(file: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(file.with_name("socket")))
    return file.with_name("socket")


# What is no file, or no file to read whole; made beside a sound one.
PLACES: Mapping[str, Callable[[Path], Path]] = {
    "a pipe": _pipe,
    "a link to a sound file": lambda file: _link(file, "link", file),
    "a link to itself": lambda file: _link(file, "loop", file.with_name("loop")),
    "gigabytes of nothing": _sparse,
    "a socket": _socket,
    "a folder": lambda file: file.parent,
    "a device without end": lambda _: Path("/dev/zero"),
    "a device with nothing": lambda _: Path("/dev/null"),
    "nowhere": lambda file: file.with_name("nowhere"),
    "a name too long": lambda file: file.with_name("x" * 300),
    "a name with a break": lambda file: file.with_name("a\nb"),
}


def _made(root: Path) -> bytes:
    """The small company with an approved job description; that as it is made now."""
    shutil.copytree(_SMALL, root)
    post = root / "policies" / "posts" / "clerk.yaml"
    post.write_text(
        post.read_text("utf-8") + "control: {number: JD-01, version: A/0, prepared_by: 'post:head'}\n", "utf-8"
    )
    approval = ["approve", "post:clerk", "--by", "head", "--on", "2026-01-05", "--root", str(root), "--as-of", _DAY]
    CliRunner().invoke(program, approval, catch_exceptions=False)
    organisation = compile_tree(root, _DAY).organisation
    assert organisation is not None
    return next(iter(render(edition(organisation), "zh", only="post:clerk").values()))


def _judged(root: Path, path: Path) -> str:
    """The exit code and the verdict of `remit verify`, or what it says instead; both ways to show it are made."""
    command = ["--root", str(root), "--as-of", _DAY, "verify", str(path)]
    _limit_time()
    CliRunner().invoke(program, [*command, "--lang", "zh"], catch_exceptions=False)
    _limit_time()
    done = CliRunner().invoke(program, [*command, "--format", "json"], catch_exceptions=False)
    if not done.output.startswith("{"):
        return f"{done.exit_code} refused"
    (found,) = json.loads(done.output)["files"]
    return f"{done.exit_code} {found['state']} {found['words']}"


def _limit_time() -> None:
    """No more processor time from here than a file may take: what takes more ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + _SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def main() -> None:
    """Judge each, or those named."""
    work = Path(tempfile.mkdtemp())
    try:
        root, file = work / "company", work / "file.docx"
        sound = _made(root)
        file.write_bytes(b"%PDF")
        _judged(root, file)  # whatever is imported is there, and not the file's to pay for
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        for name in sys.argv[1:] or (*OFFICE, *PLACES):
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            file.write_bytes(OFFICE[name](sound) if name in OFFICE else sound)
            path = PLACES[name](file) if name in PLACES else file
            resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, resource.RLIM_INFINITY))
            click.echo(f"{name}\t{_judged(root, path)}")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
