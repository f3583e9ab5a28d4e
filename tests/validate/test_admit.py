"""What words admit: one case a line, and that no rounding of a value ever falls outside its own interval."""

import json
import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.validate.admit import admit, digits_of

FILE = Path(__file__).parents[1] / "cases" / "admit.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
VALUES = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda x: Decimal(repr(round(x, 7))))
PLACES = st.integers(min_value=-3, max_value=5)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"])
def test_words(case):
    interval = admit(case["value"], case["digits"], case.get("comparator", "eq"), case.get("high"))
    for actual in case.get("admits", ()):
        assert interval.holds(actual), actual
    for actual in case.get("not", ()):
        assert not interval.holds(actual), actual
    for actual in case.get("cut", ()):
        assert not interval.holds(actual)
        assert interval.holds_cut(actual), actual


@given(VALUES, PLACES, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_rounded_value_admits_what_it_was_printed_from(true, places, rounding):
    unit = Decimal(1).scaleb(-places)
    printed = true.quantize(unit, rounding=rounding)
    interval = admit(float(printed), float(unit))
    assert interval.holds(float(true))
    assert interval.distance(float(true)) == 0


@given(VALUES, PLACES)
def test_a_value_rounded_twice_is_admitted_where_the_first_rounding_was_fine(true, places):
    unit = Decimal(1).scaleb(-places)
    printed = true.quantize(unit / 100, ROUND_HALF_UP).quantize(unit, ROUND_HALF_UP)
    assert admit(float(printed), float(unit)).holds(float(true))


@given(VALUES, PLACES)
def test_truncation_is_recognised(true, places):
    unit = Decimal(1).scaleb(-places)
    printed = true.quantize(unit, ROUND_DOWN)
    interval = admit(float(printed), float(unit))
    assert interval.holds(float(true)) or interval.holds_cut(float(true))


@given(
    st.floats(0.01, 1e6), PLACES, st.sampled_from(["eq", "about", "just_below", "just_above", "gt", "ge", "lt", "le"])
)
def test_falls_mirror_rises(size, places, comparator):
    up, down = admit(size, 10.0**-places, comparator), admit(-size, 10.0**-places, comparator)
    assert (down.low, down.high) == (-up.high, -up.low)
    assert math.copysign(1, up.high) == 1


@pytest.mark.parametrize(
    ("value", "unit"), [(1.5, 0.1), (600, 100), (2434.98, 0.01), (4.307, 0.001), (0, 1), (-554.26, 0.01)]
)
def test_unit_of_the_last_place(value, unit):
    assert digits_of(value) == pytest.approx(unit)
