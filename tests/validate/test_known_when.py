"""What was known when: vintages of revised series, values that a feed may still correct, days without a session."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.market import Store, open_market
from extractor.validate.judge import judge
from extractor.write.store import add_to_store

HEADER = "series,date,value,kind,source,retrieved_at,as_of\n"
SPX = (
    "SPX@yahoo,2024-11-08,5995.54,close,y,2024-11-11T21:10:00+00:00,",
    "SPX@yahoo,2024-11-11,6001.35,close,y,2024-11-11T21:10:00+00:00,",
)
CPI = (
    "CPI,2024-09-01,314.69,revised,f,,2024-10-10",
    "CPI,2024-09-01,314.85,revised,f,,2025-02-12",
    "CPI,2024-10-01,315.45,revised,f,,2024-11-13",
)


def store(tmp_path, rows):
    path = tmp_path / "store.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return open_market(path)


def change(value, day="2024-11-11"):
    period = {"start": "2024-11-08", "end": day, "label": "day"}
    return {"measure": "change", "instrument": "SPX", "period": period, "value": value, "unit": "point"}


def test_a_value_got_on_its_own_evening_refutes_nothing(tmp_path, claim, reading):
    (verdict,) = judge(reading(claim(**change(80.0)), at="2024-11-12"), store(tmp_path, SPX)).verdicts
    assert (verdict.label, verdict.reason) == ("not_enough_info", "source_differs")
    assert "may yet be corrected" in verdict.explanation
    (verdict,) = judge(reading(claim(**change(5.81)), at="2024-11-12"), store(tmp_path, SPX)).verdicts
    assert verdict.label == "supported"
    assert verdict.evidence[1].retrieved_at == "2024-11-11T21:10:00+00:00"


def test_the_same_value_got_a_session_later_refutes(tmp_path, claim, reading):
    rows = [row.replace("2024-11-11T21", "2024-11-12T14") for row in SPX]
    (verdict,) = judge(reading(claim(**change(80.0)), at="2024-11-12"), store(tmp_path, rows)).verdicts
    assert (verdict.label, verdict.correction) == ("refuted", 10.0)


@pytest.mark.parametrize(
    ("day", "values"),
    [
        ("2024-10-09", None),
        ("2024-10-10", [314.69]),
        ("2024-11-13", [314.69, 315.45]),
        ("2025-03-01", [314.85, 315.45]),
    ],
)
def test_a_revised_series_is_read_as_it_stood(tmp_path, day, values):
    shown = store(tmp_path, CPI).known(dt.date.fromisoformat(day)).series("CPI")
    assert (shown[0].values.tolist() if shown else None) == values


@given(st.dates(dt.date(2024, 9, 1), dt.date(2025, 6, 1)))
def test_no_vintage_of_a_later_day_is_shown(tmp_path_factory, day):
    market = store(tmp_path_factory.getbasetemp(), CPI)
    later = {float(row.split(",")[2]) for row in CPI if row.split(",")[-1] > day.isoformat()}
    for series in market.known(day).series("CPI"):
        assert not later & set(series.values.tolist())


def test_a_revised_series_without_vintages_answers_nothing(tmp_path, claim, reading):
    rows = [row.rsplit(",", 1)[0] + "," for row in (CPI[0], CPI[2])]
    asked = claim(
        measure="level", instrument="CPI", value=99.0, period={"start": None, "end": "2024-10-01", "label": "day"}
    )
    for at in ("2024-12-01", None):
        (verdict,) = judge(reading(asked, at=at), store(tmp_path, rows)).verdicts
        assert (verdict.label, verdict.reason) == ("not_enough_info", "no_data_for_period")
        assert "revised" in verdict.explanation


def test_what_is_written_to_a_store_is_read_back(tmp_path):
    first = store(tmp_path, (*SPX, *CPI))
    own = tmp_path / "own.parquet"
    for _ in range(2):
        add_to_store(first.blocks, own)
        assert open_market(own).digest == first.digest
    later = CPI[2].replace("315.45", "315.66").replace("2024-11-13", "2025-02-12")
    add_to_store(store(tmp_path, [later]).blocks, own)
    (block,) = [block for block in open_market(own).blocks if block.name == "CPI"]
    assert block.values.tolist() == [314.69, 314.85, 315.45, 315.66]


def closed(instrument, day):
    return {"measure": "market_closed", "instrument": instrument, "period": {"start": None, "end": day, "label": "day"}}


@pytest.mark.parametrize(
    ("instrument", "day", "label"),
    [
        ("US10Y", "2024-11-11", "supported"),
        ("NKY", "2024-11-04", "supported"),
        ("US10Y", "2024-11-12", "refuted"),
        ("US10Y", "2026-02-03", "not_enough_info"),
        ("SPX", "2024-11-12", "refuted"),
    ],
)
def test_the_calendar_alone_says_whether_a_market_was_closed(claim, reading, instrument, day, label):
    (verdict,) = judge(reading(claim(**closed(instrument, day)), at="2026-03-01"), Store([])).verdicts
    assert verdict.label == label
    assert verdict.explanation


def test_a_day_that_the_closes_pass_over_is_left_open(tmp_path, claim, reading):
    rows = [SPX[0], SPX[1].replace("2024-11-11,", "2024-11-13,")]
    (verdict,) = judge(reading(claim(**closed("SPX", "2024-11-12")), at="2024-11-14"), store(tmp_path, rows)).verdicts
    assert (verdict.label, verdict.reason) == ("not_enough_info", "no_data_for_period")
