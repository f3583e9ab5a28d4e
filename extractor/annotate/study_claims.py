"""Claims about history: a move in standard deviations, and the mean return that followed such moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from extractor.annotate.attach import Attached
from extractor.annotate.clauses import Row
from extractor.annotate.figure_claims import words_start
from extractor.annotate.timing import Timing
from extractor.records import COMPARATOR_OF, Claim, Period, TimePhrase

_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def study_claims(row: Row, one: Attached, here: list[Attached], timing: Timing) -> Iterator[Claim]:
    """The zscore or event_study claim of a figure, if it makes one.

    An event study keeps its horizon in `window` as an ISO 8601 duration ("P6M"), its history's beginning in `period`.
    """
    figure = one.figure
    if figure.instrument is None:
        return
    claim = Claim(
        id="",
        start=words_start(row, one, here),
        end=figure.end,
        text="",
        measure="zscore",
        instrument=figure.instrument,
        comparator=COMPARATOR_OF[figure.bound],
        value=figure.value,
        unit=figure.unit,
        digits=figure.digits,
        figure=figure.id,
    )
    times = [chunk.ref for chunk in row.chunks if isinstance(chunk.ref, TimePhrase)]
    if figure.unit == "sigma":
        yield replace(claim, period=_move(times, figure.instrument, timing))
    elif figure.modality == "historical" and figure.unit == "percent":
        horizon = next((t for t in times if t.kind == "horizon" and t.start >= figure.end), None)
        if horizon is None or horizon.n is None:
            return
        sign = -1 if figure.direction == "down" else 1
        window = f"P{horizon.n}{_LETTER[horizon.unit or 'month']}"
        since = _history(times, figure.instrument, timing)
        yield replace(
            claim, measure="event_study", end=horizon.end, value=sign * figure.value, window=window, period=since
        )


def _move(times: list[TimePhrase], instrument: str, timing: Timing) -> Period | None:
    """The closes of "the five-day return on November 6"."""
    length = next((t for t in times if t.kind == "rolling" and t.n), None)
    day = next((p.end for t in times if t.kind in ("date", "weekday") and (p := timing.resolved(t, instrument))), None)
    clock = timing.clock(instrument)
    if length is None or clock is None or length.unit not in ("day", "session"):
        return None
    end = day or clock.session
    return Period(start=clock.sessions.offset(end, -(length.n or 0)), end=end, label="rolling")


def _history(times: list[TimePhrase], instrument: str, timing: Timing) -> Period | None:
    """From the close before the year of "since 1980" to the session reported."""
    since = next((t for t in times if t.kind == "since" and t.unit == "year" and t.n), None)
    clock = timing.clock(instrument)
    if since is None or since.n is None or clock is None:
        return None
    return Period(start=clock.sessions.before(dt.date(since.n, 1, 1)), end=clock.session, label="since")
