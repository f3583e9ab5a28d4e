"""The registry of instruments: the TOML files of `instruments/`, read once into frozen records.

A new instrument is a new `[[instrument]]` table in one of them and nothing else. `yields.toml` makes the government
yields from one `[[sovereign]]` table a country, `currencies.toml` names the currencies, `markets.toml` the exchanges.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.errors import RegistryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What trades or is quoted: names, market hours and vendors' symbols.

    `quote` is "price", "yield" (percent per year) or "rate"; `unit` the unit of its level ("point", "percent",
    "USD/bbl", an ISO 4217 code, ...); `close` local time of the day's last quote in `zone`; `symbols` vendor ->
    symbols, best first ("store": the series names of a tidy market store; "page": tags such as ".SPX.US").
    `aliases` match in any casing; `weak_aliases` only where the words around them say so. `born` is the series' first
    day. A pair is the price of its `base` in its `terms`; `inverse_aliases` name the terms: they move against the pair
    ("the yen strengthened" is a fall of USDJPY) and are never searched for by themselves (see Currency).
    """

    id: str
    name: str
    asset_class: str
    quote: str = "price"
    currency: str | None = None
    unit: str = "point"
    calendar: str = "NYSE"
    zone: str = "America/New_York"
    close: dt.time = dt.time(16, 0)
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    inverse_aliases: tuple[str, ...] = ()
    base: str | None = None
    terms: str | None = None
    symbols: dict[str, tuple[str, ...]] = field(default_factory=dict)
    born: dt.date | None = None

    @property
    def is_yield(self) -> bool:
        """Whether its level is a percent a year and its moves are basis points."""
        return self.quote in ("yield", "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency (ISO 4217 `code`), its English `names` and the `pair` that is meant where no other one is named."""

    code: str
    name: str
    pair: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sovereign:
    """A state whose bonds are quoted by tenor: ids are `code` + tenor ("US10Y").

    `names` name the country beside a tenor, `securities` its bonds alone ("gilts").
    """

    code: str
    name: str
    currency: str
    calendar: str
    zone: str
    close: dt.time
    tenors: tuple[str, ...]
    names: tuple[str, ...]
    securities: tuple[str, ...] = ()
    fred: dict[str, str] = field(default_factory=dict)
    store: tuple[str, ...] = ()
    born: dict[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """An exchange (ISO 10383 `mic`): hours, currency, and how Reuters codes, page tags and brackets write it."""

    mic: str
    calendar: str
    zone: str
    close: dt.time
    currency: str
    ric: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()


_AGAINST = re.compile(r"^(?:against|versus|vs\.?|per|to)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_SHARE = re.compile(r"([A-Z]{4}):([A-Z0-9][A-Z0-9.\-]{0,11})")


@dataclass(frozen=True, slots=True)
class Registry:
    """All instruments by id, currencies and sovereigns by code, exchanges by MIC; `get` never raises.

    `by_vendor` is (vendor, symbol in lower case) -> id, which `by_symbol` reads.
    """

    instruments: dict[str, Instrument]
    currencies: dict[str, Currency]
    sovereigns: dict[str, Sovereign]
    markets: dict[str, Market]
    by_vendor: dict[tuple[str, str], str] = field(default_factory=dict)

    def get(self, instrument_id: str | None) -> Instrument | None:
        """The instrument of this id; a share listed abroad ("XTKS:7203") takes its exchange's calendar and currency.

        None for None, unknown ids, spreads that have no entry, and tickers of US shares.
        """
        if not instrument_id:
            return None
        return self.instruments.get(instrument_id) or self._listed(instrument_id)

    def _listed(self, instrument_id: str) -> Instrument | None:
        listing = _SHARE.fullmatch(instrument_id)
        market = self.markets.get(listing[1]) if listing else None
        if market is None:
            return None
        return Instrument(
            id=instrument_id, name=instrument_id, asset_class="share", currency=market.currency, unit=market.currency,
            calendar=market.calendar, zone=market.zone, close=market.close,
        )  # fmt: skip

    def by_symbol(self, vendor: str, symbol: str) -> Instrument | None:
        """The instrument that `vendor` calls `symbol`, in any casing, or None."""
        known = self.by_vendor.get((vendor, symbol.casefold()))
        return self.instruments[known] if known else None

    def pair(self, first: str, second: str) -> Instrument | None:
        """The pair of two currency codes, in whichever order it is quoted, or None where it has no entry."""
        return self.instruments.get(first + second) or self.instruments.get(second + first)

    def currency(self, name: str) -> Currency | None:
        """The currency of an English name, with or without its article and in any casing, or None."""
        wanted = _ARTICLE.sub("", name.strip()).replace("’", "'").casefold()
        for currency in self.currencies.values():
            if wanted == currency.code.casefold() or wanted in (known.casefold() for known in currency.names):
                return currency
        return None

    def inverse(self, words: str, instrument_id: str | None) -> bool:
        """Whether what `words` name moves against the instrument's value.

        True for "the yen" of USDJPY and "the dollar" of EURUSD; of "against the euro" the sense turns round, since it
        is then the other currency that moves: True for EURUSD. False for everything that is not a pair.
        """
        instrument = self.get(instrument_id)
        if instrument is None or instrument.terms is None:
            return False
        bare = _AGAINST.sub("", words.strip())
        currency = self.currency(bare)
        moving = instrument.terms if bare == words.strip() else instrument.base
        return currency is not None and currency.code == moving


@cache
def registry() -> Registry:
    """The registry that ships with the package. Raises RegistryError if its data contradict themselves."""
    known = Registry({}, {}, {}, {})
    for file in sorted((files("extractor") / "instruments").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            add_tables(known, tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    return known


def add_tables(known: Registry, tables: Mapping[str, Any], where: str) -> None:
    """Add what one TOML file holds. Raises RegistryError for an unknown or missing field and an id or symbol twice."""
    defaults = tables.get("defaults", {})
    for row in tables.get("instrument", ()):
        _add(known, _record(Instrument, {**defaults, **row}, where))
    for row in tables.get("sovereign", ()):
        sovereign = _record(Sovereign, row, where)
        known.sovereigns[sovereign.code] = sovereign
        for tenor in sovereign.tenors:
            _add(known, _yield(sovereign, tenor))
    for row in tables.get("currency", ()):
        currency = _record(Currency, row, where)
        known.currencies[currency.code] = currency
    for row in tables.get("market", ()):
        market = _record(Market, row, where)
        known.markets[market.mic] = market


def _record(kind: type[Any], row: Mapping[str, Any], where: str) -> Any:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if "symbols" in row:
        values["symbols"] = {vendor: tuple(symbols) for vendor, symbols in row["symbols"].items()}
    try:
        return kind(**values)
    except TypeError as error:
        name = row.get("id") or row.get("code") or row.get("mic")
        raise RegistryError(str(error), where=f"{where} {name}", todo="see the fields in registry.py") from error


def _add(known: Registry, instrument: Instrument) -> None:
    if instrument.id in known.instruments:
        raise RegistryError("the id stands twice", where=f"instruments/ {instrument.id}")
    known.instruments[instrument.id] = instrument
    for vendor, symbols in instrument.symbols.items():
        for symbol in symbols:
            holder = known.by_vendor.setdefault((vendor, symbol.casefold()), instrument.id)
            if holder != instrument.id and vendor not in ("store", "fred"):
                raise RegistryError(f"{vendor} symbol {symbol} belongs to {holder} too", where=instrument.id)


def _yield(sovereign: Sovereign, tenor: str) -> Instrument:
    symbols: dict[str, tuple[str, ...]] = {"reuters": (f"{sovereign.code}{tenor}T=RR",)}
    if tenor in sovereign.fred:
        symbols["fred"] = (sovereign.fred[tenor],)
    if (series := sovereign.code + tenor) in sovereign.store:
        symbols["store"] = (series,)
    number, unit = tenor[:-1], "month" if tenor.endswith("M") else "year"
    return Instrument(
        id=sovereign.code + tenor, name=f"{number}-{unit} {sovereign.name} yield", asset_class="government_yield",
        quote="yield", currency=sovereign.currency, unit="percent", calendar=sovereign.calendar, zone=sovereign.zone,
        close=sovereign.close, symbols=symbols, born=sovereign.born.get(tenor),
    )  # fmt: skip
