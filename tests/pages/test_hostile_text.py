"""Text from YAML stays text on every page, whatever it looks like."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.backends import edition
from remit.compiler import compile_tree
from remit.registry import backend

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "[x](javascript:alert(1)) | `a` **b** <!-- c -->",
    "&lt;b&gt; & ' \"",
]


def _poison(value: Any, text: str) -> Any:
    """Plain data with every map by language replaced by a hostile text."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            return {"zh": f"甲{text}", "en": f"a{text}"}
        return {key: _poison(part, text) for key, part in value.items()}
    return [_poison(part, text) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(tmp_path: Path, text: str) -> None:
    for path in SMALL.rglob("*.yaml"):
        target = tmp_path / path.relative_to(SMALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = _poison(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader), text)
        target.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    organisation = compile_tree(tmp_path).organisation
    assert organisation is not None
    files = backend("site").render(edition(organisation, (), None))
    for path, data in files.items():
        if path.endswith((".html", ".json", ".js")) and not path.startswith("assets/javascripts"):
            page = data.decode()
            assert "<script>alert" not in page, path
            assert "<img src=x" not in page, path
            assert 'href="javascript:' not in page, path
    title = (
        files["en/posts/clerk/index.html"]
        .decode()
        .split("<h1", 1)[1]
        .split(">", 1)[1]
        .split("<a", 1)[0]
        .split("</h1>")[0]
    )
    assert html.unescape(title).strip() == f"a{text}".replace("{{", "{").replace("}}", "}")
