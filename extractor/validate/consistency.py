"""What a text says against itself, without any data: which of its figures cannot all be true.

Four rules, each with the rounding (or truncation) of every figure allowed for:

- a change, a percentage and a level of one move: "rose 49 points, or 0.5 %, to 10,000" implies 49 / 9,951;
- a change between two stated levels: "fell 5.4 bp to 4.307 % from 4.361 %";
- one move of one period stated twice (levels may be a day's high, low and close, and are not compared);
- a move in the headline that none of the body's statements of it allows.

A spread and its legs follow the last but one: the spread is the difference of two levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from extractor.records import Claim, Reading, Sentence
from extractor.validate.admit import admit, digits_of
from extractor.validate.wording import number

_CHANGE = {"point": 1.0, "basis_point": 0.01, "percentage_point": 1.0}
_SAME_SENTENCE = 250
_NEAR = 60
"""Characters between the figures of one move: further apart, they tell of different hours or extremes."""

Range = tuple[float, float]


def contradictions(reading: Reading, headline: Sequence[Claim] = ()) -> dict[str, str]:
    """Claim id -> one sentence that names the figures which cannot all be true; consistent claims are not in it.

    `headline` are the claims of a title that stands apart from the text.
    Only exact figures of the writer's own, with a known instrument and period, are compared.
    """
    claims = [claim for claim in reading.claims if _comparable(claim)]
    found: dict[str, str] = {}
    rules = (_triples(claims, reading.sentences), _steps(claims, reading.sentences), _twice(claims), _spreads(claims))
    for group, why in chain(*rules, _headlines([one for one in headline if _comparable(one)], claims)):
        for claim in group:
            found.setdefault(claim.id, why)
    return found


def _comparable(claim: Claim) -> bool:
    return (
        claim.value is not None and claim.comparator == "eq" and claim.high is None and claim.modality == "actual"
        and claim.instrument is not None and claim.period is not None and claim.period.end is not None
    )  # fmt: skip


def _range(claim: Claim, factor: float = 1.0) -> Range:
    """The values that the figure may stand for, rounded or cut, times `factor`."""
    value = claim.value or 0.0
    interval = admit(value, claim.digits or digits_of(value))
    low, high = interval.low, interval.high
    if interval.cut:
        low, high = min(low, interval.cut[0]), max(high, interval.cut[1])
    return low * factor, high * factor


def _apart(one: Range, other: Range) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _together(one: Claim, other: Claim, sentences: Sequence[Sentence]) -> bool:
    """Whether two claims stand in one sentence and speak of one instrument."""
    if one.instrument != other.instrument or one.said_by != other.said_by:
        return False
    if max(one.start, other.start) - min(one.end, other.end) > _NEAR:
        return False
    for sentence in sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.start <= other.start < sentence.end
    return not sentences and abs(one.start - other.start) <= _SAME_SENTENCE


def _triples(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> Iterator[tuple[tuple[Claim, ...], str]]:
    """Points, percent and level of one move."""
    others = [one for one in claims if one.measure in ("level", "return")]
    for change in claims:
        if change.measure != "change" or change.unit in ("basis_point", "percentage_point"):
            continue
        near = [one for one in others if _one_move(change, one) and _together(change, one, sentences)]
        levels = [one for one in near if one.measure == "level" and one.unit == change.unit]
        returns = [one for one in near if one.measure == "return"]
        alike = len(returns) == 1 and (returns[0].value or 0.0) * (change.value or 0.0) > 0
        if len(levels) == 1 and alike and _torn(change, returns[0], levels[0]):
            group = (change, returns[0], levels[0])
            base = (levels[0].value or 0.0) - (change.value or 0.0)
            implied = 100 * (change.value or 0.0) / base if base else 0.0
            why = f"cannot all be true: {_names(group)}; the first and the last imply {number(implied)} %"
            yield group, why


def _one_move(one: Claim, other: Claim) -> bool:
    if one.period is None or other.period is None or one.period.end != other.period.end:
        return False
    return other.measure == "level" or one.period.start == other.period.start


def _torn(change: Claim, percent: Claim, level: Claim) -> bool:
    moved, last = _range(change), _range(level)
    bases = (last[0] - moved[1], last[1] - moved[0])
    if bases[0] <= 0:
        return False
    implied = [100 * move / base for move in moved for base in bases]
    return _apart((min(implied), max(implied)), _range(percent))


def _steps(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> Iterator[tuple[tuple[Claim, ...], str]]:
    """A change between two stated levels."""
    levels = [one for one in claims if one.measure == "level"]
    for change in claims:
        if change.measure != "change" or change.period is None or change.period.start is None:
            continue
        near = [one for one in levels if _together(change, one, sentences)]
        factor = _CHANGE.get(change.unit or "", 1.0)
        if any((one.unit == "percent") != (factor != 1.0 or change.unit == "percentage_point") for one in near):
            continue
        after = [one for one in near if one.period and one.period.end == change.period.end]
        before = [one for one in near if one.period and one.period.end == change.period.start]
        if len(after) == 1 and len(before) == 1:
            group, difference = (change, after[0], before[0]), _less(_range(after[0]), _range(before[0]))
            if _apart(difference, _range(change, factor)):
                yield group, f"cannot all be true: {_names(group)}"


def _less(one: Range, other: Range) -> Range:
    return one[0] - other[1], one[1] - other[0]


def _twice(claims: Sequence[Claim]) -> Iterator[tuple[tuple[Claim, ...], str]]:
    """One quantity of one period, stated in two ways that no rounding brings together."""
    moves: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.measure in ("return", "change") and not _moving(claim):
            moves.setdefault(_key(claim), []).append(claim)
    for group in moves.values():
        for one, other in combinations(group, 2):
            if _apart(_range(one), _range(other)):
                yield (one, other), f"cannot both be true: {_names((one, other))}"


def _headlines(headline: Sequence[Claim], body: Sequence[Claim]) -> Iterator[tuple[tuple[Claim, ...], str]]:
    """A move of the headline against every statement of it in the body."""
    for title in headline:
        if title.measure not in ("return", "change") or _moving(title):
            continue
        same = tuple(one for one in body if _key(one) == _key(title))
        if same and all(_apart(_range(title), _range(one)) for one in same):
            yield same, f"cannot both be true: {title.text!r} in the headline, {_names(same)} in the text"


def _moving(claim: Claim) -> bool:
    """Within a day a quantity has many values."""
    return claim.period is None or claim.period.label == "intraday"


def _key(claim: Claim) -> tuple[object, ...]:
    period = claim.period
    days = (period.start, period.end) if period else (None, None)
    return (claim.measure, claim.instrument, claim.versus, claim.unit, claim.said_by, claim.basis, *days)


def _spreads(claims: Sequence[Claim]) -> Iterator[tuple[tuple[Claim, ...], str]]:
    """The level of a spread "A-B" against the levels of A and B on the same day."""
    levels = [one for one in claims if one.measure == "level" and not _moving(one)]
    for spread in [one for one in levels if "-" in (one.instrument or "")]:
        left, found, right = (spread.instrument or "").partition("-")
        legs = [[one for one in levels if one.instrument == leg and _same_day(one, spread)] for leg in (left, right)]
        if found and all(len(leg) == 1 for leg in legs):
            group = (spread, legs[0][0], legs[1][0])
            factor = _CHANGE.get(spread.unit or "", 1.0)
            if _apart(_less(_range(group[1]), _range(group[2])), _range(spread, factor)):
                yield group, f"cannot all be true: {_names(group)}"


def _same_day(one: Claim, other: Claim) -> bool:
    return one.period is not None and other.period is not None and one.period.end == other.period.end


def _names(group: Sequence[Claim]) -> str:
    return ", ".join(repr(claim.text) for claim in group)
