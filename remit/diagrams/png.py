"""Turns a diagram's SVG into a PNG for documents that cannot hold SVG.

resvg finds fonts itself: it scans the system's font folders, and leaves text out without a word where no font has the characters.
"""

import re
import unicodedata
from functools import lru_cache

_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)"')
_DPI = 96.0
# Two glyphs that no font draws alike: alike they are only as blanks or as the box for a missing character.
_PROBES = {"cjk": ("永", "国"), "latin": ("A", "g")}
_CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
)
_FAMILIES = {
    "cjk": _CJK_FAMILIES,
    "latin": (*_CJK_FAMILIES, "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica"),
}


class FontMissingError(RuntimeError):
    """No installed font has the characters of a diagram; `families` names the fonts of which one has to be installed.

    On Debian and Ubuntu the package fonts-noto-cjk brings the first of them.
    """

    def __init__(self, script: str) -> None:
        self.script = script
        self.families = _FAMILIES[script]
        super().__init__(
            f"no font with {script} characters found; install one of: {', '.join(self.families)} "
            "(Debian and Ubuntu: the package fonts-noto-cjk)"
        )


def svg_to_png(svg: str, scale: float) -> bytes:
    """PNG bytes of `svg`, `scale` pixels to a px of the SVG (height in proportion to the rounded width); the same bytes for the same SVG, scale and fonts.

    What the SVG does not paint is transparent.

    Raises FontMissingError when no installed font has the characters, ValueError when `svg` has no width in px, is not well-formed
    or `scale` is not positive, and ImportError where resvg-py is not installed.
    """
    found = _SIZE.search(svg)
    if found is None or scale <= 0:
        raise ValueError("an SVG with a width in px and a positive scale are needed")
    script = "cjk" if any(unicodedata.east_asian_width(char) in "WF" for char in svg) else "latin"
    family = _installed_family(script)
    if family is None:
        raise FontMissingError(script)
    return _render(svg, max(1, round(float(found[1]) * scale)), family)


@lru_cache(maxsize=len(_PROBES))
def _installed_family(script: str) -> str | None:
    """The first known font that is installed and really has the characters of `script`."""
    for family in _FAMILIES[script]:
        first, second = (
            _render(
                '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
                f'<text x="2" y="20" font-size="18" font-family="{family}">{char}</text></svg>',
                24,
                family,
            )
            for char in _PROBES[script]
        )
        if first != second:
            return family
    return None


def _render(svg: str, width: int, family: str) -> bytes:
    from resvg_py import svg_to_bytes  # a binary package that only documents need; a site builds without it

    # The generic family stands for a font that is rarely installed outside Windows: it has to be named.
    return svg_to_bytes(svg_string=svg, width=width, dpi=_DPI, sans_serif_family=family)
