"""The daily par yield curve of the U.S. Treasury: a CSV file a year, a column a tenor, newest line first.

Columns have come and gone: "2 Mo" in 2018, "4 Mo" in 2022, "1.5 Month" in 2025, no "20 Yr" before 1993 and no "30 Yr"
from 2002 to 2006. So a tenor is looked for by its name, and a year without it has no values of it.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from extractor.errors import MarketDataError
from extractor.validate.providers.pulled import Pulled, Row, date, number, table
from extractor.validate.providers.web import get

FIRST_YEAR = 1990
_PATH = "/resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv/{year}/all"
_COLUMN = re.compile(r"(\d{1,2}(?:\.\d)?) (Mo|Month|Yr|Year)s?", re.IGNORECASE)


def pull_treasury(symbol: str, since: dt.date | None, folder: Path) -> Pulled:
    """The par yields of a tenor ("10Y", "3M") from the year of `since` (else 1990) to this year, in percent a year.

    Raises MarketDataError for answers of any other shape, and where no year has the tenor.
    """
    rows, got, known = [], "", False
    first = max(since.year if since else FIRST_YEAR, FIRST_YEAR)
    for year in range(first, dt.datetime.now(dt.UTC).year + 1):
        query = {"type": "daily_treasury_yield_curve", "field_tdr_date_value": str(year), "_format": "csv"}
        answer = get("treasury", _PATH.format(year=year), query, folder=folder)
        found = _year(answer.raw, symbol, f"treasury {year}")
        known, got = known or found is not None, got or answer.retrieved_at
        rows += found or []
    if not known:
        raise MarketDataError("has no such tenor", where=f"treasury {symbol}", todo="ask for 10Y, 3M or another")
    return Pulled([row for row in rows if since is None or row.day >= since], got)


def _year(raw: bytes, tenor: str, where: str) -> list[Row] | None:
    """The rows of one year, or None where it has no column for the tenor."""
    lines = table(raw, where, columns=1)
    header = next(lines)
    if header[0] != "Date":
        raise MarketDataError(f"answered with the columns {', '.join(header)[:80]}", where=where)
    place = next((n for n, name in enumerate(header) if _tenor(name) == tenor), None)
    if place is None:
        return None
    found = [(date(line[0], where, "%m/%d/%Y"), number(line[place], where)) for line in lines]
    return [Row(day, value) for day, value in found if value is not None]


def _tenor(name: str) -> str | None:
    match = _COLUMN.fullmatch(name)
    return match[1] + match[2][0].upper() if match else None
