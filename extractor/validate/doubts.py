"""A refutation is withdrawn where the text itself shows that other words may be meant.

A text that gives the day's close rightly and another number of the same day elsewhere most often speaks of another hour
("after earlier touching", "had risen as much") or of another thing (a share among the index's gainers). "A five-week
high of $72.84" is an extreme of the day. "At 9:38 the Dow was down 77.46 points at 17,452.52" adds up to the close of
the day before: a true quote of another hour, or a preliminary close. None of these is an error that closes can show.
Any other figure that stands with its siblings ("2.57 points, or 0.19 percent, to 1,380.90") stays refuted.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.records import Claim
from extractor.registry import Instrument, registry
from extractor.validate.admit import digits_of
from extractor.validate.finding import Finding
from extractor.validate.siblings import of_one_move

_MOVES = frozenset({"return", "change", "direction"})
_TWICE = _MOVES | {"level"}
_SPANS = frozenset({"month", "quarter", "year"})
_STRETCHES = _SPANS | {"week", "week_to_date", "month_to_date", "quarter_to_date", "year_to_date"}
_NEAR = 250
"""Characters over which a stretch of time that was named goes on holding."""
_BESIDE = 60
"""Characters between a level and the words that call it a high or a low."""

Pair = tuple[Claim, Finding]


def doubted(claims: Sequence[Claim], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with each refutation that other claims of the text make doubtful turned to `intraday`."""
    if all(finding.label != "refuted" for finding in findings):
        return list(findings)
    pairs = list(zip(claims, findings, strict=True))
    return [_doubted(pair, pairs) for pair in pairs]


def _loosely_timed(claim: Claim, finding: Finding) -> Finding | None:
    """The refutation withdrawn where the words leave a close open, with why; None where they leave none.

    "Over the past two sessions", "from its November low", "crude fell to", and what a foreign index "was up" before a
    New York story quoted it.
    """
    why = _open_close(claim)
    if why is None:
        return None
    reason, words = why
    return finding._replace(
        label="not_enough_info", reason=reason, explanation=f"{finding.explanation}; but the words {words}"
    )


def _open_close(claim: Claim) -> tuple[str, str] | None:
    """(reason, what the words leave open) of a claim whose closes they do not fix."""
    instrument = registry().get(claim.instrument)
    label = claim.period.label if claim.period is not None else None
    if label == "rolling" or claim.basis == "extreme":
        return "ambiguous_period", "do not fix from which close it is counted"
    if instrument is not None and instrument.asset_class == "policy_rate" and claim.measure == "change":
        return "ambiguous_period", "do not say from which day the decision holds"
    if claim.measure == "largest_move_since" and claim.comparator == "about":
        return "ambiguous_period", "only say that it is among the largest"
    if claim.measure in ("record_high", "record_low") and label in _SPANS:
        return "ambiguous_period", "do not say on which day it was"
    return _open_hour(claim, instrument)


def _open_hour(claim: Claim, instrument: Instrument | None) -> tuple[str, str] | None:
    """(reason, what the words leave open) of a claim that may be of another hour than the close."""
    threshold = claim.measure == "threshold_cross" and claim.basis != "close"
    abroad = instrument is not None and instrument.asset_class == "equity_index" and instrument.calendar != "NYSE"
    if threshold or claim.basis == "touch" or (abroad and claim.basis not in ("close", "settlement")):
        return "intraday", "do not say that it closed there"
    if claim.basis == "quote":
        return "intraday", "do not say that it settled there"
    return None


def _doubted(pair: Pair, pairs: list[Pair]) -> Finding:
    claim, finding = pair
    if finding.label == "refuted" and (loose := _loosely_timed(claim, finding)) is not None:
        return loose
    if finding.label != "refuted" or claim.measure not in _TWICE or claim.basis in ("close", "settlement"):
        return finding
    if (span := _span_before(claim, pairs)) is not None:
        why = f"{finding.explanation}; but {span.text!r} before it speaks of a longer stretch, and so may this"
        return finding._replace(label="not_enough_info", reason="ambiguous_period", explanation=why)
    if claim.measure == "level" and (extreme := _called_extreme(claim, pairs)) is not None:
        why = f"{finding.explanation}; but {extreme.text!r} may speak of the day's extreme, which closes do not show"
        return finding._replace(label="not_enough_info", reason="intraday", explanation=why)
    if (quote := _quote(claim, pairs)) is not None:
        why = f"{finding.explanation}; but {quote} adds up to the close before, so it is the quote of another hour"
        return finding._replace(label="not_enough_info", reason="intraday", explanation=why)
    if _among_siblings(claim, pairs):
        return finding
    right = next((one for one, other in pairs if other.label == "supported" and _same_fact(claim, one)), None)
    if right is None:
        return finding
    why = f"{finding.explanation}; but {right.text!r} states the close rightly, so this may be of another hour"
    return finding._replace(label="not_enough_info", reason="intraday", explanation=why)


def _span_before(claim: Claim, pairs: list[Pair]) -> Claim | None:
    """The move over a week or longer told right before a bare percentage: "down for the week ... The S&P fell 0.24%".

    None where a level or a move in points stands with the percentage, or a day's move lies between.
    """
    if claim.measure != "return" or claim.period is None or claim.period.label != "day":
        return None
    if any(of_one_move(claim, one) or of_one_move(one, claim) for one, _ in pairs if one is not claim):
        return None
    near = [pair for pair in pairs if claim.start - _NEAR < pair[0].end <= claim.start and pair[1].label != "refuted"]
    earlier = [one for one, _ in near if one.measure == "return"]
    labels = [one.period.label for one in earlier if one.period is not None]
    if not labels or "day" in labels or not any(label in _STRETCHES for label in labels):
        return None
    return earlier[-1]


def _called_extreme(claim: Claim, pairs: list[Pair]) -> Claim | None:
    for one, _ in pairs:
        if one.measure in ("record_high", "record_low") and one.instrument == claim.instrument:
            apart = max(one.start, claim.start) - min(one.end, claim.end)
            if apart <= _BESIDE and one.basis != "close":
                return one
    return None


def _quote(claim: Claim, pairs: list[Pair]) -> str | None:
    """The words of a level and its move, one of them `claim`, that together give the tape's close before."""
    group = [(one, found) for one, found in pairs if one is claim or of_one_move(claim, one) or of_one_move(one, claim)]
    levels = [one for one, _ in group if one.measure == "level" and one.comparator == "eq" and one.value is not None]
    moves = [pair for pair in group if pair[0].measure in ("change", "return") and pair[0].comparator == "eq"]
    for level in levels:
        for moved, found in moves:
            if found.label == "refuted" and _adds_up(level, moved, found):
                return f"{moved.text!r} with {level.text!r}"
    return None


def _adds_up(level: Claim, moved: Claim, found: Finding) -> bool:
    """Whether the level less the move is the close at the start of the move, to the rounding of both."""
    before = next((one.value for one in found.evidence if moved.period and one.date == moved.period.start), None)
    if before is None or moved.value is None or level.value is None or found.room is None:
        return False
    close, place = (level.digits or digits_of(level.value)) / 2, moved.digits or digits_of(moved.value)
    if moved.measure == "change":
        scale = 0.01 if moved.unit == "basis_point" else 1.0
        return abs(level.value - moved.value * scale - before) <= close + place * scale / 2 + 0.011
    if place > 0.1:
        return False
    return abs(level.value - before * (1 + moved.value / 100)) <= close + before * place / 200 + 0.011


def _among_siblings(claim: Claim, pairs: list[Pair]) -> bool:
    """Whether other figures of the same move stand beside it."""
    if claim.measure == "direction":
        return False
    beside = {one.measure for one, _ in pairs if one is not claim and of_one_move(claim, one) and one.value is not None}
    return bool(beside & ({"change", "return", "level"} - {claim.measure}))


def _same_fact(claim: Claim, other: Claim) -> bool:
    """Whether `other` states a close, or a move between the same closes, of the same instrument."""
    if other is claim or other.instrument != claim.instrument or claim.period is None or other.period is None:
        return False
    if claim.period.end != other.period.end:
        return False
    if claim.measure == "level" or other.measure == "level":
        return claim.measure == other.measure
    return other.measure in _MOVES and claim.period.start == other.period.start
