"""The registry of instruments: `instruments.toml` read once into frozen records.

A new instrument is a new `[[instrument]]` table and nothing else. Fields, their units and the vendors' symbols are
described at the top of the TOML file.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from extractor.errors import RegistryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What trades or is quoted: names, market hours and vendors' symbols.

    `quote` is "price", "yield" (percent per year) or "rate"; `unit` the unit of its level ("point", "percent",
    "USD/bbl", an ISO 4217 code, ...); `close` local time of the day's last quote in `zone`; `symbols` vendor ->
    symbols, best first ("store": the series names of a tidy market store; "page": tags such as ".SPX.US").
    `aliases` match in any casing; `weak_aliases` only beside a market cue. `born` is the series' first day.
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
    symbols: dict[str, tuple[str, ...]] = field(default_factory=dict)
    born: dt.date | None = None

    @property
    def is_yield(self) -> bool:
        """Whether its level is a percent a year and its moves are basis points."""
        return self.quote in ("yield", "rate")


@dataclass(frozen=True, slots=True)
class Registry:
    """All instruments by id; `get` never raises."""

    instruments: dict[str, Instrument]

    def get(self, instrument_id: str | None) -> Instrument | None:
        """The instrument of this id, or None for None, unknown ids, spreads and shares that have no entry."""
        return self.instruments.get(instrument_id) if instrument_id else None

    def by_symbol(self, vendor: str, symbol: str) -> Instrument | None:
        """The instrument that `vendor` calls `symbol`, in any casing, or None."""
        wanted = symbol.casefold()
        for instrument in self.instruments.values():
            if wanted in (known.casefold() for known in instrument.symbols.get(vendor, ())):
                return instrument
        return None


@cache
def registry() -> Registry:
    """The registry that ships with the package. Raises RegistryError if its data contradict themselves."""
    rows = tomllib.loads((files("extractor") / "instruments.toml").read_text(encoding="utf-8"))["instrument"]
    instruments: dict[str, Instrument] = {}
    for row in rows:
        entry = _entry(row)
        if entry.id in instruments:
            raise RegistryError("the id stands twice", where=f"instruments.toml {entry.id}")
        instruments[entry.id] = entry
    return Registry(instruments)


def _entry(row: dict[str, object]) -> Instrument:
    values = dict(row)
    try:
        for key in ("aliases", "weak_aliases"):
            values[key] = tuple(values.get(key, ()))  # type: ignore[arg-type]
        values["symbols"] = {k: tuple(v) for k, v in values.get("symbols", {}).items()}  # type: ignore[attr-defined]
        return Instrument(**values)  # type: ignore[arg-type]
    except TypeError as error:
        raise RegistryError(str(error), where=f"instruments.toml {row.get('id')}") from error
