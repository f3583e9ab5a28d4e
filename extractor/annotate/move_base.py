"""What a move or a level is counted from: "2% from its peak on Oct. 12", "against 4.44% a day earlier"."""

from __future__ import annotations

from extractor.annotate.clauses import Chunk
from extractor.annotate.en.words import noun_direction, word_set
from extractor.annotate.periods import Clock, resolve
from extractor.records import Period, TimePhrase

_BASES = frozenset({"date", "weekday", "session", "yesterday", "year_ago", "week_ago", "ago"})
_REACH = 14
"""Chunks behind a figure in which its base stands."""


def base_of(chunks: list[Chunk], index: int) -> tuple[TimePhrase | None, bool] | None:
    """What the move at `index` is counted from, and whether that is a high or a low; None where it names no base.

    The phrase is None where a base is named without a day: the two closes are then open.
    """
    i = index + 1
    while i < len(chunks) and _of_the_move(chunks[i]):
        i += 1
    if i >= len(chunks) or chunks[i].text not in word_set("bases"):
        return _opening_base(chunks)
    extreme = False
    for chunk in chunks[i + 1 : i + _REACH]:
        if chunk.kind == "time" and isinstance(chunk.ref, TimePhrase):
            dated = chunk.ref.kind in _BASES or chunk.ref.kind == "since"
            behind = any(c.text in word_set("extremes") for c in chunks[i + 1 : index + _REACH])
            return (chunk.ref, behind) if dated else (None, True) if extreme else None
        if chunk.kind == "subordinator" or (not extreme and (chunk.kind == "fig" or chunk.text in (",", ";", "—"))):
            break
        extreme = extreme or chunk.kind == "cue" or chunk.text in word_set("extremes") or chunk.text == "average"
    return (None, True) if extreme else None


def _opening_base(chunks: list[Chunk]) -> tuple[TimePhrase | None, bool] | None:
    """The high or low that opens the sentence: "From its session low, ...", "Since its low on November 25, ..."."""
    if not chunks or chunks[0].text not in ("from", "since"):
        return None
    comma = next((i for i, c in enumerate(chunks) if c.text == ","), 0)
    lead = chunks[1:comma]
    if not any(c.kind == "cue" or c.text in word_set("extremes") for c in lead):
        return None
    days = [c.ref for c in lead if isinstance(c.ref, TimePhrase) and c.ref.kind in _BASES]
    return (days[0] if days else None, True)


def _of_the_move(chunk: Chunk) -> bool:
    if chunk.kind in ("way_up", "way_down", "price_noun") or chunk.text in ("more", "less"):
        return True
    return noun_direction(chunk.text) is not None


def from_base(phrase: TimePhrase | None, clock: Clock) -> Period | None:
    """From the base's close to the session reported; None where the base has no day before it."""
    period = resolve(phrase, clock) if phrase is not None else None
    if phrase is not None and phrase.kind in ("year_ago", "week_ago", "ago", "since"):
        return period
    if period is None or period.end is None or period.end >= clock.session:
        return None
    return clock.since(period.end, "day" if period.end == clock.sessions.before(clock.session) else "since")


def taken_by_base(chunks: list[Chunk]) -> set[int]:
    """Places of phrases that date what a move came from ("from 4.206% on Thursday"): they are nobody else's."""
    taken: set[int] = set()
    for i, chunk in enumerate(chunks):
        if chunk.kind == "time" and _preceded_by_from(chunks, i):
            taken.add(i)
        elif chunk.kind == "fig" and i and _leads_to_base(chunks[i - 1]):
            taken.update(_times_behind(chunks, i))
    return taken


def _leads_to_base(chunk: Chunk) -> bool:
    return chunk.text in word_set("base_before") or chunk.text in ("than", "with")


def _times_behind(chunks: list[Chunk], index: int) -> list[int]:
    """Places of the phrases within four chunks behind, up to a comma."""
    places: list[int] = []
    for j in range(index + 1, min(index + 5, len(chunks))):
        if chunks[j].kind in ("punct", "fig"):
            break
        if chunks[j].kind == "time":
            places.append(j)
    return places


def _preceded_by_from(chunks: list[Chunk], index: int) -> bool:
    """Whether a phrase is a base of its own: "down 16 basis points from late on Friday"."""
    for chunk in reversed(chunks[max(0, index - 3) : index]):
        if chunk.text in ("from", "than"):
            return True
        if chunk.kind not in ("adverb", "preposition", "determiner"):
            return False
    return False
