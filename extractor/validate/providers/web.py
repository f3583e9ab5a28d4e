"""GET with manners: one request at a time and not too often, retried when a server is busy, every answer kept raw."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

import extractor
from extractor.errors import MarketDataError

SITES = {
    "fred": "https://fred.stlouisfed.org",
    "fred_api": "https://api.stlouisfed.org",
    "treasury": "https://home.treasury.gov",
    "ecb": "https://data-api.ecb.europa.eu",
}
"""The only hosts that are asked; tests put a server of their own in their place."""

PACE = 0.6
"""Seconds between two requests: FRED takes two a second."""
ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 4, 1.0, 60.0
"""Tries of one request, and seconds between them: doubled each time, or what the server asks for up to the longest."""
SECONDS, WHOLE, LARGEST = 60.0, 300.0, 50_000_000
"""Seconds until an answer begins or goes on (the Treasury's takes up to twenty) and until it is whole; bytes of it (a
century of daily values has two megabytes)."""
FRESH = 600.0
"""Seconds for which a kept answer is used again: all tenors of a year stand in one file of the Treasury's."""

_BUSY = frozenset({408, 429, 500, 502, 503, 504})


class Answer(NamedTuple):
    """The bytes of an answer and when they were got, ISO 8601 in UTC to the second."""

    raw: bytes
    retrieved_at: str


class BusyError(Exception):
    """A server that may answer later; `after` is how many seconds it asks to wait, if it says so."""

    def __init__(self, why: str, after: float | None = None) -> None:
        self.after = after
        super().__init__(why)


def get(
    site: str, path: str, query: Mapping[str, str], *, folder: Path, secret: Mapping[str, str] | None = None
) -> Answer:
    """The answer of one of SITES, from `folder` where it was got within FRESH seconds.

    `secret` goes into the request and nowhere else. Raises MarketDataError where the site cannot be reached, refuses,
    stays busy, sends elsewhere, or sends too much.
    """
    name = _name(site, path, query)
    kept = _kept(folder, name)
    if kept is not None:
        return kept
    where = f"{site} {next(iter(query.values()), path)}"
    raw = _patiently(SITES[site] + path, {**query, **(secret or {})}, where)
    got = dt.datetime.now(dt.UTC).replace(microsecond=0)
    keep(folder / f"{name}.{got:%Y%m%dT%H%M%SZ}", raw)
    return Answer(raw, got.isoformat())


def tries(on: Callable[[Exception], bool | float]) -> Iterable[Any]:
    """Attempts (contexts of stamina) with growing waits; `on` says whether an error is tried again, and after what."""
    import stamina

    logging.getLogger("stamina").addHandler(logging.NullHandler())  # else each wait is a line on stderr
    return stamina.retry_context(
        on=on, attempts=ATTEMPTS, timeout=None, wait_initial=FIRST_WAIT, wait_max=LONGEST_WAIT, wait_jitter=FIRST_WAIT
    )


def _patiently(url: str, query: Mapping[str, str], where: str) -> bytes:
    try:
        for attempt in tries(_wait):
            with attempt:
                return _once(url, query, where)
    except BusyError as error:
        later = f"it asks to wait {error.after:.0f} s" if error.after else "try again later"
        raise MarketDataError(str(error), where=where, todo=later) from error
    raise AssertionError("the last attempt returns or raises")


def _wait(error: Exception) -> bool | float:
    """Whether to try again, and after how many seconds where the server says so."""
    if not isinstance(error, BusyError):
        return False
    return error.after <= LONGEST_WAIT and max(error.after, PACE) if error.after is not None else True


_last: dict[str, float] = {}


def pause(host: str) -> None:
    """Wait until PACE seconds have passed since the last request to `host`."""
    time.sleep(max(0.0, _last.get(host, -PACE) + PACE - time.monotonic()))
    _last[host] = time.monotonic()


def _once(url: str, query: Mapping[str, str], where: str) -> bytes:
    import httpx

    pause(httpx.URL(url).netloc.decode())
    headers = {"User-Agent": f"tapecheck/{extractor.__version__}", "Accept": "text/csv, application/json, */*"}
    try:
        with httpx.stream("GET", url, params=query, headers=headers, timeout=SECONDS) as response:
            return _read(response.status_code, dict(response.headers), response.iter_bytes(), where)
    except httpx.TimeoutException as error:
        raise BusyError(f"no answer within {SECONDS:.0f} s") from error
    except httpx.HTTPError as error:
        raise BusyError(f"cannot be reached: {type(error).__name__}") from error


def _read(status: int, headers: Mapping[str, str], chunks: Iterator[bytes], where: str) -> bytes:
    if status in _BUSY:
        raise BusyError(f"answered {status}", _seconds(headers.get("retry-after", "")))
    raw, began = b"", time.monotonic()
    for chunk in chunks:
        raw += chunk
        if time.monotonic() - began > WHOLE:
            raise MarketDataError(f"was not read within {WHOLE:.0f} s", where=where, todo="try again later")
        if len(raw) > LARGEST:
            raise MarketDataError(f"sent more than {LARGEST // 1_000_000} MB", where=where)
    if status != 200:
        raise MarketDataError(f"answered {status}{_reason(raw)}", where=where, todo="is it a series of this provider?")
    return raw


def _reason(raw: bytes) -> str:
    """What an answer in JSON says went wrong, as FRED's does."""
    found = re.search(rb'"error_message"\s*:\s*"([^"]{1,200})', raw[:2000])
    return f": {found[1].decode('utf-8', 'replace')}" if found else ""


def _seconds(retry_after: str) -> float | None:
    """Retry-After as seconds from now: it is a number of seconds or an HTTP date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds()) if until.tzinfo else None


def _name(site: str, path: str, query: Mapping[str, str]) -> str:
    """A file name for the request, secrets left out."""
    shown = re.sub(r"[^A-Za-z0-9]+", "-", " ".join([path.rsplit("/", 1)[-1], *query.values()])).strip("-")[:60]
    asked = "\n".join([SITES[site], path, *(f"{key}={value}" for key, value in sorted(query.items()))])
    return f"{site}.{shown}.{hashlib.sha256(asked.encode()).hexdigest()[:16]}"


def _kept(folder: Path, name: str) -> Answer | None:
    for path in sorted(folder.glob(f"{name}.*Z"), reverse=True):
        got = dt.datetime.strptime(path.name.rsplit(".", 1)[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        if 0 <= (dt.datetime.now(dt.UTC) - got).total_seconds() < FRESH:
            return Answer(path.read_bytes(), got.isoformat())
        return None
    return None


def keep(path: Path, raw: bytes) -> None:
    """Write the answer whole; that nothing can be kept is no reason to fail."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(raw)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
