"""A measured number against what the words admit and what sources differ by: the label and its sentence."""

from __future__ import annotations

import math
from collections.abc import Callable

from extractor.records import Claim, Label, Observation
from extractor.validate.admit import Interval, admit, digits_of
from extractor.validate.finding import Finding, Question
from extractor.validate.noise import Widths
from extractor.validate.wording import number, span, stated, unit


def weigh(
    question: Question, actual: float, room: Callable[[], Widths], working: str, evidence: tuple[Observation, ...]
) -> Finding:
    """The finding for a claim with a figure.

    `actual` and the widths of `room` (asked for only where they matter) are in the claim's unit; `working` is the sum
    that gave `actual`.
    """
    claim = question.claim
    value = claim.value if claim.value is not None else 0.0
    interval = admit(value, claim.digits or digits_of(value), claim.comparator, claim.high)
    low = None if interval.low == -math.inf else interval.low
    high = None if interval.high == math.inf else interval.high
    if interval.holds(actual):
        reason, tail = _inside(claim, actual)
        return Finding("supported", reason, f"{working}, {tail}", actual, low, high, evidence)
    widths = room()
    label, reason, tail = _place(question, interval, actual, widths)
    lack = interval.distance(actual)
    return Finding(label, reason, f"{working}, {tail}", actual, low, high, evidence, (), lack, widths)


def _place(question: Question, interval: Interval, actual: float, widths: Widths) -> tuple[Label, str, str]:
    claim = question.claim
    if interval.holds_cut(actual):
        return "supported", "within_truncation", f"which was cut, not rounded, to {stated(claim)}"
    distance = interval.distance(actual)
    if distance <= widths.first:
        tail = f"{number(distance)}{unit(claim.unit)} beyond what {stated(claim)} admits, as sources differ"
        return "supported", "within_source_noise", tail
    return _outside(question, interval, actual, widths)


def _inside(claim: Claim, actual: float) -> tuple[str, str]:
    if claim.comparator == "eq" and claim.high is None:
        return "within_rounding", f"which rounds to {stated(claim)}"
    note = ""
    value, digits = claim.value or 0.0, claim.digits or digits_of(claim.value or 0.0)
    if claim.comparator in ("gt", "ge") and abs(actual) >= abs(value) + 2 * digits and claim.value:
        note = ", though the words understate it"
    return "within_bound", f"which {stated(claim)} admits{note}"


def _outside(question: Question, interval: Interval, actual: float, widths: Widths) -> tuple[Label, str, str]:
    claim, distance = question.claim, interval.distance(actual)
    if interval.missed and distance < interval.missed:
        tail = f"which misses {stated(claim)} by less than its last digit shows"
        return "not_enough_info", "missed_by_rounding", tail
    against = bool(claim.value) and actual * (claim.value or 0.0) < 0 and claim.measure != "level"
    wrong_way = against and abs(actual) > widths.first
    if distance <= widths.second and (not wrong_way or math.isinf(widths.second)):
        room = "contracts" if math.isinf(widths.second) else f"by up to {number(widths.second)}{unit(claim.unit)}"
        return "not_enough_info", "source_differs", f"outside {span(interval, claim.unit)}, but sources differ {room}"
    reason = "wrong_direction" if wrong_way else "outside"
    way = "the other way than" if wrong_way else "outside what"
    tail = f"{way} {stated(claim)}" + (" says" if wrong_way else f" admits ({span(interval, claim.unit)})")
    if not question.noise.refutes:
        kind = question.series.kind
        return "not_enough_info", "source_differs", f"{tail}, but a series of kind {kind} refutes nothing"
    return "refuted", reason, tail
