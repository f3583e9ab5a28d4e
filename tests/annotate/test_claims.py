"""Claims: one line a case, every proposition of one text and none besides, with the two closes that each compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.annotate.claims import find_claims
from extractor.annotate.figures import find_figures
from extractor.annotate.instruments import find_instruments
from extractor.annotate.periods import find_times
from extractor.annotate.sentences import split_sentences
from extractor.records import Article, Reading

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "claims.jsonl").read_text().splitlines()]
SIZED = {"return", "change", "level", "threshold_cross"}
"""Measures whose unit says something; of a streak or a direction the value says all."""


def _marked(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["text"][:60], marks=[pytest.mark.xfail] if case.get("xfail") else [])


def _claims(case: dict[str, Any]) -> list[list[Any]]:
    reading = Reading(article=Article(id="case", text=case["text"], published_at=case["published_at"], language="en"))
    for component in (split_sentences, find_instruments, find_figures, find_times, find_claims):
        reading = component(reading)
    return [
        [
            claim.measure,
            claim.instrument,
            claim.versus,
            claim.value,
            claim.unit if claim.measure in SIZED else None,
            str(claim.period.start) if claim.period and claim.period.start else None,
            str(claim.period.end) if claim.period and claim.period.end else None,
        ]
        for claim in reading.claims
    ]


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_claim_case(case: dict[str, Any]) -> None:
    """Each line of claims.jsonl: measure, instrument, versus, value, unit, and the period's two closes."""
    wanted = [[*row[:4], row[4] if row[0] in SIZED else None, *row[5:]] for row in case["claims"]]
    assert sorted(_claims(case), key=str) == sorted(wanted, key=str)
