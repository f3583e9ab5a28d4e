"""The unit and magnitude beside a numeral: rows of units.toml before it ("US$") and behind it ("bn euros a tonne")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.numbers import Numeral
from extractor.annotate.en.quantity import NUMBER

_TIMES_NEEDS = re.compile(
    r"""\s(?:earnings|book|sales|forward|next|the|its|their|as|more|larger|bigger|higher|greater|that|what|average
    |annual|expected|estimated|trailing|projected|cash|revenue|ebitda|profits?|last|this\ year|over)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOUN = re.compile(
    r"\s((?!and\b|or\b|to\b|in\b|on\b|at\b|by\b|as\b|was\b|is\b|this\b|its\b|has\b|yes\b|was\b)[a-zA-Z]{3,}s)\b(?!['’])"
)


@dataclass(frozen=True, slots=True)
class _Suffix:
    unit: str
    scale: float
    per: bool


def key(written: str) -> str:
    """How a form of a table is looked up: lower case, hyphens and runs of space as one blank."""
    return re.sub(r"[\s-]+", " ", written.casefold()).strip()


def either(forms: Iterable[str]) -> str:
    """Alternatives, longest first; a space also matches a hyphen or a line's own spacing."""
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in sorted(forms, key=len, reverse=True))


@cache
def _tables() -> tuple[dict[str, _Suffix], dict[str, str], dict[str, str], dict[str, float]]:
    table = tomllib.loads((files("extractor.annotate.en") / "units.toml").read_text(encoding="utf-8"))
    suffixes: dict[str, _Suffix] = {}
    for row in table["unit"]:
        for form in row["forms"]:
            suffixes[key(form)] = _Suffix(row["unit"], float(row.get("scale", 1.0)), bool(row.get("per")))
    prefixes = {form: code for code, forms in table["prefix"].items() for form in forms}
    per = {key(word): code for code, words in table["per"].items() for word in words}
    magnitudes = {form: float(power) for power, forms in table["magnitude"].items() for form in forms}
    return suffixes, prefixes, per, magnitudes


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    suffixes, prefixes, per, magnitudes = _tables()
    glued = [form for form in magnitudes if len(form) <= 2]
    spelt = [form for form in magnitudes if len(form) > 1]
    return {
        "prefix": re.compile(
            rf"(?<![A-Za-z])({'|'.join(re.escape(p) for p in sorted(prefixes, key=len, reverse=True))})\s?$"
        ),
        "magnitude": re.compile(rf"(?:[\s-]?(?i:({either(spelt)}))|({'|'.join(glued)}))(?![A-Za-z])"),
        "unit": re.compile(rf"(?:\s|-)?((?i:{either(suffixes)}))(?![A-Za-z]|\.[A-Z])"),
        "per": re.compile(rf"\s?(?:an?\s|per[\s-]|/\s?)((?i:{either(per)}))(?![A-Za-z])"),
        "of_unit": re.compile(
            r"\s(?:an?\s)?(?i:(percentage[\s-]points?|percent|per\scent|point|basis\spoints?|%))(?![A-Za-z])"
        ),
    }


def prefixed(before: str) -> tuple[str, int] | None:
    """The unit whose symbol or code ends `before`, and how many characters they take; None where none does."""
    match = _patterns()["prefix"].search(before)
    return (_tables()[1][match.group(1)], len(before) - match.start()) if match else None


def magnified(text: str, end: int, numeral: Numeral) -> tuple[float, float, int]:
    """Value and last place with "thousand", "bn" and the like multiplied in, and where they end."""
    match = _patterns()["magnitude"].match(text, numeral.end, end)
    if match is None:
        return numeral.value, numeral.digits, numeral.end
    written = match.group(1) or match.group(2)
    magnitudes = _tables()[3]
    power = magnitudes.get(written) or magnitudes[key(written)]
    return numeral.value * power, numeral.digits * power, match.end()


def unit_behind(text: str, end: int, right: int, numeral: Numeral) -> tuple[str, float, int]:
    """Canonical unit of the words at `right`, scale into it, and where unit and "a barrel" end."""
    pattern = "of_unit" if numeral.word and numeral.value < 1 else "unit"
    match = _patterns()[pattern].match(text, right, end) or _patterns()["unit"].match(text, right, end)
    if match is None or not _allowed(text, match, numeral):
        return NUMBER, 1.0, right
    suffix = _tables()[0][key(match.group(1))]
    unit, right = suffix.unit, match.end()
    if unit == "point" and numeral.value < 1 and numeral.word:
        unit = "percentage_point"
    if suffix.per:
        unit, right = priced_per(text, end, right, unit)
    return unit, suffix.scale, right


def priced_per(text: str, end: int, right: int, unit: str) -> tuple[str, int]:
    """The unit with what the price is for ("a barrel": `/bbl`), and where that ends."""
    match = _patterns()["per"].match(text, right, end)
    return (f"{unit}/{_tables()[2][key(match.group(1))]}", match.end()) if match else (unit, right)


def _allowed(text: str, match: re.Match[str], numeral: Numeral) -> bool:
    """Whether these letters are the unit here: "times" must compare, one-letter units must touch the number."""
    written, glued = match.group(1), match.start(1) == match.start()
    if written == "times":
        return not (numeral.bare or numeral.word) or bool(_TIMES_NEEDS.match(text, match.end()))
    if len(written) == 1 and written.isalpha():
        return glued
    return True


def counted(text: str, end: int, right: int) -> tuple[str, int]:
    """The counted noun behind a magnitude ("46 million voters"), else a plain count."""
    match = _NOUN.match(text, right, end)
    return (match.group(1).lower().removesuffix("s"), match.end()) if match else (NUMBER, right)
