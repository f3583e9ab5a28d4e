"""The doors to market data: which instruments each can answer for, under which symbol, and what it gives."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractor.errors import MarketDataError, SettingError
from extractor.market import DOORS, user_store
from extractor.registry import Instrument, registry
from extractor.tidy import Block
from extractor.validate.providers.ecb import pull_ecb
from extractor.validate.providers.fred import pull_fred, pull_vintages
from extractor.validate.providers.pulled import Pulled
from extractor.validate.providers.treasury import pull_treasury
from extractor.validate.providers.yahoo import pull_yahoo

FRED_KEY = "FRED_API_KEY"
"""The environment variable that holds the user's key of FRED's API; without it revised series have no vintages."""

SOURCES = {
    "fred": "FRED",
    "treasury": "U.S. Treasury par yield curve",
    "ecb": "ECB reference rate",
    "yahoo": "Yahoo Finance",
}

_TENOR = re.compile(r"US(\d{1,2}[MY])")
_OTHER_SCALE = frozenset({"RU2000PR"})
"""FRED series that publish their index in another scale than papers print: 1978 = 100."""
_SPOTS = frozenset({"energy", "metal"})


class Wanted(NamedTuple):
    """A series of a door: the provider's symbol, the name it gets in the store, and the kind of its values."""

    door: str
    symbol: str
    name: str
    kind: str


def wanted(door: str, given: str) -> Wanted:
    """The series that `given` names: a registry id ("SPX") or the provider's own symbol ("DGS10", "^GSPC").

    Raises SettingError for an unknown door and for an id that it has no series of.
    """
    if door not in DOORS:
        raise SettingError("no such provider", where=repr(door), todo=f"one of {', '.join(DOORS)}")
    instrument = registry().get(given) or registry().by_symbol(door, given)
    symbol = _symbol(door, instrument) if instrument else given
    if symbol is None:
        raise SettingError(f"{door} has no series of it", where=given, todo="`tapecheck market pull --help`")
    if instrument is not None:
        symbol = next((one for one in instrument.symbols.get(door, ()) if one.casefold() == given.casefold()), symbol)
    if not re.fullmatch(r"[A-Za-z0-9^=.\-_:]{1,40}", symbol):
        raise SettingError("is no symbol", where=repr(given[:40]))
    name = instrument.id if instrument else symbol
    scaled = f"{name}_{symbol}" if symbol in _OTHER_SCALE else name
    return Wanted(door, symbol, f"{scaled}@{door}", _kind(door, symbol, instrument))


def listed(door: str) -> Iterator[Wanted]:
    """Every series of the registry that the door has."""
    for instrument in registry().instruments.values():
        symbol = _symbol(door, instrument)
        if symbol is not None and symbol not in _OTHER_SCALE:
            yield wanted(door, instrument.id)


def _symbol(door: str, instrument: Instrument) -> str | None:
    if door == "treasury":
        tenor = _TENOR.fullmatch(instrument.id)
        return tenor[1] if tenor and instrument.asset_class == "government_yield" else None
    if door == "ecb":
        return instrument.terms if instrument.base == "EUR" else None
    return instrument.symbols.get(door, (None,))[0]


def _kind(door: str, symbol: str, instrument: Instrument | None) -> str:
    """What the values are; a FRED series that the registry does not know may be revised, and is kept as such."""
    if door == "treasury":
        return "yield"
    if door == "ecb":
        return "fix"
    if door == "yahoo":
        return _yahoo_kind(symbol, instrument)
    if instrument is None:
        return "revised"
    if instrument.is_yield:
        return "yield" if instrument.quote == "yield" else "rate"
    if instrument.asset_class == "currency":
        return "fx"
    if instrument.asset_class in _SPOTS:
        return "fix" if symbol.startswith("GOLD") else "spot"
    return "index" if instrument.id == "DTWEXBGS" else "close"


def _yahoo_kind(symbol: str, instrument: Instrument | None) -> str:
    if symbol.endswith("=F"):
        return "futures_close"
    if symbol.endswith("=X"):
        return "fx"
    return "close_split_adj" if instrument is None or instrument.asset_class in ("share", "etf") else "close"


def pull(series: Wanted, since: dt.date | None, folder: Path | None = None) -> Block:
    """The series from `since` on, as a block of a store; raw answers are kept in `folder`, else in the data folder.

    Raises MarketDataError where the provider cannot be read or has nothing for these days.
    """
    kept = folder or user_store().parent / "raw"
    key, revised = os.environ.get(FRED_KEY), series.kind == "revised"
    if series.door == "fred" and revised and key:
        return _block(series, pull_vintages(series.symbol, since, kept, key))
    return _block(series, PULL[series.door](series.symbol, since, kept))


PULL: dict[str, Callable[[str, dt.date | None, Path], Pulled]] = {
    "fred": pull_fred,
    "treasury": pull_treasury,
    "ecb": pull_ecb,
    "yahoo": pull_yahoo,
}


def _block(series: Wanted, pulled: Pulled) -> Block:
    rows = sorted(pulled.rows, key=lambda row: (row.day, row.as_of or dt.date.min))
    if not rows:
        raise MarketDataError("has no values for these days", where=f"{series.door} {series.symbol}")
    keys = [(row.day, row.as_of) for row in rows]
    if len(set(keys)) < len(keys):
        raise MarketDataError("gives a day twice", where=f"{series.door} {series.symbol}")
    days = np.array([row.day for row in rows], dtype="datetime64[D]")
    vintages = np.array([row.as_of for row in rows], dtype="datetime64[D]") if rows[0].as_of else None
    source = f"{SOURCES[series.door]} {series.symbol}"
    which = np.zeros(len(rows), dtype=np.int64)
    values = np.array([row.value for row in rows], dtype=float)
    return Block(series.name, series.kind, days, values, (source,), which, (pulled.retrieved_at,), vintages)
