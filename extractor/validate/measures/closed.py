"""Whether a market was closed."""

from __future__ import annotations

import datetime as dt

from extractor.calendar import Calendar


def market_closed(market: Calendar, day: dt.date) -> bool:
    """Whether `market` had no session on `day`: a weekend or a holiday of its calendar."""
    return not market.is_session(day)
