"""Quantities that share a unit ("13.6 and 9.2 times"), and the two ends of a range ("16-17 percent")."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.annotate.en.numbers import find_numerals
from extractor.annotate.en.quantity import NUMBER, SPELT, Quantity, is_currency

_JOINED = re.compile(r"\s?(?:,|and|or|,\s?and|,\s?or|to|-|–)\s?")
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_TWO_ENDS = re.compile(
    r"\b(?:from|to|at|rose|fell|gained|lost|up|down|climbed|dropped|slipped|rallied|by)\s(?:a\s)?$", re.IGNORECASE
)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|traded|trading|runs?|ran)\s(?:\w+\s)?(?:from|of|between)\s$", re.IGNORECASE
)
_LEAD = 28
"""Characters before a quantity in which the words that open a range stand."""


def shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "13.6 and 9.2 times" and "1.2, 0.8 and 0.5 percent" their common unit."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        gap = text[here.end : following.start]
        if here.unit != NUMBER or following.unit == NUMBER or not _JOINED.fullmatch(gap):
            continue
        like = following.unit in SPELT or is_currency(following.unit) or gap.strip() in ("-", "–", "to", "or")
        if like and here.value < max(1000.0, 20 * following.value):
            scale = _magnitude_of(following, text) if here.value < following.value else 1.0
            shared[i] = replace(
                here, unit=following.unit, value=here.value * scale, digits=here.digits * scale, bare=False
            )
    return shared


def _magnitude_of(quantity: Quantity, text: str) -> float:
    """The power that "billion" gave to a quantity: "2 to 3 billion dollars" means billions twice."""
    match = next(iter(find_numerals(text, quantity.start, quantity.end)), None)
    return quantity.value / match.value if match and match.value else 1.0


def join_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join the two ends of a range into the first; "from A to B" stays two figures unless something ranges."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and last.high is None and _is_range(text, last, quantity):
            value, high = sorted((last.value, quantity.value))
            joined[-1] = replace(last, end=quantity.end, unit=quantity.unit, value=value, high=high, bare=False)
        else:
            joined.append(quantity)
    return joined


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    gap, lead = text[first.end : second.start], text[max(0, first.start - _LEAD) : first.start]
    if first.unit.split("/")[0] != second.unit.split("/")[0] or second.value <= first.value:
        return False
    if _RANGED.search(lead):
        return gap.strip() in ("to", "and", "-", "–")
    if _BETWEEN.search(lead):
        return gap.strip() == "and"
    if gap in ("-", "–", "—"):
        return True
    return gap.strip() == "to" and not _TWO_ENDS.search(lead)
