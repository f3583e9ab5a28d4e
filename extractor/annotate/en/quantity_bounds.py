"""Words that bound a quantity, on either side: rows of bounds.toml ("nearly 11%", "about 24 cents", "5% or so")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extractor.annotate.en.quantity import Quantity
from extractor.annotate.en.quantity_units import either, key
from extractor.records import Bound

_REACH = 32
"""Characters before a quantity in which its bounding words stand: longer than the longest row."""


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    table = tomllib.loads((files("extractor.annotate.en") / "bounds.toml").read_text(encoding="utf-8"))
    before: dict[str, Bound] = {key(phrase): bound for bound, row in table.items() for phrase in row["before"]}  # type: ignore[misc]
    after: dict[str, Bound] = {key(phrase): bound for bound, row in table.items() for phrase in row["after"]}  # type: ignore[misc]
    words, signs = (either(p for p in before if p[0].isalpha() is wordy) for wordy in (True, False))
    left = re.compile(
        rf"(?:(?<![\w-])(?P<word>{words})(?:\s(?:an?|another))?\s?|(?<![\d=<>])(?P<sign>{signs})\s?)$", re.IGNORECASE
    )
    right = re.compile(rf"[\s-]?({either(after)})(?![A-Za-z\d]|\.\d|\sthan\s\d)", re.IGNORECASE)
    return left, right, before, after


def bounded(text: str, start: int, end: int, found: list[Quantity]) -> Iterator[Quantity]:
    """Widen each quantity of text[start:end] over its bounding words."""
    left, right, before, after = _bounds()
    floor = start
    for quantity in found:
        bound: Bound = "exact"
        low, high = quantity.start, quantity.end
        if match := left.search(text, max(floor, low - _REACH), low):
            bound, low = before[key(match.group(match.lastgroup or 0))], match.start()
        if match := right.match(text, high, end):
            bound, high = after[key(match.group(1))], match.end(1)
        yield replace(quantity, start=low, end=high, bound=bound)
        floor = high
