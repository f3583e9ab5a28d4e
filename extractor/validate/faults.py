"""What is wrong with the series of a store: gaps, rows where no market was open, jumps, sources that disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from extractor.calendar import calendar
from extractor.market import DOORS, instrument_of
from extractor.registry import Instrument, registry
from extractor.series import Days, Series, Values
from extractor.tidy import REVISED, Block
from extractor.validate.noise import noise

JUMP, LEAST_JUMP = 12.0, {"percent": 8.0, "points": 0.3}
"""A jump is so many times the usual move (the median of the year around it), and at least so much: 8 % of a price, 0.3
percentage points of a yield. The Dow of October 1987 (22.6 %, not undone the next day) is none."""
UNDONE = 0.7
"""The share of a jump that the next row takes back where it was an error and no move."""
YEAR = 252
MOST = 4
"""Gaps or phantom rows of one series that are told one by one."""
OTHER_THINGS = frozenset({"rate", "index"})
"""Kinds of which two series of one instrument are two quantities: the upper and the lower end of a target range."""


class Fault(NamedTuple):
    """One thing that is wrong: `what` is gap, phantom, jump or disagreement; `days` how many rows it touches."""

    series: str
    what: str
    first: dt.date
    last: dt.date
    days: int
    detail: str


def faults(blocks: Sequence[Block]) -> Iterator[Fault]:
    """The faults of every series, series by series; series that are dated by month are only compared."""
    by_instrument: dict[str, list[Series]] = {}
    for block in blocks:
        series, instrument = Series(block), _instrument(block.name)
        if block.kind in REVISED or not len(series):
            continue
        by_instrument.setdefault(instrument.id, []).append(series)
        yield from _against_calendar(series, instrument)
        yield from _jumps(series, instrument)
    for name, group in by_instrument.items():
        for one, other in combinations(group, 2):
            if one.kind == other.kind and one.kind not in OTHER_THINGS:
                yield from _disagreement(one, other, instrument_of(name))


def _instrument(name: str) -> Instrument:
    """Whose series the store calls so."""
    base, at, door = name.rpartition("@")
    if at and door in DOORS:
        return instrument_of(base)
    held = (one for one in registry().instruments.values() if name in one.symbols.get("store", ()))
    return registry().get(name) or next(held, None) or instrument_of(name)


def _against_calendar(series: Series, instrument: Instrument) -> Iterator[Fault]:
    market = calendar(instrument.calendar)
    sessions = np.array(market.between(series.days[0].item(), series.days[-1].item()), dtype="datetime64[D]")
    if len(series) < len(sessions) / 3:
        yield _fault(series, "gap", series.days, f"holds {len(series)} of {len(sessions)} {market.name} sessions")
        return
    for what, days, between in (
        ("gap", np.setdiff1d(sessions, series.days), series.days),
        ("phantom", np.setdiff1d(series.days, sessions), sessions),
    ):
        said = "no value for a session" if what == "gap" else "a value on a day without a session"
        yield from _told(series, what, list(_runs(days, between)), f"{said} of the {market.name} calendar")


def _told(series: Series, what: str, runs: list[Days], said: str) -> Iterator[Fault]:
    """Each run, or where there are many one line that names the longest."""
    if len(runs) <= MOST:
        yield from (_fault(series, what, run, said) for run in runs)
        return
    longest = max(runs, key=len)
    told = f"{said}, {len(runs)} times; the longest has {len(longest)} from {longest[0]}"
    yield _fault(series, what, np.concatenate(runs), told)


def _runs(days: Days, between: Days) -> Iterator[Days]:
    """The days, cut wherever one of `between` lies between two of them."""
    if len(days):
        yield from np.split(days, np.flatnonzero(np.diff(np.searchsorted(between, days))) + 1)


def _jumps(series: Series, instrument: Instrument) -> Iterator[Fault]:
    """Moves that stand out and are taken back by the next row."""
    values, unit = series.values, "points" if instrument.is_yield else "percent"
    if len(values) < 30 or (unit == "percent" and bool((values <= 0).any())):
        return
    moves = np.diff(values) if unit == "points" else 100 * np.diff(np.log(values))
    usual = _usual(np.abs(moves))
    large = (np.abs(moves) > JUMP * usual) & (np.abs(moves) > LEAST_JUMP[unit])
    back = np.append(-moves[1:] / np.where(moves[:-1] == 0, 1, moves[:-1]), 0.0)
    for place in np.flatnonzero(large & (back > UNDONE)).tolist():
        told = f"{values[place]:g}, {values[place + 1]:g}, {values[place + 2]:g}: a move that the next row takes back"
        yield _fault(series, "jump", series.days[place + 1 : place + 2], told)


def _usual(sizes: Values) -> Values:
    """The median size of the moves of the year around each, by blocks of a year; never zero."""
    usual = np.empty_like(sizes)
    for start in range(0, len(sizes), YEAR):
        block = sizes[start : start + YEAR]
        moved = block[block > 0]
        usual[start : start + YEAR] = np.median(moved) if len(moved) else np.inf
    return usual


def _disagreement(one: Series, other: Series, instrument: Instrument) -> Iterator[Fault]:
    """Days on which two series of a kind lie further apart than sources may."""
    days, a, b = np.intersect1d(one.days, other.days, assume_unique=True, return_indices=True)
    if not len(days) or not 0.9 < np.median(np.abs(one.values[a])) / np.median(np.abs(other.values[b])) < 1.1:
        return  # nothing in common, or another scale: the store never uses both
    row = noise(one.kind, instrument.asset_class)
    apart = np.abs(one.values[a] - other.values[b])
    far = np.flatnonzero(apart > np.array([row.level(level).second for level in one.values[a].tolist()]))
    if len(far):
        worst = far[int(np.argmax(apart[far]))]
        told = f"{one.values[a][worst]:g} against {other.values[b][worst]:g} of {other.name} on {days[worst]}"
        yield _fault(one, "disagreement", days[far], told)


def _fault(series: Series, what: str, days: Days, detail: str) -> Fault:
    return Fault(series.name, what, days[0].item(), days[-1].item(), len(days), detail)
