"""Claims about moves in a row and about the largest of them: streak, streak_ended, largest_move_since."""

from __future__ import annotations

import datetime as dt

import numpy as np

from extractor.calendar import calendar
from extractor.records import Alternative
from extractor.series import Days, Values
from extractor.validate.extremes import reaches_back
from extractor.validate.finding import Finding, Question, missing, unknown
from extractor.validate.measures.history import Closes, closes, complete, covered, moves
from extractor.validate.measures.largest import LONGEST, Largest, largest_move_since
from extractor.validate.measures.streaks import streak
from extractor.validate.window import Window, window
from extractor.validate.wording import number

SPANS = ("day", "week", "month", "quarter", "year")


def judge_streak(question: Question) -> Finding:
    """A number of like-signed moves in a row that ends with `end` (streak) or with the period before it."""
    claim, span = question.claim, question.claim.unit or "day"
    if claim.value is None or not claim.value or span not in SPANS:
        return unknown("ambiguous_period", "the claim names no number of sessions, weeks, months or quarters in a row")
    if question.series.at(question.end) is None:
        return missing(question, question.end)
    n, sign = abs(round(claim.value)), 1 if claim.value > 0 else -1
    path = closes(question.series, question.end, span)
    if len(path.days) < n + 3 or not _whole(question, path, n + 2):
        why = f"{question.series.name} does not hold every {span} of the streak that would end on {question.end}"
        return unknown("no_data_for_period", why)
    path = Closes(path.days[-n - 40 :], path.values[-n - 40 :])
    ended = claim.measure == "streak_ended"
    return _ended(question, path, n, sign) if ended else _running(question, path, n, sign)


def _whole(question: Question, path: Closes, n: int) -> bool:
    """Whether every session of the calendar that the streak needs was observed."""
    first, last = path.days[-n].item(), path.days[-1].item()
    if (question.claim.unit or "day") != "day":
        return covered(question.series.days, first, last)
    return len(calendar(question.instrument.calendar).between(first, last)) == n


def _widths(question: Question, path: Closes) -> tuple[Values, Values]:
    """The two widths of each move of the path, in the unit that `_moves` gives."""
    pick = question.noise.change if question.instrument.is_yield else question.noise.percent
    pairs = [pick(value) for value in path.values[1:].tolist()]
    return np.array([pair.first for pair in pairs]), np.array([pair.second for pair in pairs])


def _moves(question: Question, path: Closes) -> Values:
    return moves(path, percent=not question.instrument.is_yield)


def _running(question: Question, path: Closes, n: int, sign: int) -> Finding:
    made, (first, second) = _moves(question, path), _widths(question, path)
    run = streak(made, sign, first, second)
    span, way = question.claim.unit or "day", "up" if sign > 0 else "down"
    working = f"{question.series.name} to {question.end}: {_list(question, path, n + 1)}"
    evidence = question.seen(*path.days[-n - 2 :].tolist())
    finding = Finding("supported", "within_bound", f"{working}: {run.strict} {span}s {way} in a row")
    finding = finding._replace(actual=float(sign * run.strict), evidence=evidence)
    if run.strict == n or (run.strict > n and question.claim.comparator in ("gt", "ge")):
        return finding
    if run.strict > n:
        beyond = sign * float(made[-n - 1]) > float(first[-n - 1])
        if not beyond:
            return finding
        why = f"{finding.explanation}, more than the {n} that the words count"
        return finding._replace(label="not_enough_info", reason="ambiguous_period", explanation=why)
    return _short(question, finding, n, (run.within, run.beyond))


def _short(question: Question, finding: Finding, n: int, forgiving: tuple[int, int]) -> Finding:
    """Fewer than n strictly like-signed moves: both readings where the breaking move is flat to what sources show."""
    if forgiving[0] >= n:
        also = (Alternative(definition="a flat move breaks the row", label="refuted", actual=finding.actual),)
        why = f"{finding.explanation}; {n} where a move that is flat to what sources can show counts"
        return finding._replace(reason="within_source_noise", explanation=why, also=also)
    why = f"{finding.explanation}, fewer than {n}"
    if forgiving[1] >= n or not question.noise.refutes:
        return finding._replace(label="not_enough_info", reason="source_differs", explanation=why)
    return finding._replace(label="refuted", reason="outside", explanation=why)


def _ended(question: Question, path: Closes, n: int, sign: int) -> Finding:
    """The last move goes the other way and the row before it is n long."""
    made, (first, second) = _moves(question, path), _widths(question, path)
    before = Closes(path.days[:-1], path.values[:-1])
    finding = _running(question, before, n, sign)
    last = sign * float(made[-1])
    tail = f"; then {number(float(made[-1]))}{_unit(question)} on {question.end}"
    finding = finding._replace(
        explanation=finding.explanation + tail, evidence=finding.evidence + question.seen(question.end)
    )
    if last <= 0 or last <= float(first[-1]):
        return finding
    if last <= float(second[-1]) or not question.noise.refutes:
        return finding._replace(label="not_enough_info", reason="source_differs")
    why = f"{finding.explanation}, which goes on rather than ends"
    return finding._replace(label="refuted", reason="wrong_direction", explanation=why)


def _unit(question: Question) -> str:
    return " bp" if question.instrument.is_yield else " %"


def _list(question: Question, path: Closes, n: int) -> str:
    made = _moves(question, path)[-n:] * (100 if question.instrument.is_yield else 1)
    return ", ".join(f"{value:+.{1 if question.instrument.is_yield else 2}f}" for value in made) + _unit(question)


def judge_largest(question: Question) -> Finding:
    """No larger like-signed move since the day named, in percent or in points as the text has it."""
    claim, span = question.claim, question.claim.span or "day"
    seen = window(claim, question.end)
    if seen is None or span not in SPANS:
        return unknown("ambiguous_period", f"the window {claim.window!r} is too loose for a date")
    if question.series.at(question.end) is None:
        return missing(question, question.end)
    path = complete(closes(question.series, question.end, span), _sessions(question), span)
    if len(path.days) < 3:
        return unknown("no_data_for_period", f"{question.series.name} holds too little before {question.end}")
    wanted = {"percent": ("percent",), "point": ("point",)}.get(claim.basis or "", ("percent", "point"))
    if question.instrument.is_yield:
        wanted = ("point",)
    elif not question.noise.levels:
        wanted = ("percent",)
    found = [_largest(question, path, seen, basis) for basis in wanted]
    best = next((one for one in found if one.label == "supported"), found[0])
    other = next((one for one in found if one.label not in (best.label, "not_enough_info")), None)
    if other is None:
        return best
    name = wanted[found.index(other)]
    return best._replace(also=(Alternative(definition=f"by {name}", label=other.label, actual=other.actual),))


def _sessions(question: Question) -> Days:
    """The calendar's sessions from the series' first day to the month after `end`."""
    first, last = question.series.days[0].item(), question.end + dt.timedelta(days=31)
    return np.array(calendar(question.instrument.calendar).between(first, last), dtype="datetime64[D]")


def _largest(question: Question, path: Closes, seen: Window, basis: str) -> Finding:
    percent = basis == "percent"
    last = float(path.values[-1] - path.values[-2])
    sign = {"up": 1, "down": -1}.get(question.claim.direction or "", 1 if last > 0 else -1)
    found = largest_move_since(path, seen.start, sign, LONGEST[question.claim.span or "day"], percent=percent)
    if found is None:
        return unknown("no_data_for_period", f"{question.series.name} holds too little before {question.end}")
    name = " %" if percent else " percentage points" if question.instrument.is_yield else " points"
    working = f"{question.series.name} {path.days[-2]} to {question.end}: {number(found.own)}{name}"
    since = f"since {seen.start}" if seen.start else "on record"
    if found.rival is None:
        rest = f"nothing like it {since}"
    else:
        rest = f"the largest other {'rise' if sign > 0 else 'fall'} {since} was {number(found.rival)} on {found.day}"
    days = [path.days[-2].item(), question.end, *([found.day] if found.day else [])]
    finding = Finding("supported", "within_bound", f"{working}; {rest}", found.own, None, None, question.seen(*days))
    return _ranked(question, finding, found, _Room(seen, sign, percent, path))


class _Room:
    """What a ranking has to allow for: the window, the sign, the unit and the closes."""

    __slots__ = ("path", "percent", "seen", "sign")

    def __init__(self, seen: Window, sign: int, percent: bool, path: Closes) -> None:  # noqa: FBT001
        self.seen, self.sign, self.percent, self.path = seen, sign, percent, path


def _ranked(question: Question, finding: Finding, found: Largest, room: _Room) -> Finding:
    level = float(room.path.values[-1])
    widths = question.noise.percent(level) if room.percent else question.noise.change(level)
    size, other = room.sign * found.own, room.sign * (found.rival or 0.0)
    if size > max(other, 0.0):
        return finding if _known(question, room) else finding._replace(
            label="not_enough_info", reason="no_data_for_period",
            explanation=f"{finding.explanation}; the series does not reach back without a break",
        )  # fmt: skip
    if size <= 0 and -size > widths.first:
        return _doubted(question, finding, "refuted", "wrong_direction")
    if other - size <= widths.second:
        return finding._replace(label="not_enough_info", reason="source_differs")
    loose = room.seen.sure is not None and found.day is not None and found.day <= room.seen.sure
    if loose:
        return finding._replace(label="not_enough_info", reason="ambiguous_period")
    return _doubted(question, finding, "refuted", "outside")


def _doubted(question: Question, finding: Finding, label: str, reason: str) -> Finding:
    if not question.noise.refutes:
        return finding._replace(label="not_enough_info", reason="source_differs")
    return finding._replace(label=label, reason=reason)  # type: ignore[arg-type]  # "refuted"


def _known(question: Question, room: _Room) -> bool:
    """Whether the series covers the window named, or for all time reaches back far enough."""
    series, end = question.series, question.end
    whole = room.seen.start is not None or reaches_back(question.instrument, series, end)
    return whole and covered(series.days, room.seen.start, end)
