"""The number that would have been right."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.records import Claim
from extractor.validate.admit import admit
from extractor.validate.correction import correction
from extractor.validate.finding import Finding


def corrected(actual, label="refuted", **fields):
    made = {"id": "c", "start": 0, "end": 1, "text": "x", "measure": "return", "instrument": "SPX", **fields}
    return correction(Claim(**made), Finding(label, "outside", "", actual))


@pytest.mark.parametrize(
    ("value", "digits", "comparator", "actual", "wanted"),
    [
        (1.9, 0.1, "eq", 1.4727, 1.5),
        (1.9, 0.1, "eq", -1.4727, -1.5),
        (-5.0, 1.0, "eq", 0.31, 0.0),
        (0.25, 0.125, "eq", 0.61, 0.625),
        (600.0, 100.0, "about", 304.14, 300.0),
        (2434.98, 0.01, "eq", 2399.6449, 2399.64),
        (5.0, 1.0, "gt", 4.37, 4.0),
        (4.0, 1.0, "lt", 4.37, 5.0),
        (-5.0, 1.0, "gt", -4.37, -4.0),
        (5.0, 1.0, "just_below", 4.6, 5.0),
        (7.0, 1.0, "just_above", 4.4, 4.0),
    ],
)
def test_the_nearest_value_that_admits_the_truth(value, digits, comparator, actual, wanted):
    assert corrected(actual, value=value, digits=digits, comparator=comparator, unit="percent") == wanted


def test_what_needs_no_correction_keeps_its_value_and_what_is_unknown_has_none():
    assert corrected(1.5049, "supported", value=1.5, digits=0.1) == 1.5
    assert corrected(1.5049, "not_enough_info", value=1.5, digits=0.1) is None
    assert corrected(None, value=1.5, digits=0.1) is None
    assert corrected(1.5, value=None) is None


def test_other_measures():
    assert corrected(-12.5, measure="direction", value=1.0) == -1.0
    assert corrected(3.0, measure="streak", value=5.0, unit="day") == 3.0
    assert corrected(5990.0, measure="threshold_cross", value=6000.0, digits=1000.0) is None


@given(
    st.floats(-1e4, 1e4),
    st.sampled_from([0.01, 0.1, 1.0, 10.0, 0.125]),
    st.sampled_from(["eq", "about", "gt", "ge", "lt", "le"]),
)
def test_a_corrected_claim_would_be_admitted(actual, digits, comparator):
    assume(abs(actual) > 2 * digits)
    value = corrected(actual, value=3 * digits, digits=digits, comparator=comparator)
    assert admit(value, digits, comparator).holds(actual)
    assert math.copysign(1.0, value) == math.copysign(1.0, actual)
