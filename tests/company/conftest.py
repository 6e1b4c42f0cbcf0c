"""The worked company, checked and built once for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

from remit.backends import Edition, edition
from remit.compiler import Compilation, compile_tree
from remit.registry import BACKENDS

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


@pytest.fixture(scope="session")
def kinds_of_pages() -> dict[str, str]:
    """Path of one page of every kind, by what it is called."""
    text = (Path(__file__).parent / "kinds_of_pages.yaml").read_text("utf-8")
    paths: dict[str, str] = {name: f"{path}/index.html".lstrip("/") for name, path in yaml.safe_load(text).items()}
    return paths


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session", params=["file", "http"])
def origin(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the site is read from: its folder, and a web server of this machine."""
    if request.param == "file":
        yield folder.as_uri()
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
