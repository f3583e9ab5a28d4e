"""Claims and series made for a test."""

import datetime as dt

import numpy as np
import pytest

from extractor.records import Article, Claim, Period, Reading
from extractor.series import Series
from extractor.tidy import Block


@pytest.fixture(scope="session")
def claim():
    """A claim from the fields of a case; `text` stands in for a sentence."""

    def claim(period=None, **fields):
        made = None
        if period:
            days = [dt.date.fromisoformat(text) if text else None for text in (period["start"], period["end"])]
            made = Period(start=days[0], end=days[1], label=period["label"])
        return Claim(**{"id": "c1", "start": 0, "end": 4, "text": "text", "period": made, **fields})

    return claim


@pytest.fixture(scope="session")
def reading():
    """A Reading of an article that appeared `at`, with these claims."""

    def reading(*claims, at=None, sentences=()):
        return Reading(article=Article(id="a", text="text", published_at=at), claims=claims, sentences=sentences)

    return reading


@pytest.fixture(scope="session")
def series():
    """Values on every weekday from 1 January 2024."""

    def series(values, first="2024-01-01", kind="close"):
        days = np.busday_offset(np.datetime64(first), np.arange(len(values)), roll="forward").astype("datetime64[D]")
        which = np.zeros(len(values), dtype=np.int64)
        return Series(Block("X", kind, days, np.asarray(values, dtype=float), ("test",), which))

    return series
