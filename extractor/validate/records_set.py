"""Claims about extremes: record_high, record_low, threshold_cross."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np

from extractor.records import Alternative
from extractor.validate.extremes import all_time
from extractor.validate.finding import Finding, Question, missing, unknown
from extractor.validate.measures.history import Line, Rival, last_past, rival
from extractor.validate.quantities import judge_level, scale, wrong_unit
from extractor.validate.splits import quoted
from extractor.validate.window import Window, window
from extractor.validate.wording import number

FEW_DAYS = dt.timedelta(days=8)
"""A line that was crossed within these days may be told of late, or as the first time since a day that is not read."""
INTRADAY_REACH = 0.03
"""A day's high may lie this share above its close: where the words do not say "close", a nearer miss is left open."""


def judge_record(question: Question) -> Finding:
    """Whether the close of `end` exceeds every one before it in the window."""
    sign = 1 if question.claim.measure == "record_high" else -1
    now = question.series.at(question.end)
    if now is None:
        return missing(question, question.end)
    if not question.noise.levels:
        return unknown("no_series", f"{question.series.name} holds adjusted prices, which set no record")
    seen = window(question.claim, question.end)
    if seen is None:
        return unknown("ambiguous_period", f"the window {question.claim.window!r} is too loose for a date")
    found = _rival(question, seen, sign)
    if found is None:
        return unknown("no_data_for_period", f"{question.series.name} has nothing before {question.end}")
    finding = _record(question, now, found, seen)
    if finding.label == "supported" and question.claim.value is not None:
        return _stated_too(question, finding)
    return finding


def _stated_too(question: Question, finding: Finding) -> Finding:
    """A record with its figure ("a record 6,001.35"): the figure must hold as well."""
    level = judge_level(question)
    return finding if level.label == "supported" or level.reason == "not_a_market_fact" else level


def _rival(question: Question, seen: Window, sign: int) -> Rival | None:
    if seen.start is None:
        return all_time(question.instrument, question.series, question.end, sign)
    return rival(question.series, seen.start, question.end, sign)


def _record(question: Question, now: float, found: Rival, seen: Window) -> Finding:
    sign = 1 if question.claim.measure == "record_high" else -1
    side = ("above", "highest") if sign > 0 else ("below", "lowest")
    since = f"since {seen.start}" if seen.start else "on record"
    days = (found.day, question.end) if found.day else (question.end,)
    evidence, margin = question.seen(*days), sign * (now - found.value)
    where = f" of {found.day}" if found.day else ""
    working = f"{question.series.name} {question.end}: {number(now)}"
    rest = f"the {side[1]} earlier close {since} is {number(found.value)}{where}" if found.day else f"nothing {since}"
    if margin > 0 and found.covered:
        why = f"{working}, {side[0]} every earlier close {since} ({rest})"
        return Finding("supported", "within_bound", why, now, None, None, evidence)
    if margin > 0:
        why = f"{working}; the series does not reach back without a break {since}, so what came before is not known"
        return unknown("no_data_for_period", why, actual=now)._replace(evidence=evidence)
    return _beaten(question, seen, Miss(now, abs(margin), found.day, f"{working}, but {rest}"))


class Miss(NamedTuple):
    """What speaks against a record: by how much `now` fell short, the earlier day, the sentence.

    `ranged`: the day's own range, which daily closes do not show, may have made up the difference.
    """

    now: float
    lack: float
    day: dt.date | None
    working: str
    ranged: bool = True


def _beaten(question: Question, seen: Window, miss: Miss) -> Finding:
    """Refuted, unless noise, the day's own range or a loose window may explain it."""
    evidence = question.seen(*([miss.day] if miss.day else []), question.end)
    finding = Finding("refuted", "outside", miss.working, miss.now, None, None, evidence)
    differs = miss.lack <= question.level_widths(miss.now).second
    if differs or not question.noise.refutes:
        return finding._replace(label="not_enough_info", reason="source_differs")
    if seen.sure is not None and miss.day is not None and miss.day <= seen.sure:
        return finding._replace(label="not_enough_info", reason="ambiguous_period")
    if miss.ranged and question.claim.basis != "close" and miss.lack <= INTRADAY_REACH * abs(miss.now):
        also = (Alternative(definition="close, not the day's range", label="refuted", actual=miss.now),)
        why = f"{miss.working}; the day's own high or low, which daily closes do not show, may have passed it"
        return finding._replace(label="not_enough_info", reason="intraday", explanation=why, also=also)
    return finding


def judge_threshold(question: Question) -> Finding:
    """Whether the close of `end` is past the level, and none before it in the window was."""
    claim = question.claim
    factor = scale(question.instrument, "level", claim.unit)
    now, seen = question.series.at(question.end), window(claim, question.end)
    if factor is None or claim.value is None or not question.noise.levels:
        return wrong_unit(question)
    if now is None:
        return missing(question, question.end)
    if seen is None:
        return unknown("ambiguous_period", f"the window {claim.window!r} is too loose for a date")
    line = claim.value / (factor * quoted(question.instrument, question.series, question.end))
    sign = -1 if claim.comparator in ("lt", "le", "just_below") else 1
    found = _rival(question, seen, sign)
    if found is None:
        return unknown("no_data_for_period", f"{question.series.name} has nothing before {question.end}")
    if not question.instrument.is_yield and line and not 1 / 3 <= abs(now / line) <= 3:
        return wrong_unit(question)
    return _crossed(question, now, line, found, seen)


def _crossed(question: Question, now: float, line: float, found: Rival, seen: Window) -> Finding:
    sign = -1 if question.claim.comparator in ("lt", "le", "just_below") else 1
    side, other = ("above", "below") if sign > 0 else ("below", "above")
    working = f"{question.series.name} closed at {number(now)} on {question.end}"
    evidence = question.seen(*([found.day] if found.day else []), question.end)
    if sign * (now - line) <= 0:
        rest = f"{working}, not {side} {number(line)}"
        return _beaten(question, seen, Miss(now, abs(now - line), None, rest))
    if sign * (found.value - line) > 0:
        day = last_past(question.series, Line(line, sign), seen.start, question.end) or found.day
        rest = f"{working}, but had closed {side} {number(line)} before" + (f", last on {day}" if day else "")
        if _crossed_lately(question, line, sign, seen):
            why = f"{rest}; it was crossed within days of {question.end}, which may be the crossing that is meant"
            return unknown("ambiguous_period", why, actual=now)._replace(evidence=evidence)
        return _beaten(question, seen, Miss(now, abs(found.value - line), day, rest, ranged=False))
    since = f"since {seen.start}" if seen.start else "before"
    if not found.covered:
        why = f"{working}; the series does not reach back without a break, so no first time can be shown"
        return unknown("no_data_for_period", why, actual=now)._replace(evidence=evidence)
    rest = f"{working}, {side} {number(line)}; every close {since} was {other} it (nearest {number(found.value)})"
    return Finding("supported", "within_bound", rest, now, None, None, evidence)


def _crossed_lately(question: Question, line: float, sign: int, seen: Window) -> bool:
    """Whether some close of the last days was not past the line, where the words name no window."""
    if seen.start is not None:
        return False
    end = question.series.position(question.end) or 0
    days, values = question.series.days[:end], question.series.values[:end]
    lately = values[days > np.datetime64(question.end - FEW_DAYS)]
    return bool((sign * (lately - line) <= 0).any())
