"""The handbook site of a company of growing size: what a build costs and how it grows, how heavy the pages are, and how long
a reader waits for the search in Chromium.
"""

from __future__ import annotations

import gc
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import log
from pathlib import Path
from statistics import linear_regression, median
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import apart, machine, rows_table
from benchmarks.whole_company import whole_company
from remit.backends import edition
from remit.registry import backend

_ASKED = {
    "zh": ("采购专员", "年度计划", "经理", "JZ-FM-0-3", "核对"),
    "en": ("purchasing specialist", "yearly plan", "manager", "JZ-FM-0-3", "check"),
}
"""What is searched for: the first in a page just opened, the others after it."""

_OPENED = "posts/post-0-0/index.html"
_RESULTS = "document.querySelector('.md-search-result__list').innerHTML"
_CHANGED = f"before => {_RESULTS} !== before && document.querySelector('.md-search-result__item a')"


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: seconds of processor time, peak memory in MB, sizes in bytes by path."""

    entities: int
    seconds: float
    memory: float
    sizes: Mapping[str, int]

    @property
    def html(self) -> dict[str, int]:
        """The sizes of the pages."""
        return {path: size for path, size in self.sizes.items() if path.endswith(".html")}


def suite(count: int, rounds: int, lang: str) -> str:
    """The tables of the suite, for companies of a tenth, a third and the whole of `count` entities."""
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in (count // 10, count // 3, count)}
        runs = [[_built(size, folder) for size, folder in folders.items()] for _ in range(rounds)]
        built = [_middle(found) for found in zip(*runs, strict=True)]
        searched = list(_searched(folders, rounds, lang))
    about = f"The site in zh and en, from the linked organisation to the bytes; {machine()}; medians of {rounds} rounds"
    index = {one.entities: one.sizes[f"{lang}/search/search_index.js"] for one in built}
    return (
        "\n\n".join([about, _build_table(built), f"The search in Chromium ({lang})", _search_table(searched, index)])
        + "\n"
    )


def _built(entities: int, folder: Path) -> Built:
    found: Built = apart(partial(_build, entities, folder))
    return found


def _build(entities: int, folder: Path) -> Built:
    """Builds in a process of its own, without caches, and writes the site for the browser."""
    published = edition(whole_company(entities))
    gc.collect()
    start = time.process_time()
    files = backend("site").render(published)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return Built(entities, seconds, memory, {path: len(data) for path, data in files.items()})


def _middle(found: Sequence[Built]) -> Built:
    seconds, memory = median(one.seconds for one in found), median(one.memory for one in found)
    return Built(found[0].entities, seconds, memory, found[0].sizes)


def _growth(built: Sequence[Built], values: Sequence[float]) -> str:
    """The exponent with which values grow with the number of entities: 1 is in proportion."""
    return f"^{linear_regression([log(one.entities) for one in built], [log(value) for value in values]).slope:.2f}"


def _build_table(built: Sequence[Built]) -> str:
    rows: list[Sequence[str]] = [
        ("entities", "pages", "s a build", "ms a page", "MB memory", "MB site", "KB a page", "KB the largest", "which")
    ]
    for one in built:
        html, total = one.html, sum(one.sizes.values())
        largest = max(html, key=lambda path: html[path])
        each = one.seconds / len(html) * 1000
        rows.append((
            str(one.entities), str(len(html)), f"{one.seconds:.1f}", f"{each:.2f}", f"{one.memory:.0f}", f"{total / 1e6:.0f}",
            f"{median(html.values()) / 1000:.0f}", f"{html[largest] / 1000:.0f}", largest,
        ))  # fmt: skip
    grown = (
        [len(one.html) for one in built], [one.seconds for one in built], [one.seconds / len(one.html) for one in built],
        [one.memory for one in built], [sum(one.sizes.values()) for one in built],
        [median(one.html.values()) for one in built], [max(one.html.values()) for one in built],
    )  # fmt: skip
    rows.append(("growth", *(_growth(built, values) for values in grown), ""))
    return rows_table(rows)


def _search_table(searched: Sequence[tuple[int, str, list[float]]], index: Mapping[int, int]) -> str:
    rows = [("entities", "MB index", "from", "ms to the first result", "ms to later ones")]
    for entities, scheme, (first, *later) in searched:
        rows.append(
            (
                str(entities),
                f"{index[entities] / 1e6:.1f}",
                scheme,
                f"{first * 1000:.0f}",
                f"{median(later) * 1000:.0f}",
            )
        )
    return rows_table(rows)


def _searched(folders: Mapping[int, Path], rounds: int, lang: str) -> Iterator[tuple[int, str, list[float]]]:
    """How long each search took, in pages opened over file:// and http://, one a round; medians over them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for entities, folder in folders.items():
            with _served(folder) as address:
                for scheme, root in (("file", folder.as_uri()), ("http", address)):
                    found = [_waits(browser, f"{root}/{lang}/{_OPENED}", _ASKED[lang]) for _ in range(rounds)]
                    yield entities, scheme, [median(times) for times in zip(*found, strict=True)]
        browser.close()


def _waits(browser: Browser, address: str, asked: Sequence[str]) -> list[float]:
    """Seconds from opening the search field of a page just opened to the first result, and from each further query."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    found = []
    for query in asked:
        before = page.evaluate(_RESULTS)
        start = time.perf_counter()
        field = page.locator("input[name=query]")
        field.click()
        field.fill(query)
        field.press("End")  # the search listens to keys, and fill sends none
        page.wait_for_function(_CHANGED, arg=before)
        found.append(time.perf_counter() - start)
    context.close()
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served meanwhile."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
