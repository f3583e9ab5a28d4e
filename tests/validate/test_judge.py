"""Verdicts on the snapshot: one case a line; what every verdict must have; and that the future is never used."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.market import Store, open_market
from extractor.records import dump
from extractor.validate.judge import MEASURES, judge

FILE = Path(__file__).parents[1] / "cases" / "judge.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
SNAPSHOT = Path(__file__).parents[2] / "corpus" / "market"
MARKET = open_market(SNAPSHOT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_verdicts(case, claim, reading):
    (verdict,) = judge(reading(claim(**case["claim"]), at=case["at"]), MARKET).verdicts
    assert (verdict.label, verdict.reason) == (case["label"], case["reason"]), verdict.explanation
    assert verdict.explanation
    assert "\n" not in verdict.explanation
    if verdict.label != "not_enough_info" and case["claim"]["measure"] != "market_closed":
        assert verdict.evidence
        assert verdict.actual is not None


def test_every_measure_has_a_case():
    assert set(MEASURES) - {"outperformance", "zscore", "event_study"} <= {case["claim"]["measure"] for case in CASES}


def test_one_verdict_a_claim_in_their_order_and_the_same_in_any_company(claim, reading):
    claims = [
        replace(claim(**case["claim"]), id=f"c{n}") for n, case in enumerate(CASES) if case["at"] == CASES[0]["at"]
    ]
    far = [replace(one, start=1000 * n, end=1000 * n + 4) for n, one in enumerate(claims)]
    together = judge(reading(*far, at=CASES[0]["at"]), MARKET)
    assert [verdict.claim for verdict in together.verdicts] == [one.id for one in claims]
    assert together.market == MARKET.digest
    turned = judge(reading(*far[::-1], at=CASES[0]["at"]), MARKET)
    assert sorted(map(repr, turned.verdicts)) == sorted(map(repr, together.verdicts))
    assert dump(judge(reading(*far, at=CASES[0]["at"]), open_market(SNAPSHOT))) == dump(together)


def test_the_sum_is_in_the_explanation(claim, reading):
    case = CASES[0]
    (verdict,) = judge(reading(claim(**case["claim"]), at=case["at"]), MARKET).verdicts
    assert "2,434.98 / 2,399.64 - 1 = 1.4727 %, which rounds to 1.5 %" in verdict.explanation
    assert [(one.series, str(one.date), one.value) for one in verdict.evidence] == [
        ("RUT", "2024-11-08", 2399.64),
        ("RUT", "2024-11-11", 2434.98),
    ]
    assert all(one.source for one in verdict.evidence)


def _cut(market, last):
    """The store as a file would hold it that was written on `last`."""
    kept = []
    for block in market.blocks:
        n = int(np.searchsorted(block.days, np.datetime64(last), side="right"))
        if n:
            kept.append(block._replace(days=block.days[:n], values=block.values[:n], which=block.which[:n]))
    return Store(kept)


_DAYS = st.dates(dt.date(2024, 10, 1), dt.date(2024, 11, 29))


@settings(deadline=None, max_examples=60)
@given(case=st.sampled_from(CASES), appeared=_DAYS, days=st.tuples(_DAYS, _DAYS))
def test_no_verdict_uses_what_was_observed_later(claim, reading, case, appeared, days):
    """The whole store and a store that ends on the article's day judge alike."""
    period = {"start": str(min(days)), "end": str(max(days)), "label": "since"}
    stated = claim(**{**case["claim"], "period": period})
    at = f"{appeared}T18:00:00-05:00"
    (whole,) = judge(reading(stated, at=at), MARKET).verdicts
    (cut,) = judge(reading(stated, at=at), _cut(MARKET, appeared)).verdicts
    assert whole == cut
    assert all(one.date <= appeared for one in whole.evidence)


_FIELDS = {
    "measure": st.sampled_from([*MEASURES, "nonsense"]),
    "instrument": st.sampled_from(["SPX", "US10Y", "VIX", "US10Y-US2Y", "SPX/RUT", "ZZZ", None]),
    "versus": st.sampled_from([None, "RUT", "ZZZ"]),
    "value": st.one_of(st.none(), st.floats(-1e5, 1e5), st.sampled_from([0.0, 1.0, -1.0])),
    "high": st.sampled_from([None, 5.0]),
    "unit": st.sampled_from([None, "percent", "point", "basis_point", "day", "week", "USD", "share"]),
    "digits": st.sampled_from([None, 0.01, 1.0]),
    "comparator": st.sampled_from(["eq", "about", "just_below", "just_above", "gt", "ge", "lt", "le", "between"]),
    "direction": st.sampled_from([None, "up", "down", "flat"]),
    "span": st.sampled_from([None, "day", "week", "month", "quarter", "year", "decade"]),
    "basis": st.sampled_from([None, "percent", "point", "close", "settlement"]),
    "window": st.sampled_from([None, "P52W", "P999Y", "2024-09", "2024", "2024-13", "soon"]),
    "modality": st.sampled_from(["actual", "forecast", "historical"]),
}


_PERIODS = st.one_of(st.none(), st.tuples(_DAYS, _DAYS, st.sampled_from(["day", "week", "since"])))


@settings(deadline=None, max_examples=300)
@given(fields=st.fixed_dictionaries(_FIELDS), period=_PERIODS)
def test_any_claim_gets_a_verdict_with_a_reason(claim, reading, fields, period):
    """Whatever the annotators make of a text, judging it neither fails nor stays silent."""
    if period:
        period = {"start": str(period[0]), "end": str(period[1]), "label": period[2]}
    (verdict,) = judge(reading(claim(period, **fields), at="2024-11-29T18:00:00-05:00"), MARKET).verdicts
    assert verdict.reason
    assert verdict.explanation
    assert verdict.label in ("supported", "refuted", "not_enough_info")
    supporting = {"within_rounding", "within_truncation", "within_bound", "within_source_noise"}
    assert (verdict.label == "supported") == (verdict.reason in supporting)
    assert (verdict.label == "refuted") == (verdict.reason in {"outside", "wrong_direction"})
