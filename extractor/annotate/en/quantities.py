"""English quantities: a numeral with its unit, magnitude, sign and the words that bound it.

Surface forms: `1.5%`, `5.4 basis points`, `nearly 11%`, `more than $2.3 billion`, `US$2,939.70`, `24 cents`,
`$70.94 a barrel`, `16-17 percent`, `between 4.25% and 4.5%`, `13.6 and 9.2 times`, `half a percentage point`,
`three times the standard deviation`. Units and bounding words are rows of units.toml and bounds.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.annotate.en.numbers import Numeral, find_numerals
from extractor.annotate.en.quantity import NUMBER, Quantity, is_currency
from extractor.annotate.en.quantity_bounds import bounded
from extractor.annotate.en.quantity_ranges import join_minor, join_ranges, shared_units
from extractor.annotate.en.quantity_refusals import is_refused, is_worth
from extractor.annotate.en.quantity_units import (
    counted,
    counted_over,
    magnified,
    prefixed,
    priced_per,
    ratio,
    unit_behind,
)

__all__ = ["NUMBER", "Quantity", "find_quantities", "is_currency"]

_SIGN = re.compile(r"(?:^|(?<=[\s(,;:/|<>=~]))([-+−–](?:(?<!\d\s.)\s)?|minus\s|negative\s|plus\s)$", re.IGNORECASE)
_RATIO_OF = re.compile(
    r"\b(?:ratio|bid-to-cover)\s(?:of|was|is|at|rose\sto|fell\sto|came\sin\sat|stood\sat)\s(?:about\s|only\s)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"""\b(?:up|down|off|rose|risen|rising|fell|fallen|falling|gained|gaining|lost|losing|by|climbed|dropped|shed|jumped
    |surged|slumped|tumbled|plunged|declined|added|soared|sunk|sank|slid)
    \s(?:(?:nearly|almost|about|around|roughly|over|more\sthan|close\sto|just\sover|at\sleast|some|well\sover
    |as\smuch\sas)\s)?$""",
    re.IGNORECASE | re.VERBOSE,
)


def find_quantities(
    text: str, start: int, end: int, blocked: list[tuple[int, int]], *, keep_odd: bool = False
) -> list[Quantity]:
    """The quantities of text[start:end] in order; numerals inside a `blocked` span (names, tags) are passed over.

    `keep_odd` keeps small counts in letters, and years, which no figure is made of.
    """
    found: list[Quantity] = []
    for low, high in _open(start, end, blocked):
        for numeral in find_numerals(text, low, high):
            if found and numeral.start < found[-1].end:
                continue
            quantity = _read(text, start, end, numeral, blocked, found[-1].end if found else start)
            if quantity is not None:
                found.append(quantity)
    whole = join_ranges(text, join_minor(text, shared_units(text, found)))
    return list(bounded(text, start, end, [quantity for quantity in whole if keep_odd or not quantity.odd]))


def _open(start: int, end: int, blocked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of start..end outside the blocked spans, so that "the S&P 500 177.72 points" holds one number."""
    for low, high in sorted(blocked):
        if low > start:
            yield start, min(low, end)
        start = max(start, high)
    if start < end:
        yield start, end


def _read(
    text: str, start: int, end: int, numeral: Numeral, blocked: list[tuple[int, int]], taken: int
) -> Quantity | None:
    """The quantity at this numeral before bounds, or None where it is a date, a time, a name or a duration."""
    before = text[max(start, numeral.start - 16) : numeral.start]
    value, digits, right = magnified(text, end, numeral)
    large = right > numeral.end
    symbol = None if numeral.word else prefixed(before, large=large)
    if symbol is not None and numeral.start - symbol[1] < taken:
        symbol = None  # "17 USD 25": the code is the unit of the number before
    if symbol is None and (end_of_ratio := ratio(text, start, end, numeral)):
        return Quantity(numeral.start, end_of_ratio, numeral.value, "ratio", numeral.digits)
    if symbol is None and is_refused(text, end, before, numeral):
        return None
    left = numeral.start - symbol[1] if symbol else numeral.start
    unit, scale, right = _unit(text, end, left, right, numeral, symbol[0] if symbol else None)
    if unit == NUMBER and (over := _over_name(text, end, right, blocked)):
        unit, right = over
    sign = _SIGN.search(text, max(start, left - 10), left)
    return Quantity(
        start=sign.start(1) if sign else left,
        end=right,
        value=round(value * scale, 10),
        unit=unit,
        digits=digits * scale,
        sign=_sign(sign, minus=bool(symbol and symbol[2])),
        bare=unit == NUMBER and numeral.bare,
        odd=not is_worth(text, numeral, unit, magnified=large),
    )


def _sign(sign: re.Match[str] | None, *, minus: bool) -> int:
    if sign is None:
        return -1 if minus else 0
    return 1 if sign.group(1).casefold().strip() in ("+", "plus") else -1


def _over_name(text: str, end: int, right: int, blocked: list[tuple[int, int]]) -> tuple[str, int] | None:
    """The thing counted where a name stands between: "133 S&P 500 companies"."""
    name = next((high for low, high in blocked if low == right + 1), None)
    return counted_over(text, name, end) if name is not None else None


def _unit(text: str, end: int, left: int, right: int, numeral: Numeral, symbol: str | None) -> tuple[str, float, int]:
    """Unit, scale into it and where it ends, from symbol, words behind or what moved ("fell a third")."""
    if symbol is not None:
        unit, right = priced_per(text, end, right, symbol)
        return unit, 1.0, right
    unit, scale, after = unit_behind(text, end, right, numeral)
    if unit != NUMBER:
        return unit, scale, after
    if _RATIO_OF.search(text, max(0, left - 40), left):
        return "ratio", 1.0, right
    if numeral.word and numeral.value < 1 and _MOVED.search(text, max(0, left - 40), left):
        return "percent", 100.0, right
    if right > numeral.end or not (numeral.bare or numeral.word):
        unit, right = counted(text, end, right)
    return unit, 1.0, right
