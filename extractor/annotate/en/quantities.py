"""English quantities: a numeral with its unit, magnitude, sign and the words that bound it.

Surface forms: `1.5%`, `5.4 basis points`, `nearly 11%`, `more than $2.3 billion`, `US$2,939.70`, `24 cents`,
`$70.94 a barrel`, `16-17 percent`, `between 4.25% and 4.5%`, `13.6 and 9.2 times`, `half a percentage point`,
`three times the standard deviation`. Units and bounding words are rows of units.toml and bounds.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.annotate.en.numbers import Numeral, find_numerals
from extractor.records import Bound

NUMBER = "number"
"""The unit of a numeral whose unit the words beside it do not give; what it measures decides (attach)."""

_SPELT = frozenset({"percent", "percentage_point", "basis_point", "point", "sigma", "multiple"})
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_NOT_AFTER = re.compile(
    rf"""\b{_MONTH}\.?,?\s$ | \bnos?\.\s?$ | [A-Za-z]-$ | [A-Za-z]/$ | \d[:/]$ | \d{4}-$ | -\d\d?-$ | \#$ | \b(?:phase|section|rule|article|chapter|page|room|group|top)\s$
       | (?:\bthe\s|\s')(?<![\d])$(?!.)x""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    rf""" (?:st|nd|rd|th)\b | s\b | \.[A-Z] | :\d | /\d | -(?:[A-Z]\b|\d+-) | \([a-z]\)
        | [\s-]?(?:and\s(?:a\s)?half[\s-])?(?:trading[\s-]|straight[\s-]|consecutive[\s-])?(?:year|month|week|day|hour|minute|second|session|quarter|decade|night|season|term|legged|way|part)s?(?:['’]|\b)
        | \s?(?:a\.?m\b|p\.?m\b|gmt\b|e[ds]?t\b|bst\b|cet\b|utc\b|o['’]clock) | \s(?:of\s)?{_MONTH}\b(?!\s\w+ed\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_TIMES_NEEDS = re.compile(
    r"\s(?:earnings|book|sales|forward|next|the|its|their|as|more|larger|bigger|higher|greater|that|what|average|annual|expected|estimated|trailing|projected|cash|revenue|ebitda|profits?|last|this year|over)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:up|down|off|rose|risen|rising|fell|fallen|falling|gained|gaining|lost|losing|by|climbed|dropped|shed|jumped|surged|slumped|tumbled|plunged|declined|added|soared|sunk|sank|slid)"
    r"\s(?:(?:nearly|almost|about|around|roughly|over|more\sthan|close\sto|just\sover|at\sleast|some|well\sover|as\smuch\sas)\s)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:18|19|20)\d\d$")
_NOUN = re.compile(
    r"\s((?!and\b|or\b|to\b|in\b|on\b|at\b|by\b|as\b|was\b|is\b|this\b|its\b|has\b|yes\b|was\b)[a-zA-Z]{3,}s)\b(?!['’])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with its surroundings read. `sign` is -1 or 1 where one is printed, else 0; see Figure for the rest."""

    start: int
    end: int
    value: float
    unit: str
    digits: float
    high: float | None = None
    bound: Bound = "exact"
    sign: int = 0
    bare: bool = False
    """Neither unit, comma nor decimals: worth keeping only where something measures it."""


@dataclass(frozen=True, slots=True)
class _Suffix:
    unit: str
    scale: float
    per: bool


def _key(written: str) -> str:
    """How a form of a table is looked up: lower case, hyphens and runs of space as one blank."""
    return re.sub(r"[\s-]+", " ", written.casefold()).strip()


@cache
def _tables() -> tuple[dict[str, _Suffix], dict[str, str], dict[str, str], dict[str, float]]:
    table = tomllib.loads((files("extractor.annotate.en") / "units.toml").read_text(encoding="utf-8"))
    suffixes: dict[str, _Suffix] = {}
    for row in table["unit"]:
        for form in row["forms"]:
            suffixes[_key(form)] = _Suffix(row["unit"], float(row.get("scale", 1.0)), bool(row.get("per")))
    prefixes = {form: code for code, forms in table["prefix"].items() for form in forms}
    per = {_key(word): code for code, words in table["per"].items() for word in words}
    magnitudes = {form: float(power) for power, forms in table["magnitude"].items() for form in forms}
    return suffixes, prefixes, per, magnitudes


def _either(forms: Any) -> str:
    """Alternatives, longest first; a space also matches a hyphen or a line's own spacing."""
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in sorted(forms, key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    suffixes, prefixes, per, magnitudes = _tables()
    glued = [form for form in magnitudes if len(form) <= 2]
    spelt = [form for form in magnitudes if len(form) > 1]
    return {
        "prefix": re.compile(
            rf"(?<![A-Za-z])({'|'.join(re.escape(p) for p in sorted(prefixes, key=len, reverse=True))})\s?$"
        ),
        "sign": re.compile(r"(?:^|(?<=[\s(,;:/|]))([-+−–])\s?$"),
        "magnitude": re.compile(rf"(?:[\s-]?(?i:({_either(spelt)}))|({'|'.join(glued)}))(?![A-Za-z])"),
        "unit": re.compile(rf"(?:\s|-)?((?i:{_either(suffixes)}))(?![A-Za-z]|\.[A-Z])"),
        "per": re.compile(rf"\s?(?:an?\s|per[\s-]|/\s?)((?i:{_either(per)}))(?![A-Za-z])"),
        "of_unit": re.compile(
            r"\s(?:an?\s)?(?i:(percentage[\s-]points?|percent|per\scent|point|basis\spoints?|%))(?![A-Za-z])"
        ),
    }


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    table = tomllib.loads((files("extractor.annotate.en") / "bounds.toml").read_text(encoding="utf-8"))
    before: dict[str, Bound] = {_key(phrase): bound for bound, row in table.items() for phrase in row["before"]}  # type: ignore[misc]
    after: dict[str, Bound] = {_key(phrase): bound for bound, row in table.items() for phrase in row["after"]}  # type: ignore[misc]
    left = re.compile(rf"(?<![\w-])({_either(before)})(?:\s(?:an?|another))?\s?$", re.IGNORECASE)
    right = re.compile(rf"\s?({_either(after)})(?![A-Za-z\d.])", re.IGNORECASE)
    return left, right, before, after


def find_quantities(text: str, start: int, end: int, blocked: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities of text[start:end] in order; numerals inside a `blocked` span (names, tags) are passed over."""
    found: list[Quantity] = []
    for low, high in _open(start, end, blocked):
        for numeral in find_numerals(text, low, high):
            if found and numeral.start < found[-1].end:
                continue
            quantity = _read(text, start, end, numeral)
            if quantity is not None:
                found.append(quantity)
    return list(_bounded(text, start, end, _ranges(text, _shared_units(text, found))))


def _open(start: int, end: int, blocked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of start..end outside the blocked spans, so that "the S&P 500 177.72 points" holds one number."""
    for low, high in sorted(blocked):
        if low > start:
            yield start, min(low, end)
        start = max(start, high)
    if start < end:
        yield start, end


def _read(text: str, start: int, end: int, numeral: Numeral) -> Quantity | None:
    """The quantity at this numeral before bounds, or None where it is a date, a time, a name or an odd count."""
    before = text[max(start, numeral.start - 16) : numeral.start]
    prefix = None if numeral.word else _patterns()["prefix"].search(before)
    if prefix is None and (_NOT_AFTER.search(before) or _NOT_BEFORE.match(text, numeral.end, end)):
        return None
    left = numeral.start - len(before) + prefix.start() if prefix else numeral.start
    sign = _patterns()["sign"].search(text, max(start, left - 3), left) if not numeral.word else None
    value, digits, right = _magnified(text, end, numeral)
    unit, scale, right = _unit(text, end, right, numeral, prefix.group(1) if prefix else None)
    if unit == NUMBER and numeral.word and numeral.value < 1 and _MOVED.search(text, max(start, left - 40), left):
        unit, scale = "percent", 100.0
    if unit == NUMBER and (right > numeral.end or not numeral.bare):
        unit, right = _counted(text, end, right)
    if not _worth(text, numeral, unit, magnified=right > numeral.end):
        return None
    return Quantity(
        start=sign.start(1) if sign else left,
        end=right,
        value=round(value * scale, 10),
        unit=unit,
        digits=digits * scale,
        sign=0 if sign is None else (1 if sign.group(1) == "+" else -1),
        bare=unit == NUMBER and numeral.bare,
    )


def _magnified(text: str, end: int, numeral: Numeral) -> tuple[float, float, int]:
    """Value and last place with "thousand", "bn" and the like multiplied in, and where they end."""
    match = _patterns()["magnitude"].match(text, numeral.end, end)
    if match is None:
        return numeral.value, numeral.digits, numeral.end
    written = match.group(1) or match.group(2)
    magnitudes = _tables()[3]
    power = magnitudes.get(written) or magnitudes[_key(written)]
    return numeral.value * power, numeral.digits * power, match.end()


def _unit(text: str, end: int, right: int, numeral: Numeral, prefix: str | None) -> tuple[str, float, int]:
    """Canonical unit, scale into it, and where unit and "a barrel" end."""
    suffixes, prefixes, per, _ = _tables()
    scale, takes_per, unit = 1.0, False, NUMBER
    if prefix is not None:
        unit, takes_per = prefixes[prefix], True
    else:
        pattern = "of_unit" if numeral.word and numeral.value < 1 else "unit"
        match = _patterns()[pattern].match(text, right, end) or _patterns()["unit"].match(text, right, end)
        if match is not None and _allowed(text, match, numeral):
            suffix = suffixes[_key(match.group(1))]
            unit, scale, takes_per, right = suffix.unit, suffix.scale, suffix.per, match.end()
            if unit == "point" and numeral.value < 1 and "/" not in text[numeral.start : numeral.end]:
                unit = "percentage_point" if numeral.word else unit
    if takes_per and (match := _patterns()["per"].match(text, right, end)):
        unit += "/" + per[_key(match.group(1))]
        right = match.end()
    return unit, scale, right


def _allowed(text: str, match: re.Match[str], numeral: Numeral) -> bool:
    """Whether these letters are the unit here: "times" must compare, one-letter units must touch the number."""
    written, glued = match.group(1), match.start(1) == match.start()
    if written in ("times",):
        return not numeral.bare and not numeral.word or bool(_TIMES_NEEDS.match(text, match.end()))
    if len(written) == 1 and written.isalpha():
        return glued
    return True


def _counted(text: str, end: int, right: int) -> tuple[str, int]:
    """The counted noun behind a magnitude ("46 million voters"), else a plain count."""
    match = _NOUN.match(text, right, end)
    return (match.group(1).lower().removesuffix("s"), match.end()) if match else (NUMBER, right)


def is_currency(unit: str) -> bool:
    """Whether the unit is an ISO 4217 code, alone or per something (`USD/bbl`)."""
    return re.fullmatch(r"[A-Z]{3}(?:/\w+)?", unit) is not None


def _worth(text: str, numeral: Numeral, unit: str, *, magnified: bool) -> bool:
    """Odd small counts in words, and years, are not figures."""
    written = text[numeral.start : numeral.end]
    if unit == NUMBER:
        return not numeral.word and not _YEAR.match(written) and (magnified or not numeral.bare or len(written) > 1)
    return not numeral.word or unit in _SPELT or is_currency(unit) or (magnified and numeral.value >= 1)


def _shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "13.6 and 9.2 times" and "1.2, 0.8 and 0.5 percent" their common unit."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        gap = text[here.end : following.start]
        joined = re.fullmatch(r"\s?(?:,|and|or|,\s?and|,\s?or|to|-|–)\s?", gap)
        if here.unit != NUMBER or joined is None or following.unit == NUMBER:
            continue
        like = following.unit in _SPELT or is_currency(following.unit) or gap.strip() in ("-", "–", "to", "or")
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


_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_TWO_ENDS = re.compile(
    r"\b(?:from|to|at|rose|fell|gained|lost|up|down|climbed|dropped|slipped|rallied|by)\s(?:a\s)?$", re.IGNORECASE
)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|traded|trading|runs?|ran)\s(?:\w+\s)?(?:from|of|between)\s$", re.IGNORECASE
)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
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
    gap, lead = text[first.end : second.start], text[max(0, first.start - 28) : first.start]
    if first.unit.split("/")[0] != second.unit.split("/")[0] or second.value <= first.value:
        return False
    if _RANGED.search(lead):
        return gap.strip() in ("to", "and", "-", "–")
    if _BETWEEN.search(lead):
        return gap.strip() == "and"
    if gap in ("-", "–", "—"):
        return True
    return gap.strip() == "to" and not _TWO_ENDS.search(lead)


def _bounded(text: str, start: int, end: int, found: list[Quantity]) -> Iterator[Quantity]:
    """Widen each quantity over its bounding words."""
    left, right, before, after = _bounds()
    floor = start
    for quantity in found:
        bound: Bound = "exact"
        low, high = quantity.start, quantity.end
        if match := left.search(text, max(floor, low - 32), low):
            bound, low = before[_key(match.group(1))], match.start(1)
        if match := right.match(text, high, end):
            bound, high = after[_key(match.group(1))], match.end(1)
        yield replace(quantity, start=low, end=high, bound=bound)
        floor = high
