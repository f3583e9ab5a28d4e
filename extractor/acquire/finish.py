"""The last step of every reader: what follows from the text and the fields that were found."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from extractor.acquire.language import detect_language
from extractor.acquire.tags import find_tags
from extractor.calendar import Appeared
from extractor.errors import SettingError
from extractor.records import Article

_REASONS = {
    "url": "the input names no URL",
    "source": "the input names no source",
    "title": "the input names no title",
    "authors": "the input names no author",
    "published_at": "the input names no date",
    "retrieved_at": "read from a local file, whose time says nothing about the article",
    "available_at": "neither published_at nor retrieved_at is known",
}
"""Why a field is empty where the reader knows no better reason."""


def iso_date(value: str) -> str:
    """The value as Article.published_at has it. Raises SettingError for anything but an ISO 8601 date or time."""
    appeared = Appeared.parse(value.strip())
    if appeared is None:
        raise SettingError("not a date", where=repr(value), todo="write ISO 8601: 2024-11-12T08:00:00+08:00")
    return appeared.at.isoformat() if appeared.at else appeared.day.isoformat()


def with_published(article: Article, published_at: str) -> Article:
    """The finished article with the time of publication that the user gave, in place of its own."""
    return replace(
        article,
        published_at=published_at,
        available_at=published_at,
        provenance=article.provenance | {"published_at": "option", "available_at": "published_at"},
        missing={name: why for name, why in article.missing.items() if name not in ("published_at", "available_at")},
    )


def with_retrieval(article: Article, url: str, retrieved_at: str) -> Article:
    """The finished article of a file that came from `url` at `retrieved_at`, which dates it where nothing else does."""
    filled = ("retrieved_at", "available_at", "url")
    return replace(
        article,
        url=article.url or url,
        retrieved_at=retrieved_at,
        available_at=article.available_at or retrieved_at,
        provenance={"url": "input", "available_at": "retrieved_at"} | article.provenance,
        missing={name: why for name, why in article.missing.items() if name not in filled},
    )


def finish(article: Article, *, language_hint: str | None = None) -> Article:
    """The article with what follows from it, and a reason in `missing` for every field that is empty.

    Adds `tags`, `content_hash` (SHA-256 of the UTF-8 text), `language` and `available_at`.

    `available_at` is the time of publication: what was published could be read from then on; where that is not known,
    the time of retrieval.
    """
    language, provenance = article.language, dict(article.provenance)
    if not language:
        language = detect_language(article.text, language_hint)
        provenance["language"] = "detected"
    available = article.published_at or article.retrieved_at
    if available and not article.available_at:
        provenance["available_at"] = "published_at" if article.published_at else "retrieved_at"
    finished = replace(
        article,
        language=language,
        available_at=article.available_at or available,
        tags=find_tags(article.text),
        content_hash=hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
        provenance=provenance,
    )
    empty = (name for name in _REASONS if not getattr(finished, name))
    missing = {name: article.missing.get(name, _REASONS[name]) for name in empty}
    return replace(finished, missing=missing)
