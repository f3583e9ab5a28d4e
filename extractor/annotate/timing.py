"""Which time phrase belongs to which figure or cue, and the Period that it means for an instrument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.periods import Clock, resolve
from extractor.annotate.walk import Mark
from extractor.calendar import Appeared
from extractor.records import Article, Period, TimePhrase
from extractor.registry import Instrument, registry

_LOOSE = frozenset({"future", "horizon", "overnight", "quarter_name", "year_ago"})
_THROUGH = (
    "noun_up",
    "noun_down",
    "noun_flat",
    "way_up",
    "way_down",
    "way_flat",
    "price_noun",
    "adverb",
    "determiner",
    "word",
    "verb_close",
)
_JOINS = frozenset({"on", "in", "for", "over", "during", "at", "this"})


class Timing:
    """Periods for the marks of one article. Without a stamp only phrases with a full date resolve."""

    def __init__(self, article: Article, rows: Sequence[Row]) -> None:
        self._appeared = Appeared.parse(article.published_at)
        self._rows = rows
        self._clocks: dict[tuple[str, str], Clock] = {}

    def clock(self, instrument_id: str) -> Clock | None:
        """The clock of the instrument's market (New York stocks where the registry does not know it)."""
        if self._appeared is None:
            return None
        instrument = registry().get(instrument_id) or _SHARE
        key = (instrument.calendar, f"{instrument.zone} {instrument.close} {instrument.asset_class}")
        if key not in self._clocks:
            self._clocks[key] = Clock.at(self._appeared, instrument)
        return self._clocks[key]

    def period(self, number: int, row: Row, mark: Mark, instrument_id: str) -> Period | None:
        """The Period of the mark in row `number`: its own phrase, else the heading's, else the session reported."""
        clock = self.clock(instrument_id)
        if clock is None:
            return None
        phrase = self.phrase(row, mark) or self._heading(number)
        if phrase is None:
            return clock.day(clock.session)
        period = resolve(phrase, clock)
        if period is None and phrase.kind == "intraday":
            session = clock.day(clock.session)
            return Period(start=session.start, end=session.end, label="intraday")
        return period

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
        for i, j in zip(times, times[1:], strict=False):
            if row.chunks[i].ref is first or row.chunks[j].ref is first:
                if all(c.kind in ("coordinator", "preposition", "determiner") for c in row.chunks[i + 1 : j]):
                    joined = [c.ref for c in (row.chunks[i], row.chunks[j]) if isinstance(c.ref, TimePhrase)]
        if not joined:
            return [self.period(number, row, mark, instrument_id)]
        return [self.resolved(phrase, instrument_id) for phrase in joined]

    def phrase(self, row: Row, mark: Mark) -> TimePhrase | None:
        """The time phrase that belongs to this mark: right behind it, before it in the clause, or the sentence's only one."""
        beside = _right_beside(row.chunks, mark.index)
        if beside is not None:
            return beside
        taken = _taken_by_from(row.chunks)
        usable = [
            (i, c.ref)
            for i, c in enumerate(row.chunks)
            if c.kind == "time"
            and isinstance(c.ref, TimePhrase)
            and i not in taken
            and c.ref.kind not in _LOOSE
            and not _after_cue(row.chunks, i)
        ]
        before = [(i, t) for i, t in usable if i < mark.index and not _breaks(row.chunks, i, mark.index)]
        if before:
            return before[-1][1]
        after = [(i, t) for i, t in usable if i > mark.index and not _breaks(row.chunks, mark.index, i)]
        if after:
            return after[0][1]
        opening = [(i, t) for i, t in usable if i <= 3]
        if opening:
            return opening[0][1]
        return usable[0][1] if len(usable) == 1 and usable[0][1].kind in ("weekday", "session") else None

    def _heading(self, number: int) -> TimePhrase | None:
        """The phrase of a heading such as "For the week:" that stands above the row, in a paragraph of its own."""
        return self._headings.get(number)

    @cached_property
    def _headings(self) -> dict[int, TimePhrase]:
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


_SHARE = Instrument(id="", name="", asset_class="share")


def _right_beside(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The phrase behind the chunk, nothing but nouns, "on" and the like between: "0.3% on Monday", "5% gain for the week"."""
    for chunk in chunks[index + 1 : index + 6]:
        if chunk.kind == "time" and isinstance(chunk.ref, TimePhrase):
            return chunk.ref if chunk.ref.kind not in _LOOSE else None
        if chunk.kind == "preposition" and chunk.text in _JOINS:
            continue
        if chunk.kind not in _THROUGH:
            return None
    return None


def _taken_by_from(chunks: list[Chunk]) -> set[int]:
    """Phrases that date the level a move came from ("from 4.206% on Thursday"): nobody else's."""
    taken: set[int] = set()
    for i, chunk in enumerate(chunks):
        if chunk.kind == "fig" and i and chunks[i - 1].text == "from":
            taken |= {
                j
                for j in range(i + 1, min(i + 4, len(chunks)))
                if chunks[j].kind == "time" and all(c.kind != "punct" for c in chunks[i:j])
            }
    return taken


def _after_cue(chunks: list[Chunk], index: int) -> bool:
    """Whether the phrase is the reach of a cue: "the highest | since Jan. 23"."""
    return (
        index > 0
        and chunks[index - 1].kind == "cue"
        or index > 1
        and chunks[index - 2].kind == "cue"
        and chunks[index].text.startswith("since")
    )


def _breaks(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether a clause ends between two chunks."""
    return any(c.kind == "subordinator" or c.text in (";", ":") for c in chunks[low + 1 : high])
