"""Which publisher a page is from, by its domain, else by its markup."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from lxml.html import HtmlElement

from extractor.acquire.publishers.futu import read_futu
from extractor.acquire.publishers.layout import Layout

Reader = Callable[[BeautifulSoup], Layout | None]

READERS: dict[str, Reader] = {"futu": read_futu}
"""publishers.toml's `reader` -> the function; each stands in a file of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One row of publishers.toml, whose head describes the fields."""

    domain: str
    name: str
    mark: str | None = None
    reader: str | None = None
    zone: str | None = None
    headline: str = "ld_json"


def publisher_of(url: str | None, tree: HtmlElement) -> Publisher | None:
    """The publisher of the URL's domain; where none is known by it, the one whose mark the page carries; else None."""
    host = host_of(url)
    for publisher in _publishers():
        if host is not None and (host == publisher.domain or host.endswith("." + publisher.domain)):
            return publisher
    for publisher in _publishers():
        if publisher.mark and tree.xpath(
            "boolean(//*[contains(concat(' ', normalize-space(@class), ' '), $mark)])", mark=f" {publisher.mark} "
        ):
            return publisher
    return None


def host_of(url: str | None) -> str | None:
    """The URL's host without "www.", or None."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


@cache
def _publishers() -> tuple[Publisher, ...]:
    rows = tomllib.loads((files("extractor.acquire.publishers") / "publishers.toml").read_text(encoding="utf-8"))
    return tuple(Publisher(**row) for row in rows["publisher"])
