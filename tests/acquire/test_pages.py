"""A page case is a folder: input.html and the fields that must come of it; one test a field.

The pages are written by hand in the styles that news sites use; none is copied from one.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.acquire.page import Page, read_page
from extractor.records import Article

PAGES = Path(__file__).parent / "pages"
NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


@cache
def article(name: str) -> Article:
    raw = (PAGES / name / "input.html").read_bytes()
    return read_page(Page(raw=raw, where=name, stem="input"), now=NOW)


def fields() -> list[tuple[str, str, Any]]:
    folders = sorted(path.name for path in PAGES.iterdir())
    expected = ((name, json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))) for name in folders)
    return [(name, field, value) for name, wanted in expected for field, value in wanted.items()]


@pytest.mark.parametrize(
    ("name", "field", "value"), fields(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_field(name: str, field: str, value: Any) -> None:
    read = article(name)
    found: Any = getattr(read, field) if field not in ("lines", "tags") else None
    if field == "lines":
        found = read.text.split("\n")
    elif field == "tags":
        found = [[tag.text, tag.instrument] for tag in read.tags]
    elif field == "authors":
        found = list(read.authors)
    elif field in ("provenance", "missing"):
        found = {key: found.get(key) for key in value}
    assert found == value


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_every_empty_field_has_a_reason_and_every_other_one_a_provenance(name: str) -> None:
    read = article(name)
    for field in ("url", "source", "title", "authors", "published_at", "available_at"):
        assert (field in read.missing) != bool(getattr(read, field))
        assert (field in read.provenance) == bool(getattr(read, field))
    assert all(read.text[tag.start : tag.end] == tag.text for tag in read.tags)
    assert read.retrieved_at is None


def test_a_fetched_page_takes_its_id_from_its_canonical_address() -> None:
    raw = (PAGES / "ld-json" / "input.html").read_bytes()
    one = read_page(Page(raw=raw, where="a", stem="a", url="https://courier.example/m?utm_source=x"), now=NOW)
    other = read_page(Page(raw=raw, where="b", stem="b", url="https://courier.example/amp/pound-low"), now=NOW)
    assert one.id == other.id
    assert one.id.startswith("courier.example-")


def test_a_page_from_the_future_keeps_no_date() -> None:
    raw = (PAGES / "ld-json" / "input.html").read_bytes()
    read = read_page(Page(raw=raw, where="a", stem="a"), now=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert read.published_at is None
    assert read.missing["published_at"] == "the page's date (2024-10-03T14:20:05+01:00, ld_json) lies in the future"


def test_what_is_retrieved_before_the_clock_bounds_its_date() -> None:
    raw = (PAGES / "table" / "input.html").read_bytes()
    read = read_page(Page(raw=raw, where="a", stem="a", retrieved_at="2024-11-01T00:00:00+00:00"))
    assert read.published_at is None
    assert read.available_at == "2024-11-01T00:00:00+00:00"
