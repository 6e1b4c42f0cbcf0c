"""The suite of the site runs; and what has to hold of a site however large the company is: sizes, never times."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest

from benchmarks.whole_company import OF_A_UNIT, whole_company
from remit.backends import Edition, edition
from remit.model.entities import Post
from remit.pages import calendar_pages, matrices
from remit.pages.book import language_site
from remit.registry import backend
from remit.site.navigation import LONG_SECTION

REPOSITORY = Path(__file__).resolve().parents[2]
UNITS = 8
pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def company() -> Edition:
    return edition(whole_company(UNITS * OF_A_UNIT))


@pytest.fixture(scope="module")
def site(company: Edition) -> dict[str, bytes]:
    return backend("site").render(company)


def test_the_suite_of_the_site_prints_its_tables() -> None:
    # In a process of its own, where no browser of other tests is under way.
    command = [sys.executable, "-m", "benchmarks", "site", "--count", "120", "--rounds", "1", "--lang", "zh"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    sizes = ["12", "40", "120"]
    assert [row[0] for row in rows[2:]] == [*sizes, "growth", "entities", rows[7][0], *sorted(sizes * 2, key=int)]
    assert rows[5][1].startswith("^")
    assert [row[2] for row in rows[8:]] == ["file", "http"] * 3
    assert all(float(cell) > 0 for row in rows[8:] for cell in row[3:])


def test_the_whole_company_has_every_kind_that_a_handbook_shows(company: Edition) -> None:
    organisation = company.organisation
    kinds = (
        "unit",
        "post",
        "process",
        "kpi",
        "record",
        "meeting",
        "policy",
        "authority",
        "training",
        "term",
        "approval",
    )
    assert all(len(organisation.by_kind[kind]) >= UNITS for kind in kinds)
    assert abs(sum(map(len, organisation.by_kind.values())) - UNITS * OF_A_UNIT) < UNITS
    assert Counter(state.state for state in company.states.values())["changed"] == 0
    names = [str(post.name) for post in organisation.all(Post)]
    assert len(set(names)) == len(names)


def test_a_page_carries_the_navigation_of_its_own_section_only(site: Mapping[str, bytes]) -> None:
    for path, data in site.items():
        lang, _, own = path.partition("/")
        if not path.endswith("/index.html") or path.count("/") < 2:
            continue
        nav = lxml.html.fromstring(data).xpath("//nav[contains(@class, 'md-nav--primary')]")[0]
        targets = [
            posixpath.normpath(posixpath.join(posixpath.dirname(own), link.get("href")))
            for link in nav.xpath(".//a[contains(@class, 'md-nav__link')]")
            if not link.get("href").startswith("#")
        ]
        indexes = {link for link in targets if re.fullmatch(r"[a-z]+/index\.html", link)}
        sections = {link.split("/")[0] for link in targets if link not in indexes}
        assert len(targets) <= LONG_SECTION + len(indexes), path
        if not own.startswith(
            ("calendar/", "coverage/", "quality/", "register/", "glossary/", "meetings/", "trainings/", "system/")
        ):
            assert sections <= {own.split("/")[0]}, (lang, path)


def test_the_site_grows_with_the_company_and_not_with_its_square(site: Mapping[str, bytes]) -> None:
    half = backend("site").render(edition(whole_company(UNITS // 2 * OF_A_UNIT)))
    assets = sum(len(data) for path, data in site.items() if path.startswith("assets/"))
    small, large = (sum(map(len, files.values())) - assets for files in (half, site))
    assert large < 2.3 * small
    by_page = {path: len(site[path]) / len(half[path]) for path in half if path.endswith(".html")}
    # The whole matrix is as wide as it is long: it is shown up to a size only.
    assert {path for path, growth in by_page.items() if growth > 2.1} <= {"zh/raci/index.html", "en/raci/index.html"}


def test_no_page_is_heavy_without_a_reason(site: Mapping[str, bytes]) -> None:
    assert [path for path, data in site.items() if path.endswith(".html") and len(data) > 400_000] == []


def body(company: Edition, path: str) -> str:
    return next(page.html for page in language_site(company, "en").pages if page.path == path)


def test_a_matrix_too_large_to_read_gives_way_to_a_note(company: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '<table class="matrix">' in body(company, "raci/index.html")
    assert '<table class="matrix">' in body(company, "authorities/index.html")
    monkeypatch.setattr(matrices, "MOST_CELLS", 500)
    for path in ("raci/index.html", "authorities/index.html"):
        html = body(company, path)
        assert '<table class="matrix">' not in html
        assert re.search(r'<p class="note">The whole matrix has \d+ rows and 40 columns', html), path
    assert "raci/unit-3/index.html" in body(company, "raci/index.html") or "unit-3/index.html" in body(
        company, "raci/index.html"
    )
    assert '<table class="matrix">' in body(company, "raci/unit-3/index.html")


def test_a_crowded_month_counts_its_entries_by_unit(company: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "calendar/2026-09/index.html"
    shown = lxml.html.fromstring(f"<div>{body(company, path)}</div>")
    of = Counter(ident for row in shown.xpath("//tr[@data-of]") for ident in row.get("data-of").split())
    monkeypatch.setattr(calendar_pages, "CROWDED", 20)
    crowded = lxml.html.fromstring(f"<div>{body(company, path)}</div>")
    rows = crowded.xpath("//tr[td]")
    assert {row.xpath("string(.//a/@href)").split("/")[-2]: int(row.xpath("string(td)")) for row in rows} == of
    assert all(row.xpath("string(.//a/@href)").endswith("/index.html#m-2026-09") for row in rows)
    assert not crowded.xpath("//tr[@data-of]")
    assert 'id="m-2026-09"' in body(company, "calendar/units/unit-3/index.html")
