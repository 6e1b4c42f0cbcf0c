"""Put what a merge request changes into one comment on it, which is rewritten with every push.

python comment.py CHANGE.md FINDINGS.txt, in a job of GitHub (GITHUB_TOKEN, PULL_REQUEST) or GitLab (REMIT_COMMENT_TOKEN).
Needs nothing but Python. 把一次合并请求的改动和新发现写成一条评论，每次推送更新同一条。
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- remit: change -->"
MOST = 60_000
"""GitHub takes 65,536 characters, GitLab more."""


def body(change: str, findings: str) -> str:
    """The comment. Findings stand as they are printed, indented, so that nothing in them is taken for markup."""
    new = "\n".join(f"    {line}" for line in findings.strip().splitlines())
    parts = [MARK, "## 本次改动 · What changes", change.strip(), "## 新的发现 · New findings", new]
    text = "\n\n".join(part for part in parts if part)
    if len(text) <= MOST:
        return text
    return text[:MOST].rpartition("\n")[0] + "\n\n…（其余见任务日志 · the rest is in the job's log）"


class Host:
    """The comments on one merge request: where they are, how to ask, and which of them are ours."""

    def __init__(self, comments: str, one: str, header: tuple[str, str], update: str) -> None:
        self.comments, self.one, self.header, self.update = comments, one, header, update

    def is_ours(self, comment: dict[str, Any], me: object) -> bool:
        """Whether we wrote the comment: somebody else's is left alone, whatever it begins with."""
        author = comment.get("user") or comment.get("author") or {}
        ours = author.get("type") == "Bot" if me is None else author.get("id") == me
        return bool(ours) and str(comment.get("body", "")).startswith(MARK)

    def ask(self, method: str, address: str, text: str | None = None) -> Any:
        """The answer of the host as JSON."""
        data = json.dumps({"body": text}).encode() if text is not None else None
        headers = {"Content-Type": "application/json", "User-Agent": "remit", self.header[0]: self.header[1]}
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310  (an address of the job)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def every(self) -> Iterator[dict[str, Any]]:
        """All comments, page by page."""
        page = 1
        while found := self.ask("GET", f"{self.comments}?per_page=100&page={page}"):
            yield from found
            page += 1


def github(env: dict[str, str]) -> tuple[Host, object]:
    """A pull request; comments of the job's token are a bot's."""
    base = f"{env['GITHUB_API_URL']}/repos/{env['GITHUB_REPOSITORY']}/issues"
    header = ("Authorization", f"Bearer {env['GITHUB_TOKEN']}")
    return Host(f"{base}/{env['PULL_REQUEST']}/comments", f"{base}/comments", header, "PATCH"), None


def gitlab(env: dict[str, str]) -> tuple[Host, object]:
    """A merge request; comments are those of the token's own user."""
    api = env["CI_API_V4_URL"]
    notes = f"{api}/projects/{env['CI_PROJECT_ID']}/merge_requests/{env['CI_MERGE_REQUEST_IID']}/notes"
    host = Host(notes, notes, ("PRIVATE-TOKEN", env["REMIT_COMMENT_TOKEN"]), "PUT")
    return host, host.ask("GET", f"{api}/user")["id"]


def main(change: Path, findings: Path) -> None:
    """Write the comment: ours anew where there is one, else a new one."""
    env = dict(os.environ)
    host, me = github(env) if "GITHUB_REPOSITORY" in env else gitlab(env)
    text = body(change.read_text("utf-8"), findings.read_text("utf-8"))
    ours = next((comment for comment in host.every() if host.is_ours(comment, me)), None)
    if ours is None:
        host.ask("POST", host.comments, text)
    else:
        host.ask(host.update, f"{host.one}/{ours['id']}", text)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.reason}: {error.url.partition('?')[0]}")
