"""Claims with a figure that two closes decide: level, change, return, relative_return with a size."""

from __future__ import annotations

import datetime as dt
import math

from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.finding import Finding, Question, missing, observed, unknown
from extractor.validate.measures.history import rival
from extractor.validate.measures.moves import Move, level, move, relative_return
from extractor.validate.noise import Widths, rolling
from extractor.validate.splits import looks_split, quoted
from extractor.validate.weigh import weigh
from extractor.validate.wording import number, stated, unit

_YIELD_LEVEL = {"percent": 1.0, "percentage_point": 1.0, "basis_point": 100.0}
_YIELD_CHANGE = {"percentage_point": 1.0, "basis_point": 100.0}
_NOT_MONEY = frozenset({"percent", "percentage_point", "basis_point", "multiple", "sigma", "count"})


def scale(instrument: Instrument, measure: str, name: str | None) -> float | None:
    """What turns the series' unit into the claim's, or None where the unit cannot be one of this measure.

    Percent, percentage points and basis points never mix: "the yield rose 1 percent" is neither.
    """
    if measure in ("return", "relative_return"):
        return 1.0 if not instrument.is_yield and name in ("percent", "percentage_point", None) else None
    if instrument.is_yield:
        return (_YIELD_LEVEL if measure == "level" else _YIELD_CHANGE).get(name or "")
    if name is None or name == instrument.unit:
        return 1.0
    if name in _NOT_MONEY or name == "point" or instrument.unit == "point":
        return None
    currency = instrument.currency or instrument.unit[:3]
    return 1.0 if name[:3] in (currency, instrument.unit[:3]) else None


def judge_level(question: Question) -> Finding:
    """The close of `end` against the stated level."""
    claim, end = question.claim, question.end
    factor = scale(question.instrument, "level", claim.unit)
    if factor is None:
        return wrong_unit(question)
    if not question.noise.levels:
        return unknown("no_series", f"{question.series.name} holds adjusted prices, which were never quoted")
    actual = level(question.series, end)
    if actual is None:
        return missing(question, end)
    splits = quoted(question.instrument, question.series, end)
    factor *= splits
    near_zero = "spread" in question.instrument.asset_class or (question.instrument.is_yield and abs(actual) < 0.5)
    if not near_zero and _no_price(claim.value, actual * factor):
        why = f"{stated(claim)} is no price of {question.instrument.name}, which was {number(actual)}"
        return unknown("not_a_market_fact", why)

    def room() -> Widths:
        return _scaled(_rolled(question, question.level_widths(actual), end, end), factor)

    later = f" ({number(actual)} before {splits:g} for 1 in later splits)" if splits != 1.0 else ""
    working = f"{question.series.name} {end}: {number(actual * factor)}{unit(claim.unit)}{later}"
    finding = weigh(question, actual * factor, room, working, question.seen(end))
    if finding.label == "refuted" and looks_split(question.instrument, claim.value or 0.0, actual * factor):
        return _maybe_split(finding)
    if finding.label == "refuted" and (day := _record_of(question, factor)) is not None:
        why = f"{finding.explanation}; but it is the record close of {day}, which may be what is meant"
        return finding._replace(label="not_enough_info", reason="ambiguous_period", explanation=why)
    return _another_hour(question, finding, factor) if finding.label == "refuted" else finding


def _record_of(question: Question, factor: float) -> dt.date | None:
    """The earlier day whose close the level is, to the hundredth, where that was the highest or lowest on record."""
    claim = question.claim
    if claim.value is None or (claim.digits or 1.0) > 0.01 or question.instrument.is_yield:
        return None
    for sign in (1, -1):
        found = rival(question.series, None, question.end, sign)
        if found is not None and abs(found.value * factor - claim.value) <= 0.006:
            return found.day
    return None


def _maybe_split(finding: Finding) -> Finding:
    why = f"{finding.explanation}; the two are a simple ratio apart, as a split that is not known here would set them"
    return finding._replace(label="not_enough_info", reason="source_differs", explanation=why)


def _no_price(stated_value: float | None, actual: float) -> bool:
    """Three times off is no misprint but another quantity: a market value, another index or country, an old share."""
    return bool(stated_value) and not 1 / 3 <= abs(actual / (stated_value or 1.0)) <= 3


def _another_hour(question: Question, finding: Finding, factor: float) -> Finding:
    """A yield that is off by less than the day moved was struck at another hour: vendors' days end apart.

    So were the 2-year on 24 September 2024 (3.549 % in print, 3.49 % on the par curve, after a fall of 8 bp) and the
    10-year on 7 November 2012 (1.6246 %, 1.68 %, 10 bp). The close before itself is no such quote but the wrong day.
    """
    claim, place = question.claim, question.series.position(question.end)
    if not question.instrument.is_yield or not place or claim.value is None:
        return finding
    before, now = float(question.series.values[place - 1]) * factor, finding.actual or 0.0
    moved, apart = abs(now - before), question.noise.first * factor
    if abs(claim.value - now) >= moved or abs(claim.value - before) <= apart:
        return finding
    why = f"{finding.explanation}; it is off by less than the day moved ({number(moved)} from {number(before)})"
    return finding._replace(label="not_enough_info", reason="source_differs", explanation=why)


def judge_change(question: Question) -> Finding:
    """The difference of the two closes against the stated points, dollars or basis points."""
    claim, start, end = question.claim, question.base, question.end
    factor = scale(question.instrument, "change", claim.unit)
    if factor is None:
        return wrong_unit(question)
    if not question.noise.levels:
        return unknown("no_series", f"{question.series.name} holds adjusted prices, which were never quoted")
    moved = move(question.series, start, end)
    if moved is None:
        return missing(question, end if question.series.at(end) is None else start)
    factor *= quoted(question.instrument, question.series, end)
    actual = moved.change * factor

    def room() -> Widths:
        return _scaled(_rolled(question, question.change_widths(moved.after), start, end), factor)

    times = "" if factor == 1.0 else f" x {factor:g}"
    working = (
        f"{question.series.name} {start} to {end}: "
        f"({number(moved.after)} - {number(moved.before)}){times} = {number(actual)}{unit(claim.unit)}"
    )
    if not question.instrument.is_yield and abs(claim.value or 0.0) > 0.5 * abs(moved.before * factor):
        return unknown("not_a_market_fact", f"{working}; {stated(claim)} is no change of it but another quantity")
    if claim.unit == "basis_point" and _no_day(question, _LARGEST_OF_YIELDS):
        return unknown("not_a_market_fact", f"{working}; no yield moves by {stated(claim)} in a day")
    return weigh(question, actual, room, working, question.seen(start, end))


def judge_return(question: Question) -> Finding:
    """The percent move between the two closes against the stated one."""
    start, end = question.base, question.end
    if scale(question.instrument, "return", question.claim.unit) is None:
        return wrong_unit(question)
    moved = move(question.series, start, end)
    if moved is None:
        return missing(question, end if question.series.at(end) is None else start)
    if moved.before < 0 or moved.after < 0:
        return unknown("not_a_market_fact", "a percent move from or to a price below zero means nothing")

    def room() -> Widths:
        return _rolled(question, question.percent_widths(moved.after), start, end)

    working = f"{question.series.name} {start} to {end}: {_quotient(moved)}"
    if _no_day(question, _LARGEST.get(question.instrument.asset_class)):
        return unknown("not_a_market_fact", f"{working}; none of its kind moves by {stated(question.claim)} in a day")
    finding = weigh(question, moved.percent, room, working, question.seen(start, end))
    halved = abs(moved.percent) > 30 and looks_split(question.instrument, moved.after, moved.before)
    return _maybe_split(finding) if finding.label == "refuted" and halved else finding


_LARGEST = {"equity_index": 34.0, "volatility": 120.0}
"""No move of a day was larger, in percent: the Dow fell 22.6 on 19 October 1987, the Hang Seng 33.3 a week later; the
VIX rose 115.6 on 5 February 2018."""
_LARGEST_OF_YIELDS = 150.0
"""The same for yields, in basis points: two-year notes fell by 61 on 13 March 2023. Of percentage points, six for six
basis points are a likely slip, which is refuted."""


def _no_day(question: Question, largest: float | None) -> bool:
    """Whether the words speak of one day and of more than ever happened in one."""
    period, value = question.claim.period, abs(question.claim.value or 0.0)
    return largest is not None and period is not None and period.label == "day" and value > largest


def judge_relative(question: Question) -> Finding:
    """The instrument's percent move less the other's, against the stated difference."""
    start, end = question.base, question.end
    if scale(question.instrument, "relative_return", question.claim.unit) is None:
        return wrong_unit(question)
    both, versus = compared(question)
    if both is None:
        return missing(question, end)
    own, other = both

    def room() -> Widths:
        return both_widths(question, own, other)

    actual = own.percent - other.percent
    working = f"{number(own.percent)} % - {number(other.percent)} % = {number(actual)} percentage points"
    return weigh(question, actual, room, working, question.seen(start, end) + observed(versus, start, end))


def compared(question: Question) -> tuple[tuple[Move, Move] | None, Series]:
    """The moves of both instruments, from the first series of the other that holds both days, and that series."""
    for versus in question.versus:
        both = relative_return(question.series, versus, question.base, question.end)
        if both is not None:
            return both, versus
    return None, question.series


def both_widths(question: Question, own: Move, other: Move) -> Widths:
    """How far sources may differ in the difference of two percent moves."""
    one, two = question.percent_widths(own.after), question.percent_widths(other.after)
    return Widths(one.first + two.first, one.second + two.second)


def wrong_unit(question: Question) -> Finding:
    """The claim's unit is none that this measure of this instrument can have."""
    claim = question.claim
    why = f"{claim.unit} is not a unit of the {claim.measure} of {question.instrument.name}"
    return unknown("not_a_market_fact", why)


def _quotient(moved: Move) -> str:
    return f"{number(moved.after)} / {number(moved.before)} - 1 = {number(moved.percent)} %"


def _rolled(question: Question, widths: Widths, start: dt.date, end: dt.date) -> Widths:
    """The widths, without end where a front-month series may have changed contracts: then it refutes nothing."""
    if question.series.kind == "futures_close" and rolling(question.instrument, start, end):
        return Widths(widths.first, math.inf)
    return widths


def _scaled(widths: Widths, factor: float) -> Widths:
    return widths if factor == 1.0 else Widths(widths.first * factor, widths.second * factor)
