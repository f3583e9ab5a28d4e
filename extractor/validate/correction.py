"""The number that would have been right, written as the text writes it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from extractor.records import Claim
from extractor.validate.admit import admit, digits_of
from extractor.validate.finding import Finding

_SAYS_ACTUAL = frozenset({"level", "change", "return", "relative_return", "direction", "streak", "streak_ended"})
"""Measures whose `actual` is the quantity that the words state; of a record or a threshold it is another one."""


def correction(claim: Claim, finding: Finding) -> float | None:
    """The signed value that makes the claim true, in its unit and with its last place, or None.

    A supported claim keeps its own value. Of a refuted one it is the value nearest to `actual` which, under the
    claim's own bound, admits `actual`: of 4.37 "5" becomes 4, "more than 5" becomes 4, "less than 4" becomes 5.
    """
    if finding.label == "supported":
        return claim.value
    if finding.label == "not_enough_info" or claim.value is None:
        return None
    if finding.actual is None or claim.measure not in _SAYS_ACTUAL:
        return None
    if claim.measure == "direction":
        return math.copysign(1.0, finding.actual) if finding.actual else None
    digits = 1.0 if claim.measure.startswith("streak") else claim.digits or digits_of(claim.value)
    comparator = "eq" if claim.comparator == "between" or claim.high is not None else claim.comparator
    rounded = list(_nearest(finding.actual, digits))
    admitting = (value for value in rounded if admit(value, digits, comparator).holds(finding.actual))
    return next(admitting, rounded[0])


def _nearest(actual: float, digits: float) -> Iterator[float]:
    """Multiples of `digits`, the nearest to `actual` first; exact decimals where `digits` is one."""
    sign, steps = math.copysign(1.0, actual), abs(actual) / digits
    near = math.floor(steps + 0.5)
    for step in sorted({near, near - 1, near + 1}, key=lambda step: (abs(step - steps), -step)):
        yield sign * round(max(step, 0) * digits, 10) or 0.0
