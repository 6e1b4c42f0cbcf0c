"""The MkDocs projects: the same pages, and stock mkdocs as the oracle of the frame's links."""

from __future__ import annotations

import posixpath
import subprocess
import sys
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown import Markdown

from remit.site import LanguageSite, markdown_project
from remit.site.assets import LICENCES
from remit.site.markdown import to_markdown


def render(text: str) -> str:
    options = {"toc": {"permalink": False, "toc_depth": "2-3"}}
    return Markdown(extensions=["attr_list", "meta", "toc"], extension_configs=options).convert(text)


def shape(html: str) -> list[Any]:
    """Tags, attributes and text, white space folded except in pre."""

    def walk(element: Any, pre: bool) -> list[Any]:
        pre = pre or element.tag == "pre"
        fold = (lambda text: text or "") if pre else (lambda text: " ".join((text or "").split()))
        children = [[walk(child, pre), fold(child.tail)] for child in element]
        return [element.tag, sorted(element.attrib.items()), fold(element.text), children]

    return walk(lxml_html.fragment_fromstring(html, create_parent="div"), False)


def test_markdown_of_every_page_is_its_html(sites: tuple[LanguageSite, ...]) -> None:
    for site in sites:
        for page in site.pages:
            assert shape(render(to_markdown(page.html))) == shape(page.html)


@given(st.text(alphabet="ab 甲*_`[](){}#!~\\<>&|\"'+-.:=1^$", min_size=1, max_size=25).filter(lambda s: s.strip()))
def test_headings_keep_any_text(text: str) -> None:
    html = f'<h2 id="x" class="c d">{escape(text)}</h2><div>{escape(text)}</div>'
    assert shape(render(to_markdown(html))) == shape(html)


@pytest.mark.parametrize("html", ["<h1>a</h1>text", "<h1>a</h1><span>b</span>", "<h1>a</h1><div>", "</div>"])
def test_what_is_outside_blocks_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match=r"block|closed"):
        to_markdown(html)


def test_the_page_with_loose_elements_is_named(sites: tuple[LanguageSite, ...]) -> None:
    loose = replace(sites[0].pages[0], body="<h1>a</h1><b>b</b>")
    with pytest.raises(ValueError, match=r"zh/index\.html: .*<b>"):
        markdown_project([replace(sites[0], pages=(loose, *sites[0].pages[1:]))])


@pytest.fixture(scope="module")
def stock(sites: tuple[LanguageSite, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as plain mkdocs builds it."""
    root = tmp_path_factory.mktemp("stock")
    for path, data in markdown_project(sites).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for site in sites:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        done = subprocess.run(command, cwd=root / site.lang, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return root / "site"


PARTS = {
    "body": "//div[starts-with(@class, 'page ') or @class='page']",
    "title": "//title",
    "crumbs": "//nav[@class='crumbs']",
    "languages": "//div[contains(@class, 'remit-languages')]",
    "edit": "//p[@class='page-edit']",
    "notice": "//div[@class='md-copyright']/div",
}
LINKS = {
    "tabs": "//ul[@class='md-tabs__list']//a",
    "nav": "//nav[contains(@class, 'md-nav--primary')]//a[contains(@class, 'md-nav__link')]",
    "toc": "//div[@data-md-type='toc']//ul[@data-md-component='toc']//a",
}


def test_stock_mkdocs_shows_the_same(sites: tuple[LanguageSite, ...], files: dict[str, bytes], stock: Path) -> None:
    def part(tree: Any, path: str) -> list[Any]:
        return [shape(lxml_html.tostring(found, encoding="unicode", with_tail=False)) for found in tree.xpath(path)]

    def links(tree: Any, path: str, here: str) -> list[tuple[str, str]]:
        found = []
        for link in tree.xpath(path):
            if any(box.get("hidden") is not None for box in link.iterancestors()):
                continue
            href = (Path(here).parent / link.get("href")) if not link.get("href").startswith("#") else link.get("href")
            found.append((str((Path("/") / href).resolve()), " ".join(link.text_content().split())))
        return list(dict.fromkeys(found))

    for site in sites:
        for page in site.pages:
            path = f"{site.lang}/{page.path}"
            ours, theirs = (
                lxml_html.fromstring(files[path]),
                lxml_html.fromstring((stock / path).read_bytes()),
            )
            for name, where in PARTS.items():
                assert part(ours, where) == part(theirs, where), f"{path}: {name}"
            # Stock has its assets beside each language.
            for tree, home in ((ours, ""), (theirs, f"{site.lang}/")):
                (licences,) = tree.xpath("//div[@class='md-copyright']/a/@href")
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), licences)) == f"{home}{LICENCES}"
            assert (stock / site.lang / LICENCES).read_bytes() == files[LICENCES]
            for name, where in LINKS.items():
                if name == "nav":
                    # Of other groups stock shows the first page only.
                    shown = [target for target, _ in links(theirs, where, page.path)]
                    mine = [target for target, _ in links(ours, where, page.path) if target in shown]
                    assert mine == shown, f"{path}: {name}"
                else:
                    assert links(ours, where, page.path) == links(theirs, where, page.path), f"{path}: {name}"
