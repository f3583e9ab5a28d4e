"""The unit and magnitude beside a numeral: rows of units.toml before it ("US$") and behind it ("bn euros a tonne")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.numbers import Numeral
from extractor.annotate.en.quantity import NUMBER, SPELT, is_currency

_TIMES_NEEDS = re.compile(
    r"""\s(?:earnings|book|sales|forward|next|the|its|their|as|more|larger|bigger|higher|greater|that|what|average
    |annual|expected|estimated|trailing|projected|cash|revenue|ebitda|profits?|last|this\ year|over)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_RATIO_TO = r"\d\d?(?:\.\d\d?)?|one|two|three|four|five|six|seven|eight|nine|ten"
_SIDES = re.compile(
    r"\b(?:outnumber|outpac|ratio|margin|advanc|declin|gainers|losers|winners|risers|fallers)", re.IGNORECASE
)
_SIDES_REACH = 160
"""Characters to either side of a ratio in which the two sides are named."""
_WORDLIKE = frozenset(("$", "A$", "S$"))
"""Symbols whose letters are words or endings where a text is written in small letters with blanks: "a $ 300 offer"."""
_NAMED = re.compile(r"[a-z]{4,}")
_PENCE = re.compile(r"\s(?:at|to|from|each|per|a\sshare)\b|[,;)]")
_NOUN = re.compile(
    r"\s((?!and\b|or\b|to\b|in\b|on\b|at\b|by\b|as\b|was\b|is\b|this\b|its\b|has\b|yes\b)[a-zA-Z]{3,}(?<![su])s)\b(?!['’])"
)


@dataclass(frozen=True, slots=True)
class _Suffix:
    unit: str
    scale: float
    per: bool

    @property
    def counted(self) -> bool:
        """Whether it is a thing that is counted ("companies"), no measure and no currency."""
        return not self.per and self.unit not in SPELT and not is_currency(self.unit)


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
        "prefix": re.compile(rf"(?<![A-Za-z])(?:{_symbols(prefixes)})\s?(?P<minus>[-−(]\s?)?$"),
        "counted": re.compile(rf"\s((?i:{either(form for form in suffixes if suffixes[form].counted)}))(?![A-Za-z])"),
        "magnitude": re.compile(rf"(?:[\s-]?(?i:({either(spelt)}))|({'|'.join(glued)}))(?![A-Za-z])"),
        "unit": re.compile(
            rf"(?:\s|-)?((?i:{either(suffixes)}))(?![A-Za-z\d]|\.[A-Z]|(?<=[$€£¥₹])\s\d(?!\d?\s(?:cents?\b|[$€£])))"
        ),
        "per": re.compile(rf"\s?(?:-?an?[\s-]|per[\s-]|/\s?)((?i:{either(per)}))(?![A-Za-z])"),
        "ratio": re.compile(rf"(?P<gap>[\s-]to[\s-])(?:{_RATIO_TO})(?![\w%,/-]|\.\d|\s(?i:{either(suffixes)})\b)"),
        "of_unit": re.compile(
            r"\s(?:an?\s)?(?i:(percentage[\s-]points?|percent|per\scent|point|basis\spoints?|%))(?![A-Za-z])"
        ),
    }


def _symbols(prefixes: Iterable[str]) -> str:
    """Symbols and codes as printed, and tokenised in small letters ("c $ 16", "hk $ 10", "usd$ 15")."""
    printed = "|".join(re.escape(form) for form in sorted(prefixes, key=len, reverse=True))
    spaced = "|".join(re.escape(form[:-1]) for form in prefixes if form.endswith("$") and form not in _WORDLIKE)
    return rf"(?P<printed>{printed})|(?P<spaced>(?i:{spaced}))(?:\s\$(?=\s)|(?<=[A-Za-z]{{3}})\$)"


def prefixed(before: str, *, large: bool) -> tuple[str, int, bool] | None:
    """Unit whose symbol or code ends `before`, how many characters they take, whether a minus follows; else None.

    A currency's name stands before large amounts only: "rupees 500 crore", but "in dollars 3 percent".
    """
    match = _patterns()["prefix"].search(before)
    if match is None or not (large or not _NAMED.fullmatch(match.group("printed") or "")):
        return None
    form = match.group("printed") or next(
        p for p in _tables()[1] if p.casefold() == match.group("spaced").casefold() + "$"
    )
    return _tables()[1][form], len(before) - match.start(), match.group("minus") is not None


def ratio(text: str, start: int, end: int, numeral: Numeral) -> int | None:
    """Where "2.1-to-1", or "about 7 to 5" in a sentence that sets one side against another, ends; None elsewhere."""
    match = _patterns()["ratio"].match(text, numeral.end, end)
    if match is None or not numeral.value < 100:
        return None
    sure = match.group("gap") == "-to-" or match.group().endswith((" 1", " one"))
    low, high = max(start, numeral.start - _SIDES_REACH), min(end, match.end() + _SIDES_REACH)
    return match.end() if sure or _SIDES.search(text, low, high) else None


def magnified(text: str, end: int, numeral: Numeral) -> tuple[float, float, int]:
    """Value and last place with "thousand", "bn" and the like multiplied in, and where they end."""
    match = _patterns()["magnitude"].match(text, numeral.end, end)
    if match is None:
        return numeral.value, numeral.digits, numeral.end
    written = match.group(1) or match.group(2)
    power = _power(written)
    return numeral.value * power, numeral.digits * power, match.end()


def _power(written: str) -> float:
    magnitudes = _tables()[3]
    return magnitudes.get(written) or magnitudes[key(written)]


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
    scale = suffix.scale
    if suffix.per:
        if match.group(1).isupper() and (behind := _patterns()["magnitude"].match(text, right, end)):
            scale, right = scale * _power(behind.group(1) or behind.group(2)), behind.end()  # "75 USD million"
        unit, right = priced_per(text, end, right, unit)
    return unit, scale, right


def priced_per(text: str, end: int, right: int, unit: str) -> tuple[str, int]:
    """The unit with what the price is for ("a barrel": `/bbl`), and where that ends."""
    match = _patterns()["per"].match(text, right, end)
    return (f"{unit}/{_tables()[2][key(match.group(1))]}", match.end()) if match else (unit, right)


def _allowed(text: str, match: re.Match[str], numeral: Numeral) -> bool:
    """Whether these letters are the unit here: "times" must compare, one-letter units must touch the number."""
    written, glued = match.group(1), match.start(1) == match.start()
    if written == "times":
        return not (numeral.bare or numeral.word) or bool(_TIMES_NEEDS.match(text, match.end()))
    if written in ("p", "P"):
        return glued or not numeral.bare or bool(_PENCE.match(text, match.end()))
    if len(written) == 1 and written.isascii() and written.isalpha():
        return glued or (written == "t" and not numeral.bare)
    return True


def counted_over(text: str, right: int, end: int) -> tuple[str, int] | None:
    """The counted thing of the tables behind a name that ends at `right` ("133 S&P 500 companies"), and its end."""
    match = _patterns()["counted"].match(text, right, end)
    return (_tables()[0][key(match.group(1))].unit, match.end()) if match else None


def counted(text: str, end: int, right: int) -> tuple[str, int]:
    """The counted noun behind a magnitude ("46 million voters"), else a plain count."""
    match = _NOUN.match(text, right, end)
    return (match.group(1).lower().removesuffix("s"), match.end()) if match else (NUMBER, right)
