"""Claims made by words alone: records, streaks, largest moves, comparisons, closed markets, and bare directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from extractor.annotate.attach import Attached
from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.discourse import Discourse
from extractor.annotate.en.claim_cues import Cue, closed_market
from extractor.annotate.en.words import noun_direction, word_set
from extractor.annotate.neighbours import compared
from extractor.annotate.roles import speaks_of_yield
from extractor.annotate.timing import Timing
from extractor.records import Claim, Period, TimePhrase


def cue_claims(
    number: int, row: Row, marks: list[Mark], here: list[Attached], timing: Timing, discourse: Discourse
) -> Iterator[Claim]:
    """The claims of the sentence that no figure makes."""
    for mark in marks:
        if mark.modality != "actual" or mark.negated:
            continue
        if isinstance(mark.chunk.ref, Cue):
            yield from _of_any_cue(number, row, mark, mark.chunk.ref, timing, discourse)
        elif mark.chunk.kind in ("verb_up", "verb_down"):
            yield from _direction(number, row, mark, marks, here, timing)


def _of_any_cue(number: int, row: Row, mark: Mark, cue: Cue, timing: Timing, discourse: Discourse) -> Iterator[Claim]:
    if cue.measure == "market_closed":
        yield from _closed(row, mark, timing, discourse)
    elif cue.measure == "relative_return":
        yield from _relative(number, row, mark, cue, timing)
    elif cue.measure != "threshold_cross" and not _only_compared(row, mark, cue):
        for known in mark.meant:
            yield from _of_cue(number, row, mark, cue, known, timing)


def _only_compared(row: Row, mark: Mark, cue: Cue) -> bool:
    """Whether a record or streak is only what something is measured from, or of many ("22 new 52-week highs")."""
    if cue.measure not in ("record_high", "record_low", "streak"):
        return False
    if mark.chunk.text.endswith("s") and any(_is_count(c) for c in row.chunks[max(0, mark.index - 2) : mark.index]):
        return True
    return compared(row.chunks, mark.index, mark.before)


def _is_count(chunk: Chunk) -> bool:
    return chunk.kind == "fig" or chunk.text[0].isdigit() or chunk.text in word_set("small_numbers")


def _claim(start: int, end: int, measure: str, instrument: str, period: Period | None) -> Claim:
    return Claim(id="", start=start, end=end, text="", measure=measure, instrument=instrument, period=period)


def _begin(row: Row, mark: Mark) -> int:
    subject = mark.subject.start if mark.subject is not None else mark.chunk.start
    return subject if row.sentence.start <= subject < mark.chunk.start else mark.chunk.start


def _of_cue(number: int, row: Row, mark: Mark, cue: Cue, instrument: str, timing: Timing) -> Iterator[Claim]:
    day = _day(number, row, mark, instrument, timing)
    end = day.end if day else None
    label = day.label if day else "day"
    claim = _claim(_begin(row, mark), _cue_end(row, mark), cue.measure, instrument, None)
    if cue.intraday or mark.verb in word_set("touches"):
        claim = replace(claim, basis="touch")
    if cue.measure in ("streak", "streak_ended"):
        streak = _streak(row, mark, cue, claim, day)
        if streak is not None:
            yield streak
        return
    start, loose = _reach(row, mark, cue, instrument, timing)
    if end is not None and not loose:
        since = "since" if cue.reach == "since" else "year_to_date" if start is not None else label
        claim = replace(claim, period=Period(start=start, end=end, label=since))
    claim = replace(claim, window=_window(cue) or (loose if isinstance(loose, str) else None))
    if claim.window is not None and claim.period is None and end is not None and cue.measure != "largest_move_since":
        claim = replace(claim, period=Period(start=None, end=end, label=label))
    if cue.measure == "largest_move_since":
        sign = cue.sign or mark.sign or 0
        if not sign:
            return
        claim = replace(
            claim, direction="up" if sign > 0 else "down", basis=cue.basis, span=cue.span or "day", unit=cue.basis
        )
    yield claim


def _streak(row: Row, mark: Mark, cue: Cue, claim: Claim, day: Period | None) -> Claim | None:
    """The claim of a streak; None where it says neither how long nor which way."""
    sign = cue.sign or mark.sign or 0
    named = any(word in mark.chunk.text for word in ("streak", "string", "run"))  # "ended a seventh week" goes on
    broken = (c.text in word_set("streak_breakers") for c in row.chunks[max(0, mark.index - 4) : mark.index])
    if named and any(broken):
        claim = replace(claim, measure="streak_ended")
    if cue.n is None or (not sign and claim.measure == "streak"):
        return None
    period = None
    if day is not None and day.end is not None and day.label in ("day", "intraday", "week"):
        period = Period(start=None, end=day.end, label="week" if day.label == "week" else "day")
    return replace(claim, value=float(cue.n * (sign or 1)), unit=cue.unit or "day", period=period)


def _window(cue: Cue) -> str | None:
    """The stretch a record reaches over, as an ISO 8601 duration where it has a number ("P17M"), else its words."""
    letters = {"day": ("D", 1), "week": ("W", 1), "month": ("M", 1), "quarter": ("M", 3), "year": ("Y", 1)}
    if cue.n and cue.unit in letters and cue.measure in ("record_high", "record_low"):
        letter, times = letters[cue.unit]
        return f"P{cue.n * times}{letter}"
    return cue.window


def _day(number: int, row: Row, mark: Mark, instrument: str, timing: Timing) -> Period | None:
    """The day the cue speaks of: a phrase beside it, else the session reported."""
    period = timing.period(number, row, mark, instrument)
    clock = timing.clock(instrument)
    if period is None or clock is None:
        return None
    return (
        period
        if period.label in ("day", "intraday")
        else clock.day(clock.session)
        if period.end == clock.session
        else period
    )


def _reach(row: Row, mark: Mark, cue: Cue, instrument: str, timing: Timing) -> tuple[dt.date | None, bool | str]:
    """(start of the stretch or None, words or True where it is too loose for two dates)."""
    clock = timing.clock(instrument)
    if cue.reach == "ever":
        return None, False
    if cue.reach == "since":
        phrase = _since(row, mark)
        if phrase is None or clock is None:
            return None, True
        period = timing.resolved(phrase, instrument)
        return (period.start, False) if period is not None and period.start else (None, phrase.text)
    if cue.reach == "year" and clock is not None:
        return timing.year_start(instrument), False
    return None, True


def _since(row: Row, mark: Mark) -> TimePhrase | None:
    for chunk in row.chunks[mark.index + 1 : mark.index + 8]:
        if (
            chunk.kind == "time"
            and isinstance(chunk.ref, TimePhrase)
            and chunk.ref.kind in ("since", "date", "month_name", "year_name", "weekday")
        ):
            return chunk.ref
        if chunk.kind in ("fig", "verb_up", "verb_down"):
            return None
    return None


def _cue_end(row: Row, mark: Mark) -> int:
    following = row.chunks[mark.index + 1] if mark.index + 1 < len(row.chunks) else None
    return following.end if following is not None and following.kind == "time" else mark.chunk.end


def _relative(number: int, row: Row, mark: Mark, cue: Cue, timing: Timing) -> Iterator[Claim]:
    """X outperformed Y: one claim a period named, for each Y."""
    ids = mark.meant
    others = _objects(row.chunks, mark.index)
    if not ids or not others:
        return
    for period in timing.periods(number, row, mark, ids[0]):
        for other in others:
            if other.ref == ids[0] or not isinstance(other.ref, str):
                continue
            claim = _claim(_begin(row, mark), other.end, "relative_return", ids[0], period)
            yield replace(claim, versus=other.ref, comparator="gt" if cue.sign > 0 else "lt")


def _objects(chunks: list[Chunk], index: int) -> list[Chunk]:
    """The instruments that a comparison is made with: the first behind the verb and those joined to it."""
    found: list[Chunk] = []
    for chunk in chunks[index + 1 : index + 12]:
        if chunk.kind == "inst":
            found.append(chunk)
        elif chunk.kind in ("fig", "time", "subordinator") or chunk.kind.startswith("verb"):
            break
        elif (
            chunk.kind in ("coordinator", "determiner", "price_noun", "adverb", "preposition", "poss")
            or chunk.text in ",“”\"'"
        ):
            continue
        elif found:
            break
    return found


def _closed(row: Row, mark: Mark, timing: Timing, discourse: Discourse) -> Iterator[Claim]:
    """A market that did not open; a weekday that was a session is read as the coming one ("will be closed Friday")."""
    lead = (
        " ".join(chunk.text for chunk in row.chunks[max(0, mark.index - 3) : mark.index])
        + " "
        + mark.chunk.text.lower()
    )
    instrument = closed_market(lead, discourse.meant("it"))
    phrase, clock = timing.phrase(row, mark), timing.clock(instrument) if instrument else None
    period = timing.resolved(phrase, instrument) if phrase is not None and instrument else None
    if period is None or period.end is None or clock is None or instrument is None or phrase is None:
        return
    coming = period.end + dt.timedelta(days=7)
    day = coming if clock.sessions.is_session(period.end) and not clock.sessions.is_session(coming) else period.end
    yield _claim(mark.chunk.start, phrase.end, "market_closed", instrument, Period(start=None, end=day, label="day"))


def _takes_back(following: list[Chunk]) -> bool:
    """Whether the object of a verb is a move: "shed all of its earlier gains", "gave up much of that gain"."""
    for chunk in following:
        if noun_direction(chunk.text) is not None:
            return True
        if chunk.kind in ("subordinator", "fig", "time", "punct") or (
            chunk.kind == "preposition" and chunk.text != "of"
        ):
            return False
    return False


def _direction(
    number: int, row: Row, mark: Mark, marks: list[Mark], here: list[Attached], timing: Timing
) -> Iterator[Claim]:
    """Up or down without a figure: only where no figure of the same clause says it of the same instrument."""
    if mark.sign is None or mark.chunk.text.split()[0].endswith("ing"):
        return
    if mark.subject is not None and not speaks_of_yield(mark.subject):  # a bond's price, which moves against its yield
        return
    if _takes_back(row.chunks[mark.index + 1 : mark.index + 7]):
        return
    for known in mark.meant:
        if any(known in one.subject and one.mark.clause == mark.clause for one in here):
            continue
        if any(isinstance(other.chunk.ref, Cue) and other.clause == mark.clause for other in marks):
            continue
        period = timing.period(number, row, mark, known)
        claim = _claim(_begin(row, mark), mark.chunk.end, "direction", known, period)
        yield replace(claim, value=float(mark.sign))
