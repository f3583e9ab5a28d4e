"""What a text says against itself, and figures that vouch for one another."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.market import Store, open_market
from extractor.pipeline import check
from extractor.records import Article, Sentence
from extractor.validate.consistency import contradictions
from extractor.validate.judge import judge

MARKET = open_market(Path(__file__).parents[2] / "corpus" / "market")
DAY = {"start": "2024-11-08", "end": "2024-11-11", "label": "day"}
END = {"start": None, "end": "2024-11-11", "label": "day"}
BEFORE = {"start": None, "end": "2024-11-08", "label": "day"}


@pytest.fixture
def move(claim):
    """Three figures of one move, twenty characters apart."""

    def move(change, percent, level, **fields):
        common = {"instrument": "SPX", **fields}
        return (
            claim(DAY, **common, id="c1", start=0, end=10, text="points", measure="change", value=change, unit="point"),
            claim(
                DAY,
                **common,
                id="c2",
                start=14,
                end=24,
                text="percent",
                measure="return",
                value=percent,
                unit="percent",
            ),
            claim(
                END,
                **common,
                id="c3",
                start=28,
                end=38,
                text="level",
                measure="level",
                value=level,
                digits=0.01,
                unit="point",
            ),
        )

    return move


def test_points_percent_and_level_must_agree(move, reading):
    assert contradictions(reading(*move(49, 0.5, 10_000))) == {}
    torn = contradictions(reading(*move(49, 0.8, 10_000)))
    assert set(torn) == {"c1", "c2", "c3"}
    assert "cannot all be true: 'points', 'percent', 'level'" in torn["c1"]


def test_truncated_figures_are_no_contradiction(move, reading):
    assert contradictions(reading(*move(742, 2.9, 25_701))) == {}  # 2.976 percent, cut


def test_another_sentence_is_another_move(move, reading):
    sentences = (Sentence(start=0, end=12, paragraph=0), Sentence(start=13, end=40, paragraph=0))
    assert contradictions(reading(*move(49, 0.8, 10_000), sentences=sentences)) == {}


def test_a_change_between_two_levels(claim, reading):
    def said(before):
        return (
            claim(DAY, id="c1", start=0, end=10, instrument="US10Y", measure="change", value=-5.4, unit="basis_point"),
            claim(END, id="c2", start=14, end=24, instrument="US10Y", measure="level", value=4.307, unit="percent"),
            claim(BEFORE, id="c3", start=30, end=40, instrument="US10Y", measure="level", value=before, unit="percent"),
        )

    assert contradictions(reading(*said(4.361))) == {}
    assert set(contradictions(reading(*said(4.371)))) == {"c1", "c2", "c3"}


def test_a_move_said_twice(claim, reading):
    one = claim(DAY, id="c1", instrument="RUT", measure="return", value=1.5, unit="percent", text="1.5 percent")
    coarse = replace(one, id="c2", start=500, end=504, value=2.0, digits=1.0, text="2 percent")
    other = replace(one, id="c3", start=900, end=904, value=1.2, text="1.2 percent")
    assert contradictions(reading(one, coarse)) == {}
    assert contradictions(reading(one, other))["c3"] == "cannot both be true: '1.5 percent', '1.2 percent'"
    assert contradictions(reading(one, replace(other, said_by="bloomberg"))) == {}
    assert contradictions(reading(one, replace(other, comparator="gt"))) == {}


def test_a_spread_is_its_legs(claim, reading):
    def said(value):
        spread = {"id": "c1", "instrument": "US10Y-US2Y", "value": value, "unit": "basis_point"}
        return (
            claim(END, measure="level", **spread),
            claim(END, measure="level", id="c2", instrument="US10Y", value=4.30, digits=0.01, unit="percent"),
            claim(END, measure="level", id="c3", instrument="US2Y", value=4.26, digits=0.01, unit="percent"),
        )

    assert contradictions(reading(*said(4))) == {}
    assert set(contradictions(reading(*said(40)))) == {"c1", "c2", "c3"}


def test_inconsistent_wins_over_intraday_but_not_over_the_tape(move, reading):
    torn = move(5.81, 0.5, 6001.35)
    early = judge(reading(*torn, at="2024-11-11T11:00:00-05:00"), MARKET).verdicts
    assert {verdict.reason for verdict in early} == {"inconsistent"}
    assert {verdict.label for verdict in early} == {"not_enough_info"}
    late = judge(reading(*torn, at="2024-11-11T18:00:00-05:00"), MARKET).verdicts
    assert [verdict.label for verdict in late] == ["supported", "refuted", "supported"]


def test_an_exact_level_takes_the_excuse_of_differing_sources_away(move, reading):
    alone = judge(reading(move(7.41, 0.1, 6001.35)[0], at="2024-11-11T18:00:00-05:00"), MARKET).verdicts[0]
    assert (alone.label, alone.reason) == ("not_enough_info", "source_differs")
    beside = judge(reading(*move(7.41, 0.1, 6001.35), at="2024-11-11T18:00:00-05:00"), MARKET).verdicts
    assert [verdict.label for verdict in beside] == ["refuted", "supported", "supported"]
    assert "so the sources do not differ" in beside[0].explanation
    preliminary = judge(reading(*move(5.61, 0.1, 6001.35), at="2024-11-11T18:00:00-05:00"), MARKET).verdicts
    assert preliminary[0].reason == "source_differs"


def test_a_headline_that_no_statement_of_the_text_allows(claim, reading):
    day = {"start": "2024-11-08", "end": "2024-11-11", "label": "day"}
    said = {"measure": "return", "instrument": "XXX", "unit": "percent", "period": day}
    body = [claim(id="c1", value=1.47, digits=0.01, **said), claim(id="c2", value=1.5, digits=0.1, **said)]
    for title, torn in ((1.5, set()), (1.0, set()), (2.5, {"c1", "c2"}), (-1.5, {"c1", "c2"})):
        headline = claim(id="c1", value=title, digits=0.1 if title % 1 else 1.0, text="the title", **said)
        found = contradictions(reading(*body), [headline])
        assert set(found) == torn
        assert all("'the title' in the headline" in why for why in found.values())


def test_the_title_is_read_where_it_is_no_part_of_the_text():
    text = "NEW YORK (Reuters) - The Nikkei 225 rose 1.5% on Tuesday."
    title = "Nikkei 225 rises 2.5% on Tuesday"
    for shown, reason in (
        (title, "inconsistent"),
        (None, "no_series"),
        ("Nikkei 225 rises 1.5% on Tuesday", "no_series"),
    ):
        article = Article(id="a", text=text, title=shown, published_at="2024-11-13", language="en")
        (verdict,) = check(article, Store([])).verdicts
        assert (verdict.label, verdict.reason) == ("not_enough_info", reason)
