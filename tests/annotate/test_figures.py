"""Figures: one line a case, and properties of numerals that no list of cases can show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.claims import find_claims
from extractor.annotate.en.numbers import find_numerals, narrow
from extractor.annotate.figures import find_figures
from extractor.annotate.sentences import split_sentences
from extractor.records import Article, NamedInstrument, Reading

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "figures.jsonl").read_text().splitlines()]


def _read(text: str, names: list[str] | None = None) -> Reading:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names or ()]
    named = tuple(NamedInstrument(id="SPX", name="", asset_class="", mentions=(span,)) for span in spans)
    return find_claims(find_figures(split_sentences(Reading(article=Article(id="case", text=text), instruments=named))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_figure_case(case: dict[str, Any]) -> None:
    """Each line of figures.jsonl: span, value, second value, unit and bound of every figure of a sentence."""
    found = [[f.text, f.value, f.high, f.unit, f.bound] for f in _read(case["text"], case.get("names")).figures]
    assert found == [
        [text, pytest.approx(value), high, unit, bound] for text, value, high, unit, bound in case["figures"]
    ]


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_written_decimals_read_back(value: Any) -> None:
    """A decimal printed with thousands separators reads back as itself, and its last place is a hundredth."""
    written = f"rose {value:,.2f} points"
    numeral = find_numerals(written, 0, len(written))[0]
    assert numeral.value == pytest.approx(float(value))
    assert numeral.digits == pytest.approx(0.01)


@given(st.text(alphabet=st.sampled_from("0123456789０１２,.％% $¥€-/()abz½年\n点 percentbillion"), max_size=80))
def test_any_text_gives_true_spans(text: str) -> None:
    """Whatever the text, every figure's words are the slice that its offsets name."""
    for figure in _read(text).figures:
        assert text[figure.start : figure.end] == figure.text


@given(st.text(max_size=60))
def test_narrowing_keeps_offsets(text: str) -> None:
    """Full-width digits become ASCII one for one."""
    assert len(narrow(text)) == len(text)
