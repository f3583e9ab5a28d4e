"""Splits of shares: `splits.tsv`. One inside a period is undone; adjusted prices are turned into what was quoted.

Every series of a share is judged split-adjusted. A level or a change that was printed before later splits is the
adjusted one times their ratio.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from extractor.registry import Instrument
from extractor.series import Series
from extractor.tidy import Block

SHARES = frozenset({"share", "stock", "equity", "etf"})
ADJUSTED = "close_split_adj"
_SIMPLE = tuple(sorted({n / m for n in (1, 2, 3, 4, 5, 7, 8, 10, 15, 20, 50) for m in (1, 2, 3, 5)} - {1.0}))
_NEAR = 0.02


def ratio(share: str, after: dt.date, to: dt.date) -> float:
    """New shares for one old one, through all known splits later than `after` and not later than `to`."""
    product = 1.0
    for day, new_for_old in _table().get(share, ()):
        if after < day <= to:
            product *= new_for_old
    return product


def quoted(instrument: Instrument, series: Series, day: dt.date) -> float:
    """What turns the series' value of `day` into the price that was quoted then: 4 for AAPL before 31 August 2020."""
    if series.kind != ADJUSTED or instrument.asset_class not in SHARES:
        return 1.0
    return ratio(instrument.id, day, series.adjusted_to)


def without_splits(instrument: Instrument, series: Series) -> Series:
    """A raw series of a share with its splits undone, to its own last day; any other series as it is."""
    if series.kind != "close" or instrument.asset_class not in SHARES or not len(series):
        return series
    last: dt.date = series.days[-1].item()
    splits = [day for day, _ in _table().get(instrument.id, ()) if series.days[0].item() < day <= last]
    values = series.values.copy()
    for first, then in pairwise([series.days[0].item(), *splits]):
        inside = (series.days >= np.datetime64(first)) & (series.days < np.datetime64(then))
        values[inside] /= ratio(instrument.id, first, last)
    names = (series.name, ADJUSTED, series.days, values, series.sources, series.which, series.retrieved)
    return Series(Block(*names))


def looks_split(instrument: Instrument, stated: float, actual: float) -> bool:
    """Whether a stated price is a simple ratio of the actual one: a split that the table does not know."""
    if instrument.asset_class not in SHARES or not actual or not stated:
        return False
    apart = stated / actual
    return any(abs(apart / simple - 1) <= _NEAR for simple in _SIMPLE)


@cache
def _table() -> dict[str, tuple[tuple[dt.date, float], ...]]:
    table: dict[str, tuple[tuple[dt.date, float], ...]] = {}
    text = (files("extractor.validate") / "splits.tsv").read_text(encoding="utf-8")
    for line in [line for line in text.splitlines() if not line.startswith("#")][1:]:
        share, day, new, old = line.split("\t")
        table[share] = (*table.get(share, ()), (dt.date.fromisoformat(day), int(new) / int(old)))
    return table
