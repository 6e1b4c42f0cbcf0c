"""Whether the logo that a company names can stand at the head of its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from remit.diagnostics import Diagnostic, Span
from remit.office.png import MOST_PIXELS, is_png

LARGEST = 4 << 20


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a whole PNG of a size that documents can hold."""
    return len(data) <= LARGEST and is_png(data)


def logo_findings(logo: str, span: Span, data: bytes | None, there: Sequence[str]) -> Iterator[Diagnostic]:
    """What is wrong with it: `data` is None where there is no such file, `there` are the names of the files there are."""
    if data is None:
        near = get_close_matches(logo, there, 1, 0.5)
        yield Diagnostic("logo-missing", span, "system:system", {"file": logo, "nearest": near[0] if near else ""})
    elif not is_picture(data):
        params = {"file": logo, "most": str(LARGEST >> 20), "pixels": str(MOST_PIXELS // 1_000_000)}
        yield Diagnostic("logo-not-a-picture", span, "system:system", params)
