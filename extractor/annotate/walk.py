"""Who moves, which way, in each clause: one walk over a sentence's chunks.

It knows the subject at every figure and cue. The state (clause_state.py) keeps the noun phrase being built, those left
open, and the running verb with its subject.
A noun phrase after a verb or a preposition is an object and never becomes a subject; one after a comma or a conjunction
may ("the Dow rose 0.7% and the Nasdaq 0.1%"). Nouns, verbs and joints have a file each; figures and cues are read here.
"""

from __future__ import annotations

from extractor.annotate.clause_state import ClauseState, Mark, Phrase
from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.discourse import Discourse
from extractor.annotate.en.claim_cues import Cue
from extractor.annotate.en.words import modality_of, negates, noun_direction, word_set
from extractor.annotate.joints import counts, read_joint
from extractor.annotate.neighbours import article, before, instrument_behind, noun_beside
from extractor.annotate.noun_phrases import read_generic, read_instrument, read_pronoun, read_word
from extractor.annotate.verbs import is_unknown_verb, read_verb_or_noun, take_subject

_OPENING = 12
"""A move without any subject stands among so many first chunks."""


def walk(row: Row, discourse: Discourse) -> list[Mark]:
    """A Mark for each figure, cue and finite move verb of the sentence, in order.

    Rows must come in text order: `discourse` carries what "it" and "the index" mean from one to the next.
    """
    state = ClauseState(clause_start=row.sentence.start)
    discourse.next_sentence()
    for index, chunk in enumerate(row.chunks):
        _set_mood(state, row.chunks, index)
        known = len(state.marks)
        _read(state, discourse, row.chunks, index, chunk)
        for mark in state.marks[known:]:
            mark.meant = _meant(mark.subject, discourse)
            discourse.see(mark.meant)
    for mark in state.marks:  # what is named only later: "The index rose 0.4%, the S&P 500's best day of the week"
        mark.meant = mark.meant or _meant(mark.subject, discourse)
    return state.marks


def _meant(subject: Phrase | None, discourse: Discourse) -> tuple[str, ...]:
    """The instruments that a subject means; empty where it is unknown or nothing that is quoted."""
    if subject is None:
        return ()
    if subject.ids or subject.generic is None or subject.word is not None:
        return subject.ids
    meant = discourse.meant("it" if subject.generic in word_set("level_nouns") else subject.generic)
    return (meant,) if meant else ()


def _read(state: ClauseState, discourse: Discourse, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
    kind = chunk.kind
    if kind == "inst":
        discourse.name(str(chunk.ref))
        read_instrument(state, chunks, index)
    elif kind == "fig":
        _figure(state, discourse, chunks, index)
    elif kind == "cue":
        _cue(state, chunks, index)
    elif kind.startswith(("verb", "noun")) or is_unknown_verb(chunks, index):
        read_verb_or_noun(state, chunks, index)
        discourse.see(state.subject.ids if state.subject else ())
        if state.subject is not None and state.subject.word and state.subject.generic:
            discourse.see_other(state.subject.generic)
    else:
        _read_plain(state, chunks, index, chunk)


def _read_plain(state: ClauseState, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
    if chunk.kind in ("word", "name"):
        read_word(state, chunks, index)
    elif chunk.kind == "price_noun":
        read_generic(state, chunks, index)
    elif chunk.kind == "pronoun":
        read_pronoun(state, chunks, index)
    elif chunk.kind != "code":
        read_joint(state, chunks, index)


def _set_mood(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """Whether the clause denies, forecasts or supposes; "better than expected" and "as forecast" only compare."""
    chunk = chunks[index]
    state.negated = state.negated or negates(chunk.text)
    if state.modality != "actual" or chunk.kind == "preposition":
        return
    previous = chunks[index - 1].text if index else ""
    if previous not in ("than", "as", "-", "widely"):
        state.modality = modality_of(chunk.text) or "actual"


def _figure(state: ClauseState, discourse: Discourse, chunks: list[Chunk], index: int) -> None:
    mark = state.mark(index, chunks[index])
    mark.subject = _owner(state, chunks, index)
    mark.noun = noun_beside(chunks, index)
    if mark.noun is None and mark.before == "of":
        mark.noun = state.last_noun
    behind = instrument_behind(chunks, index)
    if behind is not None and (mark.noun is not None or mark.subject is None or not mark.subject.ids):
        mark.subject = behind
    state.marks.append(mark)
    discourse.see(mark.subject.ids if mark.subject else ())
    state.drop_phrases()
    state.before, state.free = None, True


def _owner(state: ClauseState, chunks: list[Chunk], index: int) -> Phrase | None:
    """Whose figure this is: a possessor's, a joined name's, the object's that a cause moved, else the subject's."""
    candidate, head, near = state.candidate, state.head, state.near
    if head is not None and head.ids and head.possessive:
        return head
    if candidate is not None and candidate.ids and candidate.free:
        state.subject = candidate
        return candidate
    caused = state.verb == "verb_other" and state.before in ("to", "above", "below")
    if near is not None and caused and near.start > state.verb_end:
        return near
    moved = candidate is not None and candidate.word is not None and noun_direction(candidate.word) is not None
    if candidate is not None and candidate.free and not moved and state.verb is None and before(chunks, index) != ",":
        return candidate
    return state.subject or state.saved or _unnamed(state, chunks, index)


def _unnamed(state: ClauseState, chunks: list[Chunk], index: int) -> Phrase | None:
    """What a figure without any subject speaks of: "its close of 31,458", "Year to date, up 30 basis points"."""
    of_level = state.before == "of" and index > 1 and chunks[index - 2].text in word_set("level_nouns")
    opening = state.verb == "way" and index <= _OPENING
    bare_move = opening and not any(c.kind in ("inst", "name", "word") for c in chunks[:index])
    return Phrase(chunks[index].start, generic="it") if of_level or bare_move else None


def _cue(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A cue is of the name right before it, of the one that "its" means, else of the subject."""
    chunk, candidate, near = chunks[index], state.candidate, state.near
    if isinstance(chunk.ref, Cue) and chunk.ref.measure == "relative_return":  # a verb: "outperformed", "lagged"
        take_subject(state, chunks, index)
    mark = state.mark(index, chunk)
    counted = state.marks and state.marks[-1].figure is not None and counts(state.marks[-1].figure)
    if counted and before(chunks, index) == "," and state.marks[-1].clause == state.clause:
        mark.subject = Phrase(chunk.start, word="figure")  # "5.94 billion shares changed hands, the lowest of the year"
        state.marks.append(mark)
        return
    own = chunk.text.lower().startswith(("its ", "their ")) or article(chunks, index) in ("its", "their")
    if candidate is not None and candidate.ids and (candidate.free or candidate.possessive):
        mark.subject = candidate
    elif near is not None and (own or state.verb == "verb_other") and near.start > state.verb_end:
        mark.subject = near
    elif mark.subject is None:
        mark.subject = candidate or state.saved or Phrase(chunk.start, generic="it")
    if isinstance(chunk.ref, Cue) and mark.subject is not None and not mark.subject.ids:
        mark.subject = instrument_behind(chunks, index) or mark.subject  # "It was the fourth day of losses for the Dow"
    state.marks.append(mark)
    state.before = None
