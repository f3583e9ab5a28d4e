"""Sessions, early closes, and when an article appeared on a market's clock."""

import datetime as dt
import json
import warnings
from pathlib import Path

import pytest

from extractor.calendar import Appeared, Calendar, calendar
from extractor.errors import RegistryError, SettingError
from extractor.registry import Instrument

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "calendar.jsonl").read_text().splitlines()]
STOCKS = Instrument(id="SPX", name="S&P 500", asset_class="equity_index")
BONDS = Instrument(
    id="US10Y", name="10-year", asset_class="government_yield", quote="yield", calendar="SIFMA_US", close=dt.time(15)
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['calendar']} {case['day']}")
def test_sessions(case):
    market, day = calendar(case["calendar"]), dt.date.fromisoformat(case["day"])
    assert market.is_session(day) is case["open"]
    if "close" in case:
        assert market.early_close(day) == (dt.time.fromisoformat(case["close"]) if case["close"] else None)


def test_neighbours_skip_holidays():
    market = calendar("SIFMA_US")
    assert market.before(dt.date(2024, 11, 12)) == dt.date(2024, 11, 8)
    assert market.at_or_after(dt.date(2024, 11, 11)) == dt.date(2024, 11, 12)
    assert calendar("NYSE").before(dt.date(2024, 11, 12)) == dt.date(2024, 11, 11)
    assert market.offset(dt.date(2024, 11, 8), 1) == dt.date(2024, 11, 12)
    assert market.between(dt.date(2024, 11, 8), dt.date(2024, 11, 12)) == [dt.date(2024, 11, 8), dt.date(2024, 11, 12)]


def test_days_out_of_range_stay_at_the_ends():
    market = calendar("WEEKDAYS")
    assert market.before(dt.date(1900, 1, 1)) == market.days[0]
    assert market.at_or_after(dt.date(2100, 1, 1)) == market.days[-1]


def test_unknown_calendar():
    with pytest.raises(RegistryError, match="no such calendar"):
        _ = Calendar("MOON").days


@pytest.mark.parametrize("name", ["HKEX", "JPX", "SSE", "ASX"])
def test_loading_is_silent(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(Calendar(name).days) > 20_000


@pytest.mark.parametrize(
    ("stamp", "instrument", "last"),
    [
        ("2024-11-12T08:00:00+08:00", STOCKS, "2024-11-11"),  # Monday evening in New York
        ("2024-11-11T15:59:00-05:00", STOCKS, "2024-11-08"),
        ("2024-11-11T16:00:00-05:00", STOCKS, "2024-11-11"),
        ("2024-11-11T18:00:00-05:00", BONDS, "2024-11-08"),  # Veterans Day: stocks traded, bonds did not
        ("2024-11-29T13:30:00-05:00", STOCKS, "2024-11-29"),  # a half day
        ("2024-11-12", STOCKS, "2024-11-12"),
        ("2024-11-10", STOCKS, "2024-11-08"),
    ],
)
def test_last_close(stamp, instrument, last):
    assert Appeared.parse(stamp).last_close(instrument) == dt.date.fromisoformat(last)


def test_stamps_that_are_no_dates():
    assert Appeared.parse(None) is None
    with pytest.raises(SettingError, match="not a date"):
        Appeared.parse("yesterday")
