"""Where the site's own templates lie, and the files every language shares: theme, script, worker, styles.
Only what a page loads is taken from the theme, and nothing in it reaches out to the network."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from remit.resources import templates_dir

THEME_FILES = (
    "assets/images/favicon.png",
    "assets/javascripts/bundle.*.min.js",
    "assets/javascripts/workers/search.*.min.js",
    "assets/stylesheets/main.*.min.css",
    "assets/stylesheets/palette.*.min.css",
)

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
    """The assets that are ours or vendored by us: styles, the worker shim, and the licences of what we pass on."""
    own = templates()
    files = {"assets/stylesheets/remit.css": (own / "stylesheets" / "remit.css").read_bytes()}
    vendor = own / "vendor"
    for name, facts in json.loads((vendor / "VENDOR.json").read_text("utf-8")).items():
        data = (vendor / name).read_bytes()
        if sha256(data).hexdigest() != facts["sha256"]:
            raise ValueError(f"{name}: not the vendored version {facts['version']}")
        files[f"assets/javascripts/{name}"] = data
    for path in sorted(vendor.glob("*.LICENSE.txt")):
        files[f"assets/licences/{path.name}"] = path.read_bytes()
    return files


def _theme_file(pattern: str) -> tuple[str, Path]:
    found = sorted(theme().glob(pattern))
    if len(found) != 1:
        raise ValueError(f"mkdocs-material: {len(found)} files match {pattern}, expected one")
    return found[0].relative_to(theme()).as_posix(), found[0]
