"""Statistics over history, noise as data, and the proven claims of real wraps where they are at hand."""

import datetime as dt
import gzip
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from extractor.calendar import calendar
from extractor.market import Store, instrument_of, open_market
from extractor.records import Article, Claim, Period, Reading
from extractor.tidy import Block
from extractor.validate.judge import judge
from extractor.validate.noise import noise, rolling

STUDY = {"start": "1990-01-01", "end": "2019-12-31", "label": "since"}
FIVE_DAYS = {"start": "2019-12-23", "end": "2019-12-31", "label": "rolling"}


@pytest.fixture(scope="module")
def drifting():
    """RUT and SPX from 1985: the former leaps now and then, and drifts up after its leaps."""
    rng = np.random.default_rng(3)
    days = np.array(calendar("NYSE").between(dt.date(1985, 1, 2), dt.date(2019, 12, 31)), dtype="datetime64[D]")
    steps = rng.normal(0.0002, 0.002, len(days))
    leaps = np.append(np.arange(400, len(days) - 400, 500), len(days) - 2)
    steps[leaps] += 0.03
    rut, spx = 100 * np.exp(np.cumsum(steps)), 100 * np.exp(np.cumsum(rng.normal(0.0002, 0.002, len(days))))
    which = np.zeros(len(days), dtype=np.int64)
    return Store([Block("RUT", "close", days, rut, ("t",), which), Block("SPX", "close", days, spx, ("t",), which)])


def test_zscore_tries_the_neighbour_s_benchmark(drifting, claim, reading):
    alone = claim(
        FIVE_DAYS, id="c1", measure="zscore", instrument="RUT", value=3, unit="sigma", comparator="gt", digits=1.0
    )
    relative = claim(FIVE_DAYS, id="c2", measure="zscore", instrument="RUT", versus="SPX", value=3, comparator="gt")
    verdicts = judge(reading(alone, relative, at="2020-01-02"), drifting).verdicts
    assert [verdict.label for verdict in verdicts] == ["supported", "supported"]
    assert "RUT less SPX" in verdicts[0].explanation


def test_zscore_is_never_refuted(drifting, claim, reading):
    high = claim(FIVE_DAYS, measure="zscore", instrument="RUT", value=30, unit="sigma", comparator="gt")
    (verdict,) = judge(reading(high, at="2020-01-02"), drifting).verdicts
    assert (verdict.label, verdict.reason) == ("not_enough_info", "source_differs")


def test_an_event_study_needs_its_condition(drifting, claim, reading):
    study = claim(STUDY, id="c1", measure="event_study", instrument="RUT", versus="SPX", value=5, comparator="about")
    study = replace(study, digits=5.0, unit="percent", window="P6M")
    condition = claim(FIVE_DAYS, id="c2", measure="zscore", instrument="RUT", versus="SPX", value=3, comparator="gt")
    (alone,) = judge(reading(study, at="2020-01-02"), drifting).verdicts
    assert alone.reason == "ambiguous_period"
    verdict = judge(reading(study, condition, at="2020-01-02"), drifting).verdicts[0]
    assert verdict.label == "supported"
    for words in ("events 63 sessions apart", "events 21 sessions apart", "every day"):
        assert words in verdict.explanation


@pytest.mark.parametrize(
    ("kind", "asset_class", "refutes", "levels", "basis"),
    [
        ("close", "equity_index", True, True, False),
        ("yield", "government_yield", True, True, False),
        ("adj_close", "share", False, False, False),
        ("close_split_adj", "share", True, True, False),
        ("futures_close", "energy", True, True, False),
        ("futures_close", "metal", False, True, True),
        ("fx", "currency", True, True, True),
        ("close", "currency_index", True, True, True),
        ("close_derived", "equity_index", False, True, False),
        ("anything", "else", False, True, False),
    ],
)
def test_what_a_kind_may_say(kind, asset_class, refutes, levels, basis):
    row = noise(kind, asset_class)
    assert (row.refutes, row.levels, bool(row.basis)) == (refutes, levels, basis)


def test_widths():
    index = noise("close", "equity_index")
    assert index.level(6000) == pytest.approx((0.02, 1.8))
    assert index.level(6000, early=True) == pytest.approx((0.02, 6))
    assert index.level(7161.2, 0.1) == pytest.approx((0.1, 2.14836))
    assert index.percent(6000) == pytest.approx((0.02 / 60, 0.03))
    assert noise("yield", "government_yield").level(4.3) == pytest.approx((0.015, 0.045))
    assert noise("yield", "government_yield").change(4.3) == pytest.approx((0.025, 0.075))
    future = noise("futures_close", "energy")
    assert future.level(70).second == pytest.approx(1.4)
    assert future.quoted("settlement").level(70).second == pytest.approx(0.01)


def test_front_futures_roll():
    crude = instrument_of("WTI")
    assert rolling(crude, dt.date(2006, 10, 20), dt.date(2006, 10, 23))
    assert not rolling(crude, dt.date(2006, 10, 26), dt.date(2006, 10, 27))
    assert rolling(crude, dt.date(2006, 9, 29), dt.date(2006, 10, 27))
    assert not rolling(instrument_of("SPX"), dt.date(2006, 10, 20), dt.date(2006, 10, 23))


def _proven(row, text):
    for n, known in enumerate(row["claims"]):
        period = known["period"]
        days = [dt.date.fromisoformat(one) if one else None for one in (period["start"], period["end"])]
        printed = Decimal(text[known["start"] : known["end"]].replace(",", ""))
        yield (
            known["label"],
            Claim(
                id=f"c{n}",
                start=known["start"],
                end=known["end"],
                text=text[known["start"] : known["end"]],
                measure=known["measure"],
                instrument=known["instrument"],
                period=Period(start=days[0], end=days[1], label=period["label"]),
                value=known["value"],
                unit=known["unit"],
                digits=float(Decimal(1).scaleb(printed.as_tuple().exponent)),
            ),
        )


def test_claims_that_the_tape_proves(shared):
    wraps, market = shared / "data" / "dev" / "wraps", open_market(shared / "market" / "daily.parquet")
    with gzip.open(wraps / "wraps.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = {article["id"]: article for article in (json.loads(line)["article"] for line in lines)}
    seen = Counter()
    for line in (wraps / "oracle.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = articles[row["id"]]
        known = list(_proven(row, article["text"]))
        made = Article(id=row["id"], text=article["text"], published_at=article["published_at"])
        verdicts = judge(Reading(article=made, claims=tuple(one for _, one in known)), market).verdicts
        seen.update((label, verdict.label) for (label, _), verdict in zip(known, verdicts, strict=True))
    true = sum(n for (label, _), n in seen.items() if label == "supported")
    assert seen["supported", "refuted"] <= 0.001 * true
    assert seen["supported", "supported"] >= 0.99 * true
    assert seen["refuted", "refuted"] == 2
