"""The same pages as MkDocs projects, so that a company can run `mkdocs build` with its own plugins,
and so that a test can hold the engine against the original.
Headings become Markdown, the rest stays HTML: what the page templates made is not worded twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from remit.site.assets import own_assets
from remit.site.model import LanguageSite, Page, require_sound
from remit.site.navigation import Navigator
from remit.site.render import alternates, window_title
from remit.site.scan import VOID, passages
from remit.site.shells import mkdocs_config, overrides

_TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    r"|<(/?)([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)",
    re.S,
)
"""A comment or a whole script or style sheet (no group), a tag (closing slash, name, attributes), or text."""
_HEADING = re.compile(r"<(h[1-6])\b([^>]*)>(.*)</\1>", re.S)
_ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_MARKUP = re.compile(r"(&#?\w+;)|[\\`*_{}\[\]#!~]")
_OPAQUE = ("<script", "<style")
_BLOCKS = re.compile(
    "address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre"
    "|section|table|ul"
)


def markdown_project(sites: Sequence[LanguageSite]) -> dict[str, bytes]:
    """An MkDocs project per language, by path: `zh/mkdocs.yml`, `zh/docs/…/index.md`, `zh/overrides/…`.
    `mkdocs build` in each writes to `site/<lang>` beside them. Raises ValueError as `render_site` does, and for a
    body that has text or inline elements outside its blocks."""
    require_sound(sites)
    paths = {site.lang: {page.path for page in site.pages} for site in sites}
    files: dict[str, bytes] = {}
    for site in sites:
        navigator = Navigator(site)
        labels = dict(sorted(site.labels.items()))
        config = mkdocs_config(site.lang, site.name, site.notice, labels, frame=False, nav=navigator.outline())
        files[f"{site.lang}/mkdocs.yml"] = config.encode()
        for path, data in (overrides() | own_assets()).items():
            files[f"{site.lang}/overrides/{path}"] = data
        for path, made in site.files.items():
            files[f"{site.lang}/docs/{path}"] = made()
        for page in site.pages:
            html = page.html
            meta = {
                "title": page.title,
                "window_title": window_title(page, site),
                "kind": page.kind,
                "edit": page.edit,
                "tags": list(page.keywords),
                "crumbs": navigator.crumbs(page, "../" * page.path.count("/") or "./"),
                "alternates": alternates(page, site, sites, paths),
                "hide": _hidden(page, html),
                "unlisted": not page.listed,
                "search": {} if page.listed else {"exclude": True},
            }
            head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items() if value)
            source = f"{site.lang}/docs/{page.path.removesuffix('.html')}.md"
            try:
                body = to_markdown(html)
            except ValueError as error:
                raise ValueError(f"{site.lang}/{page.path}: {error}") from error
            files[source] = f"---\n{head}---\n\n{body}".encode()
    return dict(sorted(files.items()))


def to_markdown(html: str) -> str:
    """`html` as Markdown that Python-Markdown with attr_list turns into the same HTML, up to white space.
    Raises ValueError for text or inline elements outside a block element."""
    return "\n\n".join(_heading(block) or block for block in _blocks(html)) + "\n"


def _hidden(page: Page, html: str) -> list[str]:
    toc = page.section and any(passage.level > 1 for passage in passages(html))
    return [name for name, shown in (("navigation", bool(page.section)), ("toc", toc)) if not shown]


def _blocks(html: str) -> Iterator[str]:
    """The outermost elements of `html`, in order."""
    depth = start = 0
    for match in _TAG.finditer(html):
        closing, name, attributes, text = match.groups()
        if not depth:
            start = match.start()
            if (text and text.strip()) or (name and (closing or not _BLOCKS.fullmatch(name))):
                raise ValueError(f"not in a block element: {match[0][:60]!r}")
        if name and name not in VOID and not attributes.endswith("/"):
            depth += -1 if closing else 1
        if not depth and (name or match[0].startswith(_OPAQUE)):
            yield html[start : match.end()]
    if depth:
        raise ValueError(f"not closed: {html[start : start + 60]!r}")


def _heading(block: str) -> str | None:
    """A heading as a line of Markdown; None for any other block, and for a heading to which Markdown would add an id."""
    match = _HEADING.fullmatch(block)
    if match is None or ' id="' not in match[2]:
        return None
    # As references, because a backslash before a sign would also stay within the attributes of inline tags.
    text = _MARKUP.sub(lambda sign: sign[1] or f"&#{ord(sign[0])};", " ".join(match[3].split()))
    attributes = " ".join(_attribute(name, value) for name, value in _ATTRIBUTE.findall(match[2]))
    return f"{'#' * int(match[1][1])} {text} {{{attributes}}}"


def _attribute(name: str, value: str) -> str:
    if name == "id":
        return f"#{value}"
    return " ".join(f".{word}" for word in value.split()) if name == "class" else f'{name}="{value}"'
