"""Drawings as pictures for paper, each made once: a policy and the handbook that holds it show the same."""

from __future__ import annotations

from functools import lru_cache

from remit.cache.lasting import lasting
from remit.diagrams.png import fonts, svg_to_png


@lru_cache(maxsize=256)
def raster(svg: str, pixels_per_px: float) -> bytes:
    """The PNG of a drawing. Raises FontMissingError where no installed font has its characters."""
    return lasting("raster", (svg, pixels_per_px, fonts()), lambda: svg_to_png(svg, pixels_per_px))
