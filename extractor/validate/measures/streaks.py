"""Moves in a row. Pure: closes in, counts out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractor.series import Values


class Run(NamedTuple):
    """How many of the latest moves go one way: counted `strict`ly, forgiving moves `within` and `beyond` a width.

    `strict` stops at the first move that is not like-signed; `within` goes on through moves that are flat or contrary
    by no more than the first width, `beyond` through those within the second.
    """

    strict: int
    within: int
    beyond: int


def streak(moves: Values, sign: int, first: Values, second: Values) -> Run:
    """The run of moves of `sign` that ends with the last of `moves` (ascending in time).

    `first` and `second` are the widths of each move, in its unit.
    """
    signed = sign * moves[::-1]
    return Run(
        _count(signed > 0),
        _count((signed > 0) | (signed >= -first[::-1])),
        _count((signed > 0) | (signed >= -second[::-1])),
    )


def _count(holds: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    broken = np.flatnonzero(~holds)
    return int(broken[0]) if len(broken) else len(holds)
