"""Periods: one line a case, each phrase anchored on when the article appeared and on the instrument's own calendar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.annotate.periods import Clock, find_times, resolve
from extractor.annotate.sentences import split_sentences
from extractor.calendar import Appeared
from extractor.records import Article, Reading
from extractor.registry import registry

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "periods.jsonl").read_text().splitlines()]


def _marked(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["text"][:50], marks=[pytest.mark.xfail] if case.get("xfail") else [])


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_period_case(case: dict[str, Any]) -> None:
    """Each line of periods.jsonl: the two closes that a phrase compares, and what the span is called."""
    article = Article(id="case", text=case["text"], published_at=case["published_at"])
    place = case["text"].index(case["phrase"]) + len(case["phrase"]) - 1
    phrases = find_times(split_sentences(Reading(article=article))).times
    phrase = next((p for p in phrases if p.start <= place < p.end), None)
    assert phrase is not None
    appeared = Appeared.parse(case["published_at"])
    assert appeared is not None
    clock = Clock.at(appeared, registry().instruments[case["instrument"]])
    period = resolve(phrase, clock)
    assert period is not None
    assert [str(period.start), str(period.end), period.label] == case["period"]
