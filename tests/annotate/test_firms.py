"""Firms: one line a case, tickers, joined spellings."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from extractor.annotate.en.firms_gazetteer import aliases
from extractor.annotate.firms import find_firms
from extractor.annotate.names import find_names
from extractor.records import Article, Firm, NamedInstrument, Reading

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "firms.jsonl").read_text(encoding="utf-8").splitlines()
]


def _firms(text: str, instruments: tuple[NamedInstrument, ...] = ()) -> tuple[Firm, ...]:
    article = Article(id="case", text=text)
    return find_firms(find_names(Reading(article=article, instruments=instruments))).firms


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_firm_case(case: dict[str, Any]) -> None:
    """Each line of firms.jsonl: the firms of the words, each by one of its spellings, and no other."""
    found = [{spelling.rstrip(".") for spelling in (firm.name, *firm.aliases)} for firm in _firms(case["text"])]
    assert len(found) == len(case["firms"]), found
    for firm in case["firms"]:
        assert any(firm in spellings for spellings in found), firm


@pytest.mark.parametrize(
    ("text", "ticker", "instrument"),
    [
        ("Shares of Home Depot Inc ( HD.N ) rose.", "HD", "HD"),
        ("Toyota Motor Corp (7203.T) rose in Tokyo.", "7203", "XTKS:7203"),
        ("Facebook Inc FB.O jumped on Friday.", "FB", "FB"),
        ("Nvidia shares jumped.", "NVDA", "NVDA"),
        ("Shares of Orlando Widget Corp (NYSE: OWC) jumped.", "OWC", "OWC"),
        ("Barclays said so.", "BARC", "XLON:BARC"),
        ("The European Central Bank said so.", None, None),
    ],
)
def test_ticker(text: str, ticker: str | None, instrument: str | None) -> None:
    """The symbol printed in the text wins over the gazetteer's; a foreign share carries its market."""
    (firm,) = _firms(text)
    assert (firm.ticker, firm.instrument) == (ticker, instrument)


@pytest.mark.parametrize(
    ("text", "day", "ticker"),
    [
        ("Facebook said so.", "2019-03-01", "FB"),
        ("Meta Platforms said so.", "2023-03-01", "META"),
        ("Sprint Nextel said so.", "2012-05-04", "S"),
        ("SentinelOne said so.", "2022-05-04", "S"),
        ("Lehman Brothers said so.", "2007-05-04", "LEH"),
        ("Lehman Brothers said so.", "2012-05-04", None),
        ("BlackBerry said so.", "2015-05-04", "BBRY"),
    ],
)
def test_ticker_of_the_day(text: str, day: str, ticker: str | None) -> None:
    """A name has the ticker that it traded under when the article appeared; a ticker may pass to another firm."""
    (firm,) = find_firms(find_names(Reading(article=Article(id="case", text=text, published_at=day)))).firms
    assert firm.ticker == ticker


def test_every_listing_belongs_to_a_known_organisation() -> None:
    """Spans of one organisation are in order and do not overlap."""
    rows = (files("extractor.annotate.en") / "firms_tickers.tsv").read_text(encoding="utf-8").splitlines()
    known = {alias.organisation.id for spellings in aliases().values() for alias in spellings}
    last: dict[str, str] = {}
    for row in rows:
        if not row.startswith(("#", "organisation")):
            organisation, _, _, start, end = row.split("\t")
            assert organisation in known, row
            assert last.get(organisation, "") < (start or "0"), row
            last[organisation] = end or "9"


def test_the_instrument_found_before_is_kept() -> None:
    """A share that `instruments` names at the same place gives the firm its id."""
    named = NamedInstrument(id="XLON:BARC", name="Barclays", asset_class="share", mentions=((0, 8),))
    (firm,) = _firms("Barclays said so.", (named,))
    assert firm.instrument == "XLON:BARC"


def test_an_instrument_that_is_no_share_is_no_firm() -> None:
    """ "Nasdaq" the index blocks the words that it covers."""
    named = NamedInstrument(id="IXIC", name="Nasdaq Composite", asset_class="equity_index", mentions=((4, 11),))
    assert _firms("The Barings slid.", (named,)) == ()


def test_spellings_are_one_firm() -> None:
    """Short, long and badly cased spellings and the analysts' employer join in one record."""
    text = "Analysts at jefferies financial cut it. Jefferies analysts said so. Jefferies Financial Group fell."
    (firm,) = _firms(text)
    assert firm.id == "jefferies"
    assert [text[start:end] for start, end in firm.mentions] == [
        "jefferies financial",
        "Jefferies",
        "Jefferies Financial Group",
    ]


def test_the_gazetteer_is_consistent() -> None:
    """Ids are slugs, countries ISO 3166 codes, and a strong spelling means one organisation."""
    owner: dict[str, str] = {}
    for rows in aliases().values():
        for alias in rows:
            organisation = alias.organisation
            assert organisation.id.isidentifier() or organisation.id[0].isdigit(), organisation.id
            assert organisation.country is None or (len(organisation.country) == 2 and organisation.country.isupper())
            assert owner.setdefault(alias.written, organisation.id) == organisation.id
    assert len(set(owner.values())) > 1000
