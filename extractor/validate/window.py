"""The window that a record, a threshold or a largest move speaks of.

`Claim.period.start` opens it (that close itself is not in it). Without a start the claim is of all time, unless
`Claim.window` keeps words: these count where they are an ISO 8601 duration ("P52W", "P17M") or a reduced date
("2004", "2004-05", "2004-05-18"); any other words leave the window open, and so the claim undecided.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from extractor.records import Claim

_DURATION = re.compile(r"P(\d{1,4})([DWMY])\Z")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z")
_LENGTH = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}


class Window(NamedTuple):
    """`start` opens it (None: all time); an earlier rival on or before `sure` may stand just outside what is meant.

    "A 17-month high" may be 16 and a half months old: nothing before `sure` refutes.
    """

    start: dt.date | None
    sure: dt.date | None


def window(claim: Claim, end: dt.date) -> Window | None:
    """The window of a claim about `end`; None where its words are too loose to read."""
    if claim.period is not None and claim.period.start is not None:
        start = claim.period.start
        return Window(start, start + dt.timedelta(days=1) if claim.period.label != "since" else _loose(start, end))
    if not claim.window:
        return Window(None, None)
    if match := _DURATION.match(claim.window):
        n, length = int(match[1]), _LENGTH[match[2]]
        half = 0.5 * length if match[2] != "D" else 1.0
        days = min(n * length, 366 * 90.0)
        return Window(end - dt.timedelta(days=int(days - half)), end - dt.timedelta(days=int(max(days - 2 * half, 0))))
    return _since(claim.window, end)


def _loose(start: dt.date, end: dt.date) -> dt.date:
    """Three days of grace at the start of a "since" window: a record can be set on a day other than the one named."""
    return min(start + dt.timedelta(days=3), end)


def _since(words: str, end: dt.date) -> Window | None:
    """The window of "since 2004": later than that year; a rival within it may be the one meant."""
    match = _DATE.match(words)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    try:
        last = dt.date(year, month, int(day)) if day else dt.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    start = last if day else last - dt.timedelta(days=1)
    return Window(start, _loose(start, end)) if start < end else None
