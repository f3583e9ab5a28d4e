"""A series: dated values of one instrument, as a whole or as they were known on a day."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from extractor.records import Observation
from extractor.tidy import REVISED, Block

Days = NDArray[np.datetime64]
Values = NDArray[np.float64]


class Series:
    """Dated values of one instrument.

    `days` is datetime64[D], strictly ascending; `values` float64 of the same length, in the unit of the instrument's
    level. `kind` says what the values are: close, close_split_adj, adj_close, futures_close, spot, fix, fx, yield, ...
    `sources` names where they came from and `which` (of the same length as `days`) which row came from which. Of a
    series that is `revised`, its values published anew after the first time, these are the latest; `until` gives what
    stood on a day.
    """

    __slots__ = (
        "_block", "_index", "_places", "_seen", "_whole", "days", "kind", "name", "retrieved", "revised", "sources",
        "values", "which",
    )  # fmt: skip

    def __init__(self, block: Block) -> None:
        self._block = block
        latest = block if block.as_of is None else _vintage(block, None)
        self.name, self.kind, self.days, self.values, self.sources, self.which, self.retrieved, _ = latest
        self.revised = block.as_of is not None or block.kind in REVISED
        self._whole = self
        self._index: dict[dt.date, tuple[int, float]] | None = None
        self._places: list[float] | None = None
        self._seen: dict[dt.date, Observation] = {}

    def __len__(self) -> int:
        return len(self.days)

    @property
    def adjusted_to(self) -> dt.date:
        """The last day of the whole series, also of what comes after a view's end: splits are undone up to there."""
        last: dt.date = self._whole.days[-1].item()
        return last

    def _find(self, day: dt.date) -> tuple[int, float] | None:
        whole = self._whole
        if whole._index is None:  # noqa: SLF001  # the same class: a shorter view of it
            pairs = enumerate(whole.values.tolist())
            whole._index = dict(zip(whole.days.tolist(), pairs, strict=True))  # noqa: SLF001
        found = whole._index.get(day)  # noqa: SLF001
        return found if found is not None and found[0] < len(self.days) else None

    def at(self, day: dt.date) -> float | None:
        """The value observed on `day`, or None; never carried over from another day."""
        found = self._find(day)
        return None if found is None else found[1]

    def position(self, day: dt.date) -> int | None:
        """Where `day` stands in `days`, or None where nothing was observed on it."""
        found = self._find(day)
        return None if found is None else found[0]

    def observation(self, day: dt.date) -> Observation | None:
        """The value observed on `day` as evidence, or None."""
        found = self._find(day)
        if found is None:
            return None
        seen = self._whole._seen.get(day)  # noqa: SLF001
        if seen is None:
            row = int(self.which[found[0]])
            got = self.retrieved[row] if self.retrieved else None
            seen = Observation(series=self.name, date=day, value=found[1], source=self.sources[row], retrieved_at=got)
            self._whole._seen[day] = seen  # noqa: SLF001
        return seen

    def precision(self, day: dt.date) -> float:
        """The last place that the values up to `day` have (two months' worth): 0.01, or 0.1 where a feed keeps one."""
        whole, found = self._whole, self._find(day)
        if whole._places is None:  # noqa: SLF001
            whole._places = _places(whole.values)  # noqa: SLF001
        return whole._places[found[0]] if found else 0.0  # noqa: SLF001

    def until(self, day: dt.date) -> Series:
        """The same series with nothing after `day`; of a revised series, the values that stood on `day`."""
        if self.revised:
            return Series(_vintage(self._block, day))
        if not len(self.days) or self.days[-1] <= np.datetime64(day):
            return self
        n = int(np.searchsorted(self.days, np.datetime64(day), side="right"))
        view = Series(self._block._replace(days=self.days[:n], values=self.values[:n], which=self.which[:n]))
        view._whole = self._whole
        return view

    def only(self, sessions: Days) -> Series:
        """The same series without days that are not in `sessions` (ascending): rows that feeds make up on holidays.

        A revised series is dated by month or quarter and stays whole.
        """
        if self.revised:
            return self
        keep = np.isin(self.days, sessions, assume_unique=True)
        if keep.all():
            return self
        return Series(self._block._replace(days=self.days[keep], values=self.values[keep], which=self.which[keep]))


def _vintage(block: Block, day: dt.date | None) -> Block:
    """A revised block's values as they stood on `day` (None: today); without vintages nothing is known of any day."""
    if block.as_of is None:
        keep = np.full(len(block.days), day is None or block.kind not in REVISED)
        if keep.all():
            return block
    else:
        keep = np.full(len(block.days), True) if day is None else block.as_of <= np.datetime64(day)
    rows = np.flatnonzero(keep)
    if len(rows):
        rows = rows[np.append(block.days[rows][1:] != block.days[rows][:-1], True)]
    return block._replace(days=block.days[rows], values=block.values[rows], which=block.which[rows], as_of=None)


def _places(values: Values) -> list[float]:
    """The last place of each value and the 41 before it; single-precision feeds are forgiven their rounding."""
    needed = np.full(len(values), 4, dtype=np.int8)
    room = np.maximum(1e-6, 2e-7 * np.abs(values))
    for places in (3, 2, 1, 0):
        scaled = values * 10.0**places
        needed[np.abs(scaled - np.round(scaled)) <= room * 10.0**places] = places
    before = np.concatenate([np.zeros(41, dtype=np.int8), needed])
    widest = np.lib.stride_tricks.sliding_window_view(before, 42).max(axis=1)
    return (10.0 ** -widest.astype(float)).tolist()  # type: ignore[no-any-return]  # a list of floats
