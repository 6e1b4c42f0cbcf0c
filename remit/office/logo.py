"""Whether the logo that a company names can stand at the head of its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from remit.diagnostics import Diagnostic, Span

LARGEST = 4 << 20
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a PNG of a size that documents can hold."""
    return data.startswith(_PNG) and 24 <= len(data) <= LARGEST and b"\0\0\0\0" not in (data[16:20], data[20:24])


def logo_findings(logo: str, span: Span, data: bytes | None, there: Sequence[str]) -> Iterator[Diagnostic]:
    """What is wrong with it: `data` is None where there is no such file, `there` are the names of the files there are."""
    if data is None:
        near = get_close_matches(logo, there, 1, 0.5)
        yield Diagnostic("logo-missing", span, "system:system", {"file": logo, "nearest": near[0] if near else ""})
    elif not is_picture(data):
        yield Diagnostic("logo-not-a-picture", span, "system:system", {"file": logo, "most": str(LARGEST >> 20)})
