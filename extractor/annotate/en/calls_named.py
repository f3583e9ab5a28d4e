"""What a text names and counts, as targets of calls: instruments, firms that trade, figures that can be levels."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractor.records import Figure, NamedInstrument, Reading
from extractor.registry import registry

_MOVED = {"WTI": "oil", "BRENT": "oil", "XAU": "gold", "DXY": "dollar", "VIX": "volatility", "FEDFUNDS": "policy_rate"}
_SHARES = frozenset({"equity", "share", "stock", "etf", "adr"})
_YIELD = re.compile(r"\b(?:yields?|rates?)\b", re.IGNORECASE)
_YIELD_BEHIND = re.compile(r"\s+(?:\w+\s+)?(?:yields?|rates?)\b", re.IGNORECASE)
_BOND = re.compile(r"\b(?:notes?|bonds?|gilts?|bunds?|treasur(?:y|ies|ys)|JGBs?|BTPs?|OATs?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"USD[A-Z]{3}")
_DOLLAR = re.compile(r"dollar|greenback|USD|buck|/", re.IGNORECASE)

Span = tuple[int, int, str, bool, bool]
"""Start, end, target, whether it is a share, whether it is named by what moves against it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is named and counted, as targets of calls and as figures, each in text order."""

    starts: list[int]
    spans: list[Span]
    figures: list[Figure]

    @classmethod
    def of(cls, reading: Reading) -> Named:
        """Every mention of an instrument, and of a firm that trades; every figure that can be a level."""
        text = reading.article.text
        spans: dict[tuple[int, int], Span] = {}
        for instrument in reading.instruments:
            for a, b in instrument.mentions:
                spans[a, b] = (a, b, *_meant(text, instrument, a, b))
        for firm in reading.firms:
            for a, b in firm.mentions if firm.instrument else ():
                spans.setdefault((a, b), (a, b, firm.instrument or "", True, False))
        ordered = sorted(spans.values())
        figures = sorted(reading.figures, key=lambda figure: figure.start)
        return cls([span[0] for span in ordered], ordered, figures)

    def between(self, start: int, end: int) -> list[Span]:
        """The mentions that begin inside `start`..`end`."""
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def counted(self, start: int, end: int) -> list[Figure]:
        """The figures that begin inside `start`..`end`."""
        first = bisect_left(self.figures, start, key=lambda figure: figure.start)
        return self.figures[first : bisect_left(self.figures, end, key=lambda figure: figure.start)]


def target_of(instrument: str) -> str:
    """The target that stands for an instrument: oil for its futures, the dollar for its index."""
    return _MOVED.get(instrument, instrument)


def _meant(text: str, instrument: NamedInstrument, start: int, end: int) -> tuple[str, bool, bool]:
    """The target that a mention means, whether it is a share, and whether the target moves against what is named.

    "The two-year note" is the bond and not its yield; "the yen" rises when dollar/yen falls.
    """
    known, words = registry().get(instrument.id), text[start:end]
    if known is not None and known.is_yield and _BOND.search(words) and not _says_yield(text, start, end):
        return ("treasuries", False, False) if instrument.id.startswith("US") else (instrument.id, False, True)
    against = bool(_QUOTED.fullmatch(instrument.id)) and not _DOLLAR.search(words)
    return target_of(instrument.id), instrument.asset_class in _SHARES, against


def _says_yield(text: str, start: int, end: int) -> bool:
    return bool(_YIELD.search(text, start, end) or _YIELD_BEHIND.match(text, end))
