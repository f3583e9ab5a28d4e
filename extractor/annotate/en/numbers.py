"""English numerals: where a number stands in text, its value, and the unit of its last place.

Reads digits (`1,234.5`, `.36`, `18, 540.68`, `1 295.70`), mixed and plain fractions (`99 22/32`, `1-1/2`, `3/8`, `2½`),
and words (`twenty-five`, `two-point-four`, `a quarter`, `three-eighths`, `half a`). Full-width digits are read after
`narrow`, which keeps every offset.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

_WIDE = str.maketrans("０１２３４５６７８９．，％＄￥－＋", "0123456789.,%$¥-+")
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 1,234.5
    r"|\d{1,3}(?:,\ \d{3})+\.\d{1,3}(?!\d)"  # 18, 540.68: a space that the layout broke in
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+\.\d{2}(?!\d)"  # 1 295.70: spaces between thousands, sure only with decimals
    r"|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)"  # no line breaks there, so the layout means one number
    r"|\d{1,3}(?:\ \d{3})+(?=\ (?:dollars|euros|pounds|yen|yuan|rubles|roubles|points|tonnes|shares|barrels)\b|\ ?[€%])"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"  # 12,34,567.89: lakhs
    r"|\d+\.\d+|\.\d+|\d+"
)
_FRACTION = r"(?:\d{1,7}[ -])?\d{1,2}/(?:2|3|4|5|6|8|10|16|32|64|100)(?![\d/])"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: half-open span, value, and `digits`, the unit of its last place.

    A whole number's trailing zeros count as places not given: 600 has `digits` 100, 605 has 1 (checking: what the words
    admit). A fraction's `digits` is one part: three-eighths has 1/8. `word` says that it was written in letters.
    """

    start: int
    end: int
    value: float
    digits: float
    word: bool = False
    bare: bool = False
    """A whole number without comma, fraction or decimals: 2025, 500, 16."""


@cache
def _words() -> dict[str, dict[str, float]]:
    return tomllib.loads((files("extractor.annotate.en") / "number_words.toml").read_text(encoding="utf-8"))


@cache
def _codes() -> str:
    """A look-behind that lets digits stand right behind a currency's letters: `USD115`, `$US55`, `RM23.50`."""
    table = tomllib.loads((files("extractor.annotate.en") / "units.toml").read_text(encoding="utf-8"))
    codes = sorted({form for forms in table["prefix"].values() for form in forms if form[-1].isalpha()})
    return "|".join(rf"(?<=(?<![A-Za-z]){re.escape(code)})" for code in codes)


@cache
def _number() -> re.Pattern[str]:
    words = _words()
    small = "|".join(sorted(words["units"], key=len, reverse=True))
    tens = "|".join(words["tens"])
    parts = "|".join(sorted(words["fractions"], key=len, reverse=True))
    glyphs = "".join(words["glyphs"])
    counted = rf"(?:{tens})(?:[\s-](?:{small}))?|{small}"
    part = rf"(?:(?:an?|one|two|three|five|seven)[\s-])?(?:{parts})"
    more = rf"[\s-]and[\s-]{part}(?![\w]|[\s-](?:quarter|half|time))"  # two and a quarter
    large = rf"(?:{counted})(?:[\s-](?:hundred|thousand)(?:(?:[\s-]and)?[\s-](?:{counted})(?![\w-]))?)+"
    return re.compile(
        rf"""(?P<fraction>(?<![\w.,/]){_FRACTION})
           | (?:(?<![\w.])|{_codes()})(?P<digits>{_DIGITS})(?:(?P<glyph>[{glyphs}])|(?P<more>{more}))?
           | (?P<only>[{glyphs}])
           | (?<![\w-])(?:
               (?P<mixed>(?:{counted}){more})
             | (?P<point>(?:{counted})[\s-]point(?:[\s-](?:{small}|oh))+)
             | (?P<share>(?:(?:{small}|an?)[\s-])?(?:{parts})(?:[\s-](?:of\s)?(?=an?\b))?)
             | (?P<word>{large}|{counted}|an?(?=\s(?:penny|cent|hundred|thousand|million|billion|trillion)\b))
             )(?![\w])""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _openings() -> re.Pattern[str]:
    """Where a numeral may begin; cheap to look for, so that the full pattern is tried there only."""
    words = _words()
    first = {
        f"[{w[0]}{w[0].upper()}][{w[1]}{w[1].upper()}]" for w in (*words["units"], *words["tens"], *words["fractions"])
    }
    after = "".join(sorted({word[0] for word in (*words["fractions"], *words["scales"], "penny", "cent")}))
    return re.compile(
        rf"[\d{''.join(words['glyphs'])}]|\.\d|(?<![\w-])(?:{'|'.join(sorted(first))}|[aA][nN]?(?=[\s-][{after}{after.upper()}]))"
    )


def narrow(text: str) -> str:
    """The text with full-width digits and signs made ASCII; same length, so offsets stay."""
    return text.translate(_WIDE)


def find_numerals(text: str, start: int, end: int) -> list[Numeral]:
    """Every numeral in text[start:end], in order, never overlapping. `text` has been through `narrow`."""
    number, found, behind = _number(), [], start
    for opening in _openings().finditer(text, start, end):
        if opening.start() >= behind and (match := number.match(text, opening.start(), end)):
            found.append(_numeral(match))
            behind = match.end()
    return found


def _numeral(match: re.Match[str]) -> Numeral:
    kind, written = match.lastgroup or "", match.group()
    if kind == "fraction":
        value, digits = _fraction(written)
        return Numeral(match.start(), match.end(), value, digits)
    if kind in ("digits", "glyph", "more"):
        return _digits(match)
    if kind == "only":
        value = _words()["glyphs"][written]
        return Numeral(match.start(), match.end(), value, value)
    read = {"point": _spelt_decimal, "share": _spelt_fraction, "mixed": _spelt_mixed}.get(kind, _spelt_whole)
    value, digits = read(written.casefold())
    return Numeral(match.start(), match.end(), value, digits, word=True)


def _digits(match: re.Match[str]) -> Numeral:
    written = re.sub(r"[,\s\u00a0\u202f]", "", match.group("digits"))
    value, bare = float(written), match.group("digits").isdigit()
    digits = last_place(written)
    if match.group("glyph"):
        part = _words()["glyphs"][match.group("glyph")]
        value, digits, bare = value + part, part, False
    if match.group("more"):
        part, digits = _spelt_fraction(match.group("more").casefold())
        value, bare = value + part, False
    return Numeral(match.start(), match.end(), value, digits, bare=bare)


def last_place(written: str) -> float:
    """The unit of the last place of a decimal as written: "1.50" -> 0.01, "600" -> 100, "605" -> 1, "0" -> 1."""
    if "." in written:
        return float(Decimal(1).scaleb(-len(written.partition(".")[2])))
    zeros = len(written) - len(written.rstrip("0"))
    return float(10**zeros) if zeros < len(written) else 1.0


def _fraction(written: str) -> tuple[float, float]:
    whole, _, part = written.replace("-", " ").rpartition(" ")
    fraction = Fraction(part)
    base = int(part.partition("/")[2])
    return float(int(whole or 0) + fraction), 1 / base


def _spelt_whole(written: str) -> tuple[float, float]:
    """Read "three hundred and thirty-four": each scale word multiplies what was read since the last one."""
    words, total, part = _words(), 0.0, 0.0
    for word in re.split(r"[\s-]+", written):
        if word in words["scales"]:
            total, part = total + max(part, 1) * words["scales"][word], 0.0
        else:
            part += words["tens"].get(word, words["units"].get(word, 1 if word in ("a", "an") else 0))
    value = total + part
    return value, last_place(str(int(value))) if value >= 20 else 1.0


def _spelt_decimal(written: str) -> tuple[float, float]:
    whole, _, rest = re.sub(r"[\s-]+", " ", written).partition(" point ")
    decimals = "".join(str(int(_words()["units"].get(word, 0))) for word in rest.split())
    value = float(f"{int(_spelt_whole(whole)[0])}.{decimals}")
    return value, float(Decimal(1).scaleb(-len(decimals)))


def _spelt_mixed(written: str) -> tuple[float, float]:
    """Read "two and a quarter": the last "and" parts whole and fraction."""
    whole, _, rest = re.sub(r"[\s-]+", " ", written).rpartition(" and ")
    part, digits = _spelt_fraction(rest)
    return _spelt_whole(whole)[0] + part, digits


def _spelt_fraction(written: str) -> tuple[float, float]:
    parts = [word for word in re.split(r"[\s-]+", written) if word and word != "of"]
    fractions, units = _words()["fractions"], _words()["units"]
    base = next(fractions[word] for word in parts if word in fractions)
    count = next((units[word] for word in parts if word in units), 1)
    return count / base, 1 / base
