"""How far two sources of one quantity may lie apart: `noise.toml` as widths for one comparison."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractor.records import Claim
from extractor.registry import Instrument


class Widths(NamedTuple):
    """Widths in the unit of the level: supported within `first`, undecided within `second`."""

    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Noise:
    """One row of noise.toml, for one series kind and asset class."""

    kinds: tuple[str, ...] = ()
    asset_classes: tuple[str, ...] = ()
    first: float = 0.0
    second: float = 0.0
    first_share: float = 0.0
    second_share: float = 0.0
    early_share: float = 0.0
    change_first: float | None = None
    change_second: float | None = None
    refutes: bool = True
    levels: bool = True
    basis: tuple[str, ...] = ()
    basis_second: float | None = None

    def level(self, level: float, precision: float = 0.0, *, early: bool = False) -> Widths:
        """Widths of a level of this size whose series keeps `precision`; `early`: within half an hour of the close."""
        size = abs(level)
        share = max(self.second_share, self.early_share) if early else self.second_share
        first = max(self.first, self.first_share * size, precision)
        return Widths(first, max(self.second, share * size, first))

    def change(self, level: float, precision: float = 0.0, *, early: bool = False) -> Widths:
        """Widths of the difference of two levels, of which the second is `level`."""
        widths = self.level(level, precision, early=early)
        if self.change_first is None:
            return widths
        first = max(self.change_first, precision)
        return Widths(first, max(self.change_second or 0.0, first))

    def percent(self, level: float, precision: float = 0.0, *, early: bool = False) -> Widths:
        """Widths of a percent change that ends at `level`, in percentage points."""
        widths, size = self.level(level, precision, early=early), max(abs(level), 1e-9)
        return Widths(100 * widths.first / size, 100 * widths.second / size)

    def quoted(self, basis: str | None) -> Noise:
        """The row for a claim that names its quote: "settled at" leaves less room than "traded at"."""
        if self.basis_second is None or basis != "settlement":
            return self
        return replace(self, second=self.basis_second, second_share=0.0)

    def judges(self, claim: Claim) -> bool:
        """Whether a series of this kind can judge what the claim quotes ("spot", "settlement", "late", or unsaid)."""
        return not self.basis or claim.basis in self.basis


@cache
def noise(kind: str, asset_class: str) -> Noise:
    """The first row of noise.toml for a series `kind` of an instrument's `asset_class`."""
    for row in _table()["width"]:
        if kind in row.get("kinds", (kind,)) and asset_class in row.get("asset_classes", (asset_class,)):
            fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
            return Noise(**fields)
    raise AssertionError("the last row of noise.toml holds everything")


def rolling(instrument: Instrument, first: dt.date, last: dt.date) -> bool:
    """Whether a front-month series may have changed contracts on or between the two days."""
    days = _rolls().get(instrument.id)
    if days is None:
        return False
    return first.day in days or last.day in days or (last - first).days > 13


@cache
def _rolls() -> dict[str, frozenset[int]]:
    return {row["instrument"]: frozenset(row["days"]) for row in _table()["roll"]}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("extractor.validate") / "noise.toml").read_text(encoding="utf-8"))
