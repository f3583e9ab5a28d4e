"""Refutations that the text's other claims make doubtful."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.market import open_market
from extractor.validate.judge import judge

MARKET = open_market(Path(__file__).parents[2] / "corpus" / "market")
DAY = {"start": "2024-11-08", "end": "2024-11-11", "label": "day"}
END = {"start": None, "end": "2024-11-11", "label": "day"}
EVENING = "2024-11-11T18:00:00-05:00"


@pytest.fixture
def labels(reading):
    """The labels of claims a thousand characters apart."""

    def labels(*claims, gap=1000):
        apart = [replace(one, id=f"c{n}", start=gap * n, end=gap * n + 4) for n, one in enumerate(claims)]
        return [(verdict.label, verdict.reason) for verdict in judge(reading(*apart, at=EVENING), MARKET).verdicts]

    return labels


def test_another_number_of_a_day_whose_close_is_right(claim, labels):
    right = claim(DAY, measure="return", instrument="RUT", value=1.5, digits=0.1, unit="percent")
    other = replace(right, value=2.4)
    down = replace(right, measure="direction", value=-1.0, unit=None, digits=None)
    assert labels(other) == [("refuted", "outside")]
    assert labels(right, other) == [("supported", "within_rounding"), ("not_enough_info", "inconsistent")]
    assert labels(right, down)[1] == ("not_enough_info", "intraday")
    assert labels(down) == [("refuted", "wrong_direction")]


def test_a_level_of_another_hour(claim, labels):
    close = claim(END, measure="level", instrument="SPX", value=6001.35, digits=0.01, unit="point")
    assert labels(close, replace(close, value=6017.31))[1] == ("not_enough_info", "intraday")
    assert labels(close, replace(close, value=6017.31, basis="close"))[1] == ("refuted", "outside")


def test_siblings_speak_of_the_close(claim, labels):
    level = claim(END, measure="level", instrument="RUT", value=2434.98, digits=0.01, unit="point")
    change = claim(DAY, measure="change", instrument="RUT", value=39.34, digits=0.01, unit="point")
    told = claim(DAY, measure="change", instrument="RUT", value=35.34, digits=0.01, unit="point")
    assert labels(level, change, told, gap=20)[1] == ("refuted", "outside")


def test_a_level_that_is_called_a_high(claim, labels):
    high = claim(END, measure="record_high", instrument="VIX", window="P5W")
    level = claim(END, measure="level", instrument="VIX", value=17.5, digits=0.01, unit="point")
    assert labels(level) == [("refuted", "outside")]
    assert labels(high, level, gap=20)[1] == ("not_enough_info", "intraday")


def test_a_level_and_move_that_add_up_to_the_close_before(claim, labels):
    level = claim(END, measure="level", instrument="SPX", value=5986.69, digits=0.01, unit="point")
    change = claim(DAY, measure="change", instrument="SPX", value=-8.85, digits=0.01, unit="point")
    percent = claim(DAY, measure="return", instrument="SPX", value=-0.15, digits=0.01, unit="percent")
    quote = labels(change, percent, level, gap=20)
    assert {label for label, _ in quote} == {"not_enough_info"}
    assert {reason for _, reason in quote} == {"intraday"}
    assert labels(replace(change, value=-5.81), replace(percent, value=0.1), level, gap=20)[2] == ("refuted", "outside")
    for one in (level, change, percent):
        assert labels(one)[0][0] == "refuted"
