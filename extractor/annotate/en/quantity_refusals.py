"""Numerals that are no figures: dates, clock times, durations, ordinals, names with digits, odd small counts, years."""

from __future__ import annotations

import re

from extractor.annotate.en.numbers import Numeral
from extractor.annotate.en.quantity import NUMBER, SPELT, is_currency

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_BEFORE = re.compile(
    rf"""\b{_MONTH}\.?,?\s$ | \bnos?\.\s?$ | [A-Za-z]-(?<!\d[kmb]-)$ | [A-Za-z]/$
       | \d[:/]$ | (?:18|19|20)\d\d-$ | -\d\d?-$ | \#$
       | \b(?:phase|section|rule|article|chapter|page|room|group|top)\s$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND = re.compile(
    rf""" (?:st|nd|rd|th)\b | s\b | \.[A-Z] | :\d | /\d | -(?:[A-Z]\b|\d+-) | \([a-z]\)
        | [\s-]?(?:and\s(?:a\s)?half[\s-])?(?:trading[\s-]|straight[\s-]|consecutive[\s-])?
          (?:year|month|week|day|hour|minute|second|session|quarter|decade|night|season|term|legged|way|part)s?(?:['’]|\b)
        | \s?(?:a\.?m\b|p\.?m\b|gmt\b|e[ds]?t\b|bst\b|cet\b|utc\b|o['’]clock) | \s(?:of\s)?{_MONTH}\b(?!\s\w+ed\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_SIZED = re.compile(
    r"""\b(?:s\s?&?\s?p|ftse|nikkei|russell|csi|stoxx(?:\seurope)?|nasdaq|cac|ibex|topix|asx|nifty|kospi|sse|bse|sensex
    |hang\sseng|fortune|forbes)[\s-]$""",
    re.IGNORECASE | re.VERBOSE,
)
_SIZES = frozenset((30, 35, 40, 50, 100, 150, 200, 225, 250, 300, 350, 400, 500, 600, 1000, 2000, 3000))
"""How many members an index has that carries the number in its name."""
_YEAR = re.compile(r"(?:18|19|20)\d\d")


def is_refused(text: str, end: int, before: str, numeral: Numeral) -> bool:
    """Whether the words just before and behind make a date, a time, a duration or a name of the numeral."""
    if numeral.bare and numeral.value in _SIZES and _SIZED.search(before):
        return True
    return bool(_BEFORE.search(before) or _BEHIND.match(text, numeral.end, end))


def is_worth(text: str, numeral: Numeral, unit: str, *, magnified: bool) -> bool:
    """Odd small counts in words, and years, are not figures."""
    written = text[numeral.start : numeral.end]
    if unit == NUMBER:
        spoken = numeral.word and not (numeral.value >= 1 and numeral.digits < 1)  # "one-point-two" is no odd count
        return not spoken and not _YEAR.fullmatch(written) and (magnified or not numeral.bare or len(written) > 1)
    return not numeral.word or unit in SPELT or is_currency(unit) or (magnified and numeral.value >= 1)
