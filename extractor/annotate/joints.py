"""What joins clauses and phrases: prepositions, conjunctions, commas, brackets, "up" and "down"."""

from __future__ import annotations

from extractor.annotate.clause_state import ClauseState, Phrase
from extractor.annotate.clauses import Chunk
from extractor.annotate.en.quantities import is_currency
from extractor.annotate.en.words import modality_of, word_set
from extractor.annotate.neighbours import before
from extractor.annotate.noun_phrases import is_index
from extractor.records import Figure

_MOVES = frozenset({"percent", "percentage_point", "basis_point", "point", "number"})


def read_joint(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A chunk that is neither noun, verb, figure nor cue."""
    chunk = chunks[index]
    if chunk.kind == "preposition":
        _preposition(state, chunks, index)
    elif chunk.kind.startswith("way"):
        _way(state, chunks, index)
    elif chunk.kind == "subordinator" or chunk.text in (";", ":"):
        if not _parenthetical(chunks, index):
            _new_clause(state, chunk)
    elif chunk.kind == "coordinator":
        _coordinate(state, chunks, index)
    elif chunk.kind == "punct":
        _punctuation(state, chunks, index)
    else:
        _within_phrase(state, chunks, index)


def _parenthetical(chunks: list[Chunk], index: int) -> bool:
    """Whether the word stands between two commas: "Apple, though, gained"."""
    inside = 0 < index < len(chunks) - 1
    return inside and chunks[index - 1].text == "," and chunks[index + 1].text == ","


def _within_phrase(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    kind = chunks[index].kind
    if kind == "poss" and state.head is not None:
        state.head.possessive = True
    elif chunks[index].text in ("each", "both", "all") and before(chunks, index) == "inst":
        return  # "the Dow and the S&P 500 each climbed"
    elif kind == "determiner":
        if (
            state.verb is None
            and state.head is not None
            and not state.head.free
            and before(chunks, index) != "preposition"
        ):
            state.free, state.outer = True, None  # "In the bond market the ten-year yield ..."
        if not (state.head and state.head.ids and before(chunks, index) in ("coordinator", ",")):
            state.head = None
    elif kind == "relative":
        state.relative = state.candidate or state.last or state.saved or state.subject
        state.drop_phrases()
        state.free = True
    elif kind == "time" and state.verb is None and state.head is None and state.outer is None:
        state.free, state.before = True, None  # "On Monday the index ..."


def _preposition(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    text = chunks[index].text
    if text in ("with", "to") and index > 0 and chunks[index - 1].text == "compared":
        text = "against"
    if state.head is not None and state.head.free and state.outer is None and text != "with":
        state.outer = state.head
    state.head, state.before = None, text
    if text == "with":  # "with the Dow down 2%": a clause of its own without a verb
        state.outer, state.free = None, True
    elif state.outer is None:
        state.free = False


def _way(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """Words like "up" are verbs of their own where a name stands right before them, else they turn the running one."""
    chunk, previous, candidate = chunks[index], before(chunks, index), state.candidate
    saved = state.saved
    if candidate is not None and candidate.ids and previous in ("inst", "price_noun", ")", "time"):
        state.subject = candidate
    elif previous == "," and _apposed(state, chunks, index):
        state.subject = state.near
    elif saved is not None and saved.ids and (state.subject is None or saved.start > state.verb_end):
        state.subject = saved
    elif previous == "," and chunks[index - 2].kind == "fig" and counts(chunks[index - 2].ref):
        state.subject = Phrase(chunk.start, word="figure")
    state.sign = {"way_up": 1, "way_down": -1}.get(chunk.kind, 0)
    state.drop_phrases()
    state.before, state.verb, state.verb_end, state.free = None, "way", chunk.end, False


def _apposed(state: ClauseState, chunks: list[Chunk], index: int) -> bool:
    """Whether ", up 0.2%" belongs to the share right before the comma: "limited by Boeing ( BA.N ), up 0.2%"."""
    near = state.near
    if near is None or near.possessive or not near.ids or is_index(near.ids[-1]) or (near.free and not near.object):
        return False
    between = [c for c in chunks[max(0, index - 6) : index] if c.start > near.start + len(near.text)]
    return all(c.kind in ("inst", "punct", "name", "code") for c in between)


def counts(ref: object) -> bool:
    """Whether a figure counts things or money in the large: what follows it (", up 4 percent") speaks of those."""
    return isinstance(ref, Figure) and (ref.value >= 1e6 or not (is_currency(ref.unit) or ref.unit in _MOVES))


def _new_clause(state: ClauseState, chunk: Chunk) -> None:
    state.drop_phrases()
    state.saved = state.relative = state.near = state.last = None
    state.before = state.sign = state.verb = state.last_noun = None
    state.modality, state.negated, state.perfect = modality_of(chunk.text) or "actual", False, False
    state.free, state.object = True, False
    state.after = chunk.text in word_set("intro_before")
    state.clause += 1
    state.clause_start = chunk.end


def _coordinate(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    following = chunks[index + 1].kind if index + 1 < len(chunks) else ""
    if chunks[index].text == "or" or (before(chunks, index) == "fig" and following == "fig"):
        state.before = "or"
        return
    if state.head is None or not state.head.ids or not state.head.free:
        state.drop_phrases()
        state.free, state.object = True, False
    state.before = None


def _punctuation(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    text = chunks[index].text
    if text == "(" and before(chunks, index) == "fig":
        state.before = "or"
        return
    if text == "," and state.verb is None and chunks[0].text.endswith("ing") and not _commas(chunks[:index]):
        state.drop_phrases()  # "Pressuring the Nasdaq, shares of Illumina dropped": what comes is the subject
        state.free, state.object, state.near = True, False, None
    elif text in (",", "—", "–", "-"):
        _comma(state)
    state.before = state.before if text in "(“\"'" else None


def _commas(chunks: list[Chunk]) -> bool:
    return any(chunk.text == "," for chunk in chunks)


def _comma(state: ClauseState) -> None:
    candidate = state.candidate
    state.last = state.head or state.outer
    subject = candidate is not None and candidate.free and not candidate.object
    if candidate is not None and subject and state.saved is None and (state.verb is None or candidate.ids):
        state.saved = candidate
    if candidate is None or not candidate.ids or candidate.object:
        state.drop_phrases()
        state.free, state.object = True, False
