"""HTTP for the preview: GET and HEAD only, answers from memory, and one stream of events a page.

What it shows is confidential and it has no password, so it listens to this machine by default, believes no name that is not
its own (a page elsewhere could point its name at this machine), and lets no other site read or frame it.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from remit.serve.preview import EVENTS, Answer, Preview

_ALIVE = 15.0  # seconds between signs of life, by which a closed page is noticed
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves a preview at (host, port); port 0 takes a free one. Raises OSError where it cannot listen there."""

    daemon_threads = True
    block_on_close = False  # streams end by themselves when the bulletin closes

    def __init__(self, host: str, port: int, preview: Preview) -> None:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        self.address_family, self.preview, self.host = family, preview, host
        super().__init__((str(address[0]), port), _Handler)

    @property
    def url(self) -> str:
        """Where this machine finds it."""
        name = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - asked for, not chosen
        return f"http://{f'[{name}]' if ':' in name else name}:{self.server_port}/"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve meanwhile."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.preview.bulletin.close()
            self.shutdown()
            self.server_close()

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server: by a number, as this machine, or as it was told to listen."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
            if name in ("localhost", self.host.lower(), socket.gethostname().lower()):
                return True
            return bool(ip_address(name))
        except ValueError:
            return False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is no error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "remit", ""
    timeout = 60
    server: PreviewServer

    def do_GET(self) -> None:
        """Answer with headers and body."""
        if not self.server.knows(self.headers.get("Host", "")):
            self._send(Answer(421, b"Misdirected request\n", "text/plain"))
            return
        path = unquote(self.path.partition("?")[0].partition("#")[0]).removeprefix("/")
        if path == EVENTS:
            self._stream()
        else:
            self._send(self.server.preview.answer(path))

    def do_HEAD(self) -> None:
        """Answer with headers alone."""
        self.do_GET()

    def _send(self, answer: Answer) -> None:
        headers = {**_HEADERS, "Content-Type": answer.type, "Content-Length": str(len(answer.body))}
        if answer.location:
            headers["Location"] = quote(answer.location)
        self._head(answer.status, headers)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """News as server-sent events, until the page or the server goes away."""
        self.close_connection = True
        self._head(200, {**_HEADERS, "Content-Type": "text/event-stream", "Connection": "close"})
        bulletin, number = self.server.preview.bulletin, 0
        while self.command != "HEAD" and not bulletin.closed:
            number, news = bulletin.after(number, _ALIVE)
            self.wfile.write(f"data: {json.dumps(asdict(news))}\n\n".encode() if news else b": alive\n\n")

    def log_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of single requests: the terminal is for findings."""
