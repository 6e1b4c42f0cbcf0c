"""What tests of several parts share: a company from a map of files, and --bless for what was looked at and is right."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from remit.compiler import Compilation, compile_tree

CHROMIUM = "/usr/bin/chromium"
SYSTEM = "name: 公司\nlanguages: [zh]\n"
Company = Callable[..., Compilation]

# No test is timed: what an example takes on a busy machine, or while a dictionary loads, says nothing.
settings.register_profile("remit", deadline=None)
settings.load_profile("remit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write expected.txt of the as-found organisations anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Groups come first: they take longest, and one that begins near the end leaves the other workers idle."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_collection_finish() -> None:
    """What was collected and imported stays until the end: each search for cycles would go through it in vain."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """Compiles a map of path below policies/ to text, on a day where one is given; system.yaml is the smallest one unless given."""

    def build(files: Mapping[str, str], as_of: str = "") -> Compilation:
        for path, text in {"system.yaml": SYSTEM, **files}.items():
            file = tmp_path / "policies" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return compile_tree(tmp_path, as_of)

    return build


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once: two drivers in one process get in each other's way. A missing browser is a failure."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
