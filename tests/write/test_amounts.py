"""Stated and actual numbers as the tables write them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from extractor.records import Claim, Period
from extractor.write.amounts import actual, period, stated

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "amounts.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_amounts(case: dict[str, Any]) -> None:
    claim = Claim(id="c1", start=0, end=1, text="x", instrument=None, **case["claim"])
    assert stated(claim) == case["stated"]
    assert actual(claim, case["true"]) == case["actual"]


@pytest.mark.parametrize(
    ("start", "end", "window", "written"),
    [
        (dt.date(2024, 11, 8), dt.date(2024, 11, 11), None, "2024-11-08 .. 2024-11-11"),
        (None, dt.date(2024, 11, 11), None, "2024-11-11"),
        (None, None, None, "day"),
    ],
)
def test_period(start: dt.date | None, end: dt.date | None, window: str | None, written: str) -> None:
    assert period(Period(start=start, end=end, label="day"), window) == written


def test_loose_window_is_written_in_its_words() -> None:
    assert period(None, "in six weeks") == "in six weeks"
    assert period(None, None) == ""
