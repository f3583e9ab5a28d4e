"""Yahoo Finance through yfinance (the `[yahoo]` extra), never adjusted for dividends.

Yahoo leaves sessions out, fills others with nulls and refuses those who ask too often; what it gives is checked against
the calendar when it is read and by `market check`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import MarketDataError
from extractor.validate.providers import web
from extractor.validate.providers.pulled import Pulled, Row

FIRST_DAY = dt.date(1927, 1, 1)


def pull_yahoo(symbol: str, since: dt.date | None, folder: Path) -> Pulled:
    """The closes of a symbol, undone for splits but not for dividends; days with a null are left out.

    Raises MarketDataError where yfinance is not installed, Yahoo refuses, or the symbol has no prices.
    """
    prices = _patiently(symbol, since or FIRST_DAY)
    got = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if "Close" not in prices.columns:
        raise MarketDataError(
            f"answered with the columns {', '.join(map(str, prices.columns))[:80]}", where=_at(symbol)
        )
    rows = list(_rows(prices["Close"]))
    if not rows:
        raise MarketDataError("has no prices", where=_at(symbol), todo="is it Yahoo's symbol?")
    name = "".join(letter if letter.isalnum() else "-" for letter in symbol)
    web.keep(folder / f"yahoo.{name}.{got:%Y%m%dT%H%M%SZ}", prices.to_csv().encode())
    return Pulled(rows, got.isoformat())


def _rows(closes: Any) -> Iterator[Row]:
    """One row a local day; a null, or a second row of a day (the running one), is left out."""
    seen = set()
    for stamp, close in closes.items():
        day = stamp.date()
        if close == close and day not in seen:  # noqa: PLR0124  # NaN is how pandas writes null
            seen.add(day)
            yield Row(day, float(close))


def _patiently(symbol: str, since: dt.date) -> Any:
    try:
        import yfinance
    except ImportError as error:
        todo = "pip install 'tapecheck[yahoo]'"
        raise MarketDataError("needs yfinance, which is not installed", where=_at(symbol), todo=todo) from error

    try:
        for attempt in web.tries(_refused):
            with attempt:
                web.pause("yahoo")
                history = yfinance.Ticker(symbol).history
                return history(
                    start=since.isoformat(), interval="1d", auto_adjust=False, actions=False, raise_errors=True
                )
    except Exception as error:
        if _refused(error):
            raise MarketDataError("refuses so many requests", where=_at(symbol), todo="try again later") from error
        what = f"cannot be read: {str(error).splitlines()[0][:120] if str(error) else type(error).__name__}"
        raise MarketDataError(what, where=_at(symbol)) from error
    raise AssertionError("the last attempt returns or raises")


def _refused(error: Exception) -> bool:
    """Whether Yahoo answered 429; the class is yfinance's own and has moved between its modules."""
    return type(error).__name__ == "YFRateLimitError"


def _at(symbol: str) -> str:
    return f"yahoo {symbol}"
