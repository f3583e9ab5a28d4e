"""The largest move since a day. Pure: closes in, the rival out."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from extractor.validate.measures.history import Closes, moves


class Largest(NamedTuple):
    """The move in question and the largest like-signed one before it in the window (None where there is none).

    Percent where `percent` was asked, else the series' unit. `gap` is the days that the rival move spans.
    """

    own: float
    rival: float | None
    day: dt.date | None
    gap: int


def largest_move_since(path: Closes, start: dt.date | None, sign: int, *, percent: bool) -> Largest | None:
    """The last move of `path` against every like-signed move whose close is after `start`.

    None where there are no two closes.
    """
    if len(path.days) < 2:
        return None
    made = sign * moves(path, percent=percent)
    earlier = made[:-1]
    if start is not None:
        earlier = np.where(path.days[1:-1] > np.datetime64(start), earlier, -np.inf)
    own = sign * float(made[-1])
    if not len(earlier) or not np.isfinite(best := float(np.nanmax(earlier))) or best <= 0:
        return Largest(own, None, None, 0)
    i = int(np.nanargmax(earlier))
    return Largest(own, sign * best, path.days[i + 1].item(), int((path.days[i + 1] - path.days[i]).astype(int)))
