"""A clean build is the same to the byte wherever and however it is made; `python -m tests.reproducible` for the whole company."""

from __future__ import annotations

from pathlib import Path

from tests.reproducible.builds import CASES, EXAMPLE, build, differences


def test_folder_zone_locale_seed_umask_and_order_do_not_matter(tmp_path: Path) -> None:
    first, second = (build(EXAMPLE, tmp_path, case) for case in CASES[:2])
    assert len(first) > 100
    assert differences(first, second) == []
