"""Each case line: a text, the day it appeared (or none) and every mention expected, by instrument id, in text order."""

import json
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.acquire.tags import find_tags
from extractor.annotate.en.instrument_contexts import contexts, rows
from extractor.annotate.instruments import anaphors, find_instruments, mentions_in_order
from extractor.records import Article, Reading
from extractor.registry import registry

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "instruments.jsonl").read_text("utf-8").splitlines()
]
PIECES = [
    "the Dow", "S&P 500", "10-year", "note", "yield", "the dollar", "against the", "yen", "euro", "crude", "oil",
    "gold", ".SPX", "( XOM.N )", "(AAPL)", "Apple", "JPMorgan", "$BYND", "Target", "said", "rose", "İstanbul",
    "ß", "’s", "\n",
    ". ", ", ", "罗素", "2-,",
]  # fmt: skip


def read(text, day=None):
    return find_instruments(Reading(article=Article(id="case", text=text, published_at=day, tags=find_tags(text))))


def found(text, day=None):
    return {record.id: [text[start:end] for start, end in record.mentions] for record in read(text, day).instruments}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case):
    assert found(case["text"], case.get("day")) == case["finds"]


@pytest.mark.parametrize("rule", rows(), ids=lambda rule: rule["id"])
def test_every_context_rule_has_hits_and_misses(rule):
    def mentioned(text):
        return {text[start:end].lower() for start, end, _ in mentions_in_order(read(text))}

    def names(text, alias):
        return any(alias in mention for mention in mentioned(text)) if alias in text.lower() else False

    aliases = sorted(rule["aliases"], key=len)
    for text in rule["hits"]:
        assert any(names(text, alias) for alias in aliases), text
    for text in rule["misses"]:
        assert not mentioned(text) & set(aliases), text


def test_every_weak_alias_has_a_rule():
    weak = {alias.lower() for instrument in registry().instruments.values() for alias in instrument.weak_aliases}
    assert weak == set(contexts())


def test_mentions_in_order_lists_all_mentions_by_place():
    reading = read("Gold rose 1% as the S&P 500 fell; gold prices had dipped.")
    assert [id_ for _, _, id_ in mentions_in_order(reading)] == ["XAU", "SPX", "XAU"]


def test_records_carry_the_names_of_the_registry():
    record = read("The S&P 500 fell.").instruments[0]
    assert (record.id, record.name, record.asset_class) == ("SPX", "S&P 500", "equity_index")
    share = read("Zumiez Inc (ZUMZ.O) fell.").instruments[0]
    assert (share.id, share.name, share.asset_class) == ("ZUMZ", "Zumiez Inc", "share")


def test_anaphors_follow_the_asset_class():
    assert "the index" in anaphors("SPX")
    assert "the yield" in anaphors("US10Y")
    assert "the stock" in anaphors("AAPL")
    assert "the stock" not in anaphors("XAU")
    classes = {instrument.asset_class for instrument in registry().instruments.values()}
    assert all(anaphors(next(i.id for i in registry().instruments.values() if i.asset_class == c)) for c in classes)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(" ".join))
def test_mentions_lie_in_the_text_and_never_overlap(text):
    places = mentions_in_order(read(text))
    assert all(0 <= start < end <= len(text) for start, end, _ in places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))
    assert places == mentions_in_order(read(text))


UNITS = [
    "10-year ", "the dollar against the ", "2-, ", "A", "A.B", "(A", "$A", "S&P ", "Target ", "crude ", "-",
    "analyst at ",     "benchmark ", "Bank of ", "nasdaq: ", "'s", "Dow Jones ", "10-year yields of ", "(NYSE ",
    "against the euro ", "oil ",     "X.N ", "Foo (X.N) ", "(AAA) ", "gap between 2- and 10-year yields, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        begun = process_time()
        read(text)
        return process_time() - begun

    seconds(1000)
    short, long = (min(seconds(size) for _ in range(3)) for size in (10_000, 100_000))
    assert long < 25 * max(short, 0.001)
