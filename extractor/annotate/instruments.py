"""Instruments: what trades or is quoted, wherever the text names it, one record an instrument.

Page tags decide first, then symbols (`JNJ.N`, `(NYSE: XOM)`, `.SPX`), then names, the longest first; a symbol binds the
name beside it for the rest of the text, so that "Palm Inc (PALM.O)" makes every later "Palm" a share.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extractor.annotate.en.instrument_listings import find_listings
from extractor.annotate.en.instrument_names import names
from extractor.annotate.en.instrument_pairs import find_pairs
from extractor.annotate.en.instrument_resolve import Found, resolve
from extractor.annotate.en.instrument_shares import bind, counts, learnt
from extractor.annotate.en.instrument_spreads import find_spreads
from extractor.annotate.en.instrument_tenors import find_tenors
from extractor.annotate.en.instrument_words import Match, find_names, split_words
from extractor.records import Article, NamedInstrument, Reading
from extractor.registry import registry


def find_instruments(reading: Reading) -> Reading:
    """Add `instruments`: every instrument that the text names, by first mention, each with all its mentions in order.

    Mentions of different instruments never overlap. Time is linear in the text.
    """
    mentions: dict[str, list[tuple[int, int]]] = {}
    written: dict[str, str] = {}
    for place in sorted(_found(reading.article)):
        mentions.setdefault(place.id, []).append((place.start, place.end))
        if place.name:
            written.setdefault(place.id, place.name)
    records = tuple(_record(id_, written.get(id_), tuple(places)) for id_, places in mentions.items())
    return replace(reading, instruments=records)


def mentions_in_order(reading: Reading) -> tuple[tuple[int, int, str], ...]:
    """Every mention of an instrument as (start, end, instrument id), in text order."""
    places = ((start, end, record.id) for record in reading.instruments for start, end in record.mentions)
    return tuple(sorted(places))


def anaphors(instrument_id: str) -> frozenset[str]:
    """The words that can stand for this instrument once it is named ("the index", "the yield"), in lower case.

    By asset class, from en/anaphors.toml; a share has those of its class, and so has an id without an entry.
    """
    instrument = registry().get(instrument_id)
    other = "yield_spread" if "-" in instrument_id else "share"
    return _anaphors().get(instrument.asset_class if instrument else other, frozenset())


@cache
def _anaphors() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("extractor.annotate.en") / "anaphors.toml").read_text(encoding="utf-8"))
    return {asset_class: frozenset(words) for asset_class, words in table["anaphors"].items()}


def _record(id_: str, written: str | None, mentions: tuple[tuple[int, int], ...]) -> NamedInstrument:
    instrument = registry().instruments.get(id_)
    if instrument is not None:
        return NamedInstrument(id=id_, name=instrument.name, asset_class=instrument.asset_class, mentions=mentions)
    legs = [registry().instruments.get(leg) for leg in id_.split("-")]
    if len(legs) == 2 and legs[0] and legs[1]:
        name = f"{legs[0].name} less {legs[1].name}"
        return NamedInstrument(id=id_, name=name, asset_class="yield_spread", mentions=mentions)
    return NamedInstrument(id=id_, name=written or id_, asset_class="share", mentions=mentions)


def _found(article: Article) -> list[Found]:
    """Every mention, first come first served: tags, symbols, curves, tenors, shares, then the rest."""
    words = split_words(article.text)
    day = (article.published_at or "")[:10]
    matches = list(find_names(words, names()))
    kinds: dict[str, list[Match]] = {"block": [], "index": [], "share": [], "currency": []}
    for match in matches:
        kinds[match.meaning.kind].append(match)
    bound = bind(words, matches, list(find_listings(words)), day)
    places = _Places()
    places.take(Found(tag.start, tag.end, _padded(tag.instrument), tag.name) for tag in article.tags if tag.instrument)
    places.take(Found(found.start, found.end, found.id, bound.names.get(found.id, "")) for found in bound.symbols)
    places.close(kinds["block"])
    curves = [match for match in kinds["index"] if _is_curve(match)]
    places.take(Found(match.start, match.end, match.meaning.id) for match in curves)
    tenors = list(find_tenors(words))
    places.take(Found(tenor.start, tenor.end, tenor.id) for tenor in [*tenors, *find_spreads(words, tenors)])
    places.take(Found(*place) for place in counts(words, kinds["share"], bound, day))
    places.take(Found(*place, bound.names.get(place[2], "")) for place in learnt(words, bound))
    places.take(Found(pair.start, pair.end, pair.id) for pair in find_pairs(words, kinds["currency"]))
    rest = [match for match in kinds["index"] if not _is_curve(match)]
    places.take(resolve(words, rest, {place.id for place in places.taken}))
    return places.taken


class _Places:
    """Places of the text that are taken; what comes later and overlaps is left out."""

    def __init__(self) -> None:
        self.taken: list[Found] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, found: Iterable[Found]) -> None:
        for place in list(found):
            if self._mark(place.start, place.end):
                self.taken.append(place)

    def close(self, matches: Iterable[Match]) -> None:
        for match in matches:
            self._mark(match.start, match.end)

    def _mark(self, start: int, end: int) -> bool:
        i = bisect_right(self._starts, start)
        if (i and self._ends[i - 1] > start) or (i < len(self._starts) and self._starts[i] < end):
            return False
        self._starts.insert(i, start)
        self._ends.insert(i, end)
        return True


def _is_curve(match: Match) -> bool:
    instrument = registry().instruments.get(match.meaning.id)
    return instrument is not None and instrument.is_yield


def _padded(instrument_id: str) -> str:
    """Hong Kong codes have four digits here, whatever a page prints: XHKG:00700 is XHKG:0700."""
    mic, _, code = instrument_id.partition(":")
    return f"{mic}:{code.lstrip('0').zfill(4)}" if mic == "XHKG" else instrument_id
