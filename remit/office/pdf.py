"""A PDF from document values: one document, or several bound together, with contents, bookmarks and tags (PDF/UA-1).

The typesetter is typst, which needs no program or library of the system. The looks stand in templates/print/; the
document goes there as data, never as markup. Fonts for Chinese are those of the system, Latin type comes with typst.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from typst import Compiler, Fonts, TypstError

from remit.cache.lasting import lasting
from remit.diagrams.png import FontMissingError
from remit.office.blocks import WordDocument
from remit.office.pdf_data import Data, document_data, texts_of
from remit.processes import apart
from remit.resources import templates_dir

_LATIN_SERIF = "Libertinus Serif"
_MONO = "DejaVu Sans Mono"
# Chinese faces by use, best first; the last ones stand in where the one asked for is not installed.
_SONG = ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", "Songti SC", "STSong")
_HEI = (
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
)
_FACES = {
    "serif": (*_SONG, *_HEI),
    "sans": (*_HEI, *_SONG),
    "fangsong": ("FangSong_GB2312", "FangSong", "STFangsong", *_SONG, *_HEI),
    "kaiti": ("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", *_SONG, *_HEI),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *_SONG, *_HEI),
}
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_REPLACEMENT = "\ufffd"


def write_pdf(doc: WordDocument, bound: Sequence[WordDocument] = ()) -> bytes:
    """The PDF of `doc`, the same bytes for the same document and fonts.

    The documents `bound` with it follow in the same file, each from a new page with its own head, foot and word across
    the page; language, title and design are those of `doc`, and pages are counted through. Their titles (headings of
    level 0) then head the bookmarks and the contents. A character that no font has becomes U+FFFD.

    Raises FontMissingError where the text is Chinese and no known font for it is installed, ValueError for what no
    document can hold, as `write_docx` does.
    """
    data = document_data((doc, *bound))
    if not _chinese_faces() and any(_is_chinese(character) for text in texts_of(data) for character in text):
        raise FontMissingError("cjk")
    data["fonts"] = _families(doc.lang)
    try:
        return _printed(json.dumps(data, ensure_ascii=False))
    except TypstError as error:
        missing = _characters(error.diagnostic)
        if not missing:
            raise
        return _printed(json.dumps(_without(data, missing), ensure_ascii=False))


_has_run_here = False
"""Whether the typesetter has run in this process. Its threads do not come along into a fork, which would wait for them for ever."""


def _printed(document: str) -> bytes:
    folder = templates_dir() / "print"

    def pdf() -> bytes:
        global _has_run_here
        _has_run_here = True
        compiler = Compiler(
            folder / "document.typ", root=folder, font_paths=_fonts(), sys_inputs={"document": document}
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
        if not isinstance(made, bytes):
            raise TypeError("the typesetter gave no file")
        return made

    # The typesetter keeps all that it has set, some hundreds of MB for a handbook, as long as its process lives.
    return lasting("pdf", (document, font_files()), lambda: pdf() if _has_run_here else apart(pdf))


@cache
def _fonts() -> Fonts:
    """The fonts of the system and those that come with the typesetter, looked for once."""
    return Fonts()


@cache
def font_files() -> list[tuple[str, int, int]]:
    """The files of the fonts that documents are set with, with their sizes and times."""
    found = sorted({font.path for font in _fonts().fonts() if font.path})
    return [(path, about.st_size, about.st_mtime_ns) for path in found for about in [os.stat(path)]]


@cache
def _chinese_faces() -> frozenset[str]:
    return frozenset(_fonts().families()).intersection(*[[name for faces in _FACES.values() for name in faces]])


@cache
def _families(lang: str) -> Data:
    """Font families by use, only those there are. In Chinese, quotation marks and dashes are those of the Chinese face."""
    found: Data = {"mono": [_MONO]}
    for use, faces in _FACES.items():
        chinese = [name for name in faces if name in _chinese_faces()]
        latin: str | dict[str, str] = _LATIN_SERIF
        if lang == "zh":
            latin = {"name": _LATIN_SERIF, "covers": "latin-in-cjk"}
        found[use] = [*chinese, _LATIN_SERIF] if use == "sans" else [latin, *chinese]
        found[use].append(_MONO)  # it has the signs that no other face has, such as the box to tick
    return found


def _is_chinese(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _characters(diagnostic: str) -> frozenset[str]:
    """The characters that the typesetter found no glyph for."""

    def plain(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    found = frozenset(character for text in _MISSING.findall(diagnostic) for character in _ESCAPED.sub(plain, text))
    # Every face has ASCII; only escapes in the message look like it.
    return frozenset(character for character in found if not character.isascii())


def _without(data: Data, missing: frozenset[str]) -> Data:
    """The data with these characters made visible as missing, in texts alone."""
    table = str.maketrans(dict.fromkeys(missing, _REPLACEMENT))

    def clean(value: object) -> object:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, dict):
            return {key: clean(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [clean(inner) for inner in value]
        return value

    return {key: clean(value) for key, value in data.items()}
