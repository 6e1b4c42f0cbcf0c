"""Pictures and Word templates that a company brings to do harm: checked, and where nothing is said against them documents made
with them, in little memory and time, in one process.

`python -m tests.hostile.brought [NAME …]` prints for each the findings about it; it dies where one takes more than it may.
"""

from __future__ import annotations

import resource
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from remit.backends.handbook import render as handbook
from remit.backends.job_descriptions import render as job_descriptions
from remit.backends.starting_templates import starting_template
from remit.building import edition_of
from remit.compiler import compile_tree
from tests.fuzz.oracle import DAY
from tests.hostile.archives import bomb, changed, packed, parts_of

_MEMORY, _SECONDS, _HUGE = 512 << 20, 20, 2 << 30
_SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
_LOGO, _TEMPLATE = "policies/attachments/logo.png", "templates/word/job-description.docx"
_HARMLESS = {"template-in-one-language"}
_POLICY = "name: 采购制度\noutline: system\nclass: rule\nchapters:\n- {id: a, title: 总则, articles: [{id: b, text: 采购须经批准。}]}\n"
_HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes, checksum: int | None = None) -> bytes:
    """A chunk of a PNG."""
    crc = zlib.crc32(kind + data) if checksum is None else checksum
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", crc)


def png(
    wide: int,
    high: int,
    pixels: bytes | None = None,
    *,
    depth: int = 8,
    colour: int = 2,
    laced: int = 0,
    more: bytes = b"",
) -> bytes:
    """A picture, of one colour where no pixels are given."""
    raw = (b"\0" + b"\x40" * (3 * wide)) * high if pixels is None else pixels
    head = struct.pack(">LLBBBBB", wide, high, depth, colour, 0, 0, laced)
    return _HEAD + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/hostname"/></svg>'
PICTURES: Mapping[str, Callable[[], bytes]] = {
    "sound": lambda: png(60, 40),
    "sound and laced": lambda: png(1, 1, b"\0\x40\x40\x40", laced=1),
    "declared as gigantic": lambda: png(100_000, 100_000, b"\0" * 100),
    "declared beyond all bounds": lambda: png(0xFFFFFFFF, 0xFFFFFFFF, b""),
    "without width": lambda: png(0, 10),
    "a line of gigabytes": lambda: png(8_000_000, 1, b"\0" * 24_000_001),
    "gigantic in a few bytes": lambda: png(30_000, 30_000, b"\0" * 90_030_000),
    "more pixels than declared": lambda: png(10, 10, b"\0" * (200 << 20)),
    "fewer pixels than declared": lambda: png(1000, 1000, b"\0" * 3001),
    "cut short": lambda: png(60, 40)[:-30],
    "a head alone": lambda: png(60, 40)[:33],
    "a wrong checksum": lambda: png(60, 40).replace(b"IDAT", b"IDAt"),
    "pixels that are none": lambda: _HEAD + chunk(b"IHDR", struct.pack(">LLBBBBB", 9, 9, 8, 2, 0, 0, 0)) + chunk(b"IDAT", b"x" * 99) + chunk(b"IEND", b""),
    "a depth that is none": lambda: png(60, 40, depth=3),
    "a filter that is none": lambda: png(1, 1, b"\x09\x40\x40\x40"),
    "colours without a palette": lambda: png(2, 2, b"\0\x01\x01" * 2, colour=3),
    "colours with a palette": lambda: png(2, 2, b"\0\x01\x01" * 2, colour=3, more=chunk(b"PLTE", b"\x40" * 6)),
    "texts of gigabytes": lambda: png(60, 40, more=chunk(b"zTXt", b"a\0\0\x78\xda" + bomb(_HUGE).data)),
    "a profile of gigabytes": lambda: png(60, 40, more=chunk(b"iCCP", b"a\0\0\x78\xda" + bomb(_HUGE).data)),
    "a JPEG": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 100,
    "a GIF": lambda: b"GIF89a\xff\xff\xff\xff" + b"\0" * 100,
    "an SVG": lambda: _SVG,
    "nothing": lambda: b"",
    "larger than any": lambda: _HEAD + b"\0" * (20 << 20),
}  # fmt: skip

Made = Callable[[bytes], bytes]
TEMPLATES: Mapping[str, Made] = {
    "a template": lambda data: data,
    "a template with a gigantic picture": lambda data: packed({**parts_of(data), "word/media/a.png": PICTURES["declared as gigantic"]()}),
    "a template of gigabytes": lambda data: changed(data, word__document=bomb(_HUGE)),
    "a template of gigabytes declared as little": lambda data: changed(data, word__document=bomb(_HUGE, declared=99)),
    "a template with gigabytes beside it": lambda data: changed(data, word__other=bomb(_HUGE, declared=99)),
    "a template of sixty thousand parts": lambda data: packed({**parts_of(data), **{f"x/{n}.bin": b"" for n in range(60_000)}}),
    "a template of paragraphs in paragraphs": lambda data: changed(data, word__document=b"<a>" * 1_000_000),
    "a template of an encoding that is none": lambda data: changed(data, word__document=b'<?xml version="1.0" encoding="zlib"?><a/>'),
    "a template under a password": lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 10_000,
    "a template cut short": lambda data: data[: len(data) // 2],
}  # fmt: skip


def judged(root: Path, path: str, data: bytes) -> str:
    """The findings about a file of a company; `made` where documents were made with it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    made = compile_tree(root, DAY)
    names = {one.diagnostic.name for one in made.findings if one.diagnostic.name.startswith(("logo", "template"))}
    if names <= _HARMLESS and made.organisation is not None:
        edition = edition_of(made, made.organisation, DAY, None)
        names = {"made" for files in (dict(handbook(edition, "zh")), job_descriptions(edition, "zh")) if files}
    file.unlink()
    return ",".join(sorted(names))


def main() -> None:
    """Judge each, or those named."""
    work = Path(tempfile.mkdtemp())
    try:
        root = work / "company"
        shutil.copytree(_SMALL, root)
        system = root / "policies" / "system.yaml"
        text = system.read_text("utf-8")
        (root / "policies" / "policies").mkdir()
        (root / "policies" / "policies" / "rules.yaml").write_text(_POLICY, "utf-8")
        template = starting_template("job-description", "zh")
        judged(root, _LOGO, b"")  # whatever is imported is there, and not the file's to pay for
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        for name in sys.argv[1:] or (*PICTURES, *TEMPLATES):
            system.write_text(f"{text}documents: {{logo: logo.png}}\n" if name in PICTURES else text, "utf-8")
            path, data = (_LOGO, PICTURES[name]()) if name in PICTURES else (_TEMPLATE, TEMPLATES[name](template))
            spent = resource.getrusage(resource.RUSAGE_SELF)
            until = int(spent.ru_utime + spent.ru_stime) + _SECONDS
            resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, resource.RLIM_INFINITY))
            click.echo(f"{name}\t{judged(root, path, data)}")
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
