"""Names: what the tagger gives, with offsets that stay true, and nothing loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.annotate.names import find_names
from extractor.records import Article, Name, Reading


def _names(text: str) -> tuple[Name, ...]:
    return find_names(Reading(article=Article(id="case", text=text))).names


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Jerome Powell spoke on Tuesday in Washington.", "Jerome Powell", "PERSON"),
        ("“Rates fall,” said Élodie Müller of the bank.", "Élodie Müller", "PERSON"),
        ("She works for the European Central Bank in Frankfurt.", "the European Central Bank", "ORG"),
        ("Shares of Intel Corp ( INTC.O ) rose, Maria Keller said.", "Maria Keller", "PERSON"),
        ("$Russell 2000 Index (.RUT.US)$ rose, said Maria Keller in London.", "Maria Keller", "PERSON"),
    ],
)
def test_name(text: str, name: str, label: str) -> None:
    """Names stand where they say, whatever was blanked before them."""
    found = {(text[n.start : n.end], n.label) for n in _names(text)}
    assert (name, label) in found
    assert all(text[n.start : n.end] == n.text for n in _names(text))


def test_tags_and_codes_are_no_names() -> None:
    """Page tags, Reuters codes and addresses give the tagger nothing to mistake."""
    assert _names("$S&P 500 Index (.SPX.US)$ .SPX ( HD.N ) CLc1 https://example.org/Some/Name") == ()


def test_long_texts_are_cut_at_sentences() -> None:
    """A name far behind the first chunk stands at its own place; the same text gives the same names twice."""
    text = "Stocks rose again on Monday. " * 600 + "Jerome Powell spoke in Washington."
    names = _names(text)
    assert [n.text for n in names if n.label == "PERSON"] == ["Jerome Powell"]
    assert names[-1].end == len(text) - 1
    assert names == _names(text)


def test_a_line_without_an_end_is_cut_anyway() -> None:
    """No chunk grows with the text, whatever it lacks."""
    assert _names("a" * 100_000) == ()


def test_nothing_heavy_is_loaded_at_import() -> None:
    """Importing the component loads neither spaCy nor the gazetteer's package."""
    code = (
        "import sys, extractor.annotate.people, extractor.annotate.names;"
        "print({'spacy', 'pytickersymbols'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
