"""Which time phrase belongs to which figure or cue, and the Period that it means for an instrument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.words import noun_direction
from extractor.annotate.periods import Clock, resolve
from extractor.annotate.walk import Mark
from extractor.calendar import Appeared
from extractor.records import Article, Figure, Period, TimePhrase
from extractor.registry import Instrument, registry

_LOOSE = frozenset({"future", "horizon", "overnight", "quarter_name"})
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
        base = _base(row.chunks, mark.index)
        if base is not None:
            return _from_base(base, clock)
        phrase = self.phrase(row, mark, clock, instrument_id) or self._headings.get(number) or self._carried(number)
        if phrase is None:
            phrase = _of_cue(row.chunks, mark)
        if phrase is None and (self._after_hours(number, instrument_id) or (mark.perfect and _stretches(row.chunks, mark, clock))):
            return None
        if phrase is None:
            return clock.day(clock.session)
        if phrase.kind == "intraday":
            session = clock.day(clock.session)
            return Period(start=session.start, end=session.end, label="intraday")
        return resolve(phrase, clock)

    def from_extreme(self, row: Row, mark: Mark) -> bool:
        """Whether a figure is counted from a high or a low ("up 5.9 percent from the November 21 low")."""
        base = _base(row.chunks, mark.index)
        return base is not None and any(c.text in _PEAKS for c in row.chunks[mark.index + 1 : mark.index + 14])

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

    def phrase(self, row: Row, mark: Mark, clock: Clock | None = None, instrument_id: str = "") -> TimePhrase | None:
        """The time phrase that belongs to this mark.

        In this order: right behind it; before it in its clause, unless that phrase is another figure's own day; behind it
        in its clause; at the opening of the sentence; in a clause that runs parallel.
        """
        beside = _right_beside(row.chunks, mark.index)
        if beside is not None:
            return beside
        when = _when(row.chunks, mark.index)
        if when is not None:
            return when
        usable = [(i, t) for i, t in _usable(row.chunks) if not _delivers(t, instrument_id)]
        left = [(i, t) for i, t in usable if i < mark.index and _shared(row.chunks, i, t, clock)]
        for i, phrase in reversed(left):
            if not _breaks(row.chunks, i, mark.index):
                return phrase
        for i, phrase in usable:
            if _possesses(row.chunks, i):  # "extending Friday's falls": the day of something else
                continue
            if i > mark.index and not _breaks(row.chunks, mark.index, i) and not _new_move(row.chunks, mark.index, i):
                return phrase
        if left and _parallel(row.chunks, left[-1][0], mark.index):
            return left[-1][1]
        return left[0][1] if left and left[0][0] <= _OPENING else None

    def _carried(self, number: int) -> TimePhrase | None:
        """The span that opened the sentence before, where this one only goes on with percentages of its own.

        "For the week, the Dow rose 3.5 percent. The S&P 500 rose 1.7 percent, while the Nasdaq was up 1.9 percent."
        """
        row = self._rows[number]
        figures = [c.ref for c in row.chunks if isinstance(c.ref, Figure)]
        if not number or any(c.kind == "time" for c in row.chunks) or any(f.unit != "percent" for f in figures):
            return None
        if sum(c.kind == "inst" for c in row.chunks) < len(figures):
            return None
        first = self._rows[number - 1].chunks[:_OPENING]
        return next((c.ref for c in first if isinstance(c.ref, TimePhrase) and c.ref.kind in _SPANS), None)

    def _after_hours(self, number: int, instrument_id: str) -> bool:
        """Whether a sentence beside this one speaks of a share's trading outside the session: then so may this one."""
        known = registry().get(instrument_id)
        if known is not None and known.asset_class != "share":
            return False
        beside = self._rows[max(0, number - 1) : number + 2]
        if any(c.kind == "verb_close" for c in self._rows[number].chunks):
            return False
        return any(isinstance(c.ref, TimePhrase) and c.ref.kind == "extended" for row in beside for c in row.chunks)

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


_SHARE = Instrument(id="", name="", asset_class="share")
_OPENING = 3
_SPANS = frozenset({"week", "month", "quarter", "year", "month_name", "quarter_name", "year_name"})
_STRICT = frozenset({"since", "extended", "rolling", "ago", "week_ago", "year_ago"})
"""Kinds that belong to the words right before them, or to a sentence that they open, and to nothing else."""
_SET_ON = frozenset("end close hit set reached touched recorded seen struck posted made notched".split())
"""Words between a level and its day: "a high of 5.043% hit Tuesday", "at the end of October"."""
_PEAKS = frozenset("high low peak lows highs record top bottom trough peaks".split())
_BASES = frozenset({"date", "weekday", "session", "yesterday", "year_ago", "week_ago", "ago"})


def _usable(chunks: list[Chunk]) -> list[tuple[int, TimePhrase]]:
    """The phrases that may speak for more than the words beside them, with their places."""
    taken = _taken_by_base(chunks)
    found: list[tuple[int, TimePhrase]] = []
    for i, chunk in enumerate(chunks):
        phrase = chunk.ref
        if not isinstance(phrase, TimePhrase) or phrase.kind in _LOOSE or i in taken or _after_cue(chunks, i):
            continue
        if phrase.kind not in _STRICT or i <= _OPENING:
            found.append((i, phrase))
    return found


def _possesses(chunks: list[Chunk], index: int) -> bool:
    return index + 1 < len(chunks) and (chunks[index + 1].kind == "poss" or chunks[index].text.endswith(("'s", "’s")))


def _when(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The day before "when": "its biggest drop since Monday, when it fell 504.48 points"."""
    for i in range(index - 1, max(0, index - 12), -1):
        if chunks[i].kind == "subordinator":
            if chunks[i].text != "when":
                return None
            before = [c.ref for c in chunks[max(0, i - 2) : i] if isinstance(c.ref, TimePhrase)]
            return before[-1] if before else None
    return None


def _delivers(phrase: TimePhrase, instrument_id: str) -> bool:
    """Whether a month is a contract's ("crude for May"), not a period."""
    known = registry().get(instrument_id)
    dated = known is not None and known.asset_class in ("energy", "metal", "agricultural", "index_future")
    return dated and phrase.kind == "month_name" and phrase.text.lower().startswith("for ")


def _of_cue(chunks: list[Chunk], mark: Mark) -> TimePhrase | None:
    """The span that a cue of the clause speaks of: "slid 1.3 percent in its fourth straight weekly loss" is of a week."""
    for chunk in chunks[max(0, mark.index - 10) : mark.index + 10]:
        cue = chunk.ref
        if isinstance(cue, Cue) and cue.measure in ("streak", "streak_ended", "largest_move_since"):
            span = cue.unit or cue.span
            if span in ("week", "month", "quarter", "year"):
                return TimePhrase(start=chunk.start, end=chunk.end, text=chunk.text, kind=span, n=0)
    return None


def _stretches(chunks: list[Chunk], mark: Mark, clock: Clock) -> bool:
    """Whether a move in the perfect speaks of an unnamed stretch: it does once the session is over.

    A level does not ("has closed at"); nor does a move whose own clause goes on to a level ("is down 60 points, at 10,200").
    """
    if clock.running or mark.before in ("to", "at", "from", "above", "below"):
        return False
    following = chunks[mark.index + 1 : mark.index + 8]
    return not any(c.kind == "fig" for c in following) and mark.before != "or"


def _shared(chunks: list[Chunk], index: int, phrase: TimePhrase, clock: Clock | None) -> bool:
    """Whether a phrase holds for what follows it: one that opens its clause does, and so does any span.

    A day that stands right behind another figure or verb ("dropped 15 percent on Friday, rebounded 2.4 percent") holds
    for later figures only where it is the session that the article reports anyway.
    """
    if phrase.kind in _SPANS or clock is None:
        return True
    bound = any(c.kind == "fig" or c.kind.startswith("verb") for c in chunks[max(0, index - 4) : index])
    if not bound:
        return True
    period = resolve(phrase, clock)
    return period is None or period.end == clock.session


def _right_beside(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The phrase behind the chunk, nothing but nouns, "on" and the like between: "0.3% on Monday", "5% gain for the week"."""
    for i in range(index + 1, min(index + 7, len(chunks))):
        chunk = chunks[i]
        if chunk.kind == "time" and isinstance(chunk.ref, TimePhrase):
            return chunk.ref if chunk.ref.kind not in _LOOSE else None
        if not _passes(chunks, i):
            return None
    return None


def _passes(chunks: list[Chunk], i: int) -> bool:
    """Whether a chunk may stand between a figure and its own time phrase."""
    chunk = chunks[i]
    if chunk.kind == "preposition":
        return chunk.text in _JOINS
    if chunk.text == ",":  # ", respectively,"
        return "respectively" in (chunks[i - 1].text, chunks[i + 1].text if i + 1 < len(chunks) else "")
    return chunk.kind in _THROUGH or chunk.text in _SET_ON or noun_direction(chunk.text) is not None


def _base(chunks: list[Chunk], index: int) -> tuple[TimePhrase | None, bool] | None:
    """What a move is counted from: "2% from its peak on Oct. 12", "up 1.2 percent from Thursday", "below its high".

    (phrase or None, True) where a base is named without two closes; None where the figure has no base of its own.
    """
    i = index + 1
    while i < len(chunks) and (chunks[i].kind in ("way_up", "way_down", "price_noun") or noun_direction(chunks[i].text) is not None):
        i += 1
    if i >= len(chunks) or chunks[i].text not in ("from", "below", "above", "under", "since", "off", "than"):
        return None
    peak = False
    for chunk in chunks[i + 1 : i + 14]:
        if chunk.kind == "time" and isinstance(chunk.ref, TimePhrase):
            return (chunk.ref, True) if chunk.ref.kind in _BASES | {"since"} else (None, True) if peak else None
        if chunk.kind == "subordinator" or (not peak and (chunk.kind == "fig" or chunk.text in (",", ";", "—"))):
            break
        peak = peak or chunk.kind == "cue" or chunk.text in _PEAKS
    return (None, True) if peak else None


def _from_base(base: tuple[TimePhrase | None, bool], clock: Clock) -> Period | None:
    phrase = base[0]
    period = resolve(phrase, clock) if phrase is not None else None
    if phrase is not None and phrase.kind in ("year_ago", "week_ago", "ago", "since"):
        return period
    if period is None or period.end is None or period.end >= clock.session:
        return None
    return clock.since(period.end, "since" if period.end != clock.sessions.before(clock.session) else "day")


def _taken_by_base(chunks: list[Chunk]) -> set[int]:
    """Phrases that date the level a move came from ("from 4.206% on Thursday", "against 4.44% a day earlier"): nobody else's."""
    taken: set[int] = set()
    for i, chunk in enumerate(chunks):
        dated = chunk.kind == "time" and _preceded_by_from(chunks, i)
        if dated:
            taken.add(i)
        if chunk.kind != "fig" or not i or chunks[i - 1].text not in ("from", "against", "versus", "vs", "than", "with"):
            continue
        for j in range(i + 1, min(i + 5, len(chunks))):
            if chunks[j].kind == "punct":
                break
            if chunks[j].kind == "time":
                taken.add(j)
    return taken


def _preceded_by_from(chunks: list[Chunk], index: int) -> bool:
    """Whether a phrase is a base of its own: "down 16 basis points from late on Friday"."""
    for chunk in reversed(chunks[max(0, index - 3) : index]):
        if chunk.text == "from":
            return True
        if chunk.kind not in ("adverb", "preposition", "determiner"):
            return False
    return False


def _after_cue(chunks: list[Chunk], index: int) -> bool:
    """Whether the phrase is the reach of a cue: "the highest | since Jan. 23"."""
    if chunks[index - 1].kind == "cue" and index:
        return True
    return index > 1 and chunks[index - 2].kind == "cue" and chunks[index].text.startswith("since")


def _breaks(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether a clause ends between two chunks."""
    return any(c.kind == "subordinator" or c.text in (";", ":") for c in chunks[low + 1 : high])


def _parallel(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether the clauses between two chunks only run beside each other ("while", "whereas", "but")."""
    return all(c.text in ("while", "whereas", "but", "though", "although", ";", ":") for c in chunks[low + 1 : high] if c.kind == "subordinator" or c.text in (";", ":"))


def _new_move(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether something else moves between a figure and a phrase behind it."""
    for i in range(low + 1, high):
        chunk = chunks[i]
        if chunk.kind in ("verb_up", "verb_down", "verb_other", "relative") and noun_direction(chunk.text) is None:
            return True
        if chunk.kind == "verb_close" and chunks[i - 1].text not in ("to", ",") and chunk.text not in ("end", "close"):
            return True
        if chunk.kind == "fig" and chunk.text.startswith("a "):
            return True
    return False
