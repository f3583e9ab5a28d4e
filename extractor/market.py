"""Market data as the validator sees them: dated closes of an instrument, never from after `as_of`.

A store is a tidy table (`series, date, value, kind, source`; Parquet or CSV, or a folder of both) read once into
arrays. `Known` is the only door through which values are read, and it never opens on a later day than its `as_of`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np

from extractor.calendar import calendar
from extractor.errors import MarketDataError
from extractor.registry import Instrument, registry
from extractor.series import Days, Series
from extractor.tidy import Block, read_tidy

DOORS = ("treasury", "fred", "ecb", "yahoo")
"""Where series are pulled from, best first: the series of SPX that came from FRED is called SPX@fred."""

_BEST_KIND = ("close", "yield", "futures_close", "close_split_adj", "close_derived")
"""Kinds whose values are the thing itself, best first; anything else follows."""


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


class Known:
    """What a store knew after the closes of `as_of`. The only place where `as_of` is enforced."""

    def __init__(self, store: Store, as_of: dt.date) -> None:
        self._store, self.as_of = store, as_of
        self._shown: dict[str, tuple[Series, ...]] = {}

    @property
    def digest(self) -> str:
        """The digest of the whole store: the file that judged, whatever part of it could be seen."""
        return self._store.digest

    def series(self, instrument_id: str) -> tuple[Series, ...]:
        """As MarketData.series, without anything observed after `as_of`."""
        shown = self._shown.get(instrument_id)
        if shown is None:
            shown = tuple(series.until(self.as_of) for series in self._store.series(instrument_id))
            self._shown[instrument_id] = shown = tuple(series for series in shown if len(series))
        return shown

    def known(self, as_of: dt.date) -> Known:
        """The same store as it stood at the earlier of both days."""
        return Known(self._store, min(as_of, self.as_of))


class Store:
    """A whole market store in memory. `blocks` are its series as `read_tidy` gives them, in any order.

    `where` says for the eye where it was read from.
    Days on which the instrument's own calendar has no session are left out when a series is asked for.
    """

    def __init__(self, blocks: Sequence[Block], where: str = "memory") -> None:
        self.where = where
        ordered = sorted(blocks, key=lambda block: (block.name, block.kind))
        self.blocks = tuple(ordered)
        self.digest = _digest(ordered)
        self._by_name: dict[str, list[Series]] = {}
        for block in ordered:
            self._by_name.setdefault(block.name, []).append(Series(block))
        self._answers: dict[str, tuple[Series, ...]] = {}

    def series(self, instrument_id: str) -> tuple[Series, ...]:
        """As MarketData.series; spreads "A-B" and ratios "A/B" are made from their legs, day by day."""
        answer = self._answers.get(instrument_id)
        if answer is None:
            answer = self._named(instrument_id) or self._combined(instrument_id)
            self._answers[instrument_id] = answer
        return answer

    def known(self, as_of: dt.date) -> Known:
        """The store as it stood after the closes of `as_of`."""
        return Known(self, as_of)

    def _named(self, instrument_id: str) -> tuple[Series, ...]:
        instrument = registry().get(instrument_id)
        named = instrument.symbols.get("store", ()) if instrument else ()
        names = dict.fromkeys((*named, instrument_id, *(f"{instrument_id}@{door}" for door in DOORS)))
        rank = {kind: n for n, kind in enumerate(_BEST_KIND)}
        found = [series for name in names for series in self._by_name.get(name, ())]
        found.sort(key=lambda series: rank.get(series.kind, len(rank)))
        if not found:
            return ()
        sessions = _sessions(instrument.calendar if instrument else "NYSE")
        kept: list[Series] = []
        for series in found:
            clean = series.only(sessions)
            if len(clean) and all(_same_scale(clean, other) for other in kept if other.kind == clean.kind):
                kept.append(clean)
        return tuple(kept)

    def _combined(self, instrument_id: str) -> tuple[Series, ...]:
        for sign in "-/":
            left, found, right = instrument_id.partition(sign)
            if found and (legs := (self._named(left), self._named(right))) and all(legs):
                return (_combine(instrument_id, sign, legs[0][0], legs[1][0]),)
        return ()


def _same_scale(one: Series, other: Series) -> bool:
    """Whether two series of a kind publish one number: some indices are kept in two scales under one name."""
    days, a, b = np.intersect1d(one.days, other.days, assume_unique=True, return_indices=True)
    if not len(days):
        return True
    return bool(np.median(np.abs(one.values[a] - other.values[b])) <= 0.1 * np.median(np.abs(other.values[b])))


def _combine(name: str, sign: str, left: Series, right: Series) -> Series:
    days, at_left, at_right = np.intersect1d(left.days, right.days, assume_unique=True, return_indices=True)
    a, b = left.values[at_left], right.values[at_right]
    values = a - b if sign == "-" else np.divide(a, b, out=np.full_like(a, np.nan), where=b != 0)
    kind = left.kind if left.kind == right.kind else f"{left.kind}{sign}{right.kind}"
    good = np.isfinite(values)
    sources = (f"{' + '.join(left.sources)} {sign} {' + '.join(right.sources)}",)
    return Series(Block(name, kind, days[good], values[good], sources, np.zeros(int(good.sum()), dtype=np.int64)))


_SESSIONS: dict[str, Days] = {}


def _sessions(name: str) -> Days:
    if name not in _SESSIONS:
        _SESSIONS[name] = np.array(calendar(name).days, dtype="datetime64[D]")
    return _SESSIONS[name]


def _digest(blocks: Sequence[Block]) -> str:
    made = hashlib.blake2b(digest_size=16)
    for block in blocks:
        made.update("\x1f".join((block.name, block.kind, *block.sources)).encode() + b"\x1e")
        made.update(np.ascontiguousarray(block.days.astype("<i8")).tobytes())
        made.update(np.ascontiguousarray(block.values.astype("<f8")).tobytes())
        made.update(np.ascontiguousarray(block.which.astype("<i8")).tobytes())
        if block.retrieved:
            made.update("\x1f".join(when or "" for when in block.retrieved).encode())
        if block.as_of is not None:
            made.update(np.ascontiguousarray(block.as_of.astype("<i8")).tobytes())
    return made.hexdigest()


def user_store() -> Path:
    """Where a user's own store lies: `tapecheck/market.parquet` in the data folder ($XDG_DATA_HOME, ~/.local/share)."""
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "tapecheck" / "market.parquet"


def _default() -> Path:
    packaged = Path(str(files("extractor") / "snapshot"))
    checkout = Path(str(files("extractor"))).parent / "corpus" / "market"
    for path in (user_store(), packaged, checkout):
        if path.exists():
            return path
    raise MarketDataError("there is no market data", todo="give --market PATH or run `tapecheck market import FILE`")


def open_market(path: str | Path | None = None) -> Store:
    """The store in a Parquet or CSV file, or in a folder of these; without a path the user's own, else the snapshot.

    Raises MarketDataError for a file that is missing, unreadable or empty, lacks a column, or has an unknown date,
    a value that is no number, or the same series, kind and day twice.
    """
    found = Path(path) if path is not None else _default()
    return Store(read_tidy(found), str(found))


def instrument_of(instrument_id: str) -> Instrument:
    """The registry's instrument, or a description of one that it need not list: a spread, a ratio, a US share."""
    known = registry().get(instrument_id)
    if known is not None:
        return known
    for sign, asset_class in (("-", "spread"), ("/", "ratio")):
        left, found, right = instrument_id.partition(sign)
        legs = [registry().get(left), registry().get(right)]
        if found and legs[0] is not None and legs[1] is not None:
            quote = "yield" if sign == "-" and legs[0].is_yield and legs[1].is_yield else "price"
            unit = "percent" if quote == "yield" else legs[0].unit if sign == "-" else "ratio"
            first = legs[0]
            return Instrument(
                id=instrument_id, name=f"{first.name} {sign} {legs[1].name}", asset_class=asset_class, quote=quote,
                unit=unit, calendar=first.calendar, zone=first.zone, close=max(first.close, legs[1].close),
            )  # fmt: skip
    return Instrument(id=instrument_id, name=instrument_id, asset_class="share", unit="USD", currency="USD")
