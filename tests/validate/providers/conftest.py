"""A server on this machine that answers as it is told, in place of the providers' own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from extractor.validate.providers import web


class Told(NamedTuple):
    """One answer."""

    body: str | bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Server:
    """Answers each path with what it was told, in order, the last one again and again; remembers what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Told]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def tell(self, path: str, *answers: Told | str | bytes) -> None:
        self.answers[path] = [one if isinstance(one, Told) else Told(one) for one in answers]

    def answer(self, url: str) -> Told:
        parts = urlsplit(url)
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        self.asked.append((parts.path, query))
        told = self.answers.get(parts.path)
        if not told:
            return Told("<!DOCTYPE html><html><body>Not found</body></html>", 404, (("Content-Type", "text/html"),))
        return told.pop(0) if len(told) > 1 else told[0]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Every site of the providers, played by one server; nobody waits."""
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = told.answer(self.path)
            raw = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    for site in web.SITES:
        monkeypatch.setitem(web.SITES, site, f"http://127.0.0.1:{running.server_port}")
    for name in ("PACE", "FIRST_WAIT"):
        monkeypatch.setattr(web, name, 0.0)
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    yield told
    running.shutdown()
    running.server_close()
