"""Currencies as instruments: which pair "the dollar", "the yen" or "against the euro" means, and which are mere money.

A currency that moves against another one means their pair, and so does "against the euro" by itself; one that moves
alone means the pair that registry.Currency names (the dollar: its index). "531 yen" is an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.annotate.en.instrument_contexts import moved
from extractor.annotate.en.instrument_cues import any_of, word_set
from extractor.annotate.en.instrument_words import Match, Words
from extractor.registry import registry

_AMOUNT = re.compile(
    r"(?:\d[\d.,/]*|\b(?:hundreds?|thousands?|[mbt]r?illions?|mln|bln|trln|one|two|three|five|ten|few))[- ]$"
)
_AGAINST = re.compile(r"\b(?:against|versus|vs\.?) (?:both )?(?:the |a |an |its )?(?:broadly )?(?:weaker |stronger )?$")
_PER = re.compile(r"(?:\bper |\d(?: [a-z]+)? to (?:the|a) |\d(?: [a-z]+)? an? )$")
_SUBJECT = re.compile(rf"\b{any_of('currency_subject')} $")
_MOVES = re.compile(
    rf"(?:'s)? (?:also |then |briefly |last |later |earlier )?(?:{moved()}|{any_of('currency_moves')})\b"
)
_NOT_AHEAD = re.compile(rf"-?{any_of('currency_glued')}\b|(?:'s)? {any_of('currency_not')}\b")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"$])|\n")
_REACH = 110
"""How many characters may stand between two currencies of one pair."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A currency named as an instrument at `start`..`end` (with "against the" before a counter-currency)."""

    start: int
    end: int
    id: str


def find_pairs(words: Words, currencies: Sequence[Match]) -> Iterator[Pair]:
    """The pairs that the currency names of a text mean; names of amounts are left out."""
    moving: Match | None = None
    for i, match in enumerate(currencies):
        if _AMOUNT.search(words.low[max(0, match.start - 16) : match.start]):
            continue
        if moving is not None and not _together(words, moving, match, 3 * _REACH):
            moving = None
        before = words.low[max(0, match.start - 32) : match.start].replace("\n", " ")
        against = _AGAINST.search(before)
        if against is not None:
            yield from _counter(match, moving, match.start - len(before) + against.start())
        elif not _PER.search(before) and _is_subject(words, match, before):
            yield _subject(words, match, currencies[i + 1 : i + 3], currencies[i - 1] if i else None)
            moving = match


def _counter(match: Match, moving: Match | None, start: int) -> Iterator[Pair]:
    """The pair of "against the euro": with the currency that moves in the sentence, else with the dollar."""
    code = match.meaning.id
    other = moving.meaning.id if moving and moving.meaning.id != code else "USD"
    pair = registry().pair(other, code)
    if pair is not None and other != code:
        yield Pair(start, match.end, pair.id)


def _together(words: Words, first: Match, second: Match, reach: int) -> bool:
    """Whether two names stand in one sentence, `reach` characters apart at most."""
    return second.start - first.end <= reach and not _SENTENCE_END.search(words.text, first.end, second.start)


def _subject(words: Words, match: Match, following: Sequence[Match], previous: Match | None) -> Pair:
    code = match.meaning.id
    other = _other_ahead(words, match, following) or (_other_behind(words, match, previous) if previous else None)
    pair = registry().pair(code, other) if other else None
    return Pair(match.start, match.end, pair.id if pair else registry().currencies[code].pair)


def _other_ahead(words: Words, match: Match, following: Sequence[Match]) -> str | None:
    """The currency that "against", "per" or an amount ties to this one, further on in the sentence."""
    for later in following:
        if not _together(words, match, later, _REACH):
            return None
        between = words.low[match.end : later.start]
        tied = _AGAINST.search(between) or _PER.search(between) or _AMOUNT.search(between[-16:])
        if later.meaning.id != match.meaning.id and tied:
            return str(later.meaning.id)
    return None


def _other_behind(words: Words, match: Match, previous: Match) -> str | None:
    """The currency of "Against the yen, the dollar": the one before, if a comma parts the two."""
    opening = words.low[max(0, previous.start - 32) : previous.start]
    between = words.low[previous.end : match.start]
    if previous.meaning.id == match.meaning.id or len(between) > 24 or between.strip()[:1] != ",":
        return None
    return str(previous.meaning.id) if _AGAINST.search(opening) else None


def _is_subject(words: Words, match: Match, before: str) -> bool:
    after = words.low[match.end : match.end + 32].replace("\n", " ")
    name = match.meaning.name
    if name in word_set("currency_never") or _NOT_AHEAD.match(after):
        return False
    return name not in word_set("currency_alone") or bool(_SUBJECT.search(before) or _MOVES.match(after))
