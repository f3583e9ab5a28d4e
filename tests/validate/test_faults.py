"""What `market check` finds in series made for it."""

import datetime as dt

import numpy as np
import pytest

from extractor.calendar import calendar
from extractor.tidy import Block
from extractor.validate.faults import faults

YEAR = calendar("NYSE").between(dt.date(2024, 1, 2), dt.date(2024, 12, 31))


def block(values, days=YEAR, name="SPX", kind="close"):
    which = np.zeros(len(days), dtype=np.int64)
    return Block(name, kind, np.array(days, dtype="datetime64[D]"), np.array(values, dtype=float), ("x",), which)


def calm(n=252, level=5000.0):
    return level * (1 + 0.005 * np.sin(np.arange(n)))


def found(*blocks):
    return [(fault.series, fault.what, str(fault.first), fault.days) for fault in faults(blocks)]


def test_a_whole_series_has_no_fault():
    assert found(block(calm())) == []


def test_a_gap_and_a_row_on_a_holiday():
    days = [day for day in YEAR if not dt.date(2024, 3, 4) <= day <= dt.date(2024, 3, 6)]
    assert found(block(calm(len(days)), days)) == [("SPX", "gap", "2024-03-04", 3)]
    days = sorted([*YEAR, dt.date(2024, 7, 4)])
    assert found(block(calm(len(days)), days)) == [("SPX", "phantom", "2024-07-04", 1)]


def test_many_gaps_are_one_line():
    days = [day for day in YEAR if day.weekday() != 2]
    (fault,) = faults([block(calm(len(days)), days)])
    assert (fault.what, fault.days) == ("gap", len(YEAR) - len(days))
    assert "times; the longest has 1" in fault.detail


def test_a_snapshot_is_one_gap():
    (fault,) = faults([block(calm(20), YEAR[::13][:20])])
    assert "holds 20 of" in fault.detail


def test_a_jump_that_is_taken_back_and_one_that_is_not():
    values = calm()
    values[100] *= 1.3
    assert found(block(values)) == [("SPX", "jump", str(YEAR[100]), 1)]
    values[100:] = calm()[100:] * 0.77
    assert found(block(values)) == []


def test_a_yield_jumps_in_points():
    days = calendar("SIFMA_US").between(YEAR[0], YEAR[-1])
    values = calm(len(days), 4.3)
    values[50] = 43.0
    assert [fault[1:3] for fault in found(block(values, days, "US10Y", "yield"))] == [("jump", str(days[50]))]


def test_sources_that_disagree_beyond_their_noise():
    one, other = calm(), calm() + 0.01
    assert found(block(one), block(other, name="SPX@fred")) == []
    other[7] += 30
    assert found(block(one), block(other, name="SPX@fred")) == [("SPX", "disagreement", str(YEAR[7]), 1)]


@pytest.mark.parametrize(("name", "kind", "factor"), [("SPX@fred", "spot", 1.1), ("SPX@fred", "close", 2.5)])
def test_other_kinds_and_other_scales_are_not_compared(name, kind, factor):
    assert found(block(calm()), block(calm() * factor, name=name, kind=kind)) == []
