"""Tables: every cell whole at any width, colour only when asked for, nothing that a terminal would obey."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from extractor.records import Article, Claim, Figure, Period, Reading, Verdict
from extractor.write.table import finding_table, verdict_table

TEXT = "The Russell 2000 jumped 1.5% on Monday, well ahead of the S&P 500, and the 10-year yield stayed where it was."
MONDAY = Period(start=dt.date(2024, 11, 8), end=dt.date(2024, 11, 11), label="day")
ARTICLE = Article(id="a", title="Small caps run", source="Example", text=TEXT, published_at="2024-11-12")


def claim(number: int, measure: str, text: str, **more: object) -> Claim:
    start = TEXT.find(text)
    return Claim(id=f"c{number}", start=start, end=start + len(text), text=text, measure=measure, **more)  # type: ignore[arg-type]


RISE = claim(1, "return", "The Russell 2000 jumped 1.5% on Monday", instrument="RUT", period=MONDAY, value=1.5,
             unit="percent", digits=0.1)  # fmt: skip
AHEAD = claim(2, "relative_return", "well ahead of the S&P 500", instrument="RUT", versus="SPX", comparator="gt")
STILL = claim(3, "direction", "the 10-year yield stayed where it was", instrument="US10Y", value=1)
READING = Reading(
    article=ARTICLE,
    figures=(Figure(id="f1", start=24, end=28, text="1.5%", value=1.5, unit="percent", instrument="RUT"),),
    claims=(RISE, AHEAD, STILL),
    verdicts=(
        Verdict(claim="c1", label="supported", reason="within_rounding", actual=1.47, explanation="It rose 1.47%."),
        Verdict(claim="c2", label="refuted", reason="outside", actual=-0.5, explanation="It fell behind."),
        Verdict(claim="c3", label="not_enough_info", reason="no_data_for_period"),
    ),
)


def shown(table: bytes) -> str:
    """The words of a table, whatever its line breaks."""
    return " ".join(table.decode().split())


@pytest.mark.parametrize("width", [1, 40, 60, 80, 99, 100, 120, 300])
def test_no_line_is_wider_than_asked_and_no_character_is_lost(width: int) -> None:
    table = verdict_table(READING, width=width, colour=False)
    assert max(map(len, table.decode().splitlines())) <= max(width, 40)
    for part in ("1.5%", "RUT", "SPX", "2024-11-08", "2024-11-11", "+1.47%", "-0.50 pp", "supported", "refuted"):
        assert part in shown(table)
    assert "3 claims: 1 supported, 1 refuted, 1 not enough info" in shown(table)


def test_a_word_longer_than_its_column_is_folded() -> None:
    long = Claim(id="c1", start=0, end=300, text="q" * 300, measure="level", instrument="SPX")
    table = verdict_table(Reading(article=ARTICLE, claims=(long,)), width=120, colour=False)
    assert table.count(b"q") == 300


def test_reason_stands_in_where_there_is_no_explanation() -> None:
    assert "no data for period" in shown(verdict_table(READING, width=80, colour=False))


def test_a_claim_without_a_verdict_is_shown_as_not_judged() -> None:
    table = verdict_table(Reading(article=ARTICLE, claims=(RISE,)), width=120, colour=False)
    assert "not judged" in shown(table)


def test_colour_only_when_asked_for() -> None:
    assert b"\x1b[" not in verdict_table(READING, width=120, colour=False)
    assert b"\x1b[1;31mrefuted" in verdict_table(READING, width=120, colour=True)


def test_hostile_text_reaches_no_terminal() -> None:
    hostile = "\x1b]0;owned\x07[bold]up\u202e 5%\r\nnow\udcff"
    article = Article(id="a", title=hostile, text=hostile)
    trap = Claim(id="c1", start=0, end=len(hostile), text=hostile, measure="return", instrument="[link=x]SPX")
    for table in (verdict_table, finding_table):
        drawn = table(Reading(article=article, claims=(trap,)), width=120, colour=False).decode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\udcff]", drawn)
        assert "[bold]up 5% now" in drawn


def test_other_language_is_said_not_to_be_read() -> None:
    article = Article(id="a", text="股市上涨", language="zh")
    table = verdict_table(Reading(article=article, status="language_not_supported"), width=120, colour=False)
    assert "no rules for the language 'zh'" in shown(table)


def test_findings_stand_in_the_order_of_the_text() -> None:
    table = shown(finding_table(READING, width=120, colour=False))
    assert table.index("claim The Russell 2000 jumped") < table.index("figure 1.5%") < table.index("well ahead of")
    assert "4 findings, 3 of them claims" in table
