"""A sentence as a row of chunks: instruments, figures, times and cue phrases whole, other words by their class.

Attaching figures and assembling claims both walk these rows; neither looks at the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extractor.annotate.en.claim_cues import Cue, find_cues
from extractor.annotate.en.words import phrasal_verbs, word_class
from extractor.annotate.instruments import mentions_in_order
from extractor.records import Figure, Reading, Sentence, TimePhrase

_SYMBOL = re.compile(r"\b[A-Z]{1,5}[0-9]{0,2}(?:\.[A-Z]{1,2})?,\s?\Z")
_TOKEN = re.compile(
    r"[A-Z]{1,6}:[A-Z0-9.]{2,}|<[^<>\s]{1,24}>|\(?[A-Z0-9]{2,10}=[A-Z]{0,4}\)?|(?<=\s)\.[A-Z]{2,}[A-Z0-9]*|[A-Za-z\u00c0-\u024f]+(?:[-&.][A-Za-z\u00c0-\u024f]+)*(?:['’](?:t|re|ll|ve)\b)?|['’]s?\b|\d[\d.,:/]*|\S"
)


@dataclass(slots=True)
class Chunk:
    """One chunk of a sentence.

    `kind`: "inst", "fig", "time", "cue", or a word class of cues.toml ("verb_up", "price_noun", ...), "word", "name"
    (an unknown capitalised word), "code" (a vendor's symbol), "poss" ('s) or "punct". `ref` is the instrument's id, the
    Figure, TimePhrase or Cue.
    """

    kind: str
    start: int
    end: int
    text: str
    ref: str | Figure | TimePhrase | Cue | None = None


@dataclass(slots=True)
class Row:
    """The chunks of one sentence, with the whole-sentence facts that walking them needs."""

    sentence: Sentence
    chunks: list[Chunk]


def rows(reading: Reading) -> list[Row]:
    """The chunk rows of all sentences, in order."""
    text = reading.article.text
    mentions = [Chunk("inst", s, e, text[s:e], i) for s, e, i in mentions_in_order(reading)]
    figures = [Chunk("fig", f.start, f.end, f.text, f) for f in reading.figures]
    times = [Chunk("time", t.start, t.end, t.text, t) for t in reading.times]
    return [_row(text, sentence, (mentions, figures, times)) for sentence in reading.sentences]


def _row(text: str, sentence: Sentence, layers: Sequence[list[Chunk]]) -> Row:
    spans = [chunk for layer in layers for chunk in _inside(layer, sentence)]
    cues = [
        Chunk("cue", c.start, c.end, text[c.start : c.end], c) for c in find_cues(text, sentence.start, sentence.end)
    ]
    verbs = [Chunk(kind, s, e, text[s:e].lower()) for s, e, kind in phrasal_verbs(text, sentence.start, sentence.end)]
    whole = _disjoint(spans + cues + verbs)
    chunks: list[Chunk] = []
    position = sentence.start
    for chunk in whole:
        chunks += _tokens(text, position, chunk.start, sentence.start)
        chunks.append(chunk)
        position = chunk.end
    chunks += _tokens(text, position, sentence.end, sentence.start)
    return Row(sentence, _without_quote_chips(text, chunks))


def _without_quote_chips(text: str, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks without the live quotes that pages set behind a symbol: "the Nasdaq COMP, -0.56% shed 89 points".

    Such a quote is of the hour at which the page was saved, not of the story.
    """
    kept: list[Chunk] = []
    for chunk, following in zip_longest(chunks, chunks[1:]):
        signed = chunk.kind == "fig" and chunk.text[0] in "+-−" and chunk.text.endswith("%")
        behind_symbol = signed and _SYMBOL.search(text, max(0, chunk.start - 12), chunk.start) is not None
        if not behind_symbol or following is None or following.kind == "coordinator":
            kept.append(chunk)
        elif kept and kept[-1].text.endswith(","):
            kept.pop()
    return kept


def _inside(layer: list[Chunk], sentence: Sentence) -> Iterator[Chunk]:
    i = bisect_left(layer, sentence.start, key=lambda chunk: chunk.start)
    while i < len(layer) and layer[i].start < sentence.end:
        yield layer[i]
        i += 1


def _disjoint(chunks: list[Chunk]) -> list[Chunk]:
    """Figures win over instruments, those over cues, those over times, where they overlap."""
    rank = {"fig": 0, "inst": 1, "cue": 2, "time": 3, "verb_up": 4, "verb_down": 4}
    kept: list[Chunk] = []  # ascending and disjoint, so that only the two beside a place can overlap
    for chunk in sorted(chunks, key=lambda c: (rank[c.kind], c.start)):
        i = bisect_left(kept, chunk.start, key=lambda other: other.start)
        clear = i == 0 or kept[i - 1].end <= chunk.start
        if clear and (i == len(kept) or kept[i].start >= chunk.end):
            kept.insert(i, chunk)
    return kept


def _tokens(text: str, start: int, end: int, opening: int) -> Iterator[Chunk]:
    for match in _TOKEN.finditer(text, start, end):
        written = match.group()
        yield Chunk(_class(written, opens=match.start() == opening), match.start(), match.end(), written.lower())


def _class(written: str, *, opens: bool) -> str:
    if len(written) > 2 and (written[0] in ".<(" or "=" in written or ":" in written):
        return "code"
    if written[0] in "'’":
        return "poss" if len(written) <= 2 else "word"
    if not written[0].isalpha():
        return "word" if written[0].isdigit() else "punct"
    known = word_class(written.lower())
    if known is not None:
        return known
    return "name" if written[0].isupper() and not opens else "word"
