"""The worked company, checked and built once for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from remit.backends import BACKENDS, Edition, edition
from remit.compiler import Compilation, compile_tree

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def compilation() -> Compilation:
    return compile_tree(ROOT, "2026-06-30")


@pytest.fixture(scope="session")
def made(compilation: Compilation, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    assert compilation.organisation is not None
    return edition(compilation.organisation, (), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def files(made: Edition) -> dict[str, bytes]:
    """Every output file of the company, by path."""
    found: dict[str, bytes] = {}
    for backend in BACKENDS:
        own = backend.render(made)
        assert all(backend.owned(path) for path in own), backend.name
        found |= own
    return found


@pytest.fixture(scope="session")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The output on disk, for readers from outside."""
    out = tmp_path_factory.mktemp("site")
    for path, data in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    yield out
    shutil.rmtree(out, ignore_errors=True)
