"""JSON lines and the JSON array hold the same Readings, and `load` reads them back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from extractor.records import Article, Reading, load
from extractor.write.jsonl import as_array, as_lines

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ARTICLES = st.builds(Article, id=WORDS, text=WORDS)
READINGS = st.lists(st.builds(Reading, article=ARTICLES), max_size=4)


@given(READINGS)
def test_lines_and_array_hold_the_same_readings(readings: list[Reading]) -> None:
    lines = b"".join(as_lines(readings))
    assert lines.count(b"\n") == len(readings)
    assert [load(line) for line in lines.split(b"\n") if line] == readings
    array = b"".join(as_array(readings))
    assert (json.loads(array) if readings else []) == [json.loads(line) for line in lines.split(b"\n") if line]


def test_no_reading_gives_no_output() -> None:
    assert list(as_lines([])) == list(as_array([])) == []
