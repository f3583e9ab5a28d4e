"""Splits: undone inside a period, redone for what was quoted before them, suspected where they are not known."""

import csv
import datetime as dt
from importlib.resources import files

import pytest

from extractor.market import Store, instrument_of, open_market
from extractor.validate.judge import judge
from extractor.validate.splits import looks_split, ratio

HEADER = "series,date,value,kind,source\n"
RAW = {"2020-08-27": 500.04, "2020-08-28": 499.23, "2020-08-31": 129.04, "2020-09-01": 134.18}
ADJUSTED = {day: value / 4 if day < "2020-08-31" else value for day, value in RAW.items()}


def store(tmp_path, values, kind, name="AAPL") -> Store:
    path = tmp_path / "store.csv"
    path.write_text(HEADER + "".join(f"{name},{day},{value},{kind},x\n" for day, value in values.items()))
    return open_market(path)


@pytest.fixture(params=["raw", "adjusted"])
def apple(request, tmp_path):
    """AAPL over its split of 31 August 2020, as it traded or adjusted for the split."""
    return store(tmp_path, RAW, "close") if request.param == "raw" else store(tmp_path, ADJUSTED, "close_split_adj")


def asked(measure, value, end, start=None, unit="USD", **fields):
    period = {"start": start, "end": end, "label": "day"}
    return {"measure": measure, "instrument": "AAPL", "period": period, "value": value, "unit": unit, **fields}


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        (asked("return", 3.4, "2020-08-31", "2020-08-28", "percent"), "supported"),
        (asked("return", -74.2, "2020-08-31", "2020-08-28", "percent"), "refuted"),
        (asked("level", 499.23, "2020-08-28"), "supported"),
        (asked("level", 129.04, "2020-08-31"), "supported"),
        (asked("level", 459.23, "2020-08-28"), "refuted"),
        (asked("change", -0.81, "2020-08-28", "2020-08-27"), "supported"),
        (asked("change", -8.81, "2020-08-28", "2020-08-27"), "refuted"),
        (asked("change", 4.23, "2020-08-31", "2020-08-28"), "supported"),
        (asked("direction", 1.0, "2020-08-31", "2020-08-28", None), "supported"),
    ],
)
def test_one_verdict_from_raw_and_adjusted_prices(apple, claim, reading, fields, label):
    (verdict,) = judge(reading(claim(**fields), at="2020-09-02"), apple).verdicts
    assert verdict.label == label, verdict.explanation


def test_an_article_from_before_the_split_knows_no_other_price(apple, claim, reading):
    (verdict,) = judge(reading(claim(**asked("level", 499.23, "2020-08-28")), at="2020-08-29"), apple).verdicts
    assert verdict.label == "supported"


def test_an_unknown_split_decides_nothing(tmp_path, claim, reading):
    days = {"2024-11-08": 300.0, "2024-11-11": 101.0}
    market = store(tmp_path, days, "close", name="ZZZT")
    for fields in (
        asked("return", 1.0, "2024-11-11", "2024-11-08", "percent"),
        asked("level", 303.0, "2024-11-11"),
    ):
        (verdict,) = judge(reading(claim(**{**fields, "instrument": "ZZZT"}), at="2024-11-12"), market).verdicts
        assert (verdict.label, verdict.reason) == ("not_enough_info", "source_differs"), verdict.explanation
    assert not looks_split(instrument_of("SPX"), 2.0, 1.0)
    assert not looks_split(instrument_of("ZZZT"), 1.1, 1.0)


@pytest.mark.parametrize(
    ("after", "to", "wanted"),
    [
        ("2014-06-06", "2014-06-09", 7),
        ("2014-06-06", "2024-01-01", 28),
        ("2020-08-31", "2024-01-01", 1),
        ("1987-06-16", "2005-02-28", 4),
    ],
)
def test_ratio(after, to, wanted):
    assert ratio("AAPL", dt.date.fromisoformat(after), dt.date.fromisoformat(to)) == wanted


def test_the_table_is_in_order_and_its_days_are_sessions():
    from extractor.calendar import calendar

    text = (files("extractor.validate") / "splits.tsv").read_text().splitlines()
    rows = list(csv.DictReader([line for line in text if not line.startswith("#")], delimiter="\t"))
    keys = [(row["share"], row["day"]) for row in rows]
    assert keys == sorted(set(keys))
    assert len({row["share"] for row in rows}) >= 40
    closed = [key for key in keys if not calendar("NYSE").is_session(dt.date.fromisoformat(key[1]))]
    assert closed == []
    assert all(row["new"] != row["old"] for row in rows)
