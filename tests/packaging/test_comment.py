"""The comment on a merge request: one, rewritten, never somebody else's; against a host of our own on this machine."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "templates" / "company" / "tools" / "comment.py"


@pytest.fixture(scope="module")
def comment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FakeHost(HTTPServer):
    """Keeps comments as GitHub or GitLab do, a hundred a page, and what it was asked."""

    def __init__(self, comments: list[dict[str, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.comments = comments
        self.asked: list[tuple[str, str]] = []
        self.tokens: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeHost

    def _do(self) -> None:
        path, _, query = self.path.partition("?")
        self.server.asked.append((self.command, path))
        self.server.tokens.append(self.headers.get("Authorization", "") + self.headers.get("PRIVATE-TOKEN", ""))
        length = int(self.headers.get("Content-Length") or 0)
        sent = json.loads(self.rfile.read(length)) if length else {}
        answer: Any = {"id": 7}
        if self.command == "GET" and not path.endswith("/user"):
            page = int(query.rpartition("=")[2])
            answer = self.server.comments[(page - 1) * 100 : page * 100]
        elif self.command == "POST":
            self.server.comments.append({"id": 99, **sent})
        elif self.command in ("PATCH", "PUT"):
            ident = int(path.rpartition("/")[2])
            next(one for one in self.server.comments if one["id"] == ident).update(sent)
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = do_PUT = _do  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing: the test looks at what was asked."""


@pytest.fixture
def host() -> Iterator[FakeHost]:
    server = FakeHost([])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    change, findings = tmp_path / "change.md", tmp_path / "findings.txt"
    change.write_text("- 岗位 采购专员\n", "utf-8")
    findings.write_text("policies/posts/buyer.yaml:1:1 警告 DOC102 ```</details>\n", "utf-8")
    return change, findings


GITHUB = {"GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "secret", "PULL_REQUEST": "3"}
GITLAB = {"CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "3", "REMIT_COMMENT_TOKEN": "secret"}


def setting(monkeypatch: pytest.MonkeyPatch, host: FakeHost, values: Mapping[str, str]) -> None:
    for name in (*GITHUB, *GITLAB):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GITHUB_API_URL", host.url)
    monkeypatch.setenv("CI_API_V4_URL", host.url)


@pytest.mark.parametrize(
    ("values", "asked", "author"),
    [
        (GITHUB, ("PATCH", "/repos/a/b/issues/comments/8"), {"user": {"type": "Bot"}}),
        (GITLAB, ("PUT", "/projects/5/merge_requests/3/notes/8"), {"author": {"id": 7}}),
    ],
    ids=["github", "gitlab"],
)
def test_one_comment_is_rewritten(
    comment: ModuleType,
    host: FakeHost,
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    values: Mapping[str, str],
    asked: tuple[str, str],
    author: Mapping[str, Any],
) -> None:
    setting(monkeypatch, host, values)
    comment.main(*files)
    assert host.asked[-1][0] == "POST"
    host.comments.clear()
    foreign = [{"id": n + 100, "body": "x", "user": {"type": "User"}, "author": {"id": 1}} for n in range(120)]
    host.comments += [*foreign, {"id": 8, "body": f"{comment.MARK}\nold", **author}]
    comment.main(*files)
    assert host.asked[-1] == asked
    assert "采购专员" in host.comments[-1]["body"]
    assert all("secret" in token for token in host.tokens)


@pytest.mark.parametrize("values", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_what_somebody_else_wrote_is_left_alone(
    comment: ModuleType,
    host: FakeHost,
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    values: Mapping[str, str],
) -> None:
    setting(monkeypatch, host, values)
    host.comments.append({"id": 1, "body": comment.MARK, "user": {"type": "User"}, "author": {"id": 1}})
    comment.main(*files)
    assert host.comments[0]["body"] == comment.MARK
    assert host.asked[-1][0] == "POST"


def test_findings_are_no_markup(comment: ModuleType) -> None:
    text = comment.body("change", "a\n```\n<b>")
    assert "\n    a\n    ```\n    <b>" in text
    assert text.startswith(comment.MARK)


def test_a_long_change_is_cut_at_a_line(comment: ModuleType) -> None:
    text = comment.body("行\n" * 60_000, "end")
    assert len(text) < 65_536
    assert text.endswith("the job's log）")
