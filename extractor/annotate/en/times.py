"""English time phrases, found by the rules of times.toml. Nothing is resolved here: see annotate/periods.py."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.numbers import find_numerals
from extractor.records import TimePhrase

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = {
    "%weekday%": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|tues|wed|thu|thur|thurs|fri)(?=\.?,?\s%any%)",
    "%longmonth%": "|".join(MONTHS),
    "%month%": (
        r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
        r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
    ),
    "%number%": (
        r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
        r"seventeen|eighteen|nineteen|twenty|thirty|fifty)"
    ),
    "%any%": r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of times.toml; `hits` and `misses` are texts in which it must and must not match.

    Where none of `words` stands in a text the pattern cannot match.
    """

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    n: int | None
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in order of precedence."""
    table = tomllib.loads((files("extractor.annotate.en") / "times.toml").read_text(encoding="utf-8"))["rule"]
    return tuple(
        Rule(
            row["kind"],
            tuple(row["words"]),
            _compiled(row["pattern"]),
            row.get("n"),
            tuple(row["hits"]),
            tuple(row["misses"]),
        )
        for row in table
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, value in _NAMES.items():
        pattern = pattern.replace(name, value)
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{pattern})(?!\w)")


# A phrase holds one of these words; sentences without any are passed over at once.
_TRIGGER = re.compile(
    r"days?\b|that\s(?:time|period|stretch|span)|the\ssame|this\s(?:time|period|span|stretch)|day['’]|today|tonight|overnight|tomorrow|week|month|quarter|year|session|since|intra|hours|bell|morning|midday|afternoon|wtd|mtd|qtd|ytd|yoy|y/y|annual|early|earlier|briefly|momentar|[ap]\.?\s?m\b|settlement|session|(?:its|the|a)\s(?:run|rally|stretch|slide|streak|shutdown|advance)|"
    r"\bq[1-4]\b|(?:19|20)\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|the\sopen|pre-?market|after-?market|extended|late\selec|at\s(?:one|its)"
)


def find_time_phrases(text: str, start: int, end: int) -> list[TimePhrase]:
    """The time phrases of text[start:end] in order, never overlapping; the longest match at a place wins."""
    lowered = _lowered(text[start:end])
    if not _TRIGGER.search(lowered):
        return []
    offers: list[tuple[int, int, int, TimePhrase]] = []
    for rank, rule in enumerate(rules()):
        if not any(word in lowered for word in rule.words):
            continue
        for match in rule.pattern.finditer(lowered):
            phrase = _phrase(text, start, rule, match)
            if phrase is not None:
                offers.append((match.start(), -match.end(), rank, phrase))
    return _without_overlaps(offers)


def _lowered(text: str) -> str:
    """Lower case of the same length (a few letters grow when lowered)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _without_overlaps(offers: list[tuple[int, int, int, TimePhrase]]) -> list[TimePhrase]:
    chosen: list[TimePhrase] = []
    for _, _, _, phrase in sorted(offers, key=lambda offer: offer[:3]):
        if not chosen or phrase.start >= chosen[-1].end:
            chosen.append(phrase)
    return chosen


def _phrase(text: str, offset: int, rule: Rule, match: re.Match[str]) -> TimePhrase | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    month = next((groups[name] for name in ("month", "month2", "month3", "month4") if name in groups), None)
    if month in ("may", "march") and not _is_month(text, offset + match.start(), match, month):
        return None
    parameters = _parameters(rule, groups, month)
    if parameters is None:
        return None
    n, unit, day = parameters
    start, end = offset + match.start(), offset + match.end()
    while end > start and text[end - 1] in " \t.,":
        end -= 1
    return TimePhrase(start=start, end=end, text=text[start:end], kind=rule.kind, n=n, unit=unit, day=day)


_Parameters = tuple[int | None, str | None, dt.date | None]


def _parameters(rule: Rule, groups: dict[str, str], month: str | None) -> _Parameters | None:
    """(n, unit, day) of a TimePhrase; None where the words name no time after all."""
    unit = groups.get("unit")
    if rule.kind in ("date", "since", "month_name"):
        return _dated(rule, groups, month)
    if rule.kind == "week" and "dom" in groups:
        return rule.n, unit, _calendar_day(groups, month)[2]
    if rule.kind == "weekday":
        return _weekday(groups["weekday"]), "prior" if unit else None, None
    if rule.kind in ("rolling", "horizon", "ago"):
        return _count(groups.get("count"), rule.n), unit, None
    if rule.kind == "quarter_name":
        n = int(groups.get("quarter") or _QUARTERS.get(groups.get("ordinal", ""), 4))
        return n, None, dt.date(int(groups["year"]), 3 * n - 2, 1) if "year" in groups else None
    return (int(groups["year"]) if rule.kind == "year_name" else rule.n), unit, None


_QUARTERS = {"first": 1, "second": 2, "third": 3}


def _dated(rule: Rule, groups: dict[str, str], month: str | None) -> _Parameters | None:
    n, unit, day = _calendar_day(groups, month)
    if rule.kind == "since" and unit is None:
        return None
    if groups.get("edge") in ("end", "start", "beginning") and unit in ("month", "year"):
        unit = f"{unit}_{groups['edge']}"
    return n, unit, day


def _is_month(text: str, start: int, match: re.Match[str], month: str) -> bool:
    """The verbs "may" and "march" are months only with a capital letter."""
    written = text[start : start + len(match.group())]
    return month.capitalize() in written


def _calendar_day(groups: dict[str, str], month: str | None) -> tuple[int | None, str | None, dt.date | None]:
    """(n, unit, day): unit says how exact it is ("day", "month", "year", "weekday"); without a year, `day` has year 1.

    n holds the month, the year or the weekday where that is all there is.
    """
    year, dom = int(groups.get("year", 1)), re.match(r"\d+", groups.get("dom", ""))
    if month is None:
        if "weekday" in groups:
            return _weekday(groups["weekday"]), "weekday", None
        return (year, "year", None) if "year" in groups else (None, None, None)
    number = (
        int(month) if month.isdigit() else next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))
    )
    if dom is None:
        return number, "month", dt.date(year, number, 1) if "year" in groups else None
    try:
        return number, "day", dt.date(year, number, int(dom.group()))
    except ValueError:
        return None, None, None


def _weekday(written: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(written[:3]))


def _count(written: str | None, otherwise: int | None) -> int | None:
    if written is None:
        return otherwise
    numerals = find_numerals(written, 0, len(written))
    return int(numerals[0].value) if numerals else None
