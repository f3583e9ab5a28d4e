"""Which time phrase of a sentence belongs to the figure, cue or verb at a place in it."""

from __future__ import annotations

from dataclasses import replace

from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Chunk
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.words import noun_direction, word_set
from extractor.annotate.move_base import taken_by_base
from extractor.annotate.periods import Clock, resolve
from extractor.records import Figure, TimePhrase
from extractor.registry import registry

OPENING = 3
"""A phrase among so many first chunks opens its sentence."""
SPANS = frozenset({"week", "month", "quarter", "year", "month_name", "quarter_name", "year_name"})
_LOOSE = frozenset({"future", "horizon", "overnight"})
"""Kinds that date no move."""
_STRICT = frozenset({"since", "extended", "rolling", "ago", "week_ago", "year_ago", "quarter_name"})
"""Kinds that belong to the words right before them, or to a sentence that they open, and to nothing else."""
_THROUGH = frozenset(
    {
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
    }
)
_DELIVERED = frozenset({"energy", "metal", "agricultural", "index_future"})


def own_phrase(chunks: list[Chunk], index: int, clock: Clock | None, instrument_id: str) -> TimePhrase | None:
    """The time phrase of the chunk at `index`, or None.

    In this order: right behind it; the day before "when"; before it in its clause, unless that phrase is another
    figure's own day; behind it in its clause; in a clause that runs parallel; at the opening of the sentence.
    """
    beside = (
        _of_the_opening(chunks, _right_beside(chunks, index)) or _left_beside(chunks, index) or _when(chunks, index)
    )
    if beside is not None:
        return _as_of_a_day(chunks, index, beside)
    usable = [(i, t) for i, t in _usable(chunks) if not _delivers(t, instrument_id)]
    left = [
        (i, t)
        for i, t in usable
        if i < index
        and not _in_relative(chunks, i, index)
        and (_shared(chunks, i, t, clock) or _one_move(chunks, i, index))
    ]
    for i, phrase in reversed(left):
        if not _breaks(chunks, i, index):
            return phrase
    for i, phrase in usable:
        if i > index and _reaches(chunks, index, i):
            return phrase
    if left and _parallel(chunks, left[-1][0], index):
        return left[-1][1]
    return left[0][1] if left and left[0][0] <= OPENING else None


def _of_the_opening(chunks: list[Chunk], beside: TimePhrase | None) -> TimePhrase | None:
    """The phrase, or the one of its kind that opens the sentence: "Last week, the index surged 118% for the week"."""
    for chunk in chunks[:OPENING] if beside is not None and beside.kind in SPANS else ():
        opening = chunk.ref
        if isinstance(opening, TimePhrase) and beside is not None and opening.kind == beside.kind and opening.n:
            return opening
    return beside


def _as_of_a_day(chunks: list[Chunk], index: int, phrase: TimePhrase) -> TimePhrase:
    """The phrase, made loose where a span is told as of another day: "on May 2nd was up 10.6 percent for the year"."""
    dated = any(isinstance(c.ref, TimePhrase) and c.ref.kind == "date" for c in chunks[max(0, index - 5) : index])
    return replace(phrase, kind="loose") if dated and phrase.kind in SPANS else phrase


def _left_beside(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The day whose figure it is: "from Friday's 4,719.19", "Monday's 2% fall"."""
    i = index - 1
    if i > 1 and chunks[i].text == "of" and noun_direction(chunks[i - 1].text) is not None:
        phrase = chunks[i - 2].ref  # "a one-week decrease of 23 basis points"
        return phrase if isinstance(phrase, TimePhrase) and phrase.kind not in _LOOSE else None
    while i > 0 and (chunks[i].kind in ("poss", "price_noun", "determiner") or chunks[i].text in ("of", "at", "close")):
        i -= 1
    phrase = chunks[i].ref if i >= 0 else None
    possessed = i + 1 < index and chunks[i + 1].kind == "poss"
    return phrase if possessed and isinstance(phrase, TimePhrase) and phrase.kind not in _LOOSE else None


def _one_move(chunks: list[Chunk], place: int, index: int) -> bool:
    """Whether nothing but "to" stands between a phrase and a figure: "tumbled 14 basis points on Monday to 4.27%"."""
    return all(c.kind in ("preposition", "determiner", "adverb") for c in chunks[place + 1 : index])


def _reaches(chunks: list[Chunk], index: int, place: int) -> bool:
    """Whether a phrase behind may speak for the figure: same clause, nothing else moving, no possessive."""
    if chunks[place - 1].kind == "verb_close" and any(c.text == "," for c in chunks[index + 1 : place]):
        return False  # "fell 4%, finishing April down 13.3%"
    if any(c.text in word_set("bringing") for c in chunks[index + 1 : place]):
        return False  # "rose 2.2 percent, bringing its weekly rise to 22 percent"
    return not (_possesses(chunks, place) or _breaks(chunks, index, place) or _new_move(chunks, index, place))


def _usable(chunks: list[Chunk]) -> list[tuple[int, TimePhrase]]:
    """The phrases that may speak for more than the words beside them, with their places."""
    taken = taken_by_base(chunks)
    found: list[tuple[int, TimePhrase]] = []
    for i, chunk in enumerate(chunks):
        phrase = chunk.ref
        if not isinstance(phrase, TimePhrase) or phrase.kind in _LOOSE or i in taken or _after_cue(chunks, i):
            continue
        if phrase.kind not in _STRICT or i <= OPENING:
            found.append((i, phrase))
    return found


def _possesses(chunks: list[Chunk], index: int) -> bool:
    """Whether 's follows: "extending Friday's falls" is the day of something else."""
    return index + 1 < len(chunks) and (chunks[index + 1].kind == "poss" or chunks[index].text.endswith(("'s", "’s")))


def _when(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The day before "when": "its biggest drop since Monday, when it fell 504.48 points"."""
    for i in range(index - 1, max(0, index - 12), -1):
        if chunks[i].kind == "subordinator":
            if chunks[i].text not in ("when", "as") or (chunks[i].text == "as" and chunks[i - 1].kind != "time"):
                return None
            before = [c.ref for c in chunks[max(0, i - 2) : i] if isinstance(c.ref, TimePhrase)]
            dated = before[-1] if before else None
            since = dated is not None and dated.kind == "since" and dated.unit == "day"
            return replace(dated, kind="date") if dated is not None and since else dated
    return None


def _in_relative(chunks: list[Chunk], place: int, index: int) -> bool:
    """Whether a phrase stands in a relative clause that ends before the figure: ", which fell last week, closed up"."""
    behind = [i for i in range(place) if chunks[i].kind == "relative"]
    if not behind or any(c.text == "," for c in chunks[behind[-1] + 1 : place]):
        return False
    return any(c.text == "," for c in chunks[place + 1 : index])


def _delivers(phrase: TimePhrase, instrument_id: str) -> bool:
    """Whether a month is a contract's ("crude for May"), not a period."""
    known = registry().get(instrument_id)
    dated = known is not None and known.asset_class in _DELIVERED
    return dated and phrase.kind == "month_name" and phrase.text.lower().startswith("for ")


def _shared(chunks: list[Chunk], index: int, phrase: TimePhrase, clock: Clock | None) -> bool:
    """Whether a phrase holds for what follows it: one that opens its clause does, and so does any span.

    A day that stands right behind another figure or verb ("dropped 15 percent on Friday, rebounded 2.4 percent") holds
    for later figures only where it is the session that the article reports anyway.
    """
    if phrase.kind in SPANS or clock is None:
        return True
    told = chunks[index - 1].text == "on" and all(c.kind != "relative" for c in chunks[max(0, index - 4) : index])
    if told and [c.text for c in chunks[index + 1 : index + 3]] == [",", "with"]:
        return True  # "stocks rose on Friday, with the S&P 500 gaining 0.63 percent"
    bound = any(c.kind == "fig" or c.kind.startswith("verb") for c in chunks[max(0, index - 4) : index])
    if not bound:
        return True
    period = resolve(phrase, clock)
    return period is None or period.end == clock.session


def _right_beside(chunks: list[Chunk], index: int) -> TimePhrase | None:
    """The phrase behind the chunk, nothing but nouns, "on" and the like between: "5% gain for the week"."""
    for i in range(index + 1, min(index + 7, len(chunks))):
        chunk = chunks[i]
        if chunk.kind == "time" and isinstance(chunk.ref, TimePhrase):
            counted = chunks[i - 1].text == "since" and chunk.ref.kind != "since"  # "the best since the week ended"
            if chunk.ref.kind == "overnight":  # of which night depends on who writes where
                return replace(chunk.ref, kind="loose")
            return None if counted or chunk.ref.kind in _LOOSE else chunk.ref
        if _is_streak(chunk):  # "gained 5 percent during the four-day rally that ended on Wednesday"
            return TimePhrase(start=chunk.start, end=chunk.end, text=chunk.text, kind="loose")
        if not _passes(chunks, i):
            return None
    return None


def _is_streak(chunk: Chunk) -> bool:
    cue = chunk.ref
    return isinstance(cue, Cue) and cue.measure in ("streak", "streak_ended") and cue.unit == "day"


def _passes(chunks: list[Chunk], i: int) -> bool:
    """Whether a chunk may stand between a figure and its own time phrase."""
    chunk = chunks[i]
    if chunk.kind == "preposition":
        to_level = chunk.text in ("to", "of") and i + 1 < len(chunks) and chunks[i + 1].kind == "fig"
        return to_level or chunk.text in word_set("time_joins")
    if chunk.kind == "fig":  # "rose 1.45 percent to 1,945.50 overnight"
        return chunks[i - 1].text in ("to", "of")
    if chunk.kind == "inst":  # "a drop of 6 percent in the S&P 500 in the month that followed"
        lead = chunks[i - 2] if chunks[i - 1].kind == "determiner" else chunks[i - 1]
        return lead.text in ("in", "for", "of", "by")
    if chunk.text == ",":  # ", respectively,"
        return "respectively" in (chunks[i - 1].text, chunks[i + 1].text if i + 1 < len(chunks) else "")
    return (
        chunk.kind in _THROUGH
        or chunk.text == "so"
        or chunk.text in word_set("set_on")
        or noun_direction(chunk.text) is not None
    )


def _after_cue(chunks: list[Chunk], index: int) -> bool:
    """Whether the phrase is the reach of a cue: "the highest | since Jan. 23"."""
    if index and (chunks[index - 1].kind == "cue" or chunks[index - 1].text == "since"):
        return True
    return index > 1 and chunks[index - 2].kind == "cue" and chunks[index].text.startswith("since")


def _breaks(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether a clause ends between two chunks."""
    return any(c.kind == "subordinator" or c.text in (";", ":") for c in chunks[low + 1 : high])


def _parallel(chunks: list[Chunk], low: int, high: int) -> bool:
    """Whether the clauses between two chunks only run beside each other ("while", "whereas", "but")."""
    return all(
        (c.text in word_set("parallel") or c.text in (";", ":"))
        for c in chunks[low + 1 : high]
        if c.kind == "subordinator" or c.text in (";", ":")
    )


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


def span_of_cue(chunks: list[Chunk], mark: Mark) -> TimePhrase | None:
    """The span that a cue of the clause speaks of: "slid 1.3% in its fourth straight weekly loss" is of a week."""
    for chunk in chunks[max(0, mark.index - 10) : mark.index + 10]:
        cue = chunk.ref
        if isinstance(cue, Cue) and cue.measure in ("streak", "streak_ended", "largest_move_since"):
            span = cue.unit or cue.span
            if span in ("week", "month", "quarter", "year"):
                return TimePhrase(start=chunk.start, end=chunk.end, text=chunk.text, kind=span, n=0)
    return None


def stretches(chunks: list[Chunk], mark: Mark, clock: Clock) -> bool:
    """Whether a move in the perfect speaks of an unnamed stretch: it does once the session is over.

    A level does not ("has closed at"); nor does a move that goes on to a level ("is down 60 points, at 10,200").
    """
    if clock.running or mark.before in ("to", "at", "from", "above", "below"):
        return False
    unit = mark.figure.unit if mark.figure is not None else None
    following = [c.ref for c in chunks[mark.index + 1 : mark.index + 8]]
    return not any(isinstance(f, Figure) and f.unit != unit for f in following) and mark.before != "or"
