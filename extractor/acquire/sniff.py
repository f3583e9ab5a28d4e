"""What kind of input some bytes or a file name are."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Kind = Literal["html", "text", "json", "jsonl", "feed", "archive"]

_KIND_OF_SUFFIX: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
}
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p|h1|script)[\s>/]", re.IGNORECASE)
_JSON = re.compile(rb"\{|\[\s{0,99}[{\]]")
_HEAD = 2048


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's name tells, ".gz" at its end aside; None where it tells none that is read."""
    path = PurePath(name)
    suffix = PurePath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    return _KIND_OF_SUFFIX.get(suffix.lower())


def is_url(given: str) -> bool:
    """Whether an input is an http or https address."""
    return given.lower().startswith(("http://", "https://"))


def stem_of(name: str) -> str:
    """The file's name without folder, ".gz" and the suffix of its kind; printable whatever bytes are in it."""
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        path = PurePath(path.stem)
    stem = path.stem if path.suffix.lower() in _KIND_OF_SUFFIX else path.name
    return stem.encode("utf-8", "replace").decode("utf-8")


def kind_of_bytes(raw: bytes) -> Kind:
    """The kind that the first 2 kB look like; text where they look like nothing else."""
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"WARC/", b"filedesc://")):
        return "archive"
    if head.startswith(b"<"):
        # The root element of a feed or sitemap stands first; an HTML page may quote one of these names further down.
        feed, page = _FEED.search(head), _HTML.search(head)
        if feed and (page is None or feed.start() < page.start()):
            return "feed"
        return "html" if page or head.startswith((b"<!--", b"<?xml")) else "text"
    return "json" if _JSON.match(head) else "text"
