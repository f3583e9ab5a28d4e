"""Moves in standard deviations, and what followed large ones. Pure functions of arrays."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.series import Days, Series, Values

YEAR = 252
"""Sessions in a year, and half of them in six months."""
GAPS = (1, 21, 63)
"""Sessions that must lie between two events: every day counts, a month, a quarter."""


class Path(NamedTuple):
    """Two series on the days that both observed; `other` is all ones where there is no second."""

    days: Days
    own: Values
    other: Values


def shared(series: Series, versus: Series | None, end: dt.date) -> Path:
    """Both series up to `end` on their common days."""
    own = series.until(end)
    if versus is None:
        return Path(own.days, own.values, np.ones(len(own)))
    days, a, b = np.intersect1d(own.days, versus.until(end).days, assume_unique=True, return_indices=True)
    return Path(days, own.values[a], versus.values[b])


def rolling_moves(path: Path, sessions: int) -> Values:
    """The `sessions`-day percent move of `own` less that of `other`, for each day from the `sessions`-th on."""
    own = path.own[sessions:] / path.own[:-sessions]
    return 100.0 * (own - path.other[sessions:] / path.other[:-sessions])


def zscore(moves: Values, window: int | None = None) -> float | None:
    """The last move over the standard deviation of all of them, or of the `window` before it.

    The mean is not subtracted: "a three-sigma move" is spoken of a move, not of its surprise (means of five-day moves
    are a twentieth of their deviation). None where fewer than 30 moves are known or they do not vary.
    """
    sample = moves if window is None else moves[-window - 1 : -1]
    if len(sample) < 30:
        return None
    deviation = float(np.std(sample, ddof=1))
    return float(moves[-1]) / deviation if deviation > 0 else None


class Study(NamedTuple):
    """Mean forward return in percent after the events, and how many of them had that much future."""

    mean: float
    events: int


def events(moves: Values, beyond: float, gap: int) -> NDArray[np.int64]:
    """Where the moves exceed `beyond` standard deviations (below where negative), at least `gap` sessions apart."""
    deviation = float(np.std(moves, ddof=1))
    sign = 1.0 if beyond >= 0 else -1.0
    kept: list[int] = []
    for i in np.flatnonzero(sign * moves > abs(beyond) * deviation).tolist():
        if not kept or i - kept[-1] >= gap:
            kept.append(i)
    return np.array(kept, dtype=np.int64)


def event_study(values: Values, at: NDArray[np.int64], ahead: int) -> Study | None:
    """The mean return of `values` over the `ahead` sessions after each event; None where no event has that future."""
    known = at[at + ahead < len(values)]
    if not len(known):
        return None
    return Study(float(np.mean(100.0 * (values[known + ahead] / values[known] - 1.0))), len(known))
