"""The HTML report: whole, harmless, and the text as it was with every claim marked."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extractor.commands import app
from extractor.records import Alternative, Article, Claim, Observation, Period, Person, Reading, Verdict
from extractor.write.marks import paragraphs
from extractor.write.report import reporting

ROOT = Path(__file__).resolve().parents[2]
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7*7 }}"


def claim(number: int, start: int, end: int, text: str, **fields: Any) -> Claim:
    made = {"measure": "level", "instrument": "SPX", **fields}
    return Claim(id=f"c{number}", start=start, end=end, text=text[start:end], **made)


def written(tmp_path: Path, *readings: Reading) -> tuple[str, BeautifulSoup]:
    path = tmp_path / "report.html"
    with reporting(path) as add:
        for reading in readings:
            add(reading)
    raw = path.read_text(encoding="utf-8")
    return raw, BeautifulSoup(raw, "html.parser")


def hostile() -> Reading:
    """Every string of every record is hostile."""
    text = f"{EVIL}\nrose {EVIL}"
    article = Article(
        id=EVIL,
        text=text,
        url="javascript:alert(3)",
        source=EVIL,
        title=EVIL,
        authors=(EVIL,),
        published_at=EVIL,
        language=EVIL,
    )
    evidence = Observation(series=EVIL, date=dt.date(2024, 11, 11), value=1.0, source=EVIL, retrieved_at=EVIL)
    also = Alternative(definition=EVIL, label="refuted", actual=2.0)
    return Reading(
        article=article,
        people=(Person(id="p1", name=EVIL),),
        claims=(
            claim(
                1,
                5,
                len(text),
                text,
                measure=EVIL,
                instrument=EVIL,
                versus=EVIL,
                unit=EVIL,
                value=1.0,
                window=EVIL,
                said_by="p1",
            ),
        ),
        verdicts=(
            Verdict(
                claim="c1",
                label="refuted",
                reason="outside",
                actual=1.0,
                also=(also,),
                evidence=(evidence,),
                explanation=EVIL,
            ),
        ),
        market=EVIL,
    )


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    raw, page = written(tmp_path, hostile())
    assert "<script" not in raw
    assert page.find_all(["script", "img", "iframe", "object", "link"]) == []
    assert [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
    assert {tag["href"][0] for tag in page.find_all("a")} == {"#"}
    assert raw.count("{{ 7*7 }}") > 10
    assert "49" not in page.get_text()
    assert page.get_text().count(EVIL) > 10


def test_the_file_needs_no_other(tmp_path: Path) -> None:
    raw, page = written(tmp_path, hostile())
    assert "url(" not in raw
    assert "@import" not in raw
    assert page.find_all(src=True) == []
    assert "prefers-color-scheme: dark" in raw


def without_numbers(page: BeautifulSoup) -> list[str]:
    for number in page.select("sup"):
        number.decompose()
    return [line.get_text() for line in page.select(".text p")]


def test_nested_and_overlapping_claims(tmp_path: Path) -> None:
    text = "Stocks rose 49 points, or 0.5 percent, to 10,000.\n\nBonds fell."
    spans = [(0, 48), (12, 21), (12, 36), (23, 48), (30, 57), (51, 62)]
    labels = ["supported", "refuted", "supported", "not_enough_info", "supported", "refuted"]
    claims = tuple(claim(n, start, end, text) for n, (start, end) in enumerate(spans, 1))
    verdicts = tuple(Verdict(claim=f"c{n}", label=label, reason="x") for n, label in enumerate(labels, 1))  # type: ignore[arg-type]
    _, page = written(tmp_path, Reading(article=Article(id="a", text=text), claims=claims, verdicts=verdicts))
    assert [mark.get_text() for mark in page.select("mark.refuted")] == ["49 points", "Bonds ", "fell."]
    assert "".join(mark.get_text() for mark in page.select("mark")) == text[:49] + "Bonds fell."
    assert sorted(number.get_text() for number in page.select(".text sup")) == ["1", "2", "3", "4", "5", "6"]
    assert {number["href"] for number in page.select(".text sup a")} == {f"#a1-{n}" for n in range(1, 7)}
    assert len(page.select("li[id]")) == 6
    assert without_numbers(page) == text.split("\n\n")


@given(
    st.text(st.sampled_from("ab \n<&\u2028é"), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6),
)
def test_the_pieces_are_the_text_and_every_claim_is_covered(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [claim(n, start, start + length, text) for n, (start, length) in enumerate(spans)]
    lines = [list(line) for line in paragraphs(text, claims)]
    assert ["".join(piece.text for piece in line) for line in lines] == [
        line.rstrip() for line in text.splitlines() if line.strip()
    ]
    for one in claims:
        marked = "".join(piece.text for line in lines for piece in line if one.id in piece.claims)
        assert "".join(marked.split()) == "".join(text[one.start : one.end].split())


def test_check_writes_a_report_of_every_article(tmp_path: Path) -> None:
    pages = [ROOT / "corpus" / "pages" / name for name in ("small-caps-november.html", "planted-errors.json")]
    report = tmp_path / "report.html"
    done = CliRunner().invoke(
        app, ["check", *map(str, pages), "--report", str(report), "--format", "json", "--fail-on", "refuted"]
    )
    assert done.exit_code == 3
    page = BeautifulSoup(report.read_bytes(), "html.parser")
    assert len(page.select("section")) == 2
    assert len(page.select("section h1")) == 2
    assert {label["class"][1] for label in page.select("dd.label")} == {"supported", "refuted", "not_enough_info"}
    assert len({tag["id"] for tag in page.find_all(id=True)}) == len(page.find_all(id=True))
    targets = {tag["href"][1:] for tag in page.select("sup a")}
    assert targets <= {tag["id"] for tag in page.find_all(id=True)}


def test_nothing_is_written_where_nothing_was_read(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("before")
    assert CliRunner().invoke(app, ["check", str(tmp_path / "no.txt"), "--report", str(report)]).exit_code == 2
    assert report.read_text() == "before"


def test_an_article_that_was_not_read_and_half_a_character(tmp_path: Path) -> None:
    reading = Reading(article=Article(id="zh", text="股市上涨\ud83d", language="zh"), status="language_not_supported")
    _, page = written(tmp_path, reading, dataclasses.replace(reading, status="read"))
    assert "no rules for the language zh" in page.get_text()
    assert "股市上涨?" in page.get_text()


@pytest.mark.parametrize("url", ["http://[", "data:text/html,x", "ftp://x/y", None])
def test_only_web_addresses_are_links(tmp_path: Path, url: str | None) -> None:
    _, page = written(tmp_path, Reading(article=Article(id="a", text="x", url=url)))
    assert page.find_all("a") == []


def test_period_and_speaker_are_shown(tmp_path: Path) -> None:
    text = "rose 1.5%"
    when = Period(start=dt.date(2024, 11, 8), end=dt.date(2024, 11, 11), label="day")
    made = claim(1, 0, 9, text, measure="return", value=1.5, unit="percent", digits=0.1, period=when, said_by="p1")
    reading = Reading(article=Article(id="a", text=text), people=(Person(id="p1", name="Ann Lee"),), claims=(made,))
    shown = written(tmp_path, reading)[1].get_text()
    for words in ("Ann Lee", "2024-11-08 .. 2024-11-11", "+1.5%", "not judged"):
        assert words in shown
