"""Stated and actual numbers as a reader writes them: `+1.47%`, `more than 4% down`, `2,434.98 points`."""

from __future__ import annotations

import math

from extractor.records import Claim, Comparator, Period

UNITS = {
    "percent": "%",
    "percentage_point": " pp",
    "basis_point": " bp",
    "point": " points",
    "multiple": "x",
    "count": "",
    "ratio": "",
}
"""How a unit of the records is written behind a number; any other unit is written as it is named."""

WORDS: dict[Comparator, str] = {
    "eq": "",
    "about": "about ",
    "just_below": "nearly ",
    "just_above": "just over ",
    "gt": "more than ",
    "ge": "at least ",
    "lt": "less than ",
    "le": "at most ",
    "between": "",
}

MOVES = frozenset({"return", "change", "relative_return"})
"""Measures whose sign is a direction and is therefore written out."""


RUNS = frozenset({"streak", "streak_ended"})
"""Measures whose value counts days, weeks or months, a fall as a negative count."""

DEFAULT_UNITS = {"return": "percent", "relative_return": "percentage_point"}
"""The unit of an actual value whose claim states no number."""


def stated(claim: Claim) -> str:
    """What the claim asserts, in its unit; a fall under a bound keeps the bound on its size, as the text does."""
    if claim.value is None:
        return claim.direction or ""
    if claim.measure == "direction":
        return "up" if claim.value > 0 else "down"
    if claim.measure in RUNS:
        return _run(claim.value, claim.unit)
    places = _places(claim.digits if claim.digits is not None else _last_place(claim.value))
    words, unit = WORDS[claim.comparator], claim.unit
    if claim.measure in MOVES and words and claim.value < 0:
        return f"{words}{_number(-claim.value, places, unit)} down"
    number = _number(claim.value, places, unit, sign=claim.measure in MOVES)
    if claim.high is not None:
        number = f"{_number(claim.value, places, None)} to {_number(claim.high, places, unit)}"
    return words + number


def actual(claim: Claim, value: float | None) -> str:
    """What the market data say, with at least two places and one more than was stated; empty where they say nothing."""
    if value is None:
        return ""
    if claim.measure == "direction" and claim.unit is None:
        return "up" if value > 0 else "down" if value < 0 else "flat"
    if claim.measure in RUNS:
        return _run(value, claim.unit)
    places = max(2, _places(claim.digits) + 1) if claim.digits is not None else 2
    unit = claim.unit or DEFAULT_UNITS.get(claim.measure)
    return _number(value, places, unit, sign=claim.measure in MOVES)


def period(claim_period: Period | None, window: str | None) -> str:
    """The two closes compared, or the one that is meant, or the words where they are too loose for dates."""
    if claim_period is None:
        return window or ""
    ends = [end.isoformat() for end in (claim_period.start, claim_period.end) if end]
    return " .. ".join(ends) or claim_period.label


def _number(value: float, places: int, unit: str | None, *, sign: bool = False) -> str:
    rounded = round(value, places) or 0.0
    written = f"{rounded:{'+' if sign and rounded else ''},.{places}f}"
    return written + (UNITS.get(unit, f" {unit}") if unit else "")


def _run(value: float, unit: str | None) -> str:
    count = abs(value)
    return f"{count:g} {unit or 'day'}{'' if count == 1 else 's'} {'up' if value > 0 else 'down'}"


def _places(digits: float) -> int:
    """Decimal places that show the unit of the last place `digits`: 0.1 -> 1, 0.125 -> 3, 100 -> 0."""
    places = 0
    while places < 6 and not math.isclose(digits * 10**places, round(digits * 10**places), rel_tol=1e-6):
        places += 1
    return places


def _last_place(value: float) -> float:
    """The unit of the last place of the shortest writing of `value`: 4.25 -> 0.01, 7 -> 1."""
    return 10.0 ** -_places(value)
