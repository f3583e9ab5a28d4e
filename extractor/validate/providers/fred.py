"""FRED, the data base of the Federal Reserve Bank of St. Louis.

Today's values come from `fredgraph.csv` (no key): `observation_date,DGS10` (until 2024 `DATE,DGS10`), a line a day, "."
where there is none. What was known when (ALFRED) comes from the observations API with the user's key, as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path
from typing import Any

from extractor.errors import MarketDataError
from extractor.validate.providers.pulled import Pulled, Row, date, number, table
from extractor.validate.providers.web import get

DATES = frozenset({"observation_date", "date"})
"""The header of the date column, in lower case; FRED renamed it in December 2024."""

PAGE = 100_000
"""Observations in one answer of the API, at most."""


def pull_fred(symbol: str, since: dt.date | None, folder: Path) -> Pulled:
    """The values of a series as they stand today. Raises MarketDataError for answers of any other shape."""
    query = {"id": symbol} | ({"cosd": since.isoformat()} if since else {})
    answer = get("fred", "/graph/fredgraph.csv", query, folder=folder)
    where = f"fred {symbol}"
    lines = table(answer.raw, where)
    header = next(lines)
    if header[0].lower() not in DATES or header[1:] != [symbol]:
        raise MarketDataError(f"answered with the columns {', '.join(header)[:80]}", where=where)
    found = [(date(line[0], where), number(line[1], where)) for line in lines]
    return Pulled([Row(day, value) for day, value in found if value is not None], answer.retrieved_at)


def pull_vintages(symbol: str, since: dt.date | None, folder: Path, key: str) -> Pulled:
    """Every value that was ever published for the days from `since` on, each with its day of publication.

    Raises MarketDataError for a key that is not registered, for series with more than 2,000 vintages (daily ones) and
    for answers of any other shape.
    """
    query = {"series_id": symbol, "file_type": "json", "realtime_start": "1776-07-04", "realtime_end": "9999-12-31"}
    query |= {"observation_start": since.isoformat()} if since else {}
    rows: list[Row] = []
    while True:
        page = query | {"offset": str(len(rows))} if rows else query
        answer = get("fred_api", "/fred/series/observations", page, folder=folder, secret={"api_key": key})
        given, count = _observations(answer.raw, f"fred {symbol}")
        rows += given
        if not given or len(rows) >= count:
            return Pulled([row for row in rows if not math.isnan(row.value)], answer.retrieved_at)


def _observations(raw: bytes, where: str) -> tuple[list[Row], int]:
    """The rows of one answer (missing values as NaN, so that they count) and how many there are in all."""
    try:
        answer = json.loads(raw)
        count = int(answer["count"])
        return [_row(observation, where) for observation in answer["observations"]], count
    except (ValueError, KeyError, TypeError) as error:
        raise MarketDataError("answered with something that is not its JSON", where=where) from error


def _row(observation: dict[str, Any], where: str) -> Row:
    value = number(observation["value"], where)
    published = date(observation["realtime_start"], where)
    return Row(date(observation["date"], where), float("nan") if value is None else value, published)
