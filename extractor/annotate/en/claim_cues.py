"""English cue phrases that make a claim without a figure: records, streaks, largest moves, closed markets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.numbers import find_numerals
from extractor.annotate.en.words import noun_direction

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
_NUMBER = (
    r"(?:\d{1,3}(?:[\s-]\d/\d)?(?:\.\d)?(?:-and-a-half)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty)"
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
_NAMES = {
    "%aux%": r"(?:a|an|its|their|the|his)\s(?:near-?\s?|nearly\s)?",
    "%count%": rf"(?:(?:near|nearly|roughly|almost|about|more\sthan|over)[\s-])?(?:a\s)?(?P<count>{_NUMBER})",
    "%number%": _NUMBER,
    "%ordinal%": _ORDINAL,
    "%nth%": rf"(?P<nth>{_ORDINAL})",
    "%up%": (
        r"gains?|rises?|increases?|advances?|jumps?|rall(?:y|ies)|surges?|climbs?|rebounds?|pops?|bounce|leaps?|spikes?"
    ),
    "%down%": (
        r"falls?|drops?|declines?|loss(?:es)?|slides?|slumps?|plunges?|decreases?|tumbles?|dips?|retreats?|"
        r"sell-?offs?|routs?|pullbacks?|setbacks?|crash(?:es)?"
    ),
    "%any%": r"\d|s&p|dow|nasdaq|russell|gains?|rise|increase|benchmark|broader",
}
_WINDOW = re.compile(
    rf"""\s*(?:,\s|[–—-]\s)?(?: (?P<since>(?:recorded\s|seen\s)?since\b)
        | in\s(?:its\s|trading\s|recorded\s)?(?P<ever>history) | (?P<ever2>ever\b) | on\s(?P<ever3>record)
        | (?P<words>(?:in|for)\s
            (?:(?:at\sleast|more\sthan|almost|nearly|about|over|roughly|around|the\spast|the\slast|just\s(?:over|under))\s)?
            (?:a\s|{_NUMBER}[\s-](?:and[\s-]a[\s-]half[\s-])?|several\s|many\s)?
            (?P<unit>day|session|week|month|quarter|year|decade)s?(?:\sand\sa\shalf)?)
        | (?P<year>(?:so\sfar\s)?(?:this|of\sthe|of\sthis|for\sthe)\s(?P<unit2>year|month|quarter|week)
            |so\sfar\s(?:in|this)\s\S+|of\s(?:19|20)\d\d|in\s(?:19|20)\d\d|yet\b) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue phrase. `n` counts `unit`s; `sign` is +1, -1 or 0; `window` the words of a loose stretch.

    `reach` says how far back it looks: "ever", "since" (a date follows), "window", "year", or None; `end` includes it.
    """

    start: int
    end: int
    measure: str
    n: int | None = None
    unit: str | None = None
    sign: int = 0
    basis: str | None = None
    span: str | None = None
    reach: str | None = None
    window: str | None = None
    intraday: bool = False
    ranked: bool = False
    """Whether the words say "one of the biggest" or "second-worst": not the largest."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of claim_cues.toml."""

    measure: str
    pattern: re.Pattern[str]
    sign: int
    needs_window: bool
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in order of precedence."""
    table = tomllib.loads((files("extractor.annotate.en") / "claim_cues.toml").read_text(encoding="utf-8"))["cue"]
    return tuple(
        Rule(
            row["measure"],
            _compiled(row["pattern"]),
            row.get("sign", 0),
            row.get("needs") == "window",
            tuple(row["hits"]),
            tuple(row["misses"]),
        )
        for row in table
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, value in _NAMES.items():
        pattern = pattern.replace(name, value)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")


_TRIGGER = re.compile(
    r"streak|straight|consecutive|successive|in\sa\srow|running|record|all-?time|historic|life-?time|high|low|peak|trough|"
    r"strongest|weakest|largest|biggest|worst|poorest|best|steepest|sharpest|greatest|deepest|heaviest|cheapest|loftiest|"
    r"first|perform|outpac|outst|outsh|exceed|beat|topp|surpass|lag|trail|better\sthan|the\smost|string\sof|run|rally|"
    r"closed|shut|not\strade|not\sopen|snap|ending\s|ended|breaking|broke|halt|a\sstop|an\send|uptrend"
)


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """The cues of text[start:end] in order, never overlapping; at one place the longest match wins."""
    lowered = text[start:end].lower()
    if len(lowered) != end - start or not _TRIGGER.search(lowered):
        return []
    offers: list[tuple[int, int, int, Cue]] = []
    for rank, rule in enumerate(rules()):
        for match in rule.pattern.finditer(lowered):
            cue = _cue(lowered, start, rule, match)
            if cue is not None:
                offers.append((cue.start, -cue.end, rank, cue))
    chosen: list[Cue] = []
    for _, _, _, cue in sorted(offers, key=lambda offer: offer[:3]):
        if not chosen or cue.start >= chosen[-1].end:
            chosen.append(cue)
    return chosen


@cache
def _markets() -> dict[str, list[str]]:
    return dict(
        tomllib.loads((files("extractor.annotate.en") / "claim_cues.toml").read_text(encoding="utf-8"))["market"]
    )


def closed_market(words: str, spoken_of: str | None) -> str | None:
    """The instrument whose calendar says whether "the Japanese market" opened; None for markets it does not know.

    "The market" alone is that of the instrument `spoken_of`.
    """
    table = _markets()
    if any(word in words for word in table["elsewhere"]) and not any(word in words for word in ("u.s", "new york")):
        return None
    named = (known for known, forms in table.items() if known != "elsewhere" and any(form in words for form in forms))
    return next(named, spoken_of)


def _cue(lowered: str, offset: int, rule: Rule, match: re.Match[str]) -> Cue | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    window = _WINDOW.match(lowered, match.end())
    if rule.needs_window and window is None:
        return None
    reach, words, end = _reach(window, match.end())
    unit = groups.get("unit") or groups.get("unit2")
    if rule.measure in ("record_high", "record_low"):
        if unit is not None:
            reach, words = "window", match.group()
        elif reach is None:
            reach = "ever"
    else:
        end = end if rule.measure == "largest_move_since" else match.end()
    return Cue(
        start=offset + match.start(),
        end=offset + end,
        measure=rule.measure,
        n=_count(groups.get("count")),
        unit=_span(groups.get("way")) or _span(unit),
        sign=rule.sign or _sign(groups),
        basis={"percentage": "percent", "percent": "percent", "point": "point"}.get(groups.get("basis", "")),
        span=_span(groups.get("span")) or _span(groups.get("noun")),
        reach=reach,
        window=words,
        ranked=match.group().startswith(("one of", "second", "third")),
        intraday="intraday" in match.group() or "intra-day" in match.group() or "session high" in match.group(),
    )


def _reach(window: re.Match[str] | None, end: int) -> tuple[str | None, str | None, int]:
    """How far back the words look, the words of a loose stretch, and where the cue ends."""
    if window is None:
        return None, None, end
    if window.group("since"):
        return "since", None, end
    if window.group("ever") or window.group("ever2") or window.group("ever3"):
        return "ever", None, window.end()
    if window.group("words"):
        return "window", window.group("words"), window.end()
    return window.group("unit2") or "year", window.group("year"), window.end()


_SPANS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "session": "day",
    "decade": "year",
}
_UNITS = ("day", "week", "month", "quarter", "year")


def _span(written: str | None) -> str | None:
    """The unit that "weekly", "one-day" or "sessions" names, or None for other words."""
    for word in reversed((written or "").replace("-", " ").split()):
        unit = _SPANS.get(word.removesuffix("s"), _SPANS.get(word, word.removesuffix("s")))
        if unit in _UNITS:
            return unit
    return None


def _sign(groups: dict[str, str]) -> int:
    """Which way the words go: by "of losses", then "losing", then the noun, then best or worst."""
    for name in ("of", "way", "noun", "unit"):
        word = groups.get(name, "")
        sign = {
            "winning": 1,
            "up": 1,
            "positive": 1,
            "upward": 1,
            "losing": -1,
            "down": -1,
            "negative": -1,
            "downward": -1,
            "skid": -1,
            "rout": -1,
        }.get(word)
        sign = sign if sign is not None else noun_direction(word)
        if sign:
            return sign
    return {"best": 1, "strongest": 1, "worst": -1, "poorest": -1, "steepest": 0}.get(groups.get("best", ""), 0)


def _count(written: str | None) -> int | None:
    if written is None:
        return None
    word = written.strip()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    if word in ("a", "an"):
        return 1
    numerals = find_numerals(word, 0, len(word)) or find_numerals(re.sub(r"\D", "", word), 0, 9)
    return int(numerals[0].value) if numerals else None
