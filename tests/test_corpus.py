"""The corpus keeps its promises: exact spans, real sessions, and no gold verdict that the closes contradict."""

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.acquire.inputs import read_inputs
from extractor.calendar import calendar
from extractor.records import COMPARATOR_OF, Article
from extractor.registry import registry

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
GOLD = sorted((CORPUS / "gold").rglob("*.json"))
PAGES = sorted((CORPUS / "pages").iterdir())
SPANNED = ("figures", "quotes", "calls", "claims")
ARITHMETIC = ("return", "change", "level")
MENTIONED = ("people", "firms", "instruments")
SERIES = {"NKY": "N225", "UKX": "FTSE", "CAC": "CAC40", "SXXP": "STOXX600", "WTI": "WTI_FUT"}

Rows = dict[str, dict[str, float]]


def reading(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def name(path: Path) -> str:
    return path.stem


def market_calendar(instrument: str | None) -> str:
    known = registry().get(instrument)
    if known is not None:
        return known.calendar
    return "SIFMA_US" if re.fullmatch(r"US\d+[MY]-US\d+[MY]", instrument or "") else "NYSE"


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def snapshot() -> Rows:
    rows: Rows = {}
    with (CORPUS / "market" / "closes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows.setdefault(row["series"], {})[row["date"]] = float(row["value"])
    return rows


@cache
def daily() -> Rows:
    import pandas as pd

    table = pd.read_parquet(SHARED / "market" / "daily.parquet")
    table = table[table["kind"] != "adj_close"]
    rows: Rows = {}
    for series, date, value in zip(table["series"], table["date"], table["value"], strict=True):
        rows.setdefault(series, {})[str(date)[:10]] = float(value)
    return rows


def periods(gold: dict[str, Any]) -> Iterator[tuple[str, str | None, str | None, dict[str, Any]]]:
    for kind in ("figures", "claims"):
        for record in gold.get(kind, ()):
            if record.get("period"):
                yield record["text"], record.get("measure"), record.get("instrument"), record["period"]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_every_span_is_exact(path: Path) -> None:
    gold = reading(path)
    text = gold["article"]["text"]
    for kind in SPANNED:
        for record in gold.get(kind, ()):
            assert text[record["start"] : record["end"]] == record["text"] != "", record
    for sentence in gold["sentiment"]["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"], sentence
    for kind in MENTIONED:
        for record in gold.get(kind, ()):
            assert record["mentions"], record
            assert all(0 <= start < end <= len(text) for start, end in record["mentions"]), record


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_ids_are_unique_and_every_reference_leads_somewhere(path: Path) -> None:
    gold = reading(path)
    assert gold["article"]["id"] == path.stem
    for kind in (*SPANNED, *MENTIONED):
        ids = [record["id"] for record in gold.get(kind, ())]
        assert len(ids) == len(set(ids)), kind
    speakers = {record["id"] for kind in ("people", "firms") for record in gold[kind]} | {None}
    for kind, key in [("quotes", "speaker"), ("calls", "by"), ("claims", "said_by"), ("figures", "said_by")]:
        assert {record.get(key) for record in gold.get(kind, ())} <= speakers, (kind, key)
    assert {person.get("firm") for person in gold["people"]} <= speakers
    named = {record["id"] for record in gold.get("instruments", ())} | {None}
    judged = [record for kind in ("figures", "claims") for record in gold.get(kind, ())]
    assert {record.get("instrument") for record in judged} <= named


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_a_claim_says_what_its_figure_says(path: Path) -> None:
    gold = reading(path)
    figures = {figure["id"]: figure for figure in gold.get("figures", ())}
    for claim in gold.get("claims", ()):
        if "figure" not in claim:
            continue
        figure = figures[claim["figure"]]
        assert claim["start"] <= figure["start"] < figure["end"] <= claim["end"], claim
        assert abs(claim["value"]) == figure["value"], claim
        assert claim["unit"] == figure["unit"], claim
        assert claim["comparator"] == COMPARATOR_OF[figure["bound"]], claim
        assert (claim["value"] < 0) == (figure.get("direction") == "down"), claim


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_periods_are_sessions_of_the_instruments_market(path: Path) -> None:
    for text, measure, instrument, period in periods(reading(path)):
        market = calendar(market_calendar(instrument))
        start, end = day(period["start"]), day(period["end"])
        assert end is not None, text
        assert market.is_session(end) == (measure != "market_closed"), (text, instrument, end)
        if start is None:
            continue
        assert start < end, text
        assert market.is_session(start), (text, instrument, start)
        if period["label"] == "day":
            assert start == market.before(end), (text, instrument, start)
        if period["label"] == "week":
            assert start == market.before(end - dt.timedelta(days=end.weekday())), (text, instrument, start)


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_verdicts_judge_required_claims_once(path: Path) -> None:
    gold = reading(path)
    required = {claim["id"] for claim in gold.get("claims", ()) if not claim.get("optional")}
    verdicts = gold.get("verdicts", ())
    judged = [verdict["claim"] for verdict in verdicts]
    assert len(judged) == len(set(judged))
    assert set(judged) <= required
    assert {verdict["label"] for verdict in verdicts} <= {"supported", "refuted"}
    assert {verdict["data"] for verdict in verdicts} <= {"calendar", "snapshot", "daily"}


def admitted(claim: dict[str, Any], figure: dict[str, Any]) -> tuple[float, float]:
    """What the words admit of the size of the move or level, in the claim's unit."""
    size = abs(claim["value"])
    decimals = re.search(r"\.(\d+)", figure["text"])
    round_number = r"[1-9](00+)\b" if claim["comparator"] == "eq" else r"[1-9](0+)\b"
    zeros = re.search(round_number, figure["text"].replace(",", ""))
    last = 10.0 ** (-len(decimals[1]) if decimals else len(zeros[1]) if zeros else 0)
    match claim["comparator"]:
        case "gt" | "ge":
            return size - last / 100, float("inf")
        case "lt" | "le":
            return float("-inf"), size + last / 100
        case "about":
            return size - last * 1.01, size + last * 1.01
        case "just_below":
            return size - last * 0.51, size + last / 100
        case "just_above":
            return size - last / 100, size + last * 0.51
    return size - last * 0.51, size + last * 0.51


def noise(claim: dict[str, Any], base: float) -> float:
    """Inside it a source may differ from ours: the first width, in the claim's unit."""
    if claim["unit"] == "basis_point":
        return 2.5
    if re.fullmatch(r"US\d+[MY]", claim["instrument"]):
        return 0.015
    return 100 * 0.02 / base if claim["measure"] == "return" else 0.02


def actual(claim: dict[str, Any], series: dict[str, float]) -> tuple[float, float]:
    """The true value of the claim, signed, and the level that a return starts from."""
    period = claim["period"]
    end = series[period["end"]]
    if claim["measure"] == "level":
        return end, end
    base = series[period["start"]]
    if claim["measure"] == "return":
        return 100 * (end / base - 1), base
    return (end - base) * (100 if claim["unit"] == "basis_point" else 1), base


def series_of(instrument: str, rows: Rows) -> dict[str, float]:
    """The closes of an instrument; of a spread of two yields, their difference in basis points."""
    if "-" not in instrument:
        return rows[SERIES.get(instrument, instrument)]
    left, right = (rows[leg] for leg in instrument.split("-"))
    return {date: 100 * (left[date] - right[date]) for date in left.keys() & right.keys()}


def judged(path: Path, store: str, rows: Rows) -> Iterator[tuple[dict[str, Any], bool, str]]:
    """Each verdict that plain arithmetic on `rows` can repeat: its claim, whether the closes bear it out, its label."""
    gold = reading(path)
    figures = {figure["id"]: figure for figure in gold.get("figures", ())}
    claims = {claim["id"]: claim for claim in gold.get("claims", ())}
    for verdict in gold.get("verdicts", ()):
        claim = claims[verdict["claim"]]
        if claim["measure"] not in ARITHMETIC or verdict["data"] != store:
            continue
        true, base = actual(claim, series_of(claim["instrument"], rows))
        size = true if claim["value"] >= 0 else -true
        low, high = admitted(claim, figures[claim["figure"]])
        width = noise(claim, base)
        yield claim, low - width <= size <= high + width, verdict["label"]


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_no_verdict_contradicts_the_snapshot(path: Path) -> None:
    for claim, holds, label in judged(path, "snapshot", snapshot()):
        assert holds == (label == "supported"), claim


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_no_verdict_contradicts_the_daily_series(path: Path) -> None:
    if not (SHARED / "market" / "daily.parquet").exists():
        pytest.skip("needs the daily series, which do not come with the repository")
    for claim, holds, label in judged(path, "daily", daily()):
        assert holds == (label == "supported"), claim


def test_the_planted_errors_are_many_and_various() -> None:
    gold = reading(CORPUS / "gold" / "planted-errors.json")
    claims = {claim["id"]: claim for claim in gold["claims"]}
    labels = [verdict["label"] for verdict in gold["verdicts"]]
    refuted = [claims[verdict["claim"]]["measure"] for verdict in gold["verdicts"] if verdict["label"] == "refuted"]
    assert labels.count("supported") >= 8
    assert len(refuted) >= 6
    assert {"return", "change", "level", "streak"} <= set(refuted)


def test_the_snapshot_holds_every_session() -> None:
    assert set(snapshot()) == {"SPX", "DJI", "IXIC", "RUT", "VIX", "US2Y", "US10Y", "US30Y"}
    for series, values in snapshot().items():
        sessions = calendar(market_calendar(series)).between(dt.date(2024, 8, 30), dt.date(2024, 12, 2))
        within = [date for date in values if date >= "2024-08-30"]
        assert within == [session.isoformat() for session in sessions], series
        assert list(values) == sorted(values), series


def test_the_snapshot_says_where_each_figure_comes_from() -> None:
    lines = (CORPUS / "market" / "closes.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "series,date,value,kind,source"
    row = re.compile(r"[A-Z0-9]+,\d{4}-\d\d-\d\d,\d+\.\d\d,(close|yield),[A-Z][\w &.]+")
    assert all(row.fullmatch(line) for line in lines[1:])
    readme = (CORPUS / "market" / "README.md").read_text(encoding="utf-8")
    assert f"{len(lines) - 1} published closing figures" in readme


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_page_yields_the_text_that_was_annotated(page: Path) -> None:
    [article] = read_inputs([str(page)])
    gold = reading(CORPUS / "gold" / f"{page.stem}.json")["article"]
    assert isinstance(article, Article)
    assert article.text == gold["text"]
    assert article.id == gold["id"]
    if page.suffix != ".txt":
        assert article.title == gold["title"]
        assert article.published_at is not None
        assert dt.datetime.fromisoformat(article.published_at) == dt.datetime.fromisoformat(gold["published_at"])


def runs(text: str, n: int = 10) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_no_sentence_is_borrowed() -> None:
    if not SHARED.exists():
        pytest.skip("needs the articles that must not be copied, which do not come with the repository")
    theirs = runs((SHARED / "seed" / "article.txt").read_text(encoding="utf-8"))
    for path in (SHARED / "gold-dev").glob("*.json"):
        theirs |= runs(reading(path)["article"]["text"])
    for path in GOLD:
        assert not runs(reading(path)["article"]["text"]) & theirs, path.stem
