"""A verdict for each claim of a Reading, from what the market data knew when the article appeared.

The order of doubt: what is no checkable fact, what has no period, what the day's close had not yet decided, what the
store does not hold; only then a measure is taken of every series that can answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.calendar import calendar
from extractor.market import MarketData
from extractor.records import Alternative, Claim, Mention, Reading, Verdict
from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.consistency import contradictions
from extractor.validate.correction import correction
from extractor.validate.directions import judge_closed, judge_direction, judge_outperformance
from extractor.validate.doubts import doubted
from extractor.validate.finding import Finding, Question, unknown
from extractor.validate.noise import noise
from extractor.validate.provisional import settled
from extractor.validate.quantities import judge_change, judge_level, judge_relative, judge_return
from extractor.validate.records_set import judge_record, judge_threshold
from extractor.validate.rows import judge_largest, judge_streak
from extractor.validate.siblings import vouched
from extractor.validate.statistics import judge_study, judge_zscore
from extractor.validate.vantage import Vantage

MEASURES: dict[str, Callable[[Question], Finding]] = {
    "return": judge_return,
    "change": judge_change,
    "level": judge_level,
    "direction": judge_direction,
    "relative_return": judge_relative,
    "outperformance": judge_outperformance,
    "record_high": judge_record,
    "record_low": judge_record,
    "threshold_cross": judge_threshold,
    "streak": judge_streak,
    "streak_ended": judge_streak,
    "largest_move_since": judge_largest,
    "zscore": judge_zscore,
    "event_study": judge_study,
}
"""Measure -> what judges it. `outperformance` is a relative_return without a figure; market_closed needs no series."""

_TWO_CLOSES = frozenset({"return", "change", "direction", "relative_return", "outperformance"})
_OVER_HISTORY = frozenset({"zscore", "event_study"})
_LONG_PERIODS = frozenset({"week", "month", "month_to_date", "quarter", "quarter_to_date", "rolling", "since", "other"})
_UNDONE = frozenset({"intraday", "no_series", "no_data_for_period", "ambiguous_period"})


def judge(reading: Reading, market: MarketData, headline: Sequence[Claim] = ()) -> Reading:
    """The Reading with one Verdict a claim, in the claims' order, and the digest of the store that judged.

    `headline` are the claims of a title that stands apart from the text: the text must not contradict them.
    Nothing observed after the article appeared is used. Raises SettingError for a `published_at` that is no date.
    """
    vantage = Vantage(market, reading.article.published_at)
    findings = [_find(claim, reading.claims, vantage) for claim in reading.claims]
    findings = doubted(reading.claims, vouched(reading.claims, findings))
    if any(finding.label == "refuted" for finding in findings):
        findings = [settled(claim, finding) for claim, finding in zip(reading.claims, findings, strict=True)]
    torn = contradictions(reading, headline) if any(finding.reason in _UNDONE for finding in findings) else {}
    spans = {figure.id: (figure.start, figure.end) for figure in reading.figures}
    verdicts = []
    for claim, finding in zip(reading.claims, findings, strict=True):
        against = torn.get(claim.id) if finding.reason in _UNDONE else None
        span = spans.get(claim.figure or "", (claim.start, claim.end))
        verdicts.append(_verdict(claim, unknown("inconsistent", against) if against else finding, span))
    return replace(reading, verdicts=tuple(verdicts), market=market.digest)


def _verdict(claim: Claim, finding: Finding, span: Mention) -> Verdict:
    return Verdict(
        claim=claim.id, label=finding.label, reason=finding.reason, actual=finding.actual, low=finding.low,
        high=finding.high, start=span[0], end=span[1], correction=correction(claim, finding), also=finding.also,
        evidence=finding.evidence, explanation=finding.explanation,
    )  # fmt: skip


def _find(claim: Claim, others: tuple[Claim, ...], vantage: Vantage) -> Finding:
    doubt = _no_fact(claim)
    if doubt is not None:
        return doubt
    instrument, found = vantage.look(claim.instrument or "")
    doubt = _no_period(claim) or _too_early(claim, instrument, vantage)
    if doubt is not None:
        return doubt
    if claim.measure == "market_closed":
        return judge_closed(claim, instrument, found)
    versus = claim.versus or _benchmark(claim, others)
    against = vantage.look(versus)[1] if versus else ()
    doubt = (None if found else vantage.unpublished(claim.instrument or "")) or _no_series(claim, found, against)
    if doubt is not None:
        return doubt
    if claim.measure in _OVER_HISTORY:
        found = sorted(found, key=lambda series: series.days[0].item())  # the longest history first
    start, end = _closes(claim, instrument, found[0])
    early = vantage.early(instrument, end)
    questions = []
    for series in found:
        row = noise(series.kind, instrument.asset_class).quoted(claim.basis)
        questions.append(Question(claim, instrument, series, row, start, end, early, against, others))
    return _ask(claim, questions)


def _no_series(claim: Claim, found: Sequence[Series], against: Sequence[Series]) -> Finding | None:
    if not found:
        return unknown("no_series", f"the store holds no series for {claim.instrument}")
    if claim.measure == "relative_return" and not claim.versus:
        return unknown("ambiguous_instrument", "the words do not name what is compared with")
    if claim.versus and not against:
        return unknown("no_series", f"the store holds no series for {claim.versus}")
    return None


def _closes(claim: Claim, instrument: Instrument, series: Series) -> tuple[dt.date | None, dt.date]:
    """The period's two closes; a move whose words fix only a day starts at the session before."""
    period = claim.period
    start = period.start if period else None
    end: dt.date = period.end if period and period.end else series.days[-1].item()
    if start is None and claim.measure in _TWO_CLOSES:
        start = calendar(instrument.calendar).before(end)
    return start, end


def _no_fact(claim: Claim) -> Finding | None:
    """What no close can decide, whatever the day."""
    if claim.modality in ("forecast", "hypothetical"):
        return unknown("forecast", "the words speak of what may come, not of what was")
    if claim.measure not in MEASURES and claim.measure != "market_closed":
        return unknown("not_a_market_fact", f"no measure is called {claim.measure}")
    if claim.instrument is None:
        return unknown("ambiguous_instrument", "the words do not name one instrument that the registry knows")
    if claim.modality == "historical" and claim.measure not in _OVER_HISTORY:
        return unknown("ambiguous_period", "a statistic over history is not the move of one period")
    return None


def _no_period(claim: Claim) -> Finding | None:
    period = claim.period
    if claim.measure == "event_study":
        return None
    if period is None or period.end is None:
        return unknown("ambiguous_period", "the words do not fix the day or days that are meant")
    if claim.measure in _TWO_CLOSES and period.start is None and period.label not in ("day", "intraday"):
        return unknown("ambiguous_period", f"a {claim.measure} needs two closes and the words fix only {period.end}")
    return None


def _too_early(claim: Claim, instrument: Instrument, vantage: Vantage) -> Finding | None:
    """What speaks of the day so far, or of the day's extremes: closes do not decide it."""
    if claim.period is None or claim.period.end is None:
        return None
    if claim.measure == "market_closed":
        return None
    if claim.period.label == "intraday" or claim.basis == "intraday":
        return unknown("intraday", "the words speak of trading within the day, which daily closes do not show")
    if claim.comparator == "le" or (claim.comparator == "ge" and claim.measure == "level"):
        return unknown("intraday", "the words speak of the day's extreme, which daily closes do not show")
    if vantage.intraday(instrument, claim.period.end):
        return unknown("intraday", f"the article appeared before the close of {instrument.name} on {claim.period.end}")
    return None


def _benchmark(claim: Claim, others: tuple[Claim, ...]) -> str | None:
    """What a statistic is relative to, where its own words do not say.

    A neighbouring statistic of the instrument says it, else the one other that the article compares it with.
    """
    if claim.measure not in _OVER_HISTORY:
        return None
    alike = [one for one in others if one.instrument == claim.instrument and one.versus]
    studied = [one.versus for one in alike if one.measure in _OVER_HISTORY]
    compared = {one.versus for one in alike if one.measure == "relative_return"}
    return studied[0] if studied else compared.pop() if len(compared) == 1 else None


def _ask(claim: Claim, questions: list[Question]) -> Finding:
    """The question put to every series that can answer; two that bear out different labels decide nothing."""
    findings = []
    for question in questions:
        if question.noise.judges(claim):
            findings.append(_readings(question))
        else:
            series = question.series
            why = f"{series.name} is of kind {series.kind}, and nobody's close of it is the same as another's"
            findings.append(unknown("source_differs", why))
    if len(findings) == 1:
        return findings[0]
    decided = [one for one in findings if one.decided]
    if len({one.label for one in decided}) > 1:
        against = next(one for one in decided if one.label == "refuted")
        return against._replace(label="not_enough_info", reason="source_differs")
    if decided:
        return decided[0]
    return next((one for one in findings if one.reason != "no_data_for_period"), findings[0])


def _readings(question: Question) -> Finding:
    """The finding for the period as it stands; a refutation is tried on the other periods that the words allow."""
    claim = question.claim
    measure = "outperformance" if claim.measure == "relative_return" and claim.value is None else claim.measure
    finding = MEASURES[measure](question)
    if finding.label != "refuted":
        return finding
    for start, end, name in _other_periods(question):
        other = MEASURES[measure](question._replace(start=start, end=end))
        if other.label == "supported":
            also = Alternative(definition=name, label="supported", actual=other.actual)
            why = f"{finding.explanation}; but counted {name} it would hold ({other.explanation})"
            return finding._replace(label="not_enough_info", reason="ambiguous_period", explanation=why, also=(also,))
    return finding


def _first_of(span: str, day: dt.date) -> dt.date:
    """The first day of the week, month or quarter of `day`."""
    if span == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(month=day.month if span == "month" else day.month - (day.month - 1) % 3, day=1)


def _other_periods(question: Question) -> list[tuple[dt.date, dt.date, str]]:
    """Other pairs of closes for a period longer than a day: the base a session earlier or later, the whole week.

    A streak may be counted to the day that ended it or to the last day before.
    """
    claim, market, end = question.claim, calendar(question.instrument.calendar), question.end
    label = claim.period.label if claim.period else "day"
    if claim.measure in ("streak", "streak_ended"):
        ends = [market.offset(end, step) for step in (-1, 1, 2)]
        if claim.unit in ("week", "month", "quarter"):  # the one that is running may not be meant
            ends.append(market.before(_first_of(claim.unit, end)))
        return [(other, other, f"to {other}") for other in ends]
    if claim.measure not in _TWO_CLOSES or label not in _LONG_PERIODS or question.start is None:
        return []
    start = question.start
    found = [(market.offset(start, step), end) for step in (-1, 1)]
    if label == "week" and start.weekday() == end.weekday() == 4:
        return []  # Friday to Friday: nothing to choose
    if label == "week":
        found += [(start, market.at_or_before(end + dt.timedelta(days=4 - end.weekday()))), (start, market.before(end))]
    return [(a, b, f"from {a} to {b}") for a, b in found if a < b and (a, b) != (start, end)]
