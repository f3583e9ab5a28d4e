"""Under which ticker and where an organisation traded on a day: firms_tickers.tsv, else its home exchange."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.annotate.en.firms_gazetteer import Organisation

_HOME = {
    "US": "XNYS", "DE": "XETR", "GB": "XLON", "CH": "XSWX", "FR": "XPAR", "JP": "XTKS", "NL": "XAMS", "ES": "XMAD",
    "SE": "XSTO", "FI": "XHEL", "BE": "XBRU", "IT": "XMIL", "CA": "XTSE", "DK": "XCSE", "NO": "XOSL", "AT": "XWBO",
}  # fmt: skip
"""ISO 3166 country -> ISO 10383 market of its home shares; in the United States any of its markets."""

_AMERICAN = frozenset({"XNYS", "XNAS"})
_SYMBOL = re.compile(r"[A-Z0-9]{1,6}(?:\.[AB])?")


class Listing(NamedTuple):
    """A ticker, its market (ISO 10383) and the share's id in the registry: the ticker, or MIC:TICKER abroad."""

    ticker: str | None
    mic: str | None
    instrument: str | None


class _Span(NamedTuple):
    ticker: str
    mic: str
    start: dt.date
    end: dt.date


@cache
def _spans() -> dict[str, tuple[_Span, ...]]:
    found: dict[str, tuple[_Span, ...]] = {}
    rows = (files("extractor.annotate.en") / "firms_tickers.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows:
        if row.startswith(("#", "organisation\t")):
            continue
        organisation, ticker, mic, start, end = row.split("\t")
        span = _Span(
            ticker,
            mic,
            dt.date.fromisoformat(start) if start else dt.date.min,
            dt.date.fromisoformat(end) if end else dt.date.max,
        )
        found[organisation] = (*found.get(organisation, ()), span)
    return found


def listing_on(known: Organisation, day: dt.date | None) -> Listing:
    """The listing of an organisation on `day` (today's where no day is known); empty while it had none."""
    spans = _spans().get(known.id)
    if spans is None:
        mic = _HOME.get(known.country or "") if known.ticker else None
        return _listing(known.ticker, mic)
    when = day or dt.date.max
    span = next((one for one in spans if one.start <= when <= one.end), None)
    return _listing(span.ticker, span.mic) if span else Listing(None, None, None)


def _listing(ticker: str | None, mic: str | None) -> Listing:
    if ticker is None or mic is None or not _SYMBOL.fullmatch(ticker):
        return Listing(ticker, mic, None)
    return Listing(ticker, mic, ticker if mic in _AMERICAN else f"{mic}:{ticker}")
