"""Text that nobody would write: the components of who said what neither fail nor slow down, and stay the same."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from extractor.annotate.calls import find_calls
from extractor.annotate.figures import find_figures
from extractor.annotate.firms import find_firms
from extractor.annotate.instruments import find_instruments
from extractor.annotate.people import find_people
from extractor.annotate.quotes import find_quotes
from extractor.annotate.sentences import split_sentences
from extractor.annotate.sentiment import score_sentiment
from extractor.pipeline import extract
from extractor.records import Article, Name, Reading

COMPONENTS = (find_firms, find_people, find_quotes, find_calls, score_sentiment)
SMALL, LARGE, GROWTH, NOISE = 20_000, 80_000, 10, 0.4
"""A text four times as long may cost ten times as much: a square would cost sixteen. Short times say nothing."""

ENDLESS = [
    *(
        "Jane Roe ",
        "Acme Securities Inc ",
        "Jane Roe said ",
        '"It will rise," Jane Roe said. ',
        "“",
        "analysts at ",
        "he said ",
    ),
    *(
        "stocks will rise ",
        "if stocks fall ",
        "the Fed will cut rates ",
        "upgraded Apple to buy from hold ",
        "the chief ",
    ),
    *(
        "raised its target for gold to $3,000 from $2,900 ",
        "a 10% chance of a cut ",
        "Mazzey Mazyar ",
        "(",
        "\n",
        "' ",
        "「他说」",
    ),
]


def spent(text: str) -> float:
    """Seconds of the components together on text that the components before have read; the better of two runs."""
    read = find_figures(find_instruments(split_sentences(Reading(article=Article(id="x", text=text)))))
    times = []
    for _ in range(2):
        reading, began = read, time.process_time()
        for component in COMPONENTS:
            reading = component(reading)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("piece", ENDLESS)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    spent("Jane Roe of Acme Securities said stocks will rise.")
    small, large = (spent((piece * (length // len(piece) + 1))[:length]) for length in (SMALL, LARGE))
    assert large < NOISE or large < GROWTH * max(small, NOISE / GROWTH), (piece, small, large)


def test_a_name_past_the_last_word_is_no_firm() -> None:
    """A tagger may name a mark that is no word at the very end of a text."""
    text = "The market fell. **"
    name = Name(start=17, end=19, text="**", label="ORG")
    reading = replace(split_sentences(Reading(article=Article(id="x", text=text))), names=(name,))
    assert find_firms(reading).firms == ()


def test_reading_twice_and_in_between_says_the_same() -> None:
    """One layout is kept for firms and people; another article read in between changes nothing."""
    first = Article(id="a", text="Gold rose. Jane Roe of Acme Securities expects gold to rise further.", language="en")
    other = Article(id="b", text="Oil fell. John Doe of Corran Bank expects oil to fall.", language="en")
    once = extract(first)
    extract(other)
    assert extract(first) == once
