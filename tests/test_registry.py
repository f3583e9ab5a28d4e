"""The registry's own consistency, and what its questions answer."""

import zoneinfo
from collections import defaultdict

import pandas_market_calendars
import pytest

from extractor.errors import RegistryError
from extractor.registry import Registry, add_tables, registry

ALL = list(registry().instruments.values())
IDS = (
    "SPX DJI IXIC NDX RUT VIX SOX NKY HSI SSEC UKX DAX CAC SXXP SENSEX NIFTY KOSPI ASX200 US3M US2Y US5Y US7Y "
    "US10Y US20Y US30Y DE10Y GB10Y JP10Y IT10Y ES10Y FR10Y DXY EURUSD USDJPY GBPUSD USDCHF USDCAD AUDUSD NZDUSD "
    "USDCNY USDCNH BTCUSD ETHUSD WTI BRENT XAU XAG IT10Y-DE10Y US10Y-US2Y FEDFUNDS"
)
CALENDARS = {*pandas_market_calendars.get_calendar_names(), "WEEKDAYS", "DAILY"}


@pytest.mark.parametrize("instrument_id", IDS.split())
def test_the_fixed_ids_have_entries(instrument_id):
    assert registry().get(instrument_id).id == instrument_id


def test_no_alias_belongs_to_two_instruments():
    holders = defaultdict(set)
    for instrument in ALL:
        for alias in instrument.aliases + instrument.weak_aliases:
            holders[alias.casefold()].add(instrument.id)
    assert {alias: ids for alias, ids in holders.items() if len(ids) > 1} == {}


def test_no_alias_is_a_currency_name():
    names = {name.casefold() for currency in registry().currencies.values() for name in currency.names}
    assert not names & {
        alias.casefold() for instrument in ALL for alias in instrument.aliases + instrument.weak_aliases
    }


def test_every_calendar_and_zone_exists():
    quoted = [*ALL, *registry().markets.values(), *registry().sovereigns.values()]
    assert {place.calendar for place in quoted} <= CALENDARS
    assert {place.zone for place in quoted} <= zoneinfo.available_timezones()


def test_every_pair_is_the_price_of_its_base_in_its_terms():
    for instrument in ALL:
        if instrument.asset_class == "currency":
            assert instrument.id == instrument.base + instrument.terms
            assert instrument.currency == instrument.terms
    assert {currency.pair for currency in registry().currencies.values()} <= set(registry().instruments)


@pytest.mark.parametrize(
    ("vendor", "symbol", "instrument_id"),
    [
        ("page", ".RUT.US", "RUT"), ("reuters", ".spx", "SPX"), ("reuters", "US10YT=RR", "US10Y"),
        ("yahoo", "^GSPC", "SPX"),         ("reuters", "DE10YT=RR", "DE10Y"), ("store", "N225", "NKY"), ("store",
        "STOXX600", "SXXP"),
        ("fred", "DGS2", "US2Y"),         ("fred", "DGS3MO", "US3M"), ("store", "US30Y", "US30Y"),
    ],
)  # fmt: skip
def test_by_symbol(vendor, symbol, instrument_id):
    assert registry().by_symbol(vendor, symbol).id == instrument_id


@pytest.mark.parametrize(
    ("words", "instrument_id", "inverse"),
    [
        ("the yen", "USDJPY", True), ("Japanese yen", "USDJPY", True), ("the dollar", "USDJPY", False),
        ("yen", None, False),        ("against the yen", "USDJPY", False), ("the dollar", "EURUSD", True),
        ("the greenback", "EURUSD", True),
        ("the euro", "EURUSD", False), ("against the euro", "EURUSD", True), ("against the dollar", "EURUSD", False),
        ("Sterling", "EURGBP", True), ("the Canadian dollar", "USDCAD", True), ("the dollar", "DXY", False),
        ("the S&P 500", "SPX", False), ("versus the Swiss franc", "USDCHF", False),
    ],
)  # fmt: skip
def test_inverse(words, instrument_id, inverse):
    assert registry().inverse(words, instrument_id) is inverse


def test_a_share_listed_abroad_has_the_hours_of_its_exchange():
    share = registry().get("XTKS:7203")
    assert (share.calendar, share.currency, share.asset_class) == ("JPX", "JPY", "share")
    assert registry().get("XXXX:1") is None
    assert registry().get("NOPE") is None
    assert registry().get(None) is None


def test_a_renamed_share_answers_from_the_series_of_its_later_name():
    assert registry().get("FB").symbols["store"] == ("META",)


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"instrument": [{"id": "A", "name": "a", "asset_class": "x", "colour": "red"}]}, "colour"),
        ({"instrument": [{"id": "A", "name": "a"}]}, "asset_class"),
        ({"instrument": [{"id": "A", "name": "a", "asset_class": "x"}] * 2}, "the id stands twice"),
        (
            {"instrument": [{"id": i, "name": i, "asset_class": "x", "symbols": {"reuters": [".S"]}} for i in "AB"]},
            "belongs to A too",
        ),
    ],
)
def test_data_that_contradict_themselves_are_refused(tables, says):
    with pytest.raises(RegistryError, match=says):
        add_tables(Registry({}, {}, {}, {}), tables, "x.toml")
