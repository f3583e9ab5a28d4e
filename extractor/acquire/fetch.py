"""A URL -> the bytes that it answers with: one page, bounded in size, time and redirects, never from a private address.

Every address is resolved here and the connection made to the address that was checked, so that a name which
answers differently the second time (DNS rebinding) reaches nothing else.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

import extractor
from extractor.acquire.raw import bounded, gunzipped
from extractor.errors import FetchError, InputError

USER_AGENT = f"tapecheck/{extractor.__version__}"
MAX_REDIRECTS = 5
MAX_SECONDS = 30.0
"""For the whole answer, redirects included; a server that drips gets no longer."""

_STEP_SECONDS = 10.0
_READABLE = ("text/", "application/xhtml", "application/json", "application/x-ndjson", "application/xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`raw` as it was sent, gunzipped; `url` after redirects; `retrieved_at` ISO 8601 in UTC, to the second."""

    raw: bytes
    url: str
    charset: str | None
    retrieved_at: str


def fetch(url: str, *, allow_private: bool = False) -> Answer:
    """GET the URL.

    Raises FetchError where it cannot be reached, refuses, redirects too often, is no page, is too long or damaged,
    takes more than MAX_SECONDS or, unless `allow_private`, leads to an address that is not public.
    """
    deadline, address = time.monotonic() + MAX_SECONDS, url
    with httpx.Client(timeout=_STEP_SECONDS, follow_redirects=False, trust_env=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            answer = _get(client, address, url, deadline, allow_private=allow_private)
            if isinstance(answer, Answer):
                return answer
            address = answer
    raise FetchError(f"redirects more than {MAX_REDIRECTS} times", where=url)


def _get(client: httpx.Client, address: str, given: str, deadline: float, *, allow_private: bool) -> Answer | str:
    """The answer, or the address that it redirects to."""
    request = _request(client, address, given, allow_private=allow_private)
    try:
        response = client.send(request, stream=True)
        try:
            if response.is_redirect:
                return urljoin(address, response.headers["location"])
            return _answer(response, address, given, deadline)
        finally:
            response.close()
    except httpx.TimeoutException as error:
        raise FetchError(f"no answer within {_STEP_SECONDS:.0f} s", where=given) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"cannot be fetched: {error}", where=given) from error


def _request(client: httpx.Client, address: str, given: str, *, allow_private: bool) -> httpx.Request:
    """A request to the checked IP address, with the host's name where TLS and the server look for it."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise FetchError(f"{address!r} is not a URL", where=given) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"leads to {address!r}, which is not an http address", where=given)
    ip = _public_address(
        url.host, url.port or (443 if url.scheme == "https" else 80), given, allow_private=allow_private
    )
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
    return client.build_request("GET", url.copy_with(host=ip), headers=headers, extensions={"sni_hostname": url.host})


def _public_address(host: str, port: int, given: str, *, allow_private: bool) -> str:
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host!r} has no address", where=given) from error
    if not allow_private and not all(_is_public(address) for address in found):
        todo = "only public addresses are fetched"
        raise FetchError(f"the host {host!r} is a private or local address", where=given, todo=todo)
    return found[0]


def _is_public(address: str) -> bool:
    """Whether reachable from everywhere; an IPv4 address inside an IPv6 one counts as itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if embedded is not None:
            return embedded.is_global and not embedded.is_multicast
    return ip.is_global and not ip.is_multicast


def _answer(response: httpx.Response, address: str, given: str, deadline: float) -> Answer:
    if response.status_code != httpx.codes.OK:
        raise FetchError(f"answered {response.status_code} {response.reason_phrase}".rstrip(), where=given)
    kind = response.headers.get("content-type", "text/html").lower()
    if not kind.startswith(_READABLE):
        raise FetchError(f"answered with {kind.split(';')[0]}, not a page", where=given)
    if response.headers.get("content-encoding", "identity") not in ("identity", "gzip", ""):
        raise FetchError("answered in an encoding that was not asked for", where=given)
    retrieved_at = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    try:
        raw = bounded(gunzipped(_until(response.iter_raw(), deadline, given), given), given)
    except InputError as error:
        raise FetchError(error.what, where=given, todo=error.todo) from error
    return Answer(raw=raw, url=address, charset=response.charset_encoding, retrieved_at=retrieved_at)


def _until(chunks: Iterator[bytes], deadline: float, given: str) -> Iterator[bytes]:
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise FetchError(f"was not read within {MAX_SECONDS:.0f} s", where=given)
        yield chunk
