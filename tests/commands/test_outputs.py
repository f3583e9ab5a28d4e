"""What holds for every record of every article: its words stand where it says, and the bytes never vary."""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.acquire.inputs import read_inputs
from extractor.market import open_market
from extractor.pipeline import check
from extractor.records import Article, Reading, dump, load

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "corpus" / "gold").glob("*.json"))
PAGES = sorted((ROOT / "corpus" / "pages").iterdir())


def articles() -> list[Article]:
    found = list(read_inputs([str(path) for path in (*PAGES, *GOLD)]))
    assert all(isinstance(article, Article) for article in found)
    return found  # type: ignore[return-value]


def records(value: Any) -> Iterator[Any]:
    """Every record inside `value`, itself included."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in dataclasses.fields(value):
            yield from records(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from records(part)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    market = open_market(ROOT / "corpus" / "market")
    return [check(article, market) for article in articles()]


def test_every_span_holds_the_words_it_names(readings: list[Reading]) -> None:
    spans = 0
    for reading in readings:
        text = reading.article.text
        for record in records(reading):
            start, end = getattr(record, "start", None), getattr(record, "end", None)
            if isinstance(start, int) and isinstance(end, int):
                spans += 1
                assert 0 <= start < end <= len(text), record
                assert getattr(record, "text", text[start:end]) == text[start:end], record
            for first, last in getattr(record, "mentions", ()):
                assert 0 <= first < last <= len(text), record
    assert spans > 100 * len(readings) / 10


def test_every_id_is_unique_and_every_reference_stands(readings: list[Reading]) -> None:
    for reading in readings:
        entities = {person.id for person in reading.people} | {firm.id for firm in reading.firms}
        for kind in ("figures", "people", "firms", "instruments", "quotes", "calls", "claims"):
            ids = [record.id for record in getattr(reading, kind)]
            assert len(ids) == len(set(ids)), (reading.article.id, kind)
        assert {figure.said_by for figure in reading.figures} <= {None, *entities}
        assert {quote.speaker for quote in reading.quotes} <= {None, *entities}
        assert {call.by for call in reading.calls} <= {None, *entities}
        assert {claim.figure for claim in reading.claims} <= {None, *(figure.id for figure in reading.figures)}
        assert [verdict.claim for verdict in reading.verdicts] == [claim.id for claim in reading.claims]


def test_what_is_written_is_read_back(readings: list[Reading]) -> None:
    for reading in readings:
        assert load(dump(reading)) == reading


def test_any_order_gives_the_same_bytes(readings: list[Reading]) -> None:
    market = open_market(ROOT / "corpus" / "market")
    shuffled = list(readings)
    random.Random(3).shuffle(shuffled)
    for reading in shuffled:
        assert dump(check(reading.article, market)) == dump(reading), reading.article.id


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """Hash seeds differ, so a set that leaks its order into the output shows."""
    printed = []
    for seed in ("1", "2"):
        command = [sys.executable, f"{ROOT}/cli.py", "check", *map(str, (*PAGES, *GOLD)), "--format", "jsonl"]
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, check=True, timeout=120)
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == len(PAGES) + len(GOLD)
    assert all(json.loads(line)["status"] == "read" for line in printed[0].splitlines())
