"""What every file of the quantity grammar speaks of: a numeral with its unit read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records import Bound

NUMBER = "number"
"""The unit of a numeral whose unit the words beside it do not give; what it measures decides (attach)."""

SPELT = frozenset({"percent", "percentage_point", "basis_point", "point", "sigma", "multiple"})
"""Units that make a figure of a number in letters ("two percent"), as currencies do."""

_CURRENCY = re.compile(r"[A-Z]{3}(?:/\w+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with its surroundings read. `sign` is -1 or 1 where one is printed, else 0; see Figure for the rest."""

    start: int
    end: int
    value: float
    unit: str
    digits: float
    high: float | None = None
    bound: Bound = "exact"
    sign: int = 0
    bare: bool = False
    """Neither unit, comma nor decimals: worth keeping only where something measures it."""
    odd: bool = False
    """A small count in letters, or a year: a figure only as the end of a range or where it shares a unit."""


def is_currency(unit: str) -> bool:
    """Whether the unit is an ISO 4217 code, alone or per something (`USD/bbl`)."""
    return _CURRENCY.fullmatch(unit) is not None
