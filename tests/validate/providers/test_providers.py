"""Each provider against hand-written answers in its documented shape, the bad ones included."""

from __future__ import annotations

import datetime as dt
import json
import sys
import types

import numpy as np
import pandas as pd
import pytest

from extractor.errors import MarketDataError, SettingError
from extractor.validate.providers import web
from extractor.validate.providers.doors import listed, pull, wanted

from .conftest import Told

GRAPH = "/graph/fredgraph.csv"
API = "/fred/series/observations"
YEARS = "/resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv/{}/all"
USD = "/service/data/EXR/D.USD.EUR.SP00.A"
PAGE = "<!DOCTYPE html><html><head><title>Maintenance</title></head></html>"
SINCE = dt.date(2024, 11, 1)


def values(block):
    return dict(zip(block.days.astype(str).tolist(), map(float, block[3]), strict=True))


@pytest.fixture
def get(server, tmp_path):
    """Pull a series of a door since November 2024."""
    return lambda door, series, since=SINCE: pull(wanted(door, series), since, tmp_path)


@pytest.mark.parametrize("header", ["observation_date", "DATE"])
def test_fred_today(server, get, header):
    server.tell(GRAPH, f"{header},DGS10\n2024-11-08,4.30\n2024-11-11,.\n2024-11-12,4.43\n")
    block = get("fred", "US10Y")
    assert (block.name, block.kind, block.sources) == ("US10Y@fred", "yield", ("FRED DGS10",))
    assert values(block) == {"2024-11-08": 4.30, "2024-11-12": 4.43}
    assert server.asked == [(GRAPH, {"id": "DGS10", "cosd": "2024-11-01"})]
    assert dt.datetime.fromisoformat(block.retrieved[0]).tzinfo is not None


def test_an_answer_is_kept_raw_and_used_again(server, get, tmp_path):
    body = "observation_date,SP500\r\n2024-11-08,5995.54\r\n"
    server.tell(GRAPH, body)
    assert values(get("fred", "SPX")) == values(get("fred", "SP500"))
    assert len(server.asked) == 1
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == body.encode()


def vintages(*rows, count=None):
    shown = [{"realtime_start": r[0], "realtime_end": "9999-12-31", "date": r[1], "value": r[2]} for r in rows]
    return json.dumps({"count": count or len(rows), "offset": 0, "limit": 100000, "observations": shown})


def test_fred_vintages_with_a_key(server, get, monkeypatch, tmp_path):
    monkeypatch.setenv("FRED_API_KEY", "secret-key")
    first = vintages(("2024-10-10", "2024-09-01", "314.69"), ("2024-11-13", "2024-10-01", "."), count=3)
    server.tell(API, first, vintages(("2025-02-12", "2024-09-01", "314.85"), count=3))
    block = get("fred", "CPIAUCSL")
    assert (block.name, block.kind) == ("CPIAUCSL@fred", "revised")
    assert block.as_of.astype(str).tolist() == ["2024-10-10", "2025-02-12"]
    assert [query.get("offset") for _, query in server.asked] == [None, "2"]
    assert server.asked[0][1]["api_key"] == "secret-key"
    assert all(b"secret" not in path.read_bytes() and "secret" not in path.name for path in tmp_path.iterdir())


def test_without_a_key_a_series_that_may_be_revised_has_no_vintages(server, get):
    server.tell(GRAPH, "observation_date,CPIAUCSL\n2024-09-01,314.851\n")
    block = get("fred", "CPIAUCSL")
    assert (block.kind, block.as_of) == ("revised", None)


def test_the_reason_that_fred_gives_is_passed_on_without_the_key(server, get, monkeypatch):
    monkeypatch.setenv("FRED_API_KEY", "secret-key")
    server.tell(API, Told('{"error_code":400,"error_message":"Bad Request. The api_key is not registered."}', 400))
    with pytest.raises(MarketDataError, match=r"answered 400: Bad Request\. The api_key is not registered") as caught:
        get("fred", "CPIAUCSL")
    assert "secret-key" not in str(caught.value)


@pytest.mark.parametrize("body", ["[]", "{}", PAGE, '{"count": 1, "observations": [{"date": "2024-09-01"}]}'])
def test_json_of_another_shape_is_refused(server, get, monkeypatch, body):
    monkeypatch.setenv("FRED_API_KEY", "k")
    server.tell(API, body)
    with pytest.raises(MarketDataError, match="not its JSON"):
        get("fred", "CPIAUCSL")


def test_treasury_columns_come_and_go(server, get, monkeypatch):
    now = dt.datetime.now(dt.UTC).year
    for year in range(2024, now + 1):
        server.tell(YEARS.format(year), 'Date,"10 Yr","30 Yr"\n')
    server.tell(
        YEARS.format(2024),
        'Date,"1 Mo","1.5 Month","2 Mo","3 Mo","10 Yr","20 Yr","30 Yr"\n'
        "11/12/2024,4.70,,4.71,4.63,4.43,4.69,4.57\n11/08/2024,4.70,,4.73,4.63,4.30,N/A,4.47\n10/31/2024,4.76,,,4.64,4.28,,\n",
    )
    assert values(get("treasury", "US10Y")) == {"2024-11-08": 4.30, "2024-11-12": 4.43}
    assert values(get("treasury", "US20Y")) == {"2024-11-12": 4.69}
    assert values(get("treasury", "US3M")) == {"2024-11-08": 4.63, "2024-11-12": 4.63}
    assert len(server.asked) == now - 2023, "one request a year, however many tenors"
    with pytest.raises(MarketDataError, match="no such tenor"):
        get("treasury", "4M")


def test_ecb_reads_its_columns_by_name(server, get):
    server.tell(
        USD,
        "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE\n"
        'EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-11-08,1.0772,A,"US dollar, spot"\n'
        'EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-11-11,NaN,H,"US dollar, spot"\n',
    )
    block = get("ecb", "EURUSD")
    assert (block.name, block.kind, values(block)) == ("EURUSD@ecb", "fix", {"2024-11-08": 1.0772})


BAD = {
    "a web page": (PAGE, "a web page, not with CSV"),
    "nothing": ("", "without a header"),
    "other columns": ("date,close\n2024-11-08,4.3\n", "the columns date, close"),
    "another series": ("observation_date,DGS2\n2024-11-08,4.3\n", "the columns observation_date, DGS2"),
    "a short line": ("observation_date,DGS10\n2024-11-08\n", "line 2 has 1 cells"),
    "no number": ("observation_date,DGS10\n2024-11-08,high\n", "'high' is no number"),
    "infinity": ("observation_date,DGS10\n2024-11-08,inf\n", "'inf' is no number"),
    "no date": ("observation_date,DGS10\n11/08/2024,4.3\n", "is no date"),
    "a day twice": ("observation_date,DGS10\n2024-11-08,4.3\n2024-11-08,4.4\n", "a day twice"),
    "no values": ("observation_date,DGS10\n2024-11-11,.\n", "no values for these days"),
    "bytes": (b"observation_date,DGS10\n2024-11-08,\xff\xfe\n", "not CSV"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_answer_of_another_shape_is_one_line(server, get, name):
    body, said = BAD[name]
    server.tell(GRAPH, body)
    with pytest.raises(MarketDataError, match=said) as caught:
        get("fred", "US10Y")
    assert "\n" not in str(caught.value)
    assert "fred DGS10" in str(caught.value)


def test_an_unknown_series_and_a_redirect_are_refused(server, get):
    with pytest.raises(MarketDataError, match="answered 404"):
        get("fred", "US10Y")
    server.tell(GRAPH, Told("", 302, (("Location", "http://127.0.0.1:1/"),)))
    with pytest.raises(MarketDataError, match="answered 302"):
        get("fred", "US10Y")


def test_a_busy_server_is_asked_again(server, get):
    good = "observation_date,DGS10\n2024-11-08,4.30\n"
    server.tell(GRAPH, Told("", 429, (("Retry-After", "0"),)), Told("", 503), good)
    assert values(get("fred", "US10Y")) == {"2024-11-08": 4.30}
    assert len(server.asked) == 3


@pytest.mark.parametrize("after", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_who_asks_for_a_long_wait_is_left_alone(server, get, after):
    server.tell(GRAPH, Told("", 429, (("Retry-After", after),)))
    with pytest.raises(MarketDataError, match=r"answered 429 \(it asks to wait \d+ s\)"):
        get("fred", "US10Y")
    assert len(server.asked) == 1


def test_a_server_that_stays_busy_is_given_up(server, get):
    server.tell(GRAPH, Told("", 503))
    with pytest.raises(MarketDataError, match=r"answered 503 \(try again later"):
        get("fred", "US10Y")
    assert len(server.asked) == web.ATTEMPTS


def test_a_server_that_is_not_there(server, get, monkeypatch):
    monkeypatch.setitem(web.SITES, "fred", "http://127.0.0.1:9")
    with pytest.raises(MarketDataError, match="cannot be reached: ConnectError"):
        get("fred", "US10Y")


def test_too_much_is_not_read(server, get, monkeypatch):
    monkeypatch.setattr(web, "LARGEST", 10)
    server.tell(GRAPH, "observation_date,DGS10\n2024-11-08,4.30\n")
    with pytest.raises(MarketDataError, match="sent more than"):
        get("fred", "US10Y")


class YFRateLimitError(Exception):
    """As yfinance names it."""


@pytest.fixture
def yfinance(monkeypatch):
    """A yfinance that gives what it is told: frames, or errors to raise; and what it was asked."""
    told, asked = [], []

    class Ticker:
        def __init__(self, symbol):
            self.symbol = symbol

        def history(self, **options):
            asked.append((self.symbol, options))
            given = told.pop(0)
            if isinstance(given, Exception):
                raise given
            return given

    monkeypatch.setitem(sys.modules, "yfinance", types.SimpleNamespace(Ticker=Ticker))
    return types.SimpleNamespace(told=told, asked=asked)


def frame(closes):
    index = pd.DatetimeIndex([pd.Timestamp(day, tz="America/New_York") for day in closes])
    return pd.DataFrame({"Close": list(closes.values()), "Adj Close": [1.0] * len(closes)}, index=index)


def test_yahoo_is_never_adjusted_and_nulls_are_left_out(server, get, yfinance):
    closes = {"2024-11-08": 5995.54, "2024-11-11": np.nan, "2024-11-12 16:00": 5983.99, "2024-11-12 16:20": 5984.0}
    yfinance.told += [YFRateLimitError("Too Many Requests. Rate limited. Try after a while."), frame(closes)]
    block = get("yahoo", "SPX")
    assert values(block) == {"2024-11-08": 5995.54, "2024-11-12": 5983.99}
    assert (block.name, block.kind) == ("SPX@yahoo", "close")
    symbol, options = yfinance.asked[-1]
    assert (symbol, options["auto_adjust"], options["start"]) == ("^GSPC", False, "2024-11-01")


def test_yahoo_s_refusals_are_one_line(server, get, yfinance, monkeypatch):
    yfinance.told += [YFRateLimitError("Too Many Requests")] * web.ATTEMPTS
    with pytest.raises(MarketDataError, match="refuses so many requests"):
        get("yahoo", "AAPL")
    yfinance.told += [
        ValueError("possibly delisted\nno price data found"),
        frame({}),
        frame({"2024-11-08": 1.0})[["Adj Close"]],
    ]
    for said in ("possibly delisted", "has no prices", "the columns Adj Close"):
        with pytest.raises(MarketDataError, match=said) as caught:
            get("yahoo", "AAPL")
        assert "\n" not in str(caught.value)
    monkeypatch.setitem(sys.modules, "yfinance", None)
    with pytest.raises(MarketDataError, match=r"pip install 'tapecheck\[yahoo\]'"):
        get("yahoo", "AAPL")


@pytest.mark.parametrize(
    ("door", "given", "wants"),
    [
        ("fred", "US10Y", ("DGS10", "US10Y@fred", "yield")),
        ("fred", "dgs10", ("DGS10", "US10Y@fred", "yield")),
        ("fred", "SOFR", ("SOFR", "SOFR@fred", "rate")),
        ("fred", "EURUSD", ("DEXUSEU", "EURUSD@fred", "fx")),
        ("fred", "WTI", ("DCOILWTICO", "WTI@fred", "spot")),
        ("fred", "RUT", ("RU2000PR", "RUT_RU2000PR@fred", "close")),
        ("fred", "UNRATE", ("UNRATE", "UNRATE@fred", "revised")),
        ("yahoo", "NKY", ("^N225", "NKY@yahoo", "close")),
        ("yahoo", "WTI", ("CL=F", "WTI@yahoo", "futures_close")),
        ("yahoo", "USDJPY", ("JPY=X", "USDJPY@yahoo", "fx")),
        ("yahoo", "AAPL", ("AAPL", "AAPL@yahoo", "close_split_adj")),
        ("ecb", "EURGBP", ("GBP", "EURGBP@ecb", "fix")),
        ("treasury", "US3M", ("3M", "US3M@treasury", "yield")),
    ],
)
def test_what_a_door_is_asked_for(door, given, wants):
    assert wanted(door, given)[1:] == wants


@pytest.mark.parametrize(
    ("door", "given"), [("stooq", "SPX"), ("ecb", "USDJPY"), ("treasury", "SPX"), ("fred", "a b"), ("yahoo", "../x")]
)
def test_what_a_door_has_not(door, given):
    with pytest.raises(SettingError):
        wanted(door, given)


def test_every_listed_series_is_found_by_the_store():
    from extractor.market import Store
    from extractor.tidy import Block

    for door in ("fred", "treasury", "ecb", "yahoo"):
        series = list(listed(door))
        assert len(series) > 5
        one = series[0]
        days, nothing = np.array(["2024-11-12"], dtype="datetime64[D]"), np.zeros(1, dtype=np.int64)
        store = Store([Block(one.name, one.kind, days, np.ones(1), ("x",), nothing)])
        assert store.series(one.name.split("@")[0])
