"""Where the site's own templates lie, and the files every language shares: theme, script, worker, styles.
Only what a page loads is taken from the theme, and nothing in it reaches out to the network."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from remit.resources import templates_dir

THEME_FILES = (
    "assets/images/favicon.png",
    "assets/javascripts/bundle.*.min.js",
    "assets/javascripts/workers/search.*.min.js",
    "assets/stylesheets/main.*.min.css",
    "assets/stylesheets/palette.*.min.css",
)

LICENCES = "assets/licences.txt"

_CORRECTIONS = (
    (b"https://unpkg.com/", b"about:blank#"),  # an address outside that search from a file system would wait for
    (b'"nav",{class:"md-tags"}', b'"div",{class:"md-tags"}'),  # the aliases on a result are no landmark of the page
    # What is pasted by mouse or written by an input method is searched for like what is typed.
    (b'h(e,"keyup"),o).pipe(m(()=>e.value)', b'h(e,"input"),o).pipe(m(()=>e.value)'),
)


def templates() -> Path:
    """The folder of the site's own templates, styles and vendored files."""
    return templates_dir() / "site"


@cache
def theme() -> Path:
    """The theme's template folder, found without importing it. Raises ModuleNotFoundError without mkdocs-material."""
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("mkdocs-material")
    return Path(spec.submodule_search_locations[0]) / "templates"


def shared_assets() -> dict[str, bytes]:
    """Path to bytes, from the site's root. Raises ValueError where the theme is not one this engine knows,
    or a vendored file is not the one that was recorded."""
    files = {name: path.read_bytes() for pattern in THEME_FILES for name, path in [_theme_file(pattern)]}
    for name in files:
        if "/bundle." in name:
            for theirs, ours in _CORRECTIONS:
                if theirs not in files[name]:
                    raise ValueError(f"mkdocs-material: {name} has no {theirs.decode()}")
                files[name] = files[name].replace(theirs, ours)
        elif "/workers/" in name:
            # Ours stands where the theme looks for its own, which needs seconds to start and loses half of a Chinese query.
            files[name] = (templates() / "scripts" / "search-worker.js").read_bytes()
    return files | own_assets()


def own_assets() -> dict[str, bytes]:
    """The assets that are ours or vendored by us: styles, the worker shim, and the licences of all that we pass on.

    Raises ValueError where a vendored file is not the one that was recorded.
    """
    own = templates()
    files = {"assets/stylesheets/remit.css": (own / "stylesheets" / "remit.css").read_bytes()}
    recorded = third_party()["files"]
    for path in sorted((own / "vendor").glob("*.js")):
        name = f"assets/javascripts/{path.name}"
        files[name] = path.read_bytes()
        if sha256(files[name]).hexdigest() != recorded.get(name):
            raise ValueError(f"{path.name}: not the vendored version that is recorded")
    return files | {LICENCES: _licences().encode()}


def third_party() -> Any:
    """What of others a site passes on: `files` by path with their SHA-256, and the `components` in them and in pages."""
    return json.loads((templates() / "vendor" / "THIRD-PARTY.json").read_text("utf-8"))


def _licences() -> str:
    """The components with version and licence, and the text of each licence."""
    texts = {path.stem: path.read_text("utf-8").strip() for path in (templates() / "vendor" / "licences").iterdir()}
    # Plain text, not HTML: there is nothing to escape.
    environment = Environment(loader=FileSystemLoader(templates()), undefined=StrictUndefined)  # noqa: S701
    return environment.get_template("licences.txt").render(third_party(), texts=texts)


def _theme_file(pattern: str) -> tuple[str, Path]:
    found = sorted(theme().glob(pattern))
    if len(found) != 1:
        raise ValueError(f"mkdocs-material: {len(found)} files match {pattern}, expected one")
    return found[0].relative_to(theme()).as_posix(), found[0]
