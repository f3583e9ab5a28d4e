"""The Period of each figure and cue: its own time phrase, that of its surroundings, else the session reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Row
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.times import find_time_phrases
from extractor.annotate.en.words import word_set
from extractor.annotate.moments import at_a_moment, is_heading, long_before, momentary
from extractor.annotate.move_base import base_of, from_base
from extractor.annotate.neighbours import likewise
from extractor.annotate.periods import Clock, resolve
from extractor.annotate.phrase_scope import OPENING, SPANS, own_phrase, span_of_cue, stretches
from extractor.calendar import Appeared
from extractor.records import Article, Figure, Period, TimePhrase
from extractor.registry import Instrument, registry

_LEAD = 3
"""The weekday of the session reported stands in so many first sentences (headline included), if anywhere."""
_STALE = dt.timedelta(days=4)
"""A story appears so long after the session it tells of at most (Friday's, on Tuesday after a holiday)."""
_STOCKS = frozenset({"equity_index", "sector_index", "share", "volatility"})
_SESSION_NAMES = frozenset({"weekday", "date", "yesterday", "session"})
_MOVING = frozenset({"verb_close", "verb_up", "verb_down"})
_WINDOW = 200
"""So many chunks either way of a mark are looked at; only tables without any stop have longer sentences."""
_SHARE = Instrument(id="", name="", asset_class="share")


class Timing:
    """Periods for the marks of one article. Without a stamp only phrases with a full date resolve."""

    def __init__(self, article: Article, rows: Sequence[Row]) -> None:
        self._appeared = Appeared.parse(article.published_at)
        self._rows = rows
        self._title = article.title or ""
        self._clocks: dict[tuple[str, str], Clock] = {}
        self._spoken: tuple[TimePhrase | None, int] = (None, 0)
        """The last phrase that dated a figure, and its row: what "in that time" and "the same day" mean."""

    def clock(self, instrument_id: str) -> Clock | None:
        """The clock of the instrument's market (New York stocks where the registry does not know it)."""
        if self._appeared is None:
            return None
        instrument = registry().get(instrument_id) or _SHARE
        key = (instrument.calendar, f"{instrument.zone} {instrument.close} {instrument.asset_class}")
        if key not in self._clocks:
            told = _told(self._lead, self._weekdays, Clock.at(self._appeared, instrument))
            undated = self._appeared.at is None and instrument.asset_class in _STOCKS  # a date without an hour
            if undated and self._abroad and instrument.calendar == "NYSE":
                told = replace(told, session=told.sessions.before(told.session))
            self._clocks[key] = replace(told, running=True) if undated and self._told_during else told
        return self._clocks[key]

    @cached_property
    def _abroad(self) -> bool:
        """Whether it is told from Asia, of a morning there: New York's session of that date is still to come."""
        words = {c.text.lower() for row in self._rows[:_LEAD] for c in row.chunks}
        return bool(words & word_set("asian_datelines"))

    @cached_property
    def _told_during(self) -> bool:
        """Whether the first sentences tell of a session under way ("in midday trading", "as of 10:08 a.m.")."""
        times = [c for row in self._rows[:_LEAD] for c in row.chunks if momentary(c.ref)]
        closed = any(c.text in word_set("closers") for row in self._rows for c in row.chunks)
        return not closed and any("trading" in c.text or c.text.lower().startswith("as of") for c in times)

    @cached_property
    def _listed(self) -> bool:
        """Whether the headline says that the shares below moved outside the session."""
        return any(phrase.kind == "extended" for phrase in find_time_phrases(self._title, 0, len(self._title)))

    @cached_property
    def _weekdays(self) -> frozenset[int | None]:
        """Every weekday that the article names."""
        times = (c.ref for row in self._rows for c in row.chunks if isinstance(c.ref, TimePhrase))
        return frozenset(t.n for t in times if t.kind == "weekday")

    @cached_property
    def _lead(self) -> TimePhrase | None:
        """The weekday of the first move that the article tells: "Wall Street closed higher on Wednesday"."""
        for row in self._rows[:_LEAD]:
            for i, chunk in enumerate(row.chunks):
                if not isinstance(chunk.ref, TimePhrase) or chunk.ref.kind not in _SESSION_NAMES:
                    continue
                before = [c.kind for c in row.chunks[max(0, i - 7) : i]]
                moved = (
                    any(kind in _MOVING or kind.startswith("way") for kind in before) and row.chunks[i - 1].text == "on"
                )
                return chunk.ref if moved and chunk.ref.kind == "weekday" else None
        return None

    def period(self, number: int, row: Row, mark: Mark, instrument_id: str) -> Period | None:
        """The Period of the mark in row `number`: its own phrase, else the heading's, else the session reported."""
        clock = self.clock(instrument_id)
        if clock is None:
            return None
        row, mark = _near(row, mark)
        base = base_of(row.chunks, mark.index)
        if base is not None:
            counted = from_base(base[0], clock)
            return replace(counted, label="intraday") if counted is not None and at_a_moment(row, mark) else counted
        phrase = self._spoken_of(number, row, mark, instrument_id)
        reported = clock.day(clock.session)
        if phrase is None and at_a_moment(row, mark):
            return replace(reported, label="intraday")
        if phrase is None:
            unnamed = (
                is_heading(row, mark)
                or long_before(row, mark)
                or self._after_hours(number, instrument_id)
                or (mark.perfect and stretches(row.chunks, mark, clock))
            )
            return None if unnamed else reported
        if phrase.kind == "intraday":
            return replace(reported, label="intraday")
        period = resolve(phrase, clock)
        fleeting = period is not None and period.label == "day" and at_a_moment(row, mark)
        return replace(period, label="intraday") if period is not None and fleeting else period

    def _spoken_of(self, number: int, row: Row, mark: Mark, instrument_id: str) -> TimePhrase | None:
        """The phrase that dates the mark; "in that time" and "likewise" mean the last one, a loose one if it is far."""
        phrase = self.phrase(row, mark, instrument_id) or self._around(number, row, mark)
        if (phrase is None and likewise(row.chunks, mark.index)) or (phrase is not None and phrase.kind == "same"):
            spoken, at = self._spoken
            if spoken is None or number - at > 1 or _counts_days(row, mark):
                return TimePhrase(start=0, end=0, text="", kind="loose")
            phrase = spoken
        if phrase is not None and mark.before not in word_set("level_before"):
            self._spoken = (phrase, number)
        return phrase

    def _around(self, number: int, row: Row, mark: Mark) -> TimePhrase | None:
        """The phrase of the heading, of the sentence before, or of a cue in the clause."""
        return self._headings.get(number) or self._carried(number) or span_of_cue(row.chunks, mark)

    def from_extreme(self, row: Row, mark: Mark) -> bool:
        """Whether a figure is counted from a high or a low ("up 5.9 percent from the November 21 low")."""
        base = base_of(row.chunks, mark.index)
        return base is not None and base[1]

    def phrase(self, row: Row, mark: Mark, instrument_id: str = "") -> TimePhrase | None:
        """The time phrase of the mark itself, or None."""
        return own_phrase(row.chunks, mark.index, self.clock(instrument_id) if instrument_id else None, instrument_id)

    def resolved(self, phrase: TimePhrase, instrument_id: str) -> Period | None:
        """The Period that this phrase means for the instrument, or None."""
        clock = self.clock(instrument_id)
        return resolve(phrase, clock) if clock is not None else None

    def year_start(self, instrument_id: str) -> dt.date | None:
        """The last close of the year before the session reported."""
        clock = self.clock(instrument_id)
        return clock.sessions.before(dt.date(clock.session.year, 1, 1)) if clock is not None else None

    def periods(self, number: int, row: Row, mark: Mark, instrument_id: str) -> list[Period | None]:
        """One Period for each of the phrases joined by "and" that belong to the mark ("on Monday and last week")."""
        first = self.phrase(row, mark)
        joined = [first] if first is not None else []
        times = [i for i, c in enumerate(row.chunks) if c.kind == "time"]
        for i, j in pairwise(times):
            mine = row.chunks[i].ref is first or row.chunks[j].ref is first
            if mine and all(c.kind in ("coordinator", "preposition", "determiner") for c in row.chunks[i + 1 : j]):
                joined = [c.ref for c in (row.chunks[i], row.chunks[j]) if isinstance(c.ref, TimePhrase)]
        if not joined:
            return [self.period(number, row, mark, instrument_id)]
        return [self.resolved(phrase, instrument_id) for phrase in joined]

    def _carried(self, number: int, *, through: bool = False) -> TimePhrase | None:
        """The span that opened the sentence before, where this one only goes on with percentages of its own.

        "For the week, the Dow rose 3.5 percent. The S&P 500 rose 1.7 percent, while the Nasdaq was up 1.9 percent."
        """
        row = self._rows[number]
        if not number or row.sentence.paragraph != self._rows[number - 1].sentence.paragraph:
            return None
        figures = [c.ref for c in row.chunks if isinstance(c.ref, Figure)]
        own = [c.ref for c in row.chunks if isinstance(c.ref, TimePhrase) and c.ref.kind != "since"]
        told = own and not (through and all(phrase.kind in SPANS for phrase in own))
        if told or any(f.unit != "percent" for f in figures):
            return None
        if sum(c.kind == "inst" for c in row.chunks) < len(figures):
            return None
        previous = self._rows[number - 1].chunks
        summed = any(c.text in word_set("plural_markets") for c in previous[:OPENING])
        first = previous[: 3 * OPENING if summed else OPENING]  # "All three indexes were down for the week"
        opening = next((c.ref for c in first if isinstance(c.ref, TimePhrase)), None)
        if opening is None:
            return self._carried(number - 1, through=True)
        return opening if opening.kind in SPANS else None

    def _after_hours(self, number: int, instrument_id: str) -> bool:
        """Whether a sentence beside this one speaks of a share's trading outside the session: then so may this one."""
        known = registry().get(instrument_id)
        if known is not None and known.asset_class != "share":
            return False
        if self._listed:
            return True
        beside = self._rows[max(0, number - 1) : number + 2]
        if any(c.kind == "verb_close" for c in self._rows[number].chunks):
            return False
        times = [c.ref for row in beside for c in row.chunks if isinstance(c.ref, TimePhrase)]
        own = [c.ref for c in self._rows[number].chunks]
        # Results that come "after the close" do not say that the share then traded
        return any(t.kind == "extended" and (t in own or not t.text.endswith("close")) for t in times)

    @cached_property
    def _headings(self) -> dict[int, TimePhrase]:
        """Row -> the phrase of the heading above it, such as "For the week:" in a paragraph of its own."""
        found: dict[int, TimePhrase] = {}
        current: TimePhrase | None = None
        for number, row in enumerate(self._rows):
            times = [c.ref for c in row.chunks if c.kind == "time" and isinstance(c.ref, TimePhrase)]
            if len(row.chunks) <= 5 and row.chunks[-1].text == ":":
                current = times[0] if times else None
            elif len(row.chunks) <= 4 and not any(c.kind == "fig" for c in row.chunks):
                current = None
            if current is not None:
                found[number] = current
        return found


def _counts_days(row: Row, mark: Mark) -> bool:
    """Whether a streak before the mark is the time it means: "risen for five sessions, up 2.4 percent in that time"."""
    return any(isinstance(c.ref, Cue) and c.ref.measure == "streak" for c in row.chunks[: mark.index])


def _near(row: Row, mark: Mark) -> tuple[Row, Mark]:
    """The row and the mark, cut to the window around the mark where the sentence is endless."""
    if len(row.chunks) <= 2 * _WINDOW:
        return row, mark
    first = max(0, mark.index - _WINDOW)
    return replace(row, chunks=row.chunks[first : mark.index + _WINDOW]), replace(mark, index=mark.index - first)


def _told(lead: TimePhrase | None, weekdays: frozenset[int | None], clock: Clock) -> Clock:
    """The clock set to the session that the lead names, where the story appeared a day or more after it.

    "Wall Street closed higher on Wednesday", stamped Thursday, speaks of Wednesday's closes wherever it names no day.
    Not where it names a later day as well: then it tells of that one.
    """
    period = resolve(lead, clock) if lead is not None else None
    if period is None or period.end is None or not clock.session - _STALE <= period.end < clock.session:
        return clock
    later = {(period.end + dt.timedelta(days=n)).weekday() for n in range(1, (clock.today - period.end).days + 1)}
    if later & weekdays:
        return clock
    return replace(clock, session=period.end, running=False)
