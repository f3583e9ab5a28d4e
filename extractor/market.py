"""Market data as the validator sees them: dated closes of an instrument, never from after `as_of`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Series:
    """Dated values of one instrument from one source.

    `days` is datetime64[D], strictly ascending; `values` float64 of the same length, in the unit of the instrument's
    level. `kind` says what the values are: close, close_split_adj, adj_close, futures_close, spot, fix, fx, yield, ...
    """

    name: str
    kind: str
    source: str
    days: NDArray[np.datetime64]
    values: NDArray[np.float64]


class MarketData(Protocol):
    """A store of series. `as_of` bounds what it shows; `digest` identifies its content."""

    @property
    def digest(self) -> str:
        """A hash of the content (hex)."""
        ...

    def series(self, instrument_id: str) -> Sequence[Series]:
        """The series that can answer for this registry id, best first; empty where there is none."""
        ...

    def known(self, as_of: dt.date) -> MarketData:
        """The same store as it stood after the closes of `as_of`: no later observation is visible."""
        ...
