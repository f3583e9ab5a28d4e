"""How many of a sentence's moves and views are good, and how many bad, for a holder of what moves.

A claim or a figure says which way an instrument went, a call which way it will go; up is good for all but yields and
volatility, whose rise is bad. A policy rate is nobody's holding and says neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from extractor.records import Claim, Reading
from extractor.registry import registry

Moves = tuple[int, int]
"""How many good, how many bad."""

_NEAR = 60
_OLDER = re.compile(r"^[^.;\n]{0,40}\b(?:from|versus|against|compared\s+with|than)\b[\w\s]{0,12}$")
_SIGNED = frozenset({"return", "change", "direction", "streak", "threshold_cross"})
_HIGH, _LOW = "record_high", "record_low"
_BAD_WHEN_UP = frozenset({"VIX", "volatility", "treasury_yields", "inflation"})
_NO_HOLDING = frozenset({"policy_rate", "FEDFUNDS", "economy"})


def moves_by_sentence(reading: Reading) -> list[Moves]:
    """One (good, bad) a sentence, from claims, else from figures; calls count beside them."""
    starts = [sentence.start for sentence in reading.sentences]
    found = [[0, 0] for _ in starts]
    told: set[int] = set()
    for at, sign in _claimed(reading):
        told.add(_count(found, starts, at, sign))
    for figure in reading.figures:
        if figure.direction in ("up", "down") and bisect_right(starts, figure.start) - 1 not in told:
            _count(found, starts, figure.start, _sign(figure.instrument, up=figure.direction == "up"))
    for at, sign in _compared(reading):
        if bisect_right(starts, at) - 1 not in told:
            _count(found, starts, at, sign)
    for call in reading.calls:
        if call.direction != "neutral":
            _count(found, starts, call.start, _sign(call.target, up=call.direction == "up"))
    return [(good, bad) for good, bad in found]


def _claimed(reading: Reading) -> Iterator[tuple[int, int]]:
    for claim in reading.claims:
        up = _rises(claim)
        if up is not None:
            yield claim.start, _sign(claim.instrument, up=up)


def _compared(reading: Reading) -> Iterator[tuple[int, int]]:
    """Two levels of one thing, the second the older: "ended at 3.70% versus 3.97% a week before"."""
    levels = [figure for figure in reading.figures if figure.role in ("level", "yield") and figure.instrument]
    for new, old in pairwise(levels):
        between = reading.article.text[new.end : old.start]
        alike = new.instrument == old.instrument and new.unit == old.unit and new.value != old.value
        if alike and len(between) < _NEAR and _OLDER.search(between):
            yield new.start, _sign(new.instrument, up=new.value > old.value)


def _rises(claim: Claim) -> bool | None:
    """Whether the claim tells of a rise, or None where it tells of none and no fall."""
    if claim.measure in (_HIGH, _LOW):
        return claim.measure == _HIGH
    if claim.measure == "largest_move_since" and claim.direction in ("up", "down"):
        return claim.direction == "up"
    if claim.measure in _SIGNED and claim.value:
        return claim.value > 0
    return None


def _sign(target: str | None, *, up: bool) -> int:
    """1 for good, -1 for bad, 0 where nobody holds it."""
    if target in _NO_HOLDING:
        return 0
    known = registry().get(target)
    badly = target in _BAD_WHEN_UP or (known is not None and (known.is_yield or known.asset_class == "volatility"))
    return 1 if up != badly else -1


def _count(found: list[list[int]], starts: list[int], at: int, sign: int) -> int:
    i = bisect_right(starts, at) - 1
    if i >= 0 and sign:
        found[i][0 if sign > 0 else 1] += 1
    return i
