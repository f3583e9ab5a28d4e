"""Quantities that share a unit ("13.6 and 9.2 times"), and the two ends of a range ("16-17 percent")."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.annotate.en.numbers import find_numerals
from extractor.annotate.en.quantity import NUMBER, SPELT, Quantity, is_currency

_JOINED = re.compile(r"\s?(?:,|and|or|,\s?and|,\s?or|to|-|–|~|of\s(?:the|its|a))\s?")
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_OWN_UNIT = re.compile(r"(?:[a-z]{3,}|bp|pc|pp|x|p)$", re.IGNORECASE)
_TWO_ENDS = re.compile(
    r"\b(?:from|rose|fell|gained|lost|up|down|climbed|dropped|slipped|rallied|by)\s(?:a\s)?$", re.IGNORECASE
)
_STOP = re.compile(r"[.,;!?]?(?:\s|$)(?<![a-z\d]\s)")
_FROM = re.compile(r"\bfrom\s(?:a\s)?$", re.IGNORECASE)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|traded|trading|runs?|ran)\s(?:\w+\s)?(?:from|of|between)\s$", re.IGNORECASE
)
_ENDS = frozenset(("to", "or", "-", "–", "~"))
_RATES = frozenset(("percent", "percentage_point", "basis_point", "multiple"))
_LARGE = 1e6
_NEAR = 160
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
        if here.odd and (gap.strip() not in _ENDS or here.value < 1):
            continue
        like = following.unit in SPELT or is_currency(following.unit) or gap.strip() in ("-", "–", "to", "or")
        if like and here.value < max(1000.0, 20 * following.value):
            own = text[here.end - 1].isalpha() and text[here.start].isdigit()  # "280 million of the 1.5 billion"
            scale = _magnitude_of(following, text) if here.value < following.value and not own else 1.0
            shared[i] = replace(
                here, unit=following.unit, value=here.value * scale, digits=here.digits * scale, bare=False, odd=False
            )
    return _carried(shared)


def _carried(found: list[Quantity]) -> list[Quantity]:
    """Give a large plain number the thing counted before it: "1.6 billion shares, below an average of 1.8 billion"."""
    carried: list[Quantity] = []
    for quantity in found:
        last = next((q for q in reversed(carried) if q.value >= _LARGE and q.unit not in SPELT), None)
        if last is not None and quantity.unit == NUMBER and quantity.value >= _LARGE:
            like = not is_currency(last.unit) and 0.1 <= quantity.value / last.value <= 10
            near = quantity.start - last.end < _NEAR
            carried.append(replace(quantity, unit=last.unit, bare=False) if like and near else quantity)
        else:
            carried.append(quantity)
    return carried


def join_minor(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join "thirteen dollars and forty-five cents" and "15 dollars 50" into one amount."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and _is_minor(text, last, quantity):
            scale = 0.01 if quantity.unit == NUMBER else 1.0
            value = round(last.value + quantity.value * scale, 10)
            joined[-1] = replace(last, end=quantity.end, value=value, digits=quantity.digits * scale)
        else:
            joined.append(quantity)
    return joined


def _is_minor(text: str, first: Quantity, second: Quantity) -> bool:
    whole = is_currency(first.unit) and first.value == int(first.value) and text[first.end - 1].isalpha()
    if not whole or second.sign or text[first.end : second.start] not in (" ", " and "):
        return False
    if second.unit == NUMBER:
        return 1 <= second.value < 100 and _STOP.match(text, second.end) is not None
    return first.unit == second.unit and second.value < 1 and text[second.end - 1].isalpha()


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
            joined[-1] = replace(
                last,
                end=quantity.end,
                unit=quantity.unit,
                value=value,
                high=high,
                bare=False,
                odd=last.odd and quantity.odd,
            )
        else:
            joined.append(quantity)
    return joined


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    gap, lead = text[first.end : second.start], text[max(0, first.start - _LEAD) : first.start]
    if first.unit.split("/")[0] != second.unit.split("/")[0] or second.value <= first.value:
        return False
    if is_currency(first.unit) and _alone(text, first) and text[first.start].isdigit() != text[second.start].isdigit():
        return False  # "15 sen to RM2.70": a change, and where it led
    if _RANGED.search(lead):
        return gap.strip() in ("to", "and", "-", "–")
    if _BETWEEN.search(lead):
        return gap.strip() == "and"
    if gap in ("-", "–", "—", "~", " - ", " – "):
        return True
    two_ends = _FROM if first.unit in _RATES and not _alone(text, first) else _TWO_ENDS
    return gap.strip() in ("to", "through") and not two_ends.search(lead)


def _alone(text: str, quantity: Quantity) -> bool:
    """Whether the quantity is printed with a unit of its own: "2%", not the first of "2 to 3 percent"."""
    return not text[quantity.end - 1].isalnum() or _OWN_UNIT.search(text, quantity.start, quantity.end) is not None
