"""Claims about history: zscore and event_study.

Neither is ever refuted: window, benchmark, condition and de-clustering are choices that the words leave open. Every
reasonable reading is tried; the claim is supported where one bears it out, and `also` names those that do not.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import numpy as np

from extractor.records import Alternative, Claim
from extractor.series import Series
from extractor.validate.admit import admit, digits_of
from extractor.validate.finding import Finding, Question, unknown
from extractor.validate.measures.study import GAPS, YEAR, Path, event_study, events, rolling_moves, shared, zscore
from extractor.validate.wording import number, stated

_AHEAD = re.compile(r"P(\d{1,3})([DWMY])\Z")
_SESSIONS = {"D": 1.0, "W": 5.0, "M": YEAR / 12, "Y": float(YEAR)}


class Reading(NamedTuple):
    """One way to understand the claim: its name, whether it bears the words out, and the value under it."""

    name: str
    passes: bool
    actual: float


def judge_zscore(question: Question) -> Finding:
    """The move over the standard deviation of like moves: over the whole history and over one and five years.

    The words' own instrument first, then the same less the benchmark that a neighbouring claim compares it with.
    """
    claim = question.claim
    sessions = _sessions(question)
    if sessions is None or claim.value is None:
        return unknown("ambiguous_period", "the claim does not say over how many sessions the move was")
    if question.series.until(question.end).values.min(initial=1.0) <= 0:
        return unknown("not_a_market_fact", f"{question.series.name} can be zero: percent moves of it mean nothing")
    readings = [one for versus in _benchmarks(question) for one in _deviations(question, versus, sessions)]
    if not readings:
        return unknown("no_data_for_period", f"{question.series.name} holds too little before {question.end}")
    return _told(question, readings, f"{sessions}-session move to {question.end} in standard deviations")


def _benchmarks(question: Question) -> list[Series | None]:
    return list(question.versus[:1]) if question.claim.versus else [None, *question.versus[:1]]


def _deviations(question: Question, versus: Series | None, sessions: int) -> list[Reading]:
    path = shared(question.series, versus, question.end)
    if len(path.days) <= sessions + 30 or path.other.min() <= 0:
        return []
    moves = rolling_moves(path, sessions)
    name = f"{question.series.name} less {versus.name}" if versus else question.series.name
    first = path.days[0].item()
    made = [(f"{name}, all moves since {first}", zscore(moves))]
    made += [(f"{name}, the {n * YEAR} sessions before", zscore(moves, n * YEAR)) for n in (1, 5)]
    return [Reading(label, _admits(question.claim, z), z) for label, z in made if z is not None]


def _admits(claim: Claim, actual: float) -> bool:
    value = claim.value or 0.0
    return admit(value, claim.digits or digits_of(value), claim.comparator, claim.high).holds(actual)


def _sessions(question: Question) -> int | None:
    """How many of the series' sessions lie between the two closes."""
    series = question.series
    if question.start is None:
        return None
    first, last = series.position(question.start), series.position(question.end)
    return last - first if first is not None and last is not None and last > first else None


def judge_study(question: Question) -> Finding:
    """Mean return after the condition, over the horizon in `window` ("P6M"), for events 1, 21 and 63 sessions apart.

    The condition comes from the claim's neighbour: a zscore of the same instrument says the length of the move and how
    many deviations; `versus` makes it a move relative to a benchmark. `period.start` opens the history.
    """
    ahead, condition = _ahead(question.claim.window), _condition(question)
    if ahead is None or condition is None or not question.versus:
        return unknown("ambiguous_period", "the words do not fix the condition, the horizon and the benchmark")
    versus = question.versus[0]
    path = _since(shared(question.series, versus, question.end), question.start)
    if len(path.days) < condition.sessions + ahead + YEAR:
        return unknown("no_data_for_period", f"{question.series.name} and {versus.name} share too little history")
    readings = _studies(question.claim, path, condition, ahead)
    if not readings:
        return unknown("no_data_for_period", "no event has that much future")
    what = f"mean return of {question.series.name} over {ahead} sessions after {condition.sessions}-session moves"
    return _told(question, readings, f"{what} beyond {condition.beyond:g} sigma of it less {versus.name}")


class Condition(NamedTuple):
    """A move over `sessions` beyond so many standard deviations."""

    sessions: int
    beyond: float


def _condition(question: Question) -> Condition | None:
    neighbour = next((one for one in question.others if _is_condition(one, question.claim)), None)
    if neighbour is None or neighbour.value is None or neighbour.period is None or neighbour.period.end is None:
        return None
    sessions = _sessions(question._replace(start=neighbour.period.start, end=neighbour.period.end))
    return Condition(sessions, neighbour.value) if sessions else None


def _since(path: Path, start: dt.date | None) -> Path:
    if start is None:
        return path
    first = int(np.searchsorted(path.days, np.datetime64(start)))
    return Path(path.days[first:], path.own[first:], path.other[first:])


def _studies(claim: Claim, path: Path, condition: Condition, ahead: int) -> list[Reading]:
    """The widest de-clustering first: overlapping events are one event."""
    if min(path.own.min(initial=1.0), path.other.min(initial=1.0)) <= 0:  # no percent move of what can be zero
        return []
    moves, readings = rolling_moves(path, condition.sessions), []
    for gap in sorted(GAPS, reverse=True):
        found = event_study(path.own, events(moves, condition.beyond, gap) + condition.sessions, ahead)
        if found is not None:
            name = f"events {gap} sessions apart ({found.events})" if gap > 1 else f"every day ({found.events})"
            readings.append(Reading(name, _admits(claim, found.mean), found.mean))
    return readings


def _is_condition(one: Claim, claim: Claim) -> bool:
    return one.measure == "zscore" and one.instrument == claim.instrument


def _ahead(words: str | None) -> int | None:
    match = _AHEAD.match(words or "")
    return round(int(match[1]) * _SESSIONS[match[2]]) if match else None


def _told(question: Question, readings: list[Reading], what: str) -> Finding:
    shown = "; ".join(f"{one.name}: {number(one.actual)}" for one in readings)
    best = next((one for one in readings if one.passes), None)
    if best is None:
        why = f"{what}: {shown}; none is {stated(question.claim)}"
        return unknown("source_differs", why, actual=readings[0].actual)
    others = [one for one in readings if not one.passes]
    also = tuple(Alternative(definition=one.name, label="refuted", actual=one.actual) for one in others)
    why = f"{what}: {shown}; {stated(question.claim)} holds for {best.name}"
    days = question.seen(*([question.start] if question.start else []), question.end)
    return Finding("supported", "within_bound", why, best.actual, None, None, days, also)
