"""The folder tree: what becomes a document, what is refused, and that every L0 finding of the catalogue has a case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.diagnostics import Diagnostic, Span
from remit.language.schemas import folders
from remit.messages import catalogue, message
from remit.source.document import Document
from remit.source.tree import load_tree
from remit.source.yaml_reader import MAX_BYTES

UNREADABLE = Path(__file__).with_name("unreadable.yaml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "system.yaml", "name: 公司\nlanguages: [zh]\n")
    return tmp_path


def write(root: Path, path: str, content: str | bytes) -> Path:
    file = root / "policies" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def load(root: Path) -> tuple[dict[str, Document], list[Diagnostic]]:
    documents, findings = load_tree(root, folders())
    return {document.ref: document for document in documents}, findings


def _link(root: Path) -> None:
    target = write(root, "posts/a.yaml", "name: 甲\n")
    (root / "policies/posts/b.yaml").symlink_to(target)


def _link_to_folder(root: Path) -> None:
    (root / "policies/posts").symlink_to(root)


def _large(root: Path) -> None:
    with write(root, "posts/a.yaml", "").open("r+b") as file:
        file.truncate(50 * MAX_BYTES)


def _twice(root: Path) -> None:
    write(root, "posts/a.yaml", "name: 甲\n")
    write(root, "posts/factory/a.yaml", "name: 乙\n")


def _twice_by_extension(root: Path) -> None:
    write(root, "posts/a.yaml", "name: 甲\n")
    write(root, "posts/a.yml", "name: 乙\n")


def _put(path: str, content: str | bytes = "name: 甲\n") -> Callable[[Path], None]:
    def put(root: Path) -> None:
        write(root, path, content)

    return put


CASES: list[tuple[str, Callable[[Path], None], Span, str]] = [
    ("unknown-folder", _put("post/a.yaml"), Span("policies/post/a.yaml"), "file:policies/post/a.yaml"),
    ("unknown-folder", _put("qqq/a.yaml"), Span("policies/qqq/a.yaml"), "file:policies/qqq/a.yaml"),
    ("file-outside-folder", _put("buyer.yaml"), Span("policies/buyer.yaml"), "file:policies/buyer.yaml"),
    ("not-a-yaml-file", _put("posts/a.docx"), Span("policies/posts/a.docx"), "file:policies/posts/a.docx"),
    ("not-a-yaml-file", _put("posts/README"), Span("policies/posts/README"), "file:policies/posts/README"),
    ("bad-file-name", _put("posts/Buyer.yaml"), Span("policies/posts/Buyer.yaml"), "file:policies/posts/Buyer.yaml"),
    ("bad-file-name", _put("posts/采购员.yaml"), Span("policies/posts/采购员.yaml"), "file:policies/posts/采购员.yaml"),
    ("bad-file-name", _put("posts/con.yaml"), Span("policies/posts/con.yaml"), "file:policies/posts/con.yaml"),
    ("bad-file-name", _put("posts/a_b.yaml"), Span("policies/posts/a_b.yaml"), "file:policies/posts/a_b.yaml"),
    ("symbolic-link", _link, Span("policies/posts/b.yaml"), "file:policies/posts/b.yaml"),
    ("symbolic-link", _link_to_folder, Span("policies/posts"), "file:policies/posts"),
    ("file-too-large", _large, Span("policies/posts/a.yaml"), "post:a"),
    ("duplicate-id", _twice, Span("policies/posts/factory/a.yaml"), "post:a"),
    ("duplicate-id", _twice_by_extension, Span("policies/posts/a.yml"), "post:a"),
    ("not-utf8", _put("posts/a.yaml", "name: 采购员".encode("gbk")), Span("policies/posts/a.yaml", 1, 7), "post:a"),
    ("empty-file", _put("posts/a.yaml", ""), Span("policies/posts/a.yaml"), "post:a"),
    ("not-a-mapping", _put("posts/a.yaml", "- name: 甲\n"), Span("policies/posts/a.yaml"), "post:a"),
    ("duplicate-key", _put("posts/a.yaml", "name: 甲\nname: 乙\n"), Span("policies/posts/a.yaml", 2, 1), "post:a"),
]


@pytest.mark.parametrize(("name", "make", "span", "subject"), CASES, ids=[f"{c[0]}-{c[2].path}" for c in CASES])
def test_refused(name: str, make: Callable[[Path], None], span: Span, subject: str, root: Path) -> None:
    make(root)
    _, findings = load(root)
    assert [(f.name, f.span, f.subject) for f in findings] == [(name, span, subject)]
    for lang in ("zh", "en"):
        text = message(findings[0], lang)
        assert "“”" not in text
        assert "{" not in text


def test_the_second_of_two_points_to_the_first(root: Path) -> None:
    _twice(root)
    documents, (finding,) = load(root)
    assert finding.related[0].span.path == "policies/posts/a.yaml"
    assert documents["post:a"].data == {"name": "甲"}


def test_a_file_that_cannot_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "posts/a.yaml", "name: 甲\n")
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> Any:
        if path.name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    documents, (finding,) = load(root)
    assert (finding.name, finding.params["problem"]) == ("file-unreadable", "Permission denied")
    assert documents["post:a"].data is None


def test_no_system_file(tmp_path: Path) -> None:
    _, (finding,) = load(tmp_path)
    assert (finding.name, finding.span.path) == ("no-system-file", "policies/system.yaml")


@pytest.mark.parametrize(("make", "nearest"), [(_put("post/a.yaml"), "posts"), (_put("posts/Buyer 1.yaml"), "buyer-1")])
def test_the_nearest_name(make: Callable[[Path], None], nearest: str, root: Path) -> None:
    make(root)
    _, (finding,) = load(root)
    assert finding.params["nearest"] == nearest


def test_a_broken_file_stays_known_by_its_id(root: Path) -> None:
    write(root, "posts/a.yaml", "name: [\n")
    documents, _ = load(root)
    assert documents["post:a"].data is None


def test_flat_and_nested_folders_are_alike(root: Path) -> None:
    write(root, "posts/a.yaml", "name: 甲\n")
    write(root, "posts/factory/floor-2/b.yml", "name: 乙\n")
    documents, findings = load(root)
    assert findings == []
    assert documents["post:b"].path == "policies/posts/factory/floor-2/b.yml"


def test_what_is_left_alone(root: Path) -> None:
    """Hidden files, as editors and git leave them, and attachments."""
    for path in (".git/config", "posts/.a.yaml.swp", ".DS_Store", "attachments/form.docx", "attachments/deep/a.yaml"):
        write(root, path, "x")
    documents, findings = load(root)
    assert findings == []
    assert list(documents) == ["system:system"]


def test_the_order_is_that_of_the_paths(root: Path) -> None:
    for path in ("posts/c.yaml", "units/a.yaml", "posts/a/z.yaml", "posts/b.yaml", "kpis/k.yaml"):
        write(root, path, "name: 甲\n")
    documents, _ = load(root)
    assert [document.path for document in documents.values()] == sorted(
        document.path for document in documents.values()
    )


def test_every_finding_of_this_layer_has_a_case() -> None:
    cases = {case["finding"] for case in yaml.safe_load(UNREADABLE.read_text("utf-8"))}
    cases |= {case[0] for case in CASES} | {"no-system-file", "file-unreadable"}
    assert {name for name, entry in catalogue().items() if entry.code.startswith("LNG0")} == cases
