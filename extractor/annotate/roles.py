"""What kind of quantity a figure is: role, unit, direction and modality, from the mark it stands at."""

from __future__ import annotations

from typing import Literal

from extractor.annotate.clause_state import Mark, Phrase
from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.en.quantities import NUMBER, is_currency
from extractor.annotate.en.words import averages, forecasts_beside, word_set
from extractor.records import Direction, Figure, Modality
from extractor.registry import Instrument

_CHANGE_UNITS = frozenset({"percent", "percentage_point", "basis_point", "point", NUMBER})
_MOVING = ("verb_up", "verb_down", "way", "verb_close", None)
Role = Literal["change", "level", "yield", "other", "rate", "count", "volume", "probability"]


def role_of(row: Row, mark: Mark, figure: Figure, instrument: Instrument | None, *, named: bool) -> Role:
    """The role of a figure of its own (not one that repeats the figure before it). `named`: it has an instrument."""
    if not _quoted(figure):
        return "count"
    follows = [c.text for c in row.chunks[mark.index + 1 : mark.index + 4]]
    apart = bool(follows) and follows[0] in word_set("apart")  # "less than a point away from its record"
    if figure.unit in ("multiple", "sigma") or mark.before == "within" or apart or follows == ["of", "the", "time"]:
        return "other"
    if _stands_as_level(row, mark, figure):
        return _level(figure, instrument, named=named)
    if mark.before == "of" and mark.noun is None:
        return _level(figure, instrument, named=named) if _of_level(row, mark.index) else "other"
    if _moves(row, mark, figure):
        return "change"
    if mark.verb == "verb_close" or (named and figure.unit in (NUMBER, "point")):
        return _level(figure, instrument, named=named)
    return "other"


def _quoted(figure: Figure) -> bool:
    """Whether the unit is one that prices, yields and their moves have."""
    return figure.unit in _CHANGE_UNITS or figure.unit in ("multiple", "sigma") or is_currency(figure.unit)


def _stands_as_level(row: Row, mark: Mark, figure: Figure) -> bool:
    """Whether the words before say that it is a level: "to 4,594", "a high of", "as low as", "hit $52"."""
    if figure.text.lower().startswith(("as high as", "as low as")) or mark.before in word_set("level_before"):
        return True
    beyond = figure.text.lower().split()[0] in word_set("passing") and figure.unit not in ("percent", "basis_point")
    if beyond and mark.noun is None:
        return True  # "slipped below $90,000"
    lead = row.chunks[mark.index - 1] if mark.index else None
    if lead is not None and (lead.text in word_set("level_nouns") or _high_or_low(lead)):
        return True
    touched = mark.verb is not None and not mark.verb.startswith(("verb", "way"))
    return touched and mark.before != "of"


def _high_or_low(chunk: Chunk) -> bool:
    return chunk.kind == "cue" and chunk.text.endswith(("high", "low"))


def _moves(row: Row, mark: Mark, figure: Figure) -> bool:
    """Whether the words say that it is a change: a move noun, "by", "5 points higher", a moving verb."""
    following = row.chunks[mark.index + 1] if mark.index + 1 < len(row.chunks) else None
    beside = (
        mark.noun is not None or mark.before == "by" or (following is not None and following.kind.startswith("way"))
    )
    if beside or figure.direction is not None:
        return True
    return mark.sign is not None and mark.verb in _MOVING


def _level(figure: Figure, instrument: Instrument | None, *, named: bool) -> Role:
    """A level, unless the unit says otherwise: percent of something that is not quoted in percent is a rate."""
    if instrument is not None and instrument.asset_class == "volatility":
        return "level"  # "the fear gauge fell below 20 percent"
    if figure.unit in ("percent", "percentage_point") and not (instrument is not None and instrument.is_yield):
        return "change" if named else "rate"
    if figure.unit == "basis_point" and instrument is not None and instrument.asset_class == "yield_spread":
        return "level"  # "the gap widened to 169 basis points"
    return "change" if figure.unit == "basis_point" else "level"


def _of_level(row: Row, index: int) -> bool:
    """Whether "of" follows a level noun or a record cue: "a high of 8,259", "a record close of 12,100"."""
    for chunk in reversed(row.chunks[max(0, index - 4) : index]):
        if chunk.kind in ("fig", "punct"):
            return False
        if chunk.text in word_set("level_nouns") or chunk.kind == "cue":
            return True
    return False


def speaks_of_yield(subject: Phrase) -> bool:
    """Whether a phrase that names a yield's instrument means the yield, not the price of the note or bond."""
    words = f"{subject.text} {subject.generic or ''}".lower()
    if any(part in words for part in word_set("yield_words")):
        return True
    return not any(part in words for part in word_set("bond_words"))


def unit_of(row: Row, mark: Mark, figure: Figure, role: Role, instrument: Instrument | None, *, named: bool) -> str:
    """The unit; of a bare number that of what it measures, NUMBER where nothing does."""
    subject = mark.subject
    if figure.unit == "point" and instrument is not None and instrument.is_yield:
        told = any(c.text == "price" for c in row.chunks[mark.index + 1 : mark.index + 3])  # "2 points in price"
        priced = told or "/" in figure.text or (subject is not None and not speaks_of_yield(subject))
        moved = "basis_point" if figure.value >= 1 else "percentage_point"  # "a 15-point slide" of a yield
        return "point" if priced else moved
    if figure.unit != NUMBER or role not in ("level", "change"):
        return figure.unit
    if not named:
        generic = subject.generic if subject is not None else None
        return "point" if generic in word_set("index_nouns") else NUMBER
    if instrument is None:
        return "USD" if figure.value < 1e5 else NUMBER
    return "point" if "/" in figure.text and instrument.is_yield else instrument.unit


def direction_of(row: Row, mark: Mark, figure: Figure, role: Role) -> Direction | None:
    """Up, down or flat, by the noun beside it, the word behind it, its printed sign, else the clause's verb."""
    if role not in ("change", "count", "other", "volume"):
        return None
    sign = _sign(row, mark, figure)
    return None if sign is None else "up" if sign > 0 else "down" if sign < 0 else "flat"


def _sign(row: Row, mark: Mark, figure: Figure) -> int | None:
    if mark.noun:
        return mark.noun
    following = row.chunks[mark.index + 1] if mark.index + 1 < len(row.chunks) else None
    if following is not None and following.kind in ("way_up", "way_down"):
        return 1 if following.kind == "way_up" else -1
    if following is not None and following.text == "more":
        return 1
    if figure.direction is not None:
        return 1 if figure.direction == "up" else -1
    return mark.sign


def modality_at(row: Row, mark: Mark) -> Modality:
    """The clause's modality, or forecast where an expectation stands right beside the figure, or a statistic's."""
    chunks, index = row.chunks, mark.index
    if _expected_behind(chunks, index):
        return "forecast"
    lead = [chunk for chunk in chunks[max(0, index - 4) : index] if chunk.kind not in ("adverb", "determiner")]
    if len(lead) >= 2 and lead[-1].text in word_set("of_like"):
        lead.pop()
    if lead and forecasts_beside(lead[-1].text) and lead[-1].kind != "preposition":
        return "forecast"
    if any(averages(chunk.text) for chunk in lead[-3:]):
        return "historical"
    return mark.modality


def _expected_behind(chunks: list[Chunk], index: int) -> bool:
    """Whether an expectation stands behind: "the 169,000 gain that had been expected"."""
    for chunk in chunks[index + 1 : index + 7]:
        if chunk.kind in ("fig", "punct", "subordinator", "coordinator"):
            return False
        if forecasts_beside(chunk.text):
            return True
        verb = chunk.kind.startswith("verb") and chunk.text not in word_set("auxiliaries")
        if chunk.kind in ("preposition", "cue", "inst") or verb:
            return False
    return False
