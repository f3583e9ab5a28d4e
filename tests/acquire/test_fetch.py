"""A URL: bounded, never private unless allowed, every redirect checked. The server is this machine's."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from extractor.acquire import fetch as fetching
from extractor.acquire.fetch import fetch
from extractor.acquire.inputs import read_inputs
from extractor.errors import FetchError
from extractor.records import Article

PROSE = "Stocks rose for a third day on Monday as investors bet on lower rates, and the dollar fell against the yen."
MORE = "Bond yields slipped four basis points, gold was little changed and oil added half a percent in thin trading."
PAGE = f'<html><head><link rel=canonical href="https://n.example/a"></head><body><article><p>{PROSE}</p><p>{MORE}</p>'
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/cut": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())[:-9]),
    "/text": (200, {"Content-Type": "text/plain"}, PROSE.encode()),
    "/once": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/gone": (404, {}, b"no"),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
    "/long": (200, {"Content-Type": "text/html"}, b"a" * 20_000_001),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/page", "/gzip", "/once"])
def test_a_page_becomes_an_article_named_by_its_address(site: str, path: str) -> None:
    (article,) = read_inputs([site + path], allow_private=True)
    assert isinstance(article, Article)
    assert article.text == f"{PROSE}\n{MORE}"
    assert article.id.startswith("n.example-")
    assert article.retrieved_at
    assert article.available_at == article.retrieved_at


def test_text_is_read_from_an_address(site: str) -> None:
    (article,) = read_inputs([site + "/text"], allow_private=True, published_at="2024-11-12")
    assert isinstance(article, Article)
    assert (article.text, article.published_at) == (PROSE, "2024-11-12")
    assert article.url == site + "/text"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/loop", "redirects more than 5 times"),
        ("/file", "not an http address"),
        ("/gone", "answered 404"),
        ("/pdf", "answered with application/pdf, not a page"),
        ("/brotli", "encoding that was not asked for"),
        ("/empty", "is empty"),
        ("/long", "is longer than 20 MB"),
        ("/cut", "the gzip stream ends early"),
    ],
)
def test_what_is_no_page_is_one_clear_line(site: str, path: str, says: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(site + path, allow_private=True)
    assert says in str(caught.value)
    assert site + path in str(caught.value)


def test_nobody_at_home() -> None:
    with pytest.raises(FetchError, match="cannot be fetched"):
        fetch("http://127.0.0.1:1/", allow_private=True)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "::ffff:127.0.0.1", "2002:7f00:1::"],
)
def test_private_addresses_are_refused_after_dns(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80)), (0, 0, 0, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match="private or local address"):
        fetch("http://news.example/")


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    seen: list[str] = []

    def public_once(address: str) -> bool:
        seen.append(address)
        return len(seen) == 1

    monkeypatch.setattr(fetching, "_is_public", public_once)
    with pytest.raises(FetchError, match="private or local address"):
        fetch(site + "/once")
    assert len(seen) == 2


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match="has no address"):
        fetch("https://nowhere.example/a")


def test_a_dripping_server_is_left(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    monkeypatch.setattr(fetching, "MAX_SECONDS", -1.0)
    with pytest.raises(FetchError, match="was not read within"):
        fetch(site + "/page", allow_private=True)
