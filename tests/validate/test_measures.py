"""The measures on made series: one case a line."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from extractor.calendar import calendar
from extractor.validate.measures.closed import market_closed
from extractor.validate.measures.history import Closes, Line, closes, complete, covered, last_past, moves, rival
from extractor.validate.measures.largest import LONGEST, largest_move_since
from extractor.validate.measures.moves import level, move, relative_return
from extractor.validate.measures.streaks import streak
from extractor.validate.measures.study import event_study, events, rolling_moves, shared, zscore

FILE = Path(__file__).parents[1] / "cases" / "measures.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
MONDAY = dt.date(2024, 1, 1)


def measured(case, series):
    made = series(case["values"])
    first, end = made.days[0].item(), made.days[-1].item()
    start = dt.date.fromisoformat(case["start"]) if "start" in case else None
    sign, percent = case.get("sign", 1), case.get("percent", False)
    path = Closes(made.days, made.values)
    steps = moves(closes(made, end, case.get("span", "day")), percent=False)
    zero = np.zeros(len(steps))
    return {
        "level": lambda: level(made, end),
        "return": lambda: move(made, first, end).percent,
        "change": lambda: move(made, first, end).change,
        "relative_return": lambda: _difference(made, series(case["versus"]), first, end),
        "rival": lambda: rival(made, start, end, sign).value,
        "last_past": lambda: str(last_past(made, Line(case["line"], sign), start, end)),
        "streak": lambda: streak(steps, sign, zero, zero).strict,
        "weeks": lambda: list(closes(made, end, "week").values),
        "months": lambda: list(closes(made, end, "month").values),
        "largest": lambda: largest_move_since(path, start, sign, LONGEST["day"], percent=percent).rival,
    }[case["measure"]]()


def _difference(made, other, first, end):
    own, theirs = relative_return(made, other, first, end)
    return own.percent - theirs.percent


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['measure']}: {case['note']}")
def test_measures(case, series):
    got = measured(case, series)
    assert got == (pytest.approx(case["want"]) if isinstance(case["want"], (int, float)) else case["want"])


def test_days_without_a_value_are_none(series):
    made = series([1, 2, 3])
    assert level(made, dt.date(2023, 12, 29)) is None
    assert move(made, MONDAY, dt.date(2024, 2, 1)) is None
    assert move(series([0, 2]), MONDAY, dt.date(2024, 1, 2)) is None
    assert rival(made, None, dt.date(2025, 1, 1), 1) is None


def test_a_gap_leaves_a_window_uncovered(series):
    made = series(range(1, 60))
    days = made.days
    assert covered(days, dt.date(2024, 1, 15), dt.date(2024, 2, 20))
    assert not covered(days, dt.date(2023, 6, 1), dt.date(2024, 2, 20))
    torn = np.concatenate([days[:10], days[25:]])
    assert not covered(torn, dt.date(2024, 1, 5), dt.date(2024, 2, 20))
    assert covered(torn, days[26].item(), dt.date(2024, 2, 20))


def test_a_streak_forgives_what_sources_cannot_show():
    made = np.array([1.0, 0.0, 0.5, -0.01, 2.0])
    first, second = np.full(5, 0.02), np.full(5, 0.6)
    run = streak(made, 1, first, second)
    assert (run.strict, run.within, run.beyond) == (1, 5, 5)
    assert streak(-made, -1, first, second).strict == 1


def test_moves_over_missing_rows_are_no_day_s_move(series):
    made = series([100, 101, 102, 103, 104])
    days = made.days.copy()
    days[2:] += np.timedelta64(30, "D")
    path = Closes(days, np.array([100.0, 101, 150, 151, 152]))
    assert largest_move_since(path, None, 1, LONGEST["day"], percent=False).rival == 1
    assert largest_move_since(Closes(path.days[:3], path.values[:3]), None, 1, LONGEST["day"], percent=False) is None


def test_zscore_and_events(series):
    rng = np.random.default_rng(1)
    steps = rng.normal(0, 1, 2000)
    steps[[500, 502, 900, 1999]] = 10
    made = series(1000 + np.cumsum(steps), first="2010-01-04")
    path = shared(made, None, made.days[-1].item())
    made_moves = rolling_moves(path, 1)
    assert zscore(made_moves) > 3
    assert zscore(made_moves[:20]) is None
    assert zscore(made_moves, 252) != zscore(made_moves)
    assert len(events(made_moves, 5, 1)) == 4
    assert len(events(made_moves, 5, 63)) == 3
    found = event_study(path.own, events(made_moves, 5, 63) + 1, 20)
    assert found.events == 2  # the last has no future yet
    assert event_study(path.own, np.array([1990]), 20) is None


def test_market_closed():
    assert market_closed(calendar("SIFMA_US"), dt.date(2024, 11, 11))
    assert not market_closed(calendar("NYSE"), dt.date(2024, 11, 11))
    assert market_closed(calendar("NYSE"), dt.date(2024, 11, 10))


def test_an_isolated_row_makes_no_week():
    days = np.array(["2024-11-01", "2024-11-08", "2024-11-12", "2024-11-22", "2024-11-29", "2024-12-04"], "M8[D]")
    path = Closes(days, np.arange(6.0))
    sessions = np.array(calendar("NYSE").between(dt.date(2024, 11, 1), dt.date(2024, 12, 31)), dtype="M8[D]")
    kept = complete(path, sessions, "week")
    assert kept.days.astype(str).tolist() == ["2024-11-01", "2024-11-08", "2024-11-22", "2024-11-29", "2024-12-04"]
    assert complete(path, sessions, "day") is path
    assert complete(path, sessions, "month").days.astype(str).tolist() == ["2024-11-29", "2024-12-04"]
