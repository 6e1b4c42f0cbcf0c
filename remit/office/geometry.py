"""The page of a design: A4 upright, its margins and the text area between them.

templates/word/ takes every length that depends on the page from here, in twentieths of a point.
"""

from __future__ import annotations

from dataclasses import dataclass

from remit.office.blocks import Design

TWIPS_PER_MM = 1440 / 25.4
_A4 = (11906, 16838)


@dataclass(frozen=True, slots=True)
class Page:
    """Margins in twentieths of a point; `header` and `footer` are how far these stand from the paper's edge.

    `spare_mm` of the height are left free by a picture, for the paragraph and the caption around it.
    """

    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    spare_mm: float = 10.0
    paper: tuple[int, int] = _A4

    @property
    def text_width(self) -> int:
        """Width of the text area in twentieths of a point."""
        return self.paper[0] - self.left - self.right

    @property
    def text_height(self) -> int:
        """Height of the text area in twentieths of a point."""
        return self.paper[1] - self.top - self.bottom

    @property
    def line_pitch(self) -> int:
        """The height of a line where 22 of them fill the page, as GB/T 9704 has it."""
        return self.text_height // 22

    @property
    def text_width_mm(self) -> float:
        """Width of the text area in millimetres."""
        return self.text_width / TWIPS_PER_MM

    @property
    def picture_height_mm(self) -> float:
        """The height that a picture may have, in millimetres."""
        return self.text_height / TWIPS_PER_MM - self.spare_mm


# The head of the page needs the upper margin of both. GB/T 9704-2012: margins 37 mm above and 28 mm on the left, a
# text area of 156 x 225 mm, and the page number 7 mm below it.
PAGES: dict[Design, Page] = {
    "company": Page(top=1701, right=1020, bottom=1020, left=1021, header=567, footer=510, spare_mm=14.2),
    "gbt9704": Page(top=2098, right=1475, bottom=1984, left=1587, header=794, footer=907),
}
