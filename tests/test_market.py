"""The store: what it refuses, what it hides, what identifies it."""

import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import MarketDataError
from extractor.market import instrument_of, open_market

HEADER = "series,date,value,kind,source\n"
ROWS = (
    "SPX,2024-11-08,5995.54,close,a",
    "SPX,2024-11-11,6001.35,close,b",
    "SPX,2024-11-12,5983.99,close,b",
    "US10Y,2024-11-08,4.30,yield,t",
    "US10Y,2024-11-11,4.30,yield,t",
    "US2Y,2024-11-08,4.26,yield,t",
    "AAPL,2024-11-08,226.96,close_split_adj,y",
    "AAPL,2024-11-08,225.00,adj_close,y",
)


def store(tmp_path, rows=ROWS, header=HEADER):
    path = tmp_path / "closes.csv"
    path.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_digest_does_not_depend_on_the_order_of_rows(tmp_path):
    first = open_market(store(tmp_path)).digest
    for seed in range(5):
        assert open_market(store(tmp_path, random.Random(seed).sample(ROWS, len(ROWS)))).digest == first
    assert open_market(store(tmp_path, ROWS[:-1])).digest != first


def test_csv_and_parquet_are_the_same_store(tmp_path):
    import pyarrow.csv
    import pyarrow.parquet

    path = store(tmp_path)
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(path), tmp_path / "closes.parquet")
    assert open_market(tmp_path / "closes.parquet").digest == open_market(path).digest


def test_a_folder_is_one_store(tmp_path):
    (tmp_path / "one.csv").write_text(HEADER + ROWS[0] + "\n")
    (tmp_path / "two.csv").write_text(HEADER + ROWS[1] + "\n")
    (tmp_path / "notes.md").write_text("not read")
    assert len(open_market(tmp_path).series("SPX")[0]) == 2


def test_rows_on_holidays_are_left_out(tmp_path):
    (yields,) = open_market(store(tmp_path)).series("US10Y")
    assert yields.at(dt.date(2024, 11, 11)) is None  # Veterans Day: a feed carried Friday forward
    assert yields.at(dt.date(2024, 11, 8)) == 4.3


def test_each_row_keeps_its_source(tmp_path):
    (series,) = open_market(store(tmp_path)).series("SPX")
    assert [series.observation(dt.date(2024, 11, day)).source for day in (8, 11)] == ["a", "b"]


def test_the_truer_kind_comes_first(tmp_path):
    assert [series.kind for series in open_market(store(tmp_path)).series("AAPL")] == ["close_split_adj", "adj_close"]


def test_a_spread_is_made_of_its_legs(tmp_path):
    (spread,) = open_market(store(tmp_path)).series("US10Y-US2Y")
    assert spread.at(dt.date(2024, 11, 8)) == pytest.approx(0.04)
    assert instrument_of("US10Y-US2Y").is_yield
    assert instrument_of("SPX/RUT").unit == "ratio"
    assert instrument_of("ZZZT").asset_class == "share"


def test_nothing_after_as_of_is_shown(tmp_path):
    market = open_market(store(tmp_path))
    known = market.known(dt.date(2024, 11, 11))
    assert known.series("SPX")[0].at(dt.date(2024, 11, 12)) is None
    assert known.series("SPX")[0].at(dt.date(2024, 11, 11)) == 6001.35
    assert known.known(dt.date(2024, 11, 30)).series("SPX")[0].at(dt.date(2024, 11, 12)) is None
    assert market.known(dt.date(2020, 1, 1)).series("SPX") == ()
    assert known.digest == market.digest


@given(st.dates(dt.date(2024, 8, 1), dt.date(2024, 12, 31)), st.dates(dt.date(2024, 8, 1), dt.date(2024, 12, 31)))
def test_no_series_reaches_beyond_as_of(as_of, other):
    known = open_market_once().known(as_of).known(other)
    for name in ("SPX", "US10Y", "US10Y-US2Y", "RUT"):
        for series in known.series(name):
            assert series.days[-1] <= np.datetime64(min(as_of, other))
            assert series.position(series.days[-1].item()) == len(series) - 1


_STORES = []


def open_market_once():
    if not _STORES:
        _STORES.append(open_market())
    return _STORES[0]


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ((), HEADER, "no rows"),
        (("SPX,2024-11-08,5995.54,close",), "series,date,value,kind\n", "lacks the column source"),
        (("SPX,8 Nov 2024,5995.54,close,a",), HEADER, "unknown date"),
        (("SPX,,5995.54,close,a",), HEADER, "1 rows have no date"),
        (("SPX,2024-11-08,n/a,close,a",), HEADER, "not a value"),
        (("SPX,2024-11-08,,close,a",), HEADER, "have no value"),
        (("SPX,2024-11-08,nan,close,a",), HEADER, "not a number"),
        ((ROWS[0], ROWS[0]), HEADER, "SPX has 2024-11-08 twice"),
        (("a,b",), HEADER, "cannot be read"),
    ],
)
def test_bad_stores_are_refused_in_one_line(tmp_path, rows, header, message):
    with pytest.raises(MarketDataError, match=message) as caught:
        open_market(store(tmp_path, rows, header))
    assert "\n" not in str(caught.value)
    assert "closes.csv" in str(caught.value)


def test_files_that_are_no_store(tmp_path):
    for name, content in (("x.parquet", b"PAR?"), ("y.csv", b"\xff\xfe\x00\x01"), ("z.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(MarketDataError, match=name):
            open_market(tmp_path / name)
    with pytest.raises(MarketDataError, match="no such market store"):
        open_market(tmp_path / "absent.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(MarketDataError, match="no file"):
        open_market(tmp_path / "empty")


def test_precision_is_the_feed_s_own(tmp_path):
    rows = [f"SPX,2024-11-0{day},{value},close,a" for day, value in ((4, 100.1), (5, 100.2), (6, 100.25), (7, 100.3))]
    (series,) = open_market(store(tmp_path, rows)).series("SPX")
    assert series.precision(dt.date(2024, 11, 5)) == pytest.approx(0.1)
    assert series.precision(dt.date(2024, 11, 7)) == pytest.approx(0.01)


def test_series_of_another_scale_do_not_answer(tmp_path):
    scales = (("RUT", 2400), ("RU2000PR", 5950))
    rows = [f"{name},2024-11-{day:02},{value},close,a" for name, value in scales for day in (7, 8)]
    assert [series.name for series in open_market(store(tmp_path, rows)).series("RUT")] == ["RUT"]


def test_the_user_s_store_comes_before_the_snapshot(tmp_path, monkeypatch):
    import pyarrow.csv
    import pyarrow.parquet

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert len(open_market().blocks) == 8
    (tmp_path / "tapecheck").mkdir()
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(store(tmp_path)), tmp_path / "tapecheck" / "market.parquet")
    assert open_market().digest == open_market(store(tmp_path)).digest
