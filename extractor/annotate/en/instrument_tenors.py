"""Government yields by tenor: "the benchmark 10-year Treasury note", "Germany's 10-year", "2- and 10-year yields".

A tenor is a government yield where words of bonds stand beside it; "a 10-year low" and "a five-year plan" are not. The
country is the one named beside it, else for bonds and yields the nearest one named earlier in the sentence, else the
United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.annotate.en.instrument_contexts import moved
from extractor.annotate.en.instrument_cues import word_set
from extractor.annotate.en.instrument_words import Words
from extractor.registry import registry

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "ten": 10, "twenty": 20, "thirty": 30, "forty": 40,
}  # fmt: skip
_N = rf"(?:[1-4]0|[1-9]|{'|'.join(_NUMBERS)})"
_TENOR = re.compile(
    rf"(?<![\w.,$-])(?P<list>(?:{_N}-? ?(?:year|yr)?(?:,| and| or|/| to|, and) ){{0,3}})(?P<last>{_N})"
    r"(?P<unit>(?:[- ](?:year|yr|month)|-(?:years|yrs)|y))(?!\w)(?!-old|-long)"
)
_LONG_BOND = re.compile(r"\b(?:the|u\.s\.|treasury|treasury's) (?P<name>long bond|30-year long bond)s?\b")
_BENCHMARK = re.compile(
    r"\bbenchmark (?:u\.s\. |us )?(?P<of>treasury|treasuries|government|german|bund|gilt|jgb)? ?(?:bond |note |debt )?"
    r"(?:yields?|notes?|treasuries|bunds?|gilts?|jgbs?)\b"
)
_BARE_BEHIND = re.compile(r"\b(?:the|on|benchmark|u\.s\.|us|and|between|yields?|in) $")
_COUNTRY_BEHIND = re.compile(r"(?:benchmark |key |closely watched |government |sovereign |bond |treasury )*$")
_CUE = re.compile(
    r"\b(?:yields?|treasur(?:y|ies|ys)|basis points?|bps?|bunds?|gilts?|jgbs?|auction|bond market|notes?)\b"
)


@dataclass(frozen=True, slots=True)
class Tenor:
    """A government yield named at `start`..`end`."""

    start: int
    end: int
    id: str


@cache
def _countries() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(country_codes(), key=lambda name: (-len(name), name)))
    return re.compile(rf"\b(?:{names})(?!\w)")


@cache
def country_codes() -> dict[str, str]:
    """The country of each word that names one or its bonds, in lower case."""
    return {
        name.lower(): sovereign.code
        for sovereign in registry().sovereigns.values()
        for name in sovereign.names + sovereign.securities
    }


def find_tenors(words: Words) -> Iterator[Tenor]:
    """The government yields named by tenor, in the order of their numbers. Linear in the text."""
    in_bonds = _CUE.search(words.low) is not None
    for found in _TENOR.finditer(words.low):
        yield from _read(words, found, in_bonds=in_bonds)
    for long_bond in _LONG_BOND.finditer(words.low):
        yield Tenor(*long_bond.span("name"), "US30Y")
    for benchmark in _BENCHMARK.finditer(words.low):
        if in_bonds:
            code = country_codes().get(benchmark["of"] or "", "US")
            yield Tenor(*benchmark.span(), f"{code}10Y")


def _read(words: Words, found: re.Match[str], *, in_bonds: bool) -> Iterator[Tenor]:
    low = words.low
    end, head, named = _right(low, found.end())
    start, before = _left(low, found.start() if found["list"] else found.start("last"))
    country = before or named
    if head is None and not _stands_alone(low, found, named=bool(before)):
        return
    if country is None:
        country = _unnamed(low, found, low[found.end() : end], head) if in_bonds else None
    if country is None:
        return
    unit = "M" if "month" in found["unit"] else "Y"
    for n, piece_start, piece_end in _numbers(found):
        id_ = f"{country}{n}{unit}"
        if id_ in registry().instruments:
            first, last = piece_start == found.start(), piece_end == found.end("last")
            yield Tenor(start if first else piece_start, end if last else piece_end, id_)


def _unnamed(low: str, found: re.Match[str], noun: str, head: str | None) -> str | None:
    """The country of a tenor that names none, or None where the debt need not be a government's."""
    at = found.start()
    vague = head in word_set("debt_vague") and not re.search(r"treasur|yield|government|bond", noun)
    if vague and (head not in ("rate", "rates") or not _near(low, at, "yields?")):
        return None
    if head in ("bond", "bonds", "bill", "bills") and not _near(low, at, r"yields?|treasur\w+|basis points|\d/32"):
        return None
    return _earlier(low, at) if head in (None, "bond", "bonds", "yield", "yields") else "US"


def _numbers(found: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    for number in re.finditer(_N, found[0][: found.end("last") - found.start()]):
        word = number[0]
        if word not in ("", "y"):
            yield _NUMBERS.get(word) or int(word), found.start() + number.start(), found.start() + number.end()


_NEXT = re.compile(r"[\s\-/]{1,2}([a-z]+(?:\.[a-z]\.)?)('s)?")


def _right(low: str, end: int) -> tuple[int, str | None, str | None]:
    """The end of the name, its head ("note", "yield") and the country it names, reading on from the tenor."""
    head, country, stop, at = None, None, end, end
    for _ in range(6):
        found = _NEXT.match(low, at)
        if found is None or found[1] in word_set("not_debt"):
            break
        word, at = found[1], found.end()
        code = country_codes().get(word)
        if word in word_set("debt"):
            head, stop = word, found.end(1)
            country = country or (code or None)
        elif code:
            country = country or code
        elif word not in word_set("debt_modifiers"):
            break
        if found[2]:
            break
    return stop, head, country


def _left(low: str, start: int) -> tuple[int, str | None]:
    """Where the name begins, and the country that stands right before the tenor: "Germany's benchmark 10-year"."""
    before = low[max(0, start - 60) : start]
    modifiers = _COUNTRY_BEHIND.search(before)
    begin = modifiers.start() if modifiers else len(before)
    country = "US" if modifiers and "treasury " in modifiers[0] else None
    for found in _countries().finditer(before, 0, begin):
        if before[found.end() : begin] == " ":
            begin, country = found.start(), country_codes()[found[0]]
    gap = len(before[begin:]) - len(before[begin:].lstrip())
    return start - len(before) + begin + gap, country


def _stands_alone(low: str, found: re.Match[str], *, named: bool) -> bool:
    """Whether a tenor without a noun is a yield: "the 10-year rose", "yields on the 10-year", "Germany's 10-year"."""
    if "month" in found["unit"]:
        return False
    before, after = low[max(0, found.start() - 24) : found.start()], low[found.end() : found.end() + 24]
    if not (named or _BARE_BEHIND.search(before)):
        return False
    ended = re.match(rf"[.,;:)\n]|$| (?:at|to|by|and|from|in|yielded|yielding|{moved()})\b", after)
    return ended is not None and _near(low, found.start(), _CUE.pattern)


def _near(low: str, at: int, pattern: str) -> bool:
    """Whether the sentence around `at`, 160 characters either way at most, holds the pattern."""
    floor, roof = max(0, at - 160), min(len(low), at + 160)
    start = max(low.rfind(". ", floor, at), low.rfind("\n", floor, at), floor)
    ends = [end for mark in (". ", "\n") if (end := low.find(mark, at, roof)) >= 0]
    return re.search(rf"\b(?:{pattern})", low[start : min(ends, default=roof)]) is not None


def _earlier(low: str, at: int) -> str:
    """The country named last before `at` in the same sentence, else the United States."""
    floor = max(0, at - 120)
    start = max(low.rfind(". ", floor, at), low.rfind("\n", floor, at), floor)
    named = _countries().findall(low, start, at)
    return country_codes()[named[-1]] if named else "US"
