"""Sentences by rule: a line break ends one; a full stop does unless it belongs to an abbreviation or a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extractor.records import Reading, Sentence

# A stop, closing marks, then a gap before something that can open a sentence; or a stop glued to the next sentence
# ("on Monday.While stocks", "on Monday.$S&P 500 Index (.SPX.US)$"), as machine-translated pages print it.
_STOP = re.compile(
    r"""[.!?]{1,4} ["”’')\]]{0,3} (?= \s+ ["“‘'(\[$]{0,3} [A-Z0-9\u00c0-\u024f] | \s+["“$] | \$[A-Z] )
      | (?<=[a-z0-9]{3}) [.!?] ["”’')\]]? (?= [A-Z][a-z]+\ | ["“][A-Z] )
      | [。！？] ["”’』」]{0,2}""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
_NEXT_WORD = re.compile(r"\s*[\"“‘'(\[$]{0,3}([A-Za-z]+)")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = tomllib.loads((files("extractor.annotate.en") / "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(table["never_final"]), frozenset(table["maybe_final"]), frozenset(table["openers"])


def split_sentences(reading: Reading) -> Reading:
    """Add `sentences`, in text order: they never overlap, hold no line break and carry no outer white space."""
    return replace(reading, sentences=tuple(_sentences(reading.article.text)))


def _sentences(text: str) -> Iterator[Sentence]:
    for paragraph, (start, end) in enumerate(_lines(text)):
        cut = start
        for stop in _STOP.finditer(text, start, end):
            if not _belongs_to_abbreviation(text, stop.start(), stop.end()):
                yield from _trimmed(text, cut, stop.end(), paragraph)
                cut = stop.end()
        yield from _trimmed(text, cut, end, paragraph)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line)
        start += len(line)


def _belongs_to_abbreviation(text: str, dot: int, after: int) -> bool:
    """Whether the stop at `dot` is part of "Mr.", "U.S." and the like, judged by the word before and the one after."""
    if text[dot] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, dot - 12), dot)
    if word is None:
        return False
    never, maybe, openers = _abbreviations()
    before = word.group().casefold()
    if before in never:
        return True
    single_initial = len(before) == 1 and before != "i"
    if before not in maybe and not single_initial and not re.fullmatch(r"(?:[a-z]\.)+[a-z]", before):
        return False
    following = _NEXT_WORD.match(text, after)
    return following is not None and following.group(1).casefold() not in openers


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Sentence(start=start, end=end, paragraph=paragraph)
