"""Quotations: one line a case in tests/cases/quotes.jsonl; then what holds for any text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotate.quotes import find_quotes
from extractor.annotate.sentences import split_sentences
from extractor.records import Article, Firm, Mention, Person, Reading

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/quotes.jsonl").read_text("utf-8").splitlines()
]


def mentions(text: str, name: str) -> tuple[Mention, ...]:
    return tuple(match.span() for match in re.finditer(re.escape(name), text))


def reading_of(case: dict[str, Any]) -> Reading:
    text = case["text"]
    article = Article(id="case", text=text, published_at=case.get("published_at"))
    people = tuple(Person(id=name, name=name, mentions=mentions(text, name)) for name in case.get("people", ()))
    firms = tuple(Firm(id=name, name=name, mentions=mentions(text, name)) for name in case.get("firms", ()))
    return replace(split_sentences(Reading(article=article)), people=people, firms=firms)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = find_quotes(reading_of(case)).quotes
    assert {(q.kind, q.text, q.speaker) for q in found} == {
        (q["kind"], q["text"], q["speaker"]) for q in case["quotes"]
    }
    of_text = {(q.kind, q.text): q for q in found}
    for expected in case["quotes"]:
        quote = of_text[expected["kind"], expected["text"]]
        for name in ("cue", "medium", "speaker_text"):
            assert getattr(quote, name) == expected.get(name, getattr(quote, name)), name
        if "said_on" in expected:
            assert (quote.said_on and quote.said_on.isoformat()) == expected["said_on"]
        if "continues" in expected:
            before = case["quotes"][expected["continues"]]
            assert quote.continues == of_text[before["kind"], before["text"]].id


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \n\"'“”‘’«»「」,.:?!Jo Doe said", max_size=200))
def test_any_text_keeps_the_spans(text: str) -> None:
    first = find_quotes(reading_of({"text": text, "people": ["Jo Doe"]}))
    assert all(text[q.start : q.end] == q.text and q.text.strip() for q in first.quotes)
    assert first == find_quotes(reading_of({"text": text, "people": ["Jo Doe"]}))
    assert [q.id for q in first.quotes] == [f"q{n}" for n in range(1, len(first.quotes) + 1)]


def test_one_bad_mark_costs_one_quote() -> None:
    whole = (
        '"Rates are done," said Jo Doe. The "mood was fine. "Oil may rest," said Jo Doe. "Gold may not," said Jo Doe.'
    )
    found = find_quotes(reading_of({"text": whole, "people": ["Jo Doe"]})).quotes
    assert [q.text for q in found if q.speaker == "Jo Doe"] == ["Rates are done,", "Oil may rest,", "Gold may not,"]


@pytest.mark.parametrize("unit", ['"', "“ a ", "'a ", '"a," said Jo Doe, ', "he said that ", '"a\n', "according to a "])
def test_long_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert find_quotes(reading_of({"text": text, "people": ["Jo Doe"]})).article.text == text
