"""The euro's reference rates of the European Central Bank, struck about 14:10 in Frankfurt: how much one euro buys.

The data portal gives a series as CSV with some thirty columns, of which TIME_PERIOD and OBS_VALUE matter.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from extractor.errors import MarketDataError
from extractor.validate.providers.pulled import Pulled, Row, date, number, table
from extractor.validate.providers.web import get


def pull_ecb(symbol: str, since: dt.date | None, folder: Path) -> Pulled:
    """The reference rates of a currency ("USD"), in its units a euro. Raises MarketDataError for any other answer."""
    query = {"format": "csvdata"} | ({"startPeriod": since.isoformat()} if since else {})
    answer = get("ecb", f"/service/data/EXR/D.{symbol}.EUR.SP00.A", query, folder=folder)
    where = f"ecb {symbol}"
    lines = table(answer.raw, where)
    header = next(lines)
    if not {"CURRENCY", "TIME_PERIOD", "OBS_VALUE"} <= set(header):
        raise MarketDataError(f"answered with the columns {', '.join(header)[:80]}", where=where)
    currency, day, value = (header.index(name) for name in ("CURRENCY", "TIME_PERIOD", "OBS_VALUE"))
    rows = []
    for line in lines:
        if line[currency] != symbol:
            raise MarketDataError(f"answered with {line[currency][:20]!r}", where=where)
        rate = number(line[value], where)
        if rate is not None:
            rows.append(Row(date(line[day], where), rate))
    return Pulled(rows, answer.retrieved_at)
