"""Sentiment by lexicon: one line a case in tests/cases/sentiment.jsonl; then what holds for any text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotate.sentences import split_sentences
from extractor.annotate.sentiment import score_sentiment
from extractor.records import Article, Firm, NamedInstrument, Reading, Sentiment

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/sentiment.jsonl").read_text("utf-8").splitlines()
]


def sentiment_of(text: str, firms: tuple[str, ...] = (), instruments: tuple[NamedInstrument, ...] = ()) -> Sentiment:
    named = tuple(
        Firm(id=name, name=name, mentions=tuple(match.span() for match in re.finditer(re.escape(name), text)))
        for name in firms
    )
    reading = replace(
        split_sentences(Reading(article=Article(id="case", text=text))), firms=named, instruments=instruments
    )
    found = score_sentiment(reading).sentiment
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = sentiment_of(case["text"], tuple(case.get("targets", ())))
    if "label" in case:
        assert found.sentences[0].label == case["label"]
    if "document" in case:
        assert found.document.label == case["document"]
    assert {target.id: target.label for target in found.targets} == case.get("targets", {})


def test_a_yield_that_rises_is_bad_and_a_named_thing_is_not_a_polar_word() -> None:
    text = "The Poor Richard fund rose. The 10-year Treasury yield rose."
    spans = [match.span() for match in re.finditer("Poor Richard fund|10-year Treasury yield", text)]
    instruments = (
        NamedInstrument(id="POOR", name="Poor Richard", asset_class="etf", mentions=(spans[0],)),
        NamedInstrument(id="US10Y", name="10-year yield", asset_class="government_yield", mentions=(spans[1],)),
    )
    found = sentiment_of(text, instruments=instruments)
    assert [sentence.label for sentence in found.sentences] == ["positive", "negative"]
    assert {target.id: target.label for target in found.targets} == {"POOR": "positive", "US10Y": "negative"}


def test_the_record_says_what_made_it() -> None:
    assert sentiment_of("Stocks rose.").made_by == "lexicon"


def test_no_text_is_neutral() -> None:
    assert sentiment_of("").document.label == "neutral"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from("stocks yields rose fell not but despite good bad less than expected , . in".split()),
        max_size=40,
    )
)
def test_probabilities_sum_to_one(words: list[str]) -> None:
    found = sentiment_of(" ".join(words))
    for sentence in found.sentences:
        assert round(sum(sentence.scores.values()), 3) == 1
        assert all(0 <= score <= 1 and round(score, 3) == score for score in sentence.scores.values())
        assert sentence.scores[sentence.label] == max(sentence.scores.values())
    assert -1 <= found.document.score <= 1
    assert found == sentiment_of(" ".join(words))


@pytest.mark.parametrize("unit", ["stocks rose, ", "not ", "less than expected ", "a"])
def test_long_hostile_text_is_read(unit: str) -> None:
    assert sentiment_of(unit * (100_000 // len(unit))).sentences
