"""Who asserts what stands at a place: the speaker of the quote around it, else the source its sentence cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from extractor.annotate.en.sources import cited_source
from extractor.records import Reading

Speaker = Callable[[int], str | None]


def speaker_at(reading: Reading) -> Speaker:
    """A function from an offset to the id of the person or firm that asserts it, or None for the writer."""
    quotes = [(quote.start, quote.end, quote.speaker) for quote in reading.quotes if quote.speaker]
    starts = [sentence.start for sentence in reading.sentences]
    cited = [cited_source(reading, sentence) for sentence in reading.sentences]

    def said(offset: int) -> str | None:
        for start, end, speaker in quotes:
            if start <= offset < end:
                return speaker
        i = bisect_right(starts, offset) - 1
        return cited[i] if i >= 0 else None

    return said
