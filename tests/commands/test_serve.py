"""`remit serve` as it runs: a process of its own over a small company, its files changed as an editor would, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest
from playwright.sync_api import Browser

from remit.backends import edition
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Severity
from remit.serve import watch as watching
from remit.serve.preview import Preview
from remit.serve.watch import Watch, files_of

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = REPOSITORY / "tests" / "company" / "small"
PATIENCE = 120.0  # seconds after which a test that waits has failed; none waits so long otherwise
CLERK = "zh/posts/clerk/index.html"
T = TypeVar("T")


class Served:
    """A preview that runs, and the company that it shows."""

    def __init__(self, root: Path, process: subprocess.Popen[str], port: int) -> None:
        self.root, self.process, self.port = root, process, port

    def ask(self, path: str, method: str = "GET", host: str = "") -> HTTPResponse:
        """The response to a request, with its path as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, f"/{path}", skip_host=bool(host))
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        return connection.getresponse()

    def page(self, path: str) -> str:
        """A page that there is."""
        response = self.ask(path)
        assert response.status == 200
        return response.read().decode()

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """Until open pages are told to reload for what happens meanwhile."""
        news = self._news()
        before = next(news)["state"]
        yield
        assert next(found for found in news if found["state"] != before and not found["busy"])

    def _news(self) -> Iterator[dict[str, object]]:
        stream = self.ask("_remit/events")
        assert stream.headers["Content-Type"] == "text/event-stream"
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    @contextmanager
    def having(self, path: str, change: Callable[[str], str]) -> Iterator[None]:
        """With a file saved differently, as editors save: whole and by a rename."""
        file = self.root / "policies" / path
        there = file.exists()
        text = file.read_text("utf-8") if there else ""
        with self.expecting():
            self.save(file, change(text))
        try:
            yield
        finally:
            with self.expecting():
                if there:
                    self.save(file, text)
                else:
                    file.unlink()

    def save(self, file: Path, text: str) -> None:
        """Write beside, then rename."""
        new = file.with_name(f".{file.name}.new")
        new.write_text(text, "utf-8")
        os.replace(new, file)


def some(value: T | None) -> T:
    """A value that there is."""
    assert value is not None
    return value


def _hearing() -> None:
    """Tests may run in the background of a shell, which has what it starts there ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def serving(root: Path, ended_by: signal.Signals = signal.SIGTERM) -> Iterator[Served]:
    """A preview of the company under `root` on a free port; it has to end cleanly when it is told to."""
    command = [
        sys.executable,
        "-m",
        "remit",
        "serve",
        "--port",
        "0",
        "--as-of",
        "2026-06-30",
        "--root",
        str(root),
    ]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "REMIT_LANG": "en"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        preexec_fn=_hearing,
    ) as process:
        said: list[str] = []
        assert process.stdout is not None
        assert process.stderr is not None
        listener = Thread(target=said.extend, args=(process.stderr,), daemon=True)
        listener.start()
        try:
            line = process.stdout.readline()
            port = int(line.split("http://127.0.0.1:")[1].split("/")[0])
            yield Served(root, process, port)
        finally:
            code = _ended(process, ended_by)
            listener.join(PATIENCE)
        assert code == 0, said
        assert not [one for one in said if "Traceback" in one], said
        assert said[-1] == "The preview has ended.\n"


def _ended(process: subprocess.Popen[str], by: signal.Signals) -> int:
    """The exit status after a signal; one that does not heed it is killed, or the tests would wait for it for ever."""
    process.send_signal(by)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served") / "company"
    shutil.copytree(SMALL, root)
    with serving(root) as found:
        yield found


def purpose(words: str) -> Callable[[str], str]:
    return lambda text: text.replace("让订单当天有答复", words)


def broken(text: str) -> str:
    return text.replace("superior: head", "superior: hed")


def test_a_page_is_that_of_the_build_with_a_panel_before_its_end(served: Served, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "remit", "build", "--only", "site", "--out", str(tmp_path)]
    subprocess.run(
        [*build, "--root", str(served.root), "--as-of", "2026-06-30"],
        check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    for path in (CLERK, "en/posts/clerk/index.html", "en/index.html", "zh/raci/index.html"):
        before, _, rest = served.page(path).partition('<link rel="stylesheet" href="/_remit/preview.css">')
        assert before + "</body>" + rest.rpartition("</body>")[2] == (tmp_path / path).read_text("utf-8")
    assert served.page("index.html").partition('<link rel="stylesheet" href="/_remit/')[0]
    style = "assets/stylesheets/remit.css"
    assert served.ask(style).read() == (tmp_path / style).read_bytes()


def test_addresses_lead_where_people_mean(served: Served) -> None:
    for path, location in (("", "/zh/index.html"), ("zh", "/zh/index.html"), ("en/posts/", "/en/posts/index.html")):
        response = served.ask(path)
        assert (response.status, response.headers["Location"]) == (302, location)


def test_search_knows_names(served: Served) -> None:
    index = json.loads(served.ask("zh/search/search_index.json").read())
    assert "文员" in {entry["title"].replace("\u200b", "") for entry in index["docs"]}


def test_a_download_is_made_when_it_is_asked_for(served: Served) -> None:
    response = served.ask("downloads/zh/job-descriptions/clerk.docx")
    assert response.headers["Content-Type"].endswith("wordprocessingml.document")
    assert response.read().startswith(b"PK")
    assert served.ask("downloads/xx/job-descriptions/clerk.docx").status == 404


def test_a_save_is_shown_and_open_pages_reload(served: Served) -> None:
    assert "让订单当天有答复" in served.page(CLERK)
    with served.having("posts/clerk.yaml", purpose("让订单两小时内有答复")):
        page = served.page(CLERK)
        assert "让订单两小时内有答复" in page
        assert "让订单当天有答复" not in page, "neither in the page nor in the lines of the panel"
    assert "让订单当天有答复" in served.page(CLERK)


def test_a_new_file_has_its_page(served: Served) -> None:
    path = "zh/posts/guard/index.html"
    assert served.ask(path).status == 404
    with served.having("posts/guard.yaml", lambda _: "name: {zh: 门卫, en: Guard}\nunit: company\nsuperior: head\n"):
        assert "门卫" in served.page(path)
    assert served.ask(path).status == 404


def test_a_broken_source_shows_the_last_good_page_with_its_errors(served: Served) -> None:
    with served.having("posts/clerk.yaml", lambda text: purpose("改了的目的")(broken(text))):
        page = served.page(CLERK)
        shown, _, panel = page.partition('id="remit-preview"')
        assert "让订单当天有答复" in shown
        assert "改了的目的" not in shown
        assert "policies/posts/clerk.yaml:3:11" in panel
        assert "superior: <mark>hed</mark>" in panel
        assert "head" in panel
        assert "关于本页" in panel
        elsewhere = served.page("zh/posts/head/index.html").partition('id="remit-preview"')[2]
        assert 'href="/zh/posts/clerk/index.html"' in elsewhere
        assert "rp--broken" in page
        assert "policies/posts/clerk.yaml:3:11" in served.page("_remit/en.html")
    page = served.page(CLERK)
    assert "rp--broken" not in page
    assert "hed" not in page.partition('id="remit-preview"')[2]


def test_a_file_that_cannot_be_read_is_reported_on_its_page(served: Served) -> None:
    with served.having("posts/clerk.yaml", lambda text: text + "duties: [\n"):
        panel = served.page("en/posts/clerk/index.html").partition('id="remit-preview"')[2]
        assert "About this page" in panel
        assert "policies/posts/clerk.yaml" in panel


def test_a_warning_stands_on_its_page_and_is_counted_on_every_one(served: Served) -> None:
    def counted(path: str) -> str:
        return served.page(path).partition('class="rp-all">')[2].partition("<")[0]

    path, code = "en/posts/clerk/index.html", "<code>ORG103</code>"
    before = counted(path)
    assert code not in served.page(path)
    with served.having("posts/clerk.yaml", lambda text: text.replace("superior: head\n", "")):
        assert code in served.page(path)
        assert code not in served.page("en/posts/head/index.html")
        assert counted("en/index.html") == counted(path) != before
        assert "rp--broken" not in served.page(path)
    assert code not in served.page(path)


def test_what_is_hostile_in_a_source_stays_text(served: Served) -> None:
    def hostile(text: str) -> str:
        return text.replace("superior: head", 'superior: "<script>alert(1)</script>"')

    with served.having("posts/clerk.yaml", hostile):
        page = served.page(CLERK)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    "path",
    [
        "../policies/system.yaml", "zh/../../policies/system.yaml", "%2e%2e/policies/system.yaml", "policies/system.yaml",
        "_remit/../policies/system.yaml", "_remit/panel.html", "/etc/passwd", "zh/%00", "_remit/%2e%2e%2fserve/page.html",
        "..%5cpolicies%5csystem.yaml", "site/", "zh/posts", "%ff",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_handbook(served: Served, path: str) -> None:
    response = served.ask(path)
    body = response.read()
    assert response.status == (302 if path == "zh/posts" else 404)
    assert "小公司（虚构）".encode() not in body
    assert b"root:" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
def test_a_name_that_is_not_its_own_is_refused(served: Served, host: str) -> None:
    response = served.ask(CLERK, host=host or " ")
    assert response.status == 421
    assert "让订单".encode() not in response.read()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:8000", socket.gethostname()])
def test_its_own_names_are_answered(served: Served, host: str) -> None:
    assert served.ask(CLERK, host=host).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_sent(served: Served, method: str) -> None:
    assert served.ask(CLERK, method).status == 501


def test_head_has_the_headers_of_get_and_no_body(served: Served) -> None:
    head, got = served.ask(CLERK, "HEAD"), served.ask(CLERK)
    assert head.status == 200
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert head.read() == b""
    assert got.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert got.headers["Cache-Control"] == "no-store"


def test_nothing_is_written_but_the_cache(served: Served) -> None:
    served.page(CLERK)
    assert sorted(path.name for path in served.root.iterdir()) == [".remit", "policies"]
    assert [path.name for path in (served.root / ".remit").iterdir()] == ["cache"]


def test_a_source_that_was_broken_from_the_start_shows_what_to_mend(tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    clerk = root / "policies" / "posts" / "clerk.yaml"
    good = clerk.read_text("utf-8")
    clerk.write_text(broken(good), "utf-8")
    with serving(root, ended_by=signal.SIGINT) as served:
        response = served.ask(CLERK)
        page = response.read().decode()
        assert response.status == 503
        assert "policies/posts/clerk.yaml:3:11" in page
        with served.expecting():
            served.save(clerk, good)
        assert "让订单当天有答复" in served.page(CLERK)


def test_a_port_that_is_taken_is_named(served: Served) -> None:
    command = [sys.executable, "-m", "remit", "serve", "--root", str(served.root), "--port", str(served.port)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    ended = subprocess.run(
        [*command, "--lang", "en"], capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert ended.returncode == 1
    assert f"127.0.0.1:{served.port}" in ended.stderr
    assert "--port" in ended.stderr


def test_changes_are_found_where_no_event_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_LOOK", 0.01)
    file = tmp_path / "policies" / "system.yaml"
    file.parent.mkdir()
    file.write_text("name: a\n")
    watch = Watch(tmp_path)
    rests: list[int] = []
    changes = watch.changes(lambda: rests.append(1))
    next(changes)
    assert rests == []
    file.write_text("name: ab\n")
    next(changes)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.docx").write_bytes(b"")
    next(changes)
    assert sorted(Path(path).name for path in files_of(tmp_path)) == ["a.docx", "system.yaml"]
    watch.stop()
    assert list(changes) == []


def test_reading_and_hidden_files_are_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_LOOK", 0.01)
    (tmp_path / "policies").mkdir()
    watch = Watch(tmp_path)
    looks: list[int] = []

    def look(root: Path) -> watching.Files:
        looks.append(1)
        (root / "policies" / f".swap{len(looks)}").write_text("x")
        if len(looks) > 3:
            watch.stop()
        return files_of(root)

    monkeypatch.setattr(watching, "files_of", look)
    rests: list[int] = []
    assert list(watch.changes(lambda: rests.append(1))) == [None]
    assert rests == [1], "once, however long nothing happens"


def test_pages_are_shown_before_the_rules_have_run_and_taken_back_where_they_refuse(tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    preview, clerk = Preview(root, "en"), root / "policies" / "posts" / "clerk.yaml"

    def compiled(sound: Callable[[Compilation], None] | None = None) -> Compilation:
        found = compile_tree(root, "2026-06-30", sound=sound)
        refused = found.count(Severity.ERROR) > 0
        preview.show(found, None if refused else edition(some(found.organisation), found.findings))
        return found

    def seen() -> tuple[bool, bool]:
        """Whether the page has the new words, and whether its panel says that the source is broken."""
        body, _, panel = preview.answer(CLERK).body.decode().partition('id="remit-preview"')
        return "让订单两小时内有答复" in body, "rp--broken" in panel

    told: list[tuple[bool, bool]] = []

    def unchecked(linked: Compilation) -> None:
        assert linked.findings == ()
        if preview.findings is not None:
            preview.show_unchecked(edition(some(linked.organisation), preview.findings))
            told.append(seen())

    compiled()
    assert seen() == (False, False)
    text = purpose("让订单两小时内有答复")(clerk.read_text("utf-8"))
    clerk.write_text(text.replace("weight: 100", "weight: 70"), "utf-8")
    assert "KPI101" in {finding.code for finding in compiled(unchecked).findings}
    assert told == [(True, False)], "shown at once"
    assert seen() == (False, True), "and taken back"
    clerk.write_text(text, "utf-8")
    assert compiled(unchecked).count(Severity.ERROR) == 0
    assert seen() == (True, False)


def test_what_cannot_be_linked_is_not_shown_unchecked(tmp_path: Path) -> None:
    root = tmp_path / "company"
    shutil.copytree(SMALL, root)
    clerk = root / "policies" / "posts" / "clerk.yaml"
    clerk.write_text(broken(clerk.read_text("utf-8")), "utf-8")
    told: list[Compilation] = []
    compile_tree(root, "2026-06-30", sound=told.append)
    assert told == []


def test_a_browser_reloads_and_shows_what_was_found(served: Served, browser: Browser) -> None:
    url = f"http://127.0.0.1:{served.port}/{CLERK}"
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: troubles.append(sent.url) if str(served.port) not in sent.url else None)
    page.goto(url)
    panel = page.locator("#remit-preview")
    with served.having("posts/clerk.yaml", purpose("让订单一小时内有答复")):
        page.get_by_text("让订单一小时内有答复").first.wait_for()
    page.get_by_text("让订单当天有答复").first.wait_for()
    with served.having("posts/clerk.yaml", broken):
        panel.locator(".rp-broken").wait_for()
        assert panel.locator("details").get_attribute("open") is not None
        assert panel.locator(".rp-line mark").first.inner_text() == "hed"
        panel.locator("summary").press("Enter")
        assert panel.locator("details").get_attribute("open") is None
        # The event that has it remembered comes after the panel has closed.
        page.wait_for_function(
            "Object.values(JSON.parse(sessionStorage.getItem('remit-preview'))).some((one) => !one.open)"
        )
        page.reload()
        assert panel.locator("details").get_attribute("open") is None, "a closed panel stays closed"
        page.set_viewport_size({"width": 390, "height": 800})
        panel.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        box = panel.bounding_box()
        assert box is not None
        assert box["height"] < 500
        page.emulate_media(media="print")
        assert not panel.is_visible()
    panel.locator(".rp-broken").wait_for(state="detached")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="screen")
    page.evaluate("window.kept = true; window.scrollTo(0, 40)")
    state = panel.get_attribute("data-state")
    with served.having("posts/head.yaml", lambda text: text + "deputy: nobody\n"):
        panel.locator(".rp-broken").wait_for()
        assert page.evaluate("window.kept"), "only the panel is another: the page stays"
        assert panel.get_attribute("data-state") != state
    panel.locator(".rp-broken").wait_for(state="detached")
    assert page.evaluate("window.kept")
    assert troubles == []
    page.close()
