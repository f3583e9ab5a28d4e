"""Claims without a figure that two closes decide: direction and relative_return; and market_closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from extractor.calendar import calendar
from extractor.records import Claim
from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.finding import Finding, Question, missing, observed, unknown
from extractor.validate.measures.closed import market_closed
from extractor.validate.measures.moves import move
from extractor.validate.noise import Widths
from extractor.validate.quantities import both_widths, compared
from extractor.validate.wording import number

KNOWN_TO = dt.date(2026, 1, 1)
"""Up to here the calendars know every closure, also those announced days before (for a mourning, a storm)."""


def judge_direction(question: Question) -> Finding:
    """Up or down between the two closes; a move that is flat within the first width decides nothing."""
    claim, start, end = question.claim, question.base, question.end
    if not claim.value:
        return unknown("ambiguous_period", "no size says how little a move may be and still be called none")
    moved = move(question.series, start, end)
    if moved is None:
        return missing(question, end if question.series.at(end) is None else start)
    yields = question.instrument.is_yield
    actual = moved.change * 100 if yields else moved.change
    widths = question.change_widths(moved.after)
    factor = 100 if yields else 1
    working = (
        f"{question.series.name} {start} to {end}: {number(moved.before)} to {number(moved.after)}, "
        f"{actual:+.{1 if yields else 2}f}{' bp' if yields else ''}"
    )
    finding = Finding("supported", "within_bound", working, actual, None, None, question.seen(start, end))
    return _signed(question, finding, 1 if claim.value > 0 else -1, Widths(widths[0] * factor, widths[1] * factor))


def judge_outperformance(question: Question) -> Finding:
    """The sign of the instrument's percent move less the other's: comparator gt says more, lt less."""
    claim, start, end = question.claim, question.base, question.end
    both, versus = compared(question)
    if both is None:
        return missing(question, end)
    own, other = both
    actual = own.percent - other.percent
    working = f"{question.series.name} {number(own.percent)} % against {versus.name} {number(other.percent)} %"
    evidence = question.seen(start, end) + observed(versus, start, end)
    finding = Finding("supported", "within_bound", working, actual, None, None, evidence)
    sign = -1 if claim.comparator in ("lt", "le") else 1
    return _signed(question, finding, sign, both_widths(question, own, other))


def _signed(question: Question, finding: Finding, sign: int, widths: Widths) -> Finding:
    actual = sign * (finding.actual or 0.0)
    if actual > 0:
        return finding
    if actual >= -widths.first or not question.noise.refutes:
        return finding._replace(label="not_enough_info", reason="source_differs")
    return finding._replace(
        label="refuted", reason="wrong_direction", explanation=f"{finding.explanation}, the other way"
    )


def judge_closed(claim: Claim, instrument: Instrument, found: Sequence[Series]) -> Finding:
    """The calendar says whether the market was closed, whether or not the store holds a series of it.

    A session refutes the claim, unless the store's closes pass over that day (then the calendar may have missed a
    closure), or the day is later than KNOWN_TO and no close of it is at hand.
    """
    day, market = _day(claim), calendar(instrument.calendar)
    if market_closed(market, day):
        why = f"{day:%A} {day} is no session of the {market.name} calendar"
        return Finding("supported", "within_bound", why)
    why = f"{day:%A} {day} is a session of the {market.name} calendar"
    seen = next((one for series in found for one in observed(series, day)), None)
    if seen is not None:
        return Finding("refuted", "outside", f"{why}, and a close was observed", evidence=(seen,))
    around = [series for series in found if series.days[0].item() < day < series.days[-1].item()]
    if around or day > KNOWN_TO:
        return unknown("no_data_for_period", f"{why}, but no close of that day is at hand to show that it traded")
    return Finding("refuted", "outside", why)


def _day(claim: Claim) -> dt.date:
    assert claim.period is not None  # noqa: S101  # claims without a day were turned away before
    assert claim.period.end is not None  # noqa: S101
    return claim.period.end
