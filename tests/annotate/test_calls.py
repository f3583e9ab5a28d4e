"""Directional calls: one line a case in tests/cases/calls.jsonl; then what holds for any text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotate.calls import find_calls
from extractor.annotate.quotes import find_quotes
from extractor.annotate.sentences import split_sentences
from extractor.pipeline import extract
from extractor.records import Article, Firm, Mention, NamedInstrument, Person, Reading

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/calls.jsonl").read_text("utf-8").splitlines()]


def mentions(text: str, name: str) -> tuple[Mention, ...]:
    return tuple(match.span() for match in re.finditer(re.escape(name), text))


def reading_of(case: dict[str, Any]) -> Reading:
    text = case["text"]
    shares = case.get("shares", {})
    reading = replace(
        split_sentences(Reading(article=Article(id="case", text=text))),
        people=tuple(Person(id=name, name=name, mentions=mentions(text, name)) for name in case.get("people", ())),
        firms=tuple(Firm(id=name, name=name, mentions=mentions(text, name)) for name in case.get("firms", ())),
        instruments=tuple(
            NamedInstrument(id=code, name=name, asset_class="equity", mentions=mentions(text, name))
            for name, code in shares.items()
        ),
    )
    return find_calls(find_quotes(reading))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = reading_of(case).calls
    assert [(c.target, c.direction) for c in found] == [(c["target"], c["direction"]) for c in case["calls"]]
    for call, expected in zip(found, case["calls"], strict=True):
        assert {name: getattr(call, name) for name in expected} == expected


ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/calls_articles.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", ARTICLES, ids=[case["text"][:60] for case in ARTICLES])
def test_article(case: dict[str, Any]) -> None:
    """Each line of calls_articles.jsonl through every component: target, direction and whose call it is."""
    reading = extract(Article(id="case", text=case["text"], published_at="2025-02-04T12:00:00-05:00", language="en"))
    names = {one.id: one.name for one in reading.people} | {one.id: one.name for one in reading.firms}
    assert [[call.target, call.direction, names.get(call.by or "")] for call in reading.calls] == case["calls"]


WORDS = [
    *("stocks", "oil", "the", "Fed", "rates", "will", "could", "not", "expect", "to", "rise", "fall", "cut", "rally"),
    *("bullish", "on", "gold", "if", ".", ",", "?", '"', "said", "Jo Doe", "upgraded", "buy"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_keep_the_spans(words: list[str]) -> None:
    reading = reading_of({"text": " ".join(words), "people": ["Jo Doe"]})
    text = reading.article.text
    assert all(text[c.start : c.end] == c.text and c.text for c in reading.calls)
    assert {c.quote for c in reading.calls} <= {None, *(quote.id for quote in reading.quotes)}
    assert reading == reading_of({"text": text, "people": ["Jo Doe"]})


@pytest.mark.parametrize("unit", ["stocks will rise if not ", "rate cut ", "buy ", "will ", "gold bullish on "])
def test_long_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert reading_of({"text": text}).article.text == text
