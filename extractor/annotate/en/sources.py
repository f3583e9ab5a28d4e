"""The firm or person that a sentence cites for its facts: "according to Dow Jones Market Data"."""

from __future__ import annotations

import re

from extractor.records import Reading, Sentence

_CITES = re.compile(
    r"\b(?:according\sto|data\s(?:from|by|compiled\sby)|figures\sfrom|numbers\sfrom|as\s(?:measured|tracked|compiled)\sby)\s(?:(?:the|a|an|preliminary|data|figures|latest|from|report|by)\s){0,4}$",
    re.IGNORECASE,
)
_SHOWED = re.compile(r"^(?:['’]s)?\s(?:\w+\s){0,2}data\s(?:show|showed|shows|indicated)\b", re.IGNORECASE)


def cited_source(reading: Reading, sentence: Sentence) -> str | None:
    """The id of the firm or person that the sentence names as its source, or None."""
    text = reading.article.text
    named = [(one.id, one.mentions) for one in reading.firms] + [(one.id, one.mentions) for one in reading.people]
    for known, mentions in named:
        for start, end in mentions:
            if not sentence.start <= start < sentence.end:
                continue
            if _CITES.search(text, max(sentence.start, start - 60), start) or _SHOWED.match(text[end : end + 40]):
                return known
    return None
