"""What each figure measures: instrument, role, direction, unit where it was bare, period and modality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.annotate.clauses import Row
from extractor.annotate.discourse import Discourse
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.quantities import NUMBER, is_currency
from extractor.annotate.en.words import TOUCHES, averages, forecasts_beside
from extractor.annotate.neighbours import Phrase
from extractor.annotate.timing import Timing
from extractor.annotate.walk import Mark, figure_of
from extractor.records import Figure, Modality, Period
from extractor.registry import Instrument, registry

_LEVEL_BEFORE = frozenset(
    {
        "to",
        "at",
        "from",
        "near",
        "above",
        "below",
        "around",
        "past",
        "through",
        "over",
        "under",
        "toward",
        "towards",
        "against",
        "versus",
        "vs",
        "into",
        "until",
        "beyond",
        "between",
    }
)
_LEVEL_NOUNS = frozenset(
    "high highs low lows peak peaks close level levels price mark record top bottom settlement range value trough finish reading yield yields rate coupon average open target area resistance support strike".split()
)
_INDEX_NOUNS = frozenset(
    {"index", "gauge", "average", "indicator", "indices", "indexes", "barometer", "composite", "measure"}
)
_CHANGE_UNITS = frozenset({"percent", "percentage_point", "basis_point", "point", NUMBER})
Role = Literal["change", "level", "yield", "other", "rate", "count", "volume", "probability"]


@dataclass(slots=True)
class Attached:
    """A figure with its attributes filled in, and the mark it was read from; `dropped` where nothing measures it."""

    figure: Figure
    mark: Mark
    subject: tuple[str, ...]
    dropped: bool = False
    from_extreme: bool = False
    """Whether the move is counted from a high or a low, which may be one of the day."""
    crosses: bool = False
    """Whether the text says that this level was passed for the first time."""


def attach(number: int, row: Row, marks: Sequence[Mark], timing: Timing, discourse: Discourse) -> list[Attached]:
    """The figures of row `number`, in text order, with what they measure. `marks` come from the Walk over the same row."""
    here: list[Attached] = []
    for mark in marks:
        if figure_of(mark) is not None:
            here.append(_attach(row, mark, here, discourse))
    _share_out(here)
    _mark_crossings(row, marks, here)
    for one in here:
        one.figure = _timed(number, row, one, here, timing)
    return here


def _mark_crossings(row: Row, marks: Sequence[Mark], here: list[Attached]) -> None:
    """A level that is passed "for the first time": the nearest level figure of the clause of such a cue."""
    for mark in marks:
        cue = mark.chunk.ref
        if not isinstance(cue, Cue) or cue.measure != "threshold_cross":
            continue
        near = [
            one
            for one in here
            if one.figure.role in ("level", "yield") and one.mark.clause == mark.clause and _passes(one)
        ]
        if near:
            min(near, key=lambda one: abs(one.mark.index - mark.index)).crosses = True


def _passes(one: Attached) -> bool:
    return one.mark.before in ("above", "below", "over", "under", "past", "through") or one.figure.bound in (
        "more_than",
        "less_than",
    )


def subject_ids(mark: Mark, discourse: Discourse) -> tuple[str, ...]:
    """The instruments that the mark's subject means; empty where it is unknown or nothing that is quoted."""
    subject = mark.subject
    if subject is None:
        return ()
    if subject.ids:
        return subject.ids
    if subject.generic is not None and subject.word is None:
        meant = discourse.meant("it" if subject.generic in _LEVEL_NOUNS else subject.generic)
        return (meant,) if meant else ()
    return ()


def speaks_of_yield(subject: Phrase) -> bool:
    """Whether a phrase that names a yield's instrument means the yield, not the price of the note or bond."""
    words = f"{subject.text} {subject.generic or ''}".lower()
    return any(word in words for word in ("yield", "rate", "spread", "curve", "gap")) or not any(
        word in words for word in ("note", "bond", "bill", "treasur", "bund", "gilt", "paper", "debt", "security", "securities")
    )


def _attach(row: Row, mark: Mark, earlier: list[Attached], discourse: Discourse) -> Attached:
    figure = figure_of(mark)
    assert figure is not None
    ids = subject_ids(mark, discourse)
    previous = earlier[-1] if earlier else None
    if mark.before == "or" and previous is not None and mark.clause == previous.mark.clause:
        ids = previous.subject
    instrument = registry().get(ids[-1]) if ids else None
    role = _role(row, mark, figure, instrument, ids, previous)
    priced = instrument is not None and instrument.is_yield and mark.subject is not None and not speaks_of_yield(mark.subject)
    unit = figure.unit if priced and figure.unit == "point" else _unit(figure, role, instrument, ids)
    direction = _direction(row, mark, figure, role, previous)
    if (
        unit == NUMBER
        and mark.subject is not None
        and mark.subject.generic in _INDEX_NOUNS
        and role in ("level", "change")
    ):
        unit = "point"
    dropped = unit == NUMBER and not (ids or figure.value >= 1000 and figure.role != "bare")
    filled = replace(
        figure,
        unit="count" if unit == NUMBER else unit,
        role="yield" if role == "level" and instrument is not None and instrument.is_yield else role,
        direction=direction,
        instrument=ids[-1] if ids else None,
        subject=_words(row, mark),
        modality=_modality(row, mark),
    )
    return Attached(filled, mark, ids, dropped or (figure.role == "bare" and role not in ("level", "change")))


def _words(row: Row, mark: Mark) -> str | None:
    subject = mark.subject
    return None if subject is None else (subject.word or subject.generic or None)


def _role(
    row: Row, mark: Mark, figure: Figure, instrument: Instrument | None, ids: tuple[str, ...], previous: Attached | None
) -> Role:
    chunks, index = row.chunks, mark.index
    if mark.before == "or" and previous is not None:
        return previous.figure.role  # type: ignore[return-value]
    if figure.unit in ("multiple", "sigma") or not _quoted_unit(figure):
        return "count" if not _quoted_unit(figure) else "other"
    lead = chunks[index - 1] if index else None
    if (
        mark.before in _LEVEL_BEFORE
        or lead is not None
        and (lead.text in _LEVEL_NOUNS or lead.kind == "cue" and lead.text.endswith(("high", "low")))
    ):
        return _level(figure, instrument, ids)
    if mark.before == "of" and mark.noun is None:
        return _level(figure, instrument, ids) if _of_level(row, index) else "other"
    if mark.verb is not None and not mark.verb.startswith(("verb", "way")):
        return _level(figure, instrument, ids)
    following = chunks[index + 1] if index + 1 < len(chunks) else None
    moved = mark.noun is not None or mark.before == "by" or (following is not None and following.kind.startswith("way"))
    if (
        moved
        or figure.direction is not None
        or (mark.sign is not None and mark.verb in ("verb_up", "verb_down", "way", "verb_close", None))
    ):
        if mark.verb == "verb_close" and not moved and mark.sign is None:
            return _level(figure, instrument, ids)
        return "change"
    if mark.verb == "verb_close" or (ids and figure.unit in (NUMBER, "point")):
        return _level(figure, instrument, ids)
    return "other"


def _quoted_unit(figure: Figure) -> bool:
    return figure.unit in _CHANGE_UNITS or is_currency(figure.unit)


def _level(figure: Figure, instrument: Instrument | None, ids: tuple[str, ...]) -> Role:
    """A level, unless the unit says otherwise: percent of something that is not quoted in percent is a rate."""
    if figure.unit in ("percent", "percentage_point") and not (instrument is not None and instrument.is_yield):
        return "change" if ids else "rate"
    return "change" if figure.unit == "basis_point" else "level"


def _of_level(row: Row, index: int) -> bool:
    """Whether "of" follows a level noun or a record cue: "a high of 8,259", "a record close of 12,100"."""
    for chunk in reversed(row.chunks[max(0, index - 4) : index]):
        if chunk.kind in ("fig", "punct"):
            return False
        if chunk.text in _LEVEL_NOUNS or chunk.kind == "cue":
            return True
    return False


def _unit(figure: Figure, role: str, instrument: Instrument | None, ids: tuple[str, ...]) -> str:
    if figure.unit == "point" and instrument is not None and instrument.is_yield and "/" not in figure.text:
        return "basis_point" if figure.value >= 1 else "percentage_point"  # "a 15-point slide" of a yield
    if figure.unit != NUMBER or not ids:
        return figure.unit
    if instrument is None:
        return "USD" if role in ("level", "change") and figure.value < 1e5 else NUMBER
    if "/" in figure.text and instrument.is_yield:
        return "point"
    return instrument.unit if role in ("level", "change") else NUMBER


def _direction(
    row: Row, mark: Mark, figure: Figure, role: str, previous: Attached | None
) -> Literal["up", "down", "flat"] | None:
    if role not in ("change", "count", "other", "volume"):
        return None
    if mark.before == "or" and previous is not None and previous.figure.direction:
        return previous.figure.direction
    sign = _sign(row, mark, figure)
    return None if sign is None else "up" if sign > 0 else "down" if sign < 0 else "flat"


def _sign(row: Row, mark: Mark, figure: Figure) -> int | None:
    if mark.noun:
        return mark.noun
    following = row.chunks[mark.index + 1] if mark.index + 1 < len(row.chunks) else None
    if following is not None and following.kind in ("way_up", "way_down"):
        return 1 if following.kind == "way_up" else -1
    if figure.direction is not None:
        return 1 if figure.direction == "up" else -1
    return mark.sign


def _modality(row: Row, mark: Mark) -> Modality:
    """The clause's modality, or forecast where an expectation stands right beside the figure."""
    chunks, index = row.chunks, mark.index
    for chunk in chunks[index + 1 : index + 7]:
        if chunk.kind in ("fig", "punct", "subordinator", "coordinator"):
            break
        if forecasts_beside(chunk.text):
            return "forecast"
        if chunk.kind in ("preposition", "cue", "inst") or (
            chunk.kind.startswith("verb")
            and chunk.text not in ("had", "was", "were", "been", "gain", "rise", "drop", "fall", "increase")
        ):
            break
    behind = [chunk for chunk in chunks[max(0, index - 4) : index] if chunk.kind not in ("adverb", "determiner")]
    if len(behind) >= 2 and behind[-1].kind == "preposition" and behind[-1].text in ("of", "for", "at", "from", "to"):
        behind.pop()
    if behind and forecasts_beside(behind[-1].text) and behind[-1].kind != "preposition":
        return "forecast"
    if any(averages(chunk.text) for chunk in behind[-3:]):
        return "historical"
    return mark.modality


def _share_out(here: list[Attached]) -> None:
    """Give "the Dow and the S&P rose 1.2% and 0.8%" one figure each; one figure for all is a claim for each of them."""
    groups: dict[tuple[int, tuple[str, ...], str, str], list[Attached]] = {}
    for one in here:
        if len(one.subject) > 1:
            groups.setdefault((one.mark.clause, one.subject, one.figure.role, one.figure.unit), []).append(one)
    for (_, ids, _, _), members in groups.items():
        if len(members) == len(ids):
            for one, known in zip(members, ids, strict=True):
                one.figure = replace(one.figure, instrument=known)
                one.subject = (known,)


def _timed(number: int, row: Row, one: Attached, here: list[Attached], timing: Timing) -> Figure:
    figure = one.figure
    if figure.instrument is None or figure.role not in ("change", "level", "yield", "return"):
        return figure
    period = timing.period(number, row, one.mark, figure.instrument)
    if period is not None and figure.role in ("level", "yield"):
        if period.label in _LONG and not any(c.kind == "verb_close" or c.text in ("end", "close") for c in row.chunks):
            return figure  # "breached 1,228 back in April": not the month's last close
        one.from_extreme = _beside_extreme(row, one)
        if _within_day(one):
            period = replace(period, label="intraday")
        period = Period(start=None, end=_level_day(row, one, here, period), label=period.label)
    one.from_extreme = one.from_extreme or period is not None and timing.from_extreme(row, one.mark)
    return replace(figure, period=period)


def _level_day(row: Row, one: Attached, here: list[Attached], period: Period):  # type: ignore[no-untyped-def]
    """The day of a level; "from 4.25%" without a day of its own is the close that the move started from."""
    if one.mark.before not in ("from", "against", "versus", "vs") or _dated_itself(row, one):
        return period.end
    for other in here:
        if (
            other.figure.instrument == one.figure.instrument
            and other is not one
            and other.figure.period
            and other.figure.period.start
        ):
            return other.figure.period.start
    return period.start or period.end


def _dated_itself(row: Row, one: Attached) -> bool:
    """Whether a day stands right behind the level: "from 4.206% on Thursday", "against 18.14 at the end of October"."""
    for chunk in row.chunks[one.mark.index + 1 : one.mark.index + 7]:
        if chunk.kind == "time":
            return True
        if chunk.kind not in ("preposition", "determiner", "adverb") and chunk.text not in ("end", "close"):
            return False
    return False


_LONG = frozenset({"month", "month_to_date", "quarter", "quarter_to_date", "year", "year_to_date"})


def _beside_extreme(row: Row, one: Attached) -> bool:
    """Whether the level is called a high or a low, which may be the day's: "off a fresh 52-week high at 1,511"."""
    for chunk in row.chunks[max(0, one.mark.index - 4) : one.mark.index]:
        if "clos" in chunk.text or "settle" in chunk.text:
            return False
        if chunk.text in ("high", "highs", "low", "lows", "peak", "peaks", "trough") or isinstance(chunk.ref, Cue):
            return True
    return False


def _within_day(one: Attached) -> bool:
    """Whether the level was touched, not closed at: "hit $52.15", "as low as $96.31", "an intraday high of"."""
    return one.mark.verb in TOUCHES or one.figure.bound == "at_most" or one.figure.text.lower().startswith("as low as")
