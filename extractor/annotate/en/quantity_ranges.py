"""Quantities that share a unit ("13.6 and 9.2 times"), and the two ends of a range ("16-17 percent")."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.annotate.en.numbers import find_numerals
from extractor.annotate.en.quantity import NUMBER, SPELT, Quantity, is_currency
from extractor.annotate.en.quantity_units import priced_per

_JOINED = re.compile(r"-?\s?(?:,|and|or|,\s?and|to|-|–|~|of\s(?:the|its|a))\s?")
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
_ENDS = frozenset(("to", "or", "", "–", "~"))
_RATES = frozenset(("percent", "percentage_point", "basis_point", "multiple"))
_LARGE = 1e6
_NEAR = 160
_LEAD = 28
"""Characters before a quantity in which the words that open a range stand."""


def shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "13.6 and 9.2 times", "1.2, 0.8 and 0.5 percent", "€2-3bn" and "$70-80 a barrel" their common unit."""
    shared = _from_symbol(text, found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        gap = text[here.end : following.start]
        if here.unit != NUMBER or following.unit == NUMBER or not _JOINED.fullmatch(gap):
            continue
        if gap.strip("- ") == "or" and here.value > following.value:  # "up 15.40 or 0.3 percent": one move, said twice
            continue
        if here.odd and (gap.strip("- ") not in _ENDS or here.value < 1):
            continue
        like = following.unit in SPELT or is_currency(following.unit) or gap.strip() in ("-", "–", "to", "or")
        if like and here.value < max(1000.0, 20 * following.value):
            own = text[here.end - 1].isalpha() and text[here.start].isdigit()  # "280 million of the 1.5 billion"
            scale = _magnitude_of(following, text) if here.value < following.value and not own else 1.0
            shared[i] = replace(
                here, unit=following.unit, value=here.value * scale, digits=here.digits * scale, bare=False, odd=False
            )
    return _carried(shared)


def _from_symbol(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the second end of "€2-3bn", "$25 to 30 million" and "$70-80 a barrel" the currency of the first."""
    shared = found[:1]
    for quantity in found[1:]:
        first = shared[-1]
        gap = text[first.end : quantity.start].strip()
        large = quantity.value >= _LARGE
        open_end = quantity.unit == NUMBER and is_currency(first.unit) and not text[first.start].isdigit()
        if open_end and first.value < quantity.value and (gap in ("-", "–") or (gap == "to" and large)):
            unit, end = priced_per(text, len(text), quantity.end, first.unit)
            quantity = replace(quantity, unit=unit, end=end, bare=False, odd=False)  # noqa: PLW2901
        shared.append(quantity)
    return shared


def _carried(found: list[Quantity]) -> list[Quantity]:
    """Give a large plain number the thing counted before it: "1.6 billion shares, below an average of 1.8 billion"."""
    carried: list[Quantity] = []
    last: Quantity | None = None
    for quantity in found:
        large = quantity.value >= _LARGE and quantity.unit not in SPELT
        if last is not None and large and quantity.unit == NUMBER:
            like = not is_currency(last.unit) and 0.1 <= quantity.value / last.value <= 10
            near = quantity.start - last.end < _NEAR
            quantity = replace(quantity, unit=last.unit, bare=False) if like and near else quantity  # noqa: PLW2901
        carried.append(quantity)
        last = quantity if large else last
    return carried


def join_minor(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join "thirteen dollars and forty-five cents" and "15 dollars 50" into one amount."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and _is_minor(text, last, quantity):
            scale = 0.01 if quantity.unit == NUMBER else 1.0
            value = round(last.value + quantity.value * scale, 10)
            joined[-1] = replace(
                last,
                end=quantity.end,
                value=value,
                unit=quantity.unit if scale == 1 else last.unit,
                digits=quantity.digits * scale,
            )
        else:
            joined.append(quantity)
    return joined


def _is_minor(text: str, first: Quantity, second: Quantity) -> bool:
    whole = is_currency(first.unit) and first.value == int(first.value) and text[first.end - 1].isalpha()
    if not whole or second.sign or text[first.end : second.start] not in (" ", " and "):
        return False
    if second.unit == NUMBER:
        return 1 <= second.value < 100 and _STOP.match(text, second.end) is not None
    return first.unit == second.unit.split("/")[0] and second.value < 1 and text[second.end - 1].isalpha()


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
            power = _left_out(text, last, quantity)
            whole = replace(last, end=quantity.end, unit=quantity.unit, value=last.value * power, high=quantity.value)
            joined[-1] = replace(whole, digits=last.digits * power, bare=False, odd=last.odd and quantity.odd)
        else:
            joined.append(quantity)
    return joined


def _left_out(text: str, first: Quantity, second: Quantity) -> float:
    """The power that "$1.2-$1.3 billion" says once and means twice."""
    if text[first.end - 1].isalpha() or first.value >= 1000 or not is_currency(first.unit):
        return 1.0
    power = _magnitude_of(second, text)
    return power if first.value * power < second.value else 1.0


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
