"""A text file -> Article: every character kept, offsets and line ends included."""

from __future__ import annotations

import re

from extractor.acquire.decode import decode
from extractor.acquire.finish import finish
from extractor.errors import NoArticle
from extractor.records import Article

_SOURCE = re.compile(r"(?:Source|来源|來源)\s?[:：][ \t]?(\S[^\r\n]{0,60})")
_WHY = "a text file has no field for it"


def read_text(raw: bytes, *, where: str, stem: str) -> Article:
    """The article whose text the bytes are; a "Source:" line in the first three lines gives its source.

    A byte order mark belongs to the encoding and is dropped; nothing else changes. Raises UnreadableInput where the
    bytes are not text, NoArticle where they are blank.
    """
    text, encoding = decode(raw, where)
    if not text.strip():
        raise NoArticle("holds nothing but white space", where=where)
    source = _source(text)
    provenance = {"text": f"{encoding} file"} | ({"source": "text"} if source else {})
    missing = dict.fromkeys(("url", "title", "authors", "published_at", "source"), _WHY)
    return finish(Article(id=stem, text=text, source=source, provenance=provenance, missing=missing))


def _source(text: str) -> str | None:
    for line in text[:1000].splitlines()[:3]:
        if found := _SOURCE.fullmatch(line.strip()):
            return found.group(1)
    return None
