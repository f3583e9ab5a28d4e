"""Spreads in words: "the gap between yields on 2- and 10-year notes", "between Italian and German bonds".

`A-B` is the yield of A less that of B: of two tenors the longer less the shorter, of two countries the first less the
second, at ten years where the words give no tenor.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.annotate.en.instrument_tenors import Tenor, country_codes
from extractor.annotate.en.instrument_words import Words
from extractor.registry import registry

_OPENING = re.compile(
    r"\b(?P<name>(?:yield )?(?:gap|spread|differential|difference|premium)s?)\b[^.;\n]{0,40}? between "
    r"(?:the )?(?:yields? (?:on|of) )?(?:the )?"
)
_REACH = 110
"""How many characters after "between" may hold both sides."""


def find_spreads(words: Words, tenors: Sequence[Tenor]) -> Iterator[Tenor]:
    """The spreads of a text that its words make of two of its `tenors`, or of two countries; the span is the noun."""
    inside = sorted(tenors, key=lambda tenor: tenor.start)
    starts = [tenor.start for tenor in inside]
    for found in _OPENING.finditer(words.low):
        roof = min(len(words.low), found.end() + _REACH)
        stop = words.low.find(". ", found.end(), roof)
        end = roof if stop < 0 else stop
        id_ = _of_countries(words.low, found.end(), end) or _of_tenors(
            inside[bisect_left(starts, found.end()) : bisect_left(starts, end)]
        )
        if id_ is not None:
            yield Tenor(*found.span("name"), id_)


def _of_tenors(tenors: Sequence[Tenor]) -> str | None:
    ids = [tenor.id for tenor in tenors[:2]]
    if len(ids) < 2 or ids[0] == ids[1]:
        return None
    if ids[0][:2] == ids[1][:2]:
        ids.sort(key=_months, reverse=True)
    return "-".join(ids)


def _months(id_: str) -> int:
    return int(id_[2:-1]) * (1 if id_.endswith("M") else 12)


def _of_countries(low: str, start: int, end: int) -> str | None:
    """Two countries joined by "and" right after "between", with one tenor or none for both."""
    codes = country_codes()
    sides = _sides().match(low, start, end)
    if sides is None or codes[sides["one"]] == codes[sides["other"]]:
        return None
    tenor = re.search(r"\b(\d{1,2}|two|five|ten|thirty)-year", low[sides.end() : end])
    number = {"two": "2", "five": "5", "ten": "10", "thirty": "30"}.get(tenor[1], tenor[1]) if tenor else "10"
    if tenor is None and not re.search(
        r"\b(?:bonds?|yields?|debt|treasur\w+|bunds?|borrowing costs?)\b", low[start:end]
    ):
        return None
    legs = [f"{codes[sides[side]]}{number}Y" for side in ("one", "other")]
    return "-".join(legs) if all(leg in registry().instruments for leg in legs) else None


@cache
def _sides() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(country_codes(), key=lambda name: (-len(name), name)))
    noun = r"(?: (?:government |sovereign )?(?:bonds?|debt|bond yields?|yields?))?"
    tenor = r"(?: \d{1,2}-year)?"
    return re.compile(
        rf"(?P<one>{names}){tenor}{noun} and (?:the |those of |that of )?(?:safer |benchmark )?(?P<other>{names})(?!\w)"
    )
