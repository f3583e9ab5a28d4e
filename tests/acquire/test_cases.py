"""One line a case: stamps, tags, languages, bylines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.acquire.credits import split_names
from extractor.acquire.language import detect_language
from extractor.acquire.stamps import read_stamp
from extractor.acquire.tags import find_tags

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    lines = (CASES / f"acquire_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(case := json.loads(line), id=str(next(iter(case.values())))[:60]) for line in lines]


@pytest.mark.parametrize("case", cases("stamps"))
def test_stamp(case: dict[str, Any]) -> None:
    stamp = read_stamp(case["text"])
    assert (stamp and stamp.placed(case.get("zone")).iso()) == case["iso"]


@pytest.mark.parametrize("case", cases("tags"))
def test_tags(case: dict[str, Any]) -> None:
    tags = find_tags(case["text"])
    assert [[tag.text, tag.name, tag.symbol, tag.instrument] for tag in tags] == case["tags"]
    assert all(case["text"][tag.start : tag.end] == tag.text for tag in tags)


@pytest.mark.parametrize("case", cases("language"))
def test_language(case: dict[str, Any]) -> None:
    assert detect_language(case["text"], case.get("hint")) == case["language"]


@pytest.mark.parametrize("case", cases("names"))
def test_names(case: dict[str, Any]) -> None:
    assert split_names(case["line"]) == case["names"]
