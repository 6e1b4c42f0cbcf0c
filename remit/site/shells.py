"""Compiles the frame of a page once per language: the theme rendered with marks where pages differ.
The only module that imports mkdocs, and only when no frame for this theme and these templates is cached."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from remit.site.assets import templates
from remit.site.cache import write_atomically
from remit.site.index import SEPARATOR
from remit.site.model import LABELS

MARK = re.compile(r"@@remit\.([\w.]+)@@")
_BLANK = re.compile(r"\s*\n\s*")


def shell(lang: str, cache: Path | None) -> tuple[str, ...]:
    """The frame in pieces: text, the name of a mark, text, …, text.

    Marks: `base` and `asset` (prefixes to the language's and the site's root), `label.<key>`, `name`, `notice`,
    `title`, `robots`, `topic`, `alternates`, `tabs`, `nav`, `nav_hidden`, `toc`, `toc_hidden`, `crumbs`, `kind`,
    `content`, `edit`.
    """
    stored = None if cache is None else cache / f"shell-{lang}-{_key(lang)}.html"
    if stored is not None and stored.is_file():
        return tuple(MARK.split(stored.read_text("utf-8")))
    html = _compile(lang)
    if stored is not None:
        write_atomically(stored, html.encode())
    return tuple(MARK.split(html))


def mkdocs_config(lang: str, name: str, notice: str, labels: dict[str, str], *, frame: bool, nav: object) -> str:
    """The mkdocs.yml of one language, from its template; `frame` asks for marks, `nav` is the navigation as data."""
    # YAML, not HTML: every value passes `tojson`, which is all the escaping there is to do.
    environment = Environment(loader=FileSystemLoader(templates()), keep_trailing_newline=True)  # noqa: S701
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    template = environment.get_template("mkdocs.yml")
    return template.render(
        lang=lang, name=name, notice=notice, labels=labels, shell=frame, nav=nav, separator=SEPARATOR
    )


def overrides() -> dict[str, bytes]:
    """The theme overrides, by path inside the override folder."""
    root = templates() / "overrides"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.html"))}


def _key(lang: str) -> str:
    """Everything a frame depends on, hashed."""
    digest = sha256(lang.encode())
    for package in ("mkdocs", "mkdocs-material", "jinja2"):
        digest.update(f"\0{package} {metadata.version(package)}".encode())
    for path, data in overrides().items():
        digest.update(f"\0{path}\0".encode() + data)
    digest.update((templates() / "mkdocs.yml").read_bytes() + Path(__file__).read_bytes())
    return digest.hexdigest()[:16]


def _compile(lang: str) -> str:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # else the theme prints an advertisement
    from mkdocs.commands.build import get_context
    from mkdocs.config import load_config
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink, TableOfContents

    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "docs").mkdir()
        labels = {key: f"@@remit.label.{key}@@" for key in LABELS}
        text = mkdocs_config(lang, "@@remit.name@@", "@@remit.notice@@", labels, frame=True, nav=None)
        (project / "mkdocs.yml").write_text(text, "utf-8")
        for path, data in overrides().items():
            (project / "overrides" / path).parent.mkdir(parents=True, exist_ok=True)
            (project / "overrides" / path).write_bytes(data)
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        config = load_config(str(project / "mkdocs.yml"))
        config = config.plugins.on_config(config)
        environment = config.theme.get_env()
        environment.filters["url"] = _marked_url
        environment.filters["script_tag"] = lambda path: f'<script src="{_marked_url(path)}"></script>'
        page = Page("@@remit.topic@@", File("index.md", config.docs_dir, config.site_dir, False), config)
        page.content = ""
        page.toc = TableOfContents([AnchorLink("", "__page", 1)])  # where the theme's link past the navigation leads
        context: dict[str, Any] = dict(get_context(Navigation([], [page]), Files([]), config, page))
        context["base_url"] = "@@remit.base@@"
        return _BLANK.sub("\n", environment.get_template("main.html").render(context))


def _marked_url(value: object) -> str:
    text = str(value)
    if text.startswith("#"):
        return text
    return ("@@remit.asset@@" if text.startswith("assets/") else "@@remit.base@@") + text
