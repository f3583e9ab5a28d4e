"""Numbers and intervals as an explanation writes them."""

from __future__ import annotations

import datetime as dt
import math

from extractor.records import Claim
from extractor.validate.admit import Interval

UNITS = {
    "percent": " %", "percentage_point": " percentage points", "basis_point": " bp", "point": " points",
    "sigma": " sigma", "ratio": "",
}  # fmt: skip

_BOUNDS = {
    "about": "about ", "just_below": "just under ", "just_above": "just over ", "gt": "more than ", "ge": "at least ",
    "lt": "less than ", "le": "at most ",
}  # fmt: skip


def number(value: float) -> str:
    """A value for the eye: thousands marked; two decimals from 100 up, else four figures."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.2f}"
    places = 3 if size >= 10 else 4 if size >= 1 else 5
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if value else "0"


def unit(name: str | None) -> str:
    """The unit behind a number, with its space."""
    if name is None:
        return ""
    return UNITS.get(name, f" {name}")


def stated(claim: Claim) -> str:
    """The number as the words state it: "more than 4 %" (for a fall of the size: "-4 % or lower" reads worse)."""
    value = claim.value if claim.value is not None else 0.0
    shown = f"{value:,.10g}"
    if claim.high is not None:
        return f"{shown} to {claim.high:,.10g}{unit(claim.unit)}"
    return f"{_BOUNDS.get(claim.comparator, '')}{shown}{unit(claim.unit)}"


def span(interval: Interval, name: str | None) -> str:
    """The interval that the words admit."""
    if math.isinf(interval.low):
        return f"below {number(interval.high)}{unit(name)}"
    if math.isinf(interval.high):
        return f"above {number(interval.low)}{unit(name)}"
    return f"{number(interval.low)} to {number(interval.high)}{unit(name)}"


def closes(name: str, before: tuple[dt.date, float], after: tuple[dt.date, float]) -> str:
    """Two closes in a row: "RUT 2024-11-08: 2,399.64, 2024-11-11: 2,434.98"."""
    return f"{name} {before[0]}: {number(before[1])}, {after[0]}: {number(after[1])}"
