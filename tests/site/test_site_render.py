"""The files of a site: complete, self-contained, the same every time."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from remit.site import LanguageSite, Page, relative_link, render_site
from remit.site.assets import own_assets, shared_assets, templates, theme, third_party
from remit.site.navigation import LONG_SECTION, WINDOW

Sites = tuple[LanguageSite, ...]


def test_every_page_search_and_asset_is_there(sites: Sites, files: dict[str, bytes]) -> None:
    wanted = {f"{site.lang}/{page.path}" for site in sites for page in site.pages}
    wanted |= {f"{site.lang}/search/search_index.{ext}" for site in sites for ext in ("js", "json")} | {"index.html"}
    assert {path for path in files if not path.startswith("assets/")} == wanted
    assert "assets/stylesheets/remit.css" in files
    assert not [path for path in files if "lunr" in path or path.endswith(".map")]


def test_no_mark_is_left(files: dict[str, bytes]) -> None:
    assert [path for path, data in files.items() if b"@@remit" in data] == []


def test_every_link_leads_to_a_file(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        for element, _, link, _ in lxml_html.fromstring(data).iterlinks():
            if element.tag == "object" or link.startswith(("#", "data:")):
                continue
            assert not re.match(r"[a-z]+:|/", link), f"{path}: {link}"
            target = PurePosixPath(path).parent / link.partition("#")[0]
            parts: list[str] = []
            for part in target.parts:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            assert "/".join(parts) in files, f"{path}: {link}"


def test_nothing_is_loaded_from_a_network(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".html"):
            assert not re.search(rb'(?:src|href)="(?:https?:)?//', data), path
        if path.endswith(".css"):
            assert not re.search(rb"url\([\"']?(?:https?:)?//|@import", data), path
        if path.endswith((".js", ".css", ".html")):
            assert not re.search(rb"unpkg\.com|jsdelivr|cdnjs|googleapis|gstatic", data), path


def test_same_bytes_with_and_without_a_cache(sites: Sites, files: dict[str, bytes], tmp_path: Path) -> None:
    assert render_site(sites, None) == files
    assert render_site(sites, tmp_path) == files
    (tmp_path / "segments.json").write_text("{broken")
    assert render_site(sites, tmp_path) == files


def test_a_warm_build_imports_neither_mkdocs_nor_jieba(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    code = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[1:3]; from conftest import language;"
        "from remit.site import render_site; render_site([language('zh')], Path(sys.argv[3]));"
        "print(*(name in sys.modules for name in ('mkdocs', 'material', 'jieba')))"
    )
    command = [sys.executable, "-c", code, str(root), str(Path(__file__).parent), str(tmp_path)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(2)]
    assert runs[0][0] == runs[0][2] == "True"
    assert runs[1] == ["False"] * 3


OURS = {"assets/stylesheets/remit.css", "assets/licences.txt"}


def test_what_is_passed_on_is_recorded_with_version_licence_and_hash() -> None:
    """After a change on purpose: its new hash into templates/site/vendor/THIRD-PARTY.json, and what is in it."""
    shared, recorded = shared_assets(), third_party()
    theirs = {path: data for path, data in shared.items() if path not in OURS and "/workers/" not in path}
    assert {path: sha256(data).hexdigest() for path, data in theirs.items()} == recorded["files"]
    places = {place for part in recorded["components"] for place in part["in"]}
    assert places == {*theirs, "pages"}
    assert all(part[key] for part in recorded["components"] for key in ("version", "licence", "homepage", "why"))
    for distribution in ("mkdocs-material",):
        (part,) = [part for part in recorded["components"] if part["name"] == distribution]
        assert part["version"] == metadata.version(distribution)


def test_licences_are_passed_on(files: dict[str, bytes]) -> None:
    text = shared_assets()["assets/licences.txt"].decode()
    for part in third_party()["components"]:
        assert f"- {part['name']} {part['version']} · {part['licence']}" in text
        licence = (templates() / "vendor" / "licences" / f"{part['name']}.txt").read_text("utf-8")
        assert licence.strip() in text
    assert len(list((templates() / "vendor" / "licences").iterdir())) == len(third_party()["components"])
    for path in ("zh/index.html", "en/index.html"):
        assert b'href="../assets/licences.txt"' in files[path]


def test_a_library_in_the_bundle_of_the_theme_is_recorded() -> None:
    """By its map of sources, which lies beside it and is not passed on."""
    (sources,) = (theme() / "assets" / "javascripts").glob("bundle.*.map")
    names = {
        path.split("node_modules/")[1].split("/")[0]
        for path in json.loads(sources.read_text("utf-8"))["sources"]
        if "node_modules/" in path
    }
    assert names
    assert names <= {part["name"] for part in third_party()["components"]}


def test_a_changed_vendored_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(templates(), tmp_path / "site")
    (tmp_path / "site/vendor/iframe-worker.js").write_text("")
    monkeypatch.setattr("remit.site.assets.templates", lambda: tmp_path / "site")
    with pytest.raises(ValueError, match=r"iframe-worker\.js"):
        own_assets()


def test_our_search_stands_where_the_theme_looks_for_its_own(files: dict[str, bytes]) -> None:
    path = next(path for path in shared_assets() if "/workers/" in path)
    assert path.encode() in files["zh/index.html"]
    assert files[path] == (templates() / "scripts" / "search-worker.js").read_bytes()


def test_language_links_lead_to_the_same_page_and_back(files: dict[str, bytes]) -> None:
    def others(path: str) -> list[str]:
        links = lxml_html.fromstring(files[path]).xpath("//a[@class='remit-language']")
        return [link.get("href") for link in links]

    assert others("zh/posts/buyer/index.html") == ["../../../en/posts/buyer/index.html"]
    assert others("en/posts/buyer/index.html") == ["../../../zh/posts/buyer/index.html"]
    assert others("zh/policies/only/index.html") == ["../../../en/index.html"]


def test_navigation_holds_the_own_section_and_the_tabs(files: dict[str, bytes]) -> None:
    page = lxml_html.fromstring(files["zh/posts/buyer/index.html"])
    nav = page.xpath("//nav[contains(@class, 'md-nav--primary')]")[0]
    links = [a.get("href") for a in nav.xpath(".//a[contains(@class, 'md-nav__link')]")]
    assert [link for link in links if link.startswith("#")] == ["#duties", "#a_1", "#raci"]
    assert [link for link in links if not link.startswith("#")] == [
        "../../posts/index.html",
        "../../posts/head/index.html",
        "../../posts/buyer/index.html",
        "../../policies/index.html",
    ]
    assert "采购部" in nav.text_content()
    active = page.xpath("//li[contains(@class, 'md-tabs__item--active')]")
    assert [item.text_content() for item in active] == ["岗位"]
    assert page.xpath("string(//nav[@class='crumbs'])") == "首页岗位采购部"
    assert page.xpath("string(//p[@class='page-edit']/code)") == "policies/posts/buyer.yaml"


def test_contents_nest_h3_under_h2(files: dict[str, bytes]) -> None:
    page = lxml_html.fromstring(files["zh/posts/buyer/index.html"])
    toc = page.xpath("//div[@data-md-type='toc']//ul[@data-md-component='toc']")[0]
    assert [a.get("href") for a in toc.xpath("./li/a")] == ["#duties", "#raci"]
    assert [a.get("href") for a in toc.xpath("./li[1]/nav//a")] == ["#a_1"]
    assert page.xpath("//h2[@id='duties']/a[@class='headerlink']/@href") == ["#duties"]


@pytest.mark.parametrize("at", [0, 200, 399])
def test_a_long_section_shows_a_window(sites: Sites, at: int) -> None:
    site = sites[0]
    many = tuple(Page(f"posts/p{n}/index.html", f"岗位{n}", "<h1>x</h1>", "posts") for n in range(400))
    home = tuple(page for page in site.pages if page.path in {"index.html", "posts/index.html"})
    long = replace(site, pages=home + many, sections=site.sections[:1])
    page = lxml_html.fromstring(render_site([long], None)[f"zh/posts/p{at}/index.html"])
    items = page.xpath("//nav[@data-md-level='1']/ul/li/a")
    siblings = [item for item in items if re.search(r"/p[0-9]", item.get("href"))]
    assert len(many) > LONG_SECTION
    assert len(siblings) == WINDOW
    assert f"岗位{at}" in [item.text_content() for item in siblings]
    hidden = sum(
        int(re.findall(r"\d+", a.text_content())[0]) for a in items if a.get("href") == "../../posts/index.html"
    )
    assert hidden == 400 - WINDOW


def test_text_is_escaped_where_the_engine_writes_it(sites: Sites) -> None:
    bad = '"><script>alert(1)</script>'
    site = replace(sites[0], name=bad, notice=bad, labels=dict.fromkeys(sites[0].labels, bad))
    pages = tuple(replace(page, title=bad, group=bad, edit=bad, keywords=(bad,)) for page in site.pages)
    sections = tuple(replace(section, title=bad) for section in site.sections)
    built = render_site([replace(site, pages=pages, sections=sections), replace(site, lang="en")], None)
    for path, data in built.items():
        if path.endswith(".html"):
            assert b"<script>alert" not in data, path
        if path.endswith(("search_index.json", "search_index.js")):
            assert b"<" not in data, path  # in a browser: test_text_in_a_result_stays_text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"path": "index.html"}, "share"),
        ({"path": "../x.html"}, "relative"),
        ({"section": "nowhere"}, "nowhere"),
        ({"body": "<p>x</p>"}, "<h1>"),
    ],
)
def test_unsound_pages_are_refused(sites: Sites, change: dict[str, str], message: str) -> None:
    page = Page("x/index.html", "x", "<h1>x</h1>", "")
    site = replace(sites[0], pages=(*sites[0].pages, replace(page, **change)))
    with pytest.raises(ValueError, match=message):
        render_site([site], None)


def test_unsound_sites_are_refused(sites: Sites) -> None:
    with pytest.raises(ValueError, match="at least one"):
        render_site([], None)
    with pytest.raises(ValueError, match="twice"):
        render_site([sites[0], sites[0]], None)
    with pytest.raises(ValueError, match="labels missing: home"):
        render_site([replace(sites[0], labels={k: v for k, v in sites[0].labels.items() if k != "home"})], None)
    with pytest.raises(ValueError, match="no home page"):
        render_site([replace(sites[0], pages=sites[0].pages[1:])], None)
    with pytest.raises(ValueError, match="which is no page"):
        render_site(
            [replace(sites[0], sections=(replace(sites[0].sections[0], index="no.html"), sites[0].sections[1]))], None
        )


@given(*[st.lists(st.sampled_from(["a", "b", "c"]), max_size=4)] * 2)
def test_a_link_leads_from_one_path_to_the_other(source: list[str], target: list[str]) -> None:
    here, there = ("/".join([*parts, "index.html"]) for parts in (source, target))
    assert relative_link(here, f"{there}#x") == f"{posixpath.relpath(there, posixpath.dirname(here) or '.')}#x"


def test_relative_link() -> None:
    assert relative_link("index.html", "posts/a/index.html") == "posts/a/index.html"
    assert relative_link("posts/a/index.html", "posts/b/index.html#x") == "../b/index.html#x"
    assert relative_link("zh/posts/a/index.html", "downloads/zh/a.docx") == "../../../downloads/zh/a.docx"
