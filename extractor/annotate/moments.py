"""Whether a move is of the session at all: of a moment within it, of long before, or a headline's."""

from __future__ import annotations

from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Row
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.words import word_set
from extractor.records import Figure, TimePhrase


def is_heading(row: Row, mark: Mark) -> bool:
    """Whether the figure stands among words all in capitals."""
    figure = mark.figure
    return (
        figure is not None and figure.text.isupper() and any(c.kind.startswith("way") for c in row.chunks[: mark.index])
    )


def long_before(row: Row, mark: Mark) -> bool:
    """Whether the past perfect puts the move before what is told: "the index had fallen 7.8 percent"."""
    if mark.before == "at":
        return False
    verbs = [i for i in range(max(0, mark.index - 6), mark.index) if row.chunks[i].kind.startswith("verb")]
    return bool(verbs) and any(c.text == "had" for c in row.chunks[max(0, verbs[0] - 3) : verbs[-1]])


def at_a_moment(row: Row, mark: Mark) -> bool:
    """Whether the move is that of a moment: "At the session lows", "surged 22 percent to a session high"."""
    verbs = [c.text for c in row.chunks[max(0, mark.index - 6) : mark.index] if c.kind.startswith("verb")]
    undone = bool(verbs) and mark.noun is not None and verbs[-1] in word_set("undoing")  # "pared a loss of 1%"
    if undone or (verbs and verbs[-1] in word_set("openers")):
        return True
    index = _apposed_to(row, mark.index)
    for i, chunk in enumerate(row.chunks):
        if not momentary(chunk.ref):
            continue
        between = row.chunks[min(i, index) + 1 : max(i, index)]
        if i <= 1 and chunk.text.lower().startswith(("at ", "earlier")):
            return True
        if i > index and all(c.kind in ("preposition", "determiner", "adverb") for c in between):
            return True
        ends = any(c.kind in ("fig", "subordinator", "coordinator") or c.text == ";" for c in between)
        if i < index and row.chunks[i].start >= mark.clause_start and not ends:
            return True
    return False


def momentary(ref: object) -> bool:
    """Whether a chunk names a moment within the session: a time phrase, or a high or low of the day."""
    return (isinstance(ref, TimePhrase) and ref.kind == "intraday") or (isinstance(ref, Cue) and ref.intraday)


def _apposed_to(row: Row, index: int) -> int:
    """The figure before that a move only says again: "an intraday high of 15.40 - up 15.27 percent"."""
    way = index > 2 and row.chunks[index - 1].kind.startswith("way") and row.chunks[index - 2].text in (",", "—", "-")
    return index - 3 if way and isinstance(row.chunks[index - 3].ref, Figure) else index
