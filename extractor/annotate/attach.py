"""What each figure measures: instrument, role, direction, unit where it was bare, period and modality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Row
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.quantities import NUMBER
from extractor.annotate.en.words import word_set
from extractor.annotate.neighbours import compared
from extractor.annotate.roles import direction_of, modality_at, role_of, unit_of
from extractor.annotate.timing import Timing
from extractor.records import Figure, Modality, Period
from extractor.registry import registry

_LONG = frozenset({"month", "month_to_date", "quarter", "quarter_to_date", "year", "year_to_date"})


@dataclass(slots=True)
class Attached:
    """A figure with its attributes filled in, and the mark it was read from.

    `subject` holds every instrument that it is said of; `dropped` says that nothing measures it; `from_extreme` that it
    is counted from a high or a low, which may be one of the day; `crosses` that it was passed for the first time.
    """

    figure: Figure
    mark: Mark
    subject: tuple[str, ...]
    dropped: bool = False
    from_extreme: bool = False
    crosses: bool = False


def attach(number: int, row: Row, marks: Sequence[Mark], timing: Timing) -> list[Attached]:
    """The figures of row `number`, in text order, with what they measure; `marks` come from the walk over that row."""
    here: list[Attached] = []
    for mark in marks:
        if mark.figure is not None:
            here.append(_attach(row, mark, mark.figure, here))
    _share_out(here)
    _mark_crossings(marks, here)
    previous: Attached | None = None
    for one in here:
        same = previous is not None and one.mark.before == "or" and one.mark.clause == previous.mark.clause
        if same and previous is not None and previous.figure.role == one.figure.role:
            one.figure = replace(one.figure, period=previous.figure.period)  # "1,400 points over five sessions, or 13%"
            one.from_extreme = previous.from_extreme
        else:
            one.figure = _timed(number, row, one, here, timing)
        previous = one
    return here


def _attach(row: Row, mark: Mark, figure: Figure, earlier: list[Attached]) -> Attached:
    previous = earlier[-1] if mark.before == "or" and earlier else None
    ids = mark.meant
    if previous is not None and mark.clause == previous.mark.clause:
        ids = previous.subject
    instrument = registry().get(ids[-1]) if ids else None
    role = previous.figure.role if previous else role_of(row, mark, figure, instrument, named=bool(ids))
    role = "level" if role == "yield" else role
    unit = unit_of(row, mark, figure, role, instrument, named=bool(ids))  # type: ignore[arg-type]
    direction = direction_of(row, mark, figure, role)  # type: ignore[arg-type]
    filled = replace(
        figure,
        unit="count" if unit == NUMBER else unit,
        role="yield" if role == "level" and instrument is not None and instrument.is_yield else role,
        direction=previous.figure.direction if previous and previous.figure.direction else direction,
        instrument=ids[-1] if ids else None,
        subject=None if mark.subject is None else mark.subject.word or mark.subject.generic,
        modality=_modality(row, mark, earlier),
    )
    bare = figure.role == "bare"
    unmeasured = unit == NUMBER and not (ids or (figure.value >= 1000 and not bare))
    return Attached(filled, mark, ids, unmeasured or (bare and role not in ("level", "change")))


def _modality(row: Row, mark: Mark, earlier: list[Attached]) -> Modality:
    """As the clause says; a statistic goes on behind "and": "averaged 7% in six months and a 14% return in twelve"."""
    own, last = modality_at(row, mark), earlier[-1] if earlier else None
    goes_on = last is not None and last.figure.modality == "historical" and last.mark.clause == mark.clause
    return "historical" if own == "actual" and goes_on else own


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


def _mark_crossings(marks: Sequence[Mark], here: list[Attached]) -> None:
    """A level that is passed "for the first time": the nearest level figure of the clause of such a cue."""
    for mark in marks:
        cue = mark.chunk.ref
        if not isinstance(cue, Cue) or cue.measure != "threshold_cross":
            continue
        levels = [one for one in here if one.figure.role in ("level", "yield") and one.mark.clause == mark.clause]
        near = [one for one in levels if _passes(one)]
        if near:
            min(near, key=lambda one: abs(one.mark.index - mark.index)).crosses = True


def _passes(one: Attached) -> bool:
    return one.mark.before in word_set("passing") or one.figure.bound in ("more_than", "less_than")


def _timed(number: int, row: Row, one: Attached, here: list[Attached], timing: Timing) -> Figure:
    figure = one.figure
    if figure.instrument is None or figure.role not in ("change", "level", "yield"):
        return figure
    period = timing.period(number, row, one.mark, figure.instrument)
    one.from_extreme = period is not None and timing.from_extreme(row, one.mark)
    if period is None or figure.role == "change":
        return replace(figure, period=period)
    if period.label in _LONG and (not _closes(row) or _beside_extreme(row, one, closing=True)):
        return figure  # "breached 1,228 back in April", "October's record close of 14,164": not the month's last close
    if _is_foothold(row, one) or compared(row.chunks, one.mark.index - 2):
        return figure  # "resistance at 1,344", "within striking distance of its all-time high of 1,565.15"
    one.from_extreme = one.from_extreme or _beside_extreme(row, one)
    label = "intraday" if _within_day(one) else period.label
    return replace(figure, period=Period(start=None, end=_level_day(row, one, here, period), label=label))


def _closes(row: Row) -> bool:
    return any(c.kind == "verb_close" or c.text in ("end", "close") for c in row.chunks)


def _level_day(row: Row, one: Attached, here: list[Attached], period: Period) -> dt.date | None:
    """The day of a level; "from 4.25%" without a day of its own is the close that the move started from."""
    if one.mark.before not in word_set("base_before") or _dated_itself(row, one):
        return period.end
    for other in here:
        moved = other.figure.period
        if other is not one and other.figure.instrument == one.figure.instrument and moved and moved.start:
            return moved.start
    return period.start or period.end


def _dated_itself(row: Row, one: Attached) -> bool:
    """Whether a day stands right behind the level: "from 4.206% on Thursday", "against 18.14 at the end of October"."""
    for chunk in row.chunks[one.mark.index + 1 : one.mark.index + 7]:
        if chunk.kind == "time":
            return True
        if chunk.kind not in ("preposition", "determiner", "adverb") and chunk.text not in ("end", "close"):
            return False
    return False


def _is_foothold(row: Row, one: Attached) -> bool:
    """Whether the level is one that is watched: "resistance at 1,344", "1,543 a key technical support"."""
    beside = row.chunks[max(0, one.mark.index - 3) : one.mark.index + 5]
    return any(chunk.text in word_set("footholds") for chunk in beside)


def _beside_extreme(row: Row, one: Attached, *, closing: bool = False) -> bool:
    """Whether the level is called a high or a low: "off a fresh 52-week high at 1,511".

    It may be the day's, unless it is called a closing one, which counts only with `closing`.
    """
    for chunk in row.chunks[max(0, one.mark.index - 4) : one.mark.index]:
        if not closing and ("clos" in chunk.text or "settle" in chunk.text):
            return False
        if chunk.text in word_set("extremes") or isinstance(chunk.ref, Cue):
            return True
    return False


def _within_day(one: Attached) -> bool:
    """Whether the level was touched, not closed at: "hit $52.15", "as low as $96.31", "an intraday high of"."""
    figure = one.figure
    touched = one.mark.verb in word_set("touches")
    return touched or figure.bound == "at_most" or figure.text.lower().startswith("as low as")
