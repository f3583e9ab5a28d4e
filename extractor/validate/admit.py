"""What the words admit: the interval of true values that a stated number allows.

The digits give the unit of the last place u (1.5 has 0.1, "600 points" 100). Everything is worked in sizes and turned
round for a fall: "lost more than 4 percent" is below -4. The rules are the table "What the words admit" of
docs/checking.md.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from extractor.records import Comparator

TWICE_ROUNDED = 0.01
"""Both ends are widened by this share of u: 0.1496 % printed as 0.2 % was rounded to 0.15 first."""

Limits = tuple[float, float]


class Interval(NamedTuple):
    """The values that the words admit, in the claim's unit.

    `low`..`high` are the ends (infinite where the words set none); `open` says that the finite end of more_than or
    less_than does not belong. `cut` is how far truncation toward zero reaches beyond the outer end, or None where the
    words speak of no single number. `missed` is u/2 for more_than and less_than, else 0.
    """

    low: float
    high: float
    open: bool = False
    cut: Limits | None = None
    missed: float = 0.0

    def holds(self, actual: float) -> bool:
        """Whether the words admit `actual`."""
        return self.low < actual < self.high if self.open else self.low <= actual <= self.high

    def holds_cut(self, actual: float) -> bool:
        """Whether `actual`, cut toward zero to the printed digits, gives the printed number."""
        return self.cut is not None and self.cut[0] < actual < self.cut[1]

    def distance(self, actual: float) -> float:
        """How far `actual` lies outside, in the claim's unit; 0 inside."""
        return max(self.low - actual, actual - self.high, 0.0)


def digits_of(value: float) -> float:
    """The unit of the last place of a number as it would be written shortest: 1.5 -> 0.1, 600 -> 100, 0 -> 1."""
    number = Decimal(repr(value)).normalize()
    return float(Decimal(1).scaleb(int(number.as_tuple().exponent))) if number else 1.0


def admit(value: float, digits: float, comparator: Comparator = "eq", high: float | None = None) -> Interval:
    """The interval for a stated signed `value` whose last place is worth `digits`; `high` ends a range.

    Falls go by size: (-4, gt) is below -4, (-1, lt) is between -1 and 0.
    """
    if comparator == "between" or high is not None:
        ends = (value, value if high is None else high)
        slack = digits * (0.5 + TWICE_ROUNDED)
        return Interval(_down(min(ends) - slack), _up(max(ends) + slack))
    sized = _sized(abs(value), digits, comparator)
    if value > 0:
        return sized
    if value < 0:
        cut = (-sized.cut[1], -sized.cut[0]) if sized.cut else None
        return Interval(-sized.high, -sized.low, sized.open, cut, sized.missed)
    reach = digits * (0.5 + TWICE_ROUNDED)
    signed = {"gt": (0.0, math.inf), "lt": (-math.inf, 0.0), "ge": (0.0, math.inf), "le": (-math.inf, 0.0)}
    low, top = signed.get(comparator, (-reach, reach))
    return Interval(low, top, comparator in ("gt", "lt"), (-digits, digits) if comparator == "eq" else None)


def _sized(size: float, digits: float, comparator: Comparator) -> Interval:
    half, slack = digits / 2, digits * TWICE_ROUNDED
    if comparator == "gt":
        return Interval(size, math.inf, True, None, half)
    if comparator == "lt":
        return Interval(0.0, size, True, None, half)
    if comparator == "ge":
        return Interval(_down(size - slack), math.inf)
    if comparator == "le":
        return Interval(0.0, _up(size + slack))
    below = {"about": digits, "just_above": 0.0}.get(comparator, half)
    above = {"about": digits, "just_below": 0.0}.get(comparator, half)
    cut = (size, size + digits) if comparator == "eq" else None
    return Interval(_down(size - below - slack), _up(size + above + slack), False, cut)


def _down(end: float) -> float:
    return end - 1e-12 * max(1.0, abs(end))


def _up(end: float) -> float:
    return end + 1e-12 * max(1.0, abs(end))
