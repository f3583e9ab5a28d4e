"""Names of the registry in a text: strong aliases as they are, weak ones by context, and which crude "crude" is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.annotate.en.instrument_contexts import contexts
from extractor.annotate.en.instrument_words import Match, Words

_CRUDES = ("WTI", "BRENT")
_NYMEX = "the exchange in New York"
_US_TEXT = frozenset({"SPX", "DJI", "IXIC", "US10Y", "NDX"})


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A mention: where, of what, and the name in the data for instruments that have no entry in the registry."""

    start: int
    end: int
    id: str
    name: str = ""


def resolve(words: Words, matches: Sequence[Match], already: set[str]) -> Iterator[Found]:
    """The mentions among `matches` that count; `already` holds the ids that the text names otherwise."""
    named = already | {match.meaning.id for match in matches if not match.meaning.weak}
    if "nymex" in words.low or "new york mercantile" in words.low:
        named.add(_NYMEX)
    weak: list[Match] = []
    for match in matches:
        if match.meaning.weak:
            weak.append(match)
        else:
            yield Found(match.start, match.end, match.meaning.id)
    for match in sorted(weak, key=lambda match: contexts()[match.meaning.name].named):  # those that name come first
        rule = contexts()[match.meaning.name]
        sentence = _sentence(words, match)
        id_ = _crude(rule.id, named, words, sentence) if match.meaning.id == "WTI" else match.meaning.id
        if id_ is not None and rule.holds(words, (match.start, match.end), sentence, named=id_ in named):
            named.add(id_)
            yield Found(match.start, match.end, id_)


def _crude(rule: str, named: set[str], words: Words, sentence: tuple[int, int]) -> str | None:
    """Which crude is meant where the words do not say: the one that the text names elsewhere, else the American one.

    "May crude" is the American one outside sentences that speak of London. Of "oil" without more, the American one
    only where the text speaks of New York's market; of two that are named, neither.
    """
    if rule == "crude-month":
        abroad = any(word in words.low[slice(*sentence)] for word in ("brent", "london", "dubai", "shanghai"))
        return None if abroad else "WTI"
    known = [id_ for id_ in _CRUDES if id_ in named]
    if len(known) == 1:
        return known[0]
    if known:
        return None
    return "WTI" if rule != "oil" or named & _US_TEXT or _NYMEX in named else None


def _sentence(words: Words, match: Match) -> tuple[int, int]:
    """Roughly the sentence around a mention: from the last stop or line break to the next, 300 characters at most."""
    low = words.low
    floor, roof = max(0, match.start - 300), min(len(low), match.end + 300)
    start = max(low.rfind(". ", floor, match.start), low.rfind("\n", floor, match.start), floor)
    ends = [end for mark in (". ", "\n") if (end := low.find(mark, match.end, roof)) >= 0]
    return start, min(ends, default=roof)
