"""Rectangles and polylines in px, origin top left, y downward: the one vocabulary of layouts, labels and drawing."""

from dataclasses import dataclass

Point = tuple[float, float]
Polyline = tuple[Point, ...]


@dataclass(frozen=True)
class Rect:
    """An axis-parallel rectangle; `x`, `y` is its top left corner. All in px."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """The x of the centre."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The y of the centre."""
        return self.y + self.h / 2

    def grown(self, by: float) -> "Rect":
        """This rectangle with `by` px added on every side."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other: "Rect") -> bool:
        """Whether the interiors have a point in common; rectangles that only touch do not overlap."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: "Rect") -> bool:
        """Whether `other` lies wholly inside, borders included."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def crossed_by(self, a: Point, b: Point) -> bool:
        """Whether the axis-parallel segment from `a` to `b` runs through the interior."""
        return (
            min(a[0], b[0]) < self.right
            and self.x < max(a[0], b[0])
            and min(a[1], b[1]) < self.bottom
            and self.y < max(a[1], b[1])
        )


def simplified(points: list[Point]) -> Polyline:
    """`points` without repeated ones and without those in the middle of a straight run."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
