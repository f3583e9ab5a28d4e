"""Moves between two closes. Pure: series and days in, numbers out; None where a day was not observed."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from extractor.series import Series


class Move(NamedTuple):
    """The two closes that are compared, in the series' unit."""

    before: float
    after: float

    @property
    def change(self) -> float:
        """After less before, in the series' unit: points, dollars, percentage points of yield."""
        return self.after - self.before

    @property
    def percent(self) -> float:
        """The price return in percent, dividends left out: 100 * (after / before - 1). `before` is not 0."""
        return 100.0 * (self.after / self.before - 1.0)


def level(series: Series, end: dt.date) -> float | None:
    """The value observed on `end`, in the series' unit; never carried over from another day."""
    return series.at(end)


def move(series: Series, start: dt.date, end: dt.date) -> Move | None:
    """The closes of `start` and `end`; None where either was not observed or the first is 0."""
    before, after = series.at(start), series.at(end)
    return None if before is None or after is None or before == 0.0 else Move(before, after)


def relative_return(series: Series, versus: Series, start: dt.date, end: dt.date) -> tuple[Move, Move] | None:
    """The moves of both over the same two days; their percents are subtracted, in percentage points."""
    own, other = move(series, start, end), move(versus, start, end)
    return None if own is None or other is None else (own, other)
