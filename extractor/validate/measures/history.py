"""The past of a series: what stood in a window, and whether the series covers it. Pure functions of arrays."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.series import Days, Series, Values

LONGEST_GAP = 12
"""Days between two observations that still count as unbroken: the bank holiday of March 1933 lasted 12."""

_UNITS = {"month": "M8[M]", "year": "M8[Y]"}


class Rival(NamedTuple):
    """The most extreme earlier value of a window, and whether the series covers the window without a break."""

    value: float
    day: dt.date | None
    covered: bool


def rival(series: Series, start: dt.date | None, end: dt.date, sign: int) -> Rival | None:
    """The highest (`sign` 1) or lowest (-1) value after `start` and before `end`, both excluded.

    Without `start`: from the first row; `covered` then only says that the series has no break. None where `end` was
    not observed or nothing came before it. Values in the series' unit.
    """
    n = series.position(end)
    first = 0 if start is None else int(np.searchsorted(series.days, np.datetime64(start), side="right"))
    if n is None:
        return None
    if first >= n:
        return Rival(-sign * np.inf, None, covered(series.days, start, end))
    i = first + int(np.argmax(sign * series.values[first:n]))
    return Rival(float(series.values[i]), series.days[i].item(), covered(series.days, start, end))


class Line(NamedTuple):
    """A level to be passed upward (`sign` 1) or downward (-1), in the series' unit."""

    level: float
    sign: int


def last_past(series: Series, line: Line, start: dt.date | None, end: dt.date) -> dt.date | None:
    """The last day after `start` and before `end` whose value was past the line, or None."""
    past = line.sign * (series.values - line.level) > 0
    past &= series.days < np.datetime64(end)
    if start is not None:
        past &= series.days > np.datetime64(start)
    found = np.flatnonzero(past)
    return series.days[found[-1]].item() if len(found) else None


def covered(days: Days, start: dt.date | None, end: dt.date) -> bool:
    """Whether `days` reach back to `start` (or to their own beginning) without a gap of more than LONGEST_GAP."""
    known = days[days <= np.datetime64(end)]
    if start is not None:
        first = int(np.searchsorted(known, np.datetime64(start), side="right")) - 1
        if first < 0 and (not len(known) or (known[0].item() - start).days > LONGEST_GAP):
            return False
        known = known[max(first, 0) :]
    return len(known) > 0 and bool((np.diff(known).astype(int) <= LONGEST_GAP).all())


class Closes(NamedTuple):
    """The last close of each session, week, month, quarter or year, ascending."""

    days: Days
    values: Values


def closes(series: Series, end: dt.date, span: str) -> Closes:
    """The last close of each `span` (day, week, month, quarter, year) up to `end`; weeks run Monday to Sunday."""
    n = int(np.searchsorted(series.days, np.datetime64(end), side="right"))
    days, values = series.days[:n], series.values[:n]
    if span == "day" or not n:
        return Closes(days, values)
    keys = _keys(days, span)
    last = np.flatnonzero(np.append(keys[1:] != keys[:-1], True))
    return Closes(days[last], values[last])


def complete(path: Closes, sessions: Days, span: str) -> Closes:
    """Without the closes that are not the last of their `span` on the calendar `sessions` (ascending).

    An isolated row in the middle of a week is no week's close. The last close stays: its span may still run.
    """
    if span == "day" or not len(path.days) or not len(sessions):
        return path
    keys = _keys(sessions, span)
    lasts = sessions[np.append(keys[1:] != keys[:-1], True)]
    keep = np.isin(path.days, lasts)
    keep[-1] = True
    return Closes(path.days[keep], path.values[keep])


def _keys(days: Days, span: str) -> NDArray[np.int64]:
    if span == "week":  # day 0 of the epoch was a Thursday
        return (days.astype(np.int64) + 3) // 7
    if span == "quarter":
        return days.astype("M8[M]").astype(np.int64) // 3
    return days.astype(_UNITS[span]).astype(np.int64)


def moves(path: Closes, *, percent: bool) -> Values:
    """The move into each close but the first: percent of the close before, or the difference in the series' unit."""
    before, after = path.values[:-1], path.values[1:]
    if not percent:
        return after - before
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100.0 * (after / before - 1.0)
