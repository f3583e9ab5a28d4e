"""The largest move since a day. Pure: closes in, the rival out."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from extractor.validate.measures.history import Closes, moves

LONGEST = {"day": 5, "week": 12, "month": 36, "quarter": 100, "year": 370}
"""Days between two closes that a move of this span may bridge; a longer one spans rows that are missing."""


class Largest(NamedTuple):
    """The move in question and the largest like-signed one before it in the window (None where there is none).

    Percent where `percent` was asked, else the series' unit. `day` is the rival's closing day.
    """

    own: float
    rival: float | None
    day: dt.date | None


def largest_move_since(
    path: Closes, start: dt.date | None, sign: int, longest: int, *, percent: bool
) -> Largest | None:
    """The last move of `path` against every like-signed move whose close is after `start`.

    Moves between closes more than `longest` days apart are none of the span and do not count; None where the last
    one is such a move or there are no two closes.
    """
    if len(path.days) < 2:
        return None
    made = sign * moves(path, percent=percent)
    whole = np.diff(path.days).astype(int) <= longest
    if not whole[-1]:
        return None
    inside = whole[:-1] if start is None else whole[:-1] & (path.days[1:-1] > np.datetime64(start))
    earlier = np.where(inside & np.isfinite(made[:-1]), made[:-1], -np.inf)
    own = sign * float(made[-1])
    if not len(earlier) or (best := float(earlier.max())) <= 0:
        return Largest(own, None, None)
    return Largest(own, sign * best, path.days[int(earlier.argmax()) + 1].item())
