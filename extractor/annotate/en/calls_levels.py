"""Calls with a level: "sees the yield at 5.25%", "a year-end target of 6,500", "could fall back to $2,700".

Which way a bare level points is read from the words beside it, from the level it is said to move from, or from the
level at which the text says the target stands; a level that none of them places makes no call.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.annotate.en.calls_draft import Draft, make_draft
from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line, Way
from extractor.annotate.en.calls_named import target_of
from extractor.records import Figure, Reading
from extractor.registry import registry

_UP = re.compile(
    r"\b(?:above|over|past|beyond|as\s+high\s+as|up\s+to|rises?\s+to|climbs?\s+to|gains?\s+to|rally\s+to|return\s+above|more\s+than|through)\s+$"
)
_DOWN = re.compile(
    r"\b(?:below|under|beneath|as\s+low\s+as|down\s+to|falls?\s+to|drops?\s+to|declines?\s+to|pullback\s+to|slides?\s+to|back\s+to|retreat\s+to|less\s+than)\s+$"
)
_STAY = re.compile(r"\b(?:stay(?:s|ing)?|remain(?:s|ing)?|stuck|hover(?:s|ing)?|range-?bound)\s+(?:\w+\s+){0,2}$")
_OLD = re.compile(r"\b(?:from|versus|against|compared\s+with|than|now|currently|around)\s+(?:about\s+|around\s+)?$")
_NOW = re.compile(r"\b(?:now|currently|from|compared\s+with|versus|today['’]s|latest|last)\s+(?:at\s+)?(?:\w+\s+)?$")
_FROM = re.compile(r"\s+(?:[\w-]+\s+){0,4}?(?:from|versus|against|compared\s+with)\s+(?:about\s+|around\s+)?$")
_BEHIND = re.compile(
    r"[,;]?\s+(?:[\w-]+,?\s+){0,7}?(?P<way>up|down|a\s+gain|a\s+rise|an\s+increase|a\s+drop|a\s+fall|a\s+decline|higher|lower)\b"
    r"(?:\s+(?:of|from|by|about|roughly|nearly|some|than)\b|\s*\d)"
)
_AGAINST = re.compile(
    r"\b(?:against|versus|than|with|beat|beating|above|below|missed|missing|topped|topping)\s+(?:an?\s+|the\s+|its\s+)?$"
)
_IT = re.compile(r"\b(?:it|them|the\s+(?:index|benchmark|gauge|metal|price|yield|pair|currency))\b")
_UPWARD = frozenset({"up", "gain", "rise", "increase", "higher"})
_AIMS = frozenset({"aim", "price_target", "odds"})
_OVER, _UNDER = frozenset({"more_than", "at_least"}), frozenset({"less_than", "at_most"})
_FLAT, _FAR, _LIKE, _REACH = 0.004, 4.0, 2.5, 16
_IN_PERCENT = frozenset({"treasury_yields", "policy_rate", "inflation"})
_NO_LEVEL = frozenset({"dollar", "equities", "small_caps", "treasuries", "credit"})
_TOLERANT = frozenset({"point", "count", "index_point"})


@dataclass(frozen=True, slots=True)
class Levels:
    """Where each target is said to stand: (offset, value) by target and unit, in text order; lowest and highest."""

    stands: dict[tuple[str, str], list[tuple[int, float]]]
    ranges: dict[tuple[str, str], tuple[float, float]]
    figures: dict[str, Figure]

    @classmethod
    def of(cls, reading: Reading) -> Levels:
        """All levels reported as facts, or as what a forecast is compared with."""
        text = reading.article.text
        stands: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for figure in reading.figures:
            now = _NOW.search(text, max(0, figure.start - 30), figure.start)
            told = figure.modality == "actual" and _is_level(figure)
            if figure.instrument is not None and (told or (now and figure.unit != "basis_point")):
                key = target_of(figure.instrument), _unit(figure)
                stands.setdefault(key, []).append((figure.start, figure.value))
        ranges = {key: (min(v for _, v in told), max(v for _, v in told)) for key, told in stands.items()}
        return cls(stands, ranges, {figure.id: figure for figure in reading.figures})

    def current(self, target: str, figure: Figure) -> float | None:
        """The level of `target` last told before the figure, else first told after it."""
        known = self.stands.get((target, _unit(figure)), [])
        i = bisect_left(known, (figure.start, 0.0))
        if i:
            return known[i - 1][1]
        return next((value for at, value in known[:2] if at > figure.start), None)

    def like(self, figure: Figure) -> str | None:
        """The one target that is said to stand at a like level in the same unit."""
        unit, value = _unit(figure), figure.value
        near = {
            target
            for (target, counted), (lowest, highest) in self.ranges.items()
            if counted == unit and lowest / _LIKE < value < highest * _LIKE
        }
        return near.pop() if len(near) == 1 else None


def _is_level(figure: Figure) -> bool:
    return figure.role in ("level", "yield") and figure.unit != "basis_point"


def _unit(figure: Figure) -> str:
    unit = figure.unit.split("/")[0]
    return "point" if unit in _TOLERANT else unit


def find_levels(line: Line, levels: Levels, meant: str | None) -> Iterator[Draft]:
    """Every level that is forecast, aimed at or given odds, with the target that it is of, else `meant`."""
    for label in line.labels:
        if label.kind in ("level", "amount") and (figure := levels.figures.get(label.value)) is not None:
            draft = _level(line, label, figure, levels, meant)
            if draft is not None and not line.is_open(draft.start, draft.key):
                yield draft


def _level(line: Line, label: Label, figure: Figure, levels: Levels, meant: str | None) -> Draft | None:
    if figure.unit in ("basis_point", "percentage_point") or _OLD.search(
        line.text, max(0, label.start - 24), label.start
    ):
        return None
    ahead = _ahead(line, label)
    if ahead is None or line.between(ahead, label, "verb") or line.before(label, "odds", 1):
        return None
    named = _target(line, label, ahead)
    target = named.value if named else levels.like(figure) or meant
    if (named is None and not _stands_alone(line, ahead, label)) or (target is not None and not _fits(target, figure)):
        return None
    way = _way(line, label, figure, levels.current(target, figure) if target else None)
    way = way or _moved(line, label, figure, levels)
    if way is None:
        return None
    draft = make_draft(line, label, way, target, [ahead, named])
    return replace(draft, key=label.start, forecast=True)


def _stands_alone(line: Line, ahead: Label, label: Label) -> bool:
    """Whether a level needs no target beside it: one aimed at, given odds, said of "it"; not a share's price target."""
    if _IT.search(line.text, max(0, ahead.start - 12), label.start):
        return True
    if ahead.kind == "forward":
        return line.words(ahead).startswith("forecast")
    return ahead.kind in _AIMS and line.words(ahead) not in guarded("aims")


def _fits(target: str, figure: Figure) -> bool:
    """Whether the target is counted in the figure's unit: yields and inflation in percent, prices in anything else."""
    known = registry().get(target)
    in_percent = target in _IN_PERCENT or (known is not None and known.is_yield)
    return in_percent == (figure.unit == "percent") and target not in _NO_LEVEL


def _ahead(line: Line, label: Label) -> Label | None:
    """What makes the level one to come: a forecast, a target, odds, whichever stands nearest before it."""
    found = [
        line.before(label, kind, _REACH) for kind in ("forward", "aim", "price_target", "odds", "viewer", "ends_at")
    ]
    near = [one for one in found if one is not None and not line.before(one, "past", 2) and not _met(line, one)]
    return max(near, key=lambda one: (one.start, one.kind != "forward"), default=None) or _within_reach(line, label)


def _met(line: Line, aim: Label) -> bool:
    """Whether the forecast is what a number is compared with: "8.3% against a forecast of 8.1%"."""
    return aim.kind == "aim" and bool(_AGAINST.search(line.text, max(0, aim.start - 20), aim.start))


def _within_reach(line: Line, label: Label) -> Label | None:
    """'155 is possible by year-end', '$100,000 before June is not far-fetched'."""
    after = line.after(label, "in_reach", 10)
    return after if after is not None and ", " not in line.text[label.end : after.start] else None


def _target(line: Line, label: Label, ahead: Label) -> Label | None:
    target = line.before(label, "target", _REACH)
    return target if target is not None else line.after(label, "target", 5) if ahead.kind in _AIMS else None


def _way(line: Line, label: Label, figure: Figure, current: float | None) -> Way | None:
    """Which way the level lies by the words beside it or by the `current` level, or None where neither tells."""
    before = line.text[max(0, label.start - 40) : label.start].lower()
    if _STAY.search(before):
        return "neutral"
    if figure.bound in _OVER or _UP.search(before):
        return "up"
    if figure.bound in _UNDER or _DOWN.search(before):
        return "down"
    behind = _BEHIND.match(line.text, label.end)
    if behind:
        return "up" if behind.group("way").split()[-1] in _UPWARD else "down"
    return _side(figure.value, current) if current else None


def _moved(line: Line, label: Label, figure: Figure, levels: Levels) -> Way | None:
    """From the level that it is moved from: "to 6,900 from 6,500", "from 84 to 78"."""
    for other in line.labels:
        old = levels.figures.get(other.value) if other.kind in ("level", "amount") else None
        if old is None or old is figure or not 0 < abs(other.at - label.at) <= 9:
            continue
        if other.start > label.end and _FROM.fullmatch(line.text, label.end, other.start):
            return _side(figure.value, old.value)
        if other.end < label.start and line.text[max(0, other.start - 6) : other.start].strip() == "from":
            return _side(figure.value, old.value)
    return None


def _side(value: float, current: float) -> Way | None:
    if not current or not 1 / _FAR < value / current < _FAR:
        return None
    if abs(value / current - 1) < _FLAT:
        return "neutral"
    return "up" if value > current else "down"
