"""What verbs and move nouns do to a clause: whose move it is, and which way."""

from __future__ import annotations

from extractor.annotate.clause_state import ClauseState
from extractor.annotate.clauses import Chunk
from extractor.annotate.en.words import noun_direction, word_set
from extractor.annotate.neighbours import article, before, is_noun

_COMMAS = (",", "—", ")")


def is_unknown_verb(chunks: list[Chunk], index: int) -> bool:
    """Whether a word of no known class is a finite verb: "-ed" right behind a name or a price noun."""
    chunk = chunks[index]
    behind_name = before(chunks, index) in ("inst", "price_noun", "pronoun", ")")
    return chunk.kind == "word" and chunk.text.endswith("ed") and behind_name


def read_verb_or_noun(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A verb, or a word that may be verb or noun; adds a mark where a finite verb moves its subject."""
    chunk = chunks[index]
    following = chunks[index + 1].kind if index + 1 < len(chunks) else ""
    if chunk.text in word_set("adjectives") and following in ("word", "price_noun", "cue", "name"):
        return
    noun = noun_direction(chunk.text)
    if noun is not None and (chunk.kind.startswith("noun") or is_noun(chunks, index)):
        _move_noun(state, chunks, index, noun)
        return
    if chunk.text.endswith("ing"):
        _participle(state, chunks, index)
    else:
        take_subject(state, chunks, index)
    _run(state, chunk, index)


def _run(state: ClauseState, chunk: Chunk, index: int) -> None:
    """Make this the running verb: direction, tense and class."""
    sign = {"verb_up": 1, "verb_down": -1}.get(chunk.kind)
    if sign is not None or chunk.kind == "verb_close":
        state.sign = sign
    elif chunk.text not in word_set("keeps_direction"):
        state.sign = noun_direction(chunk.text)
    carried = state.perfect and chunk.kind != "verb_other" and index - state.verb_at <= 3
    state.perfect = chunk.text in word_set("perfect") or carried or (state.after and chunk.text.endswith("ing"))
    other = chunk.kind in ("verb_other", "word")
    state.verb = chunk.text if chunk.text in word_set("level_verbs") else "verb_other" if other else chunk.kind
    state.verb_at, state.verb_end = index, chunk.end
    state.drop_phrases()
    state.before = state.last_noun = None
    state.free = state.object = other
    if sign is not None:
        state.marks.append(state.mark(index, chunk))


def _move_noun(state: ClauseState, chunks: list[Chunk], index: int, sign: int) -> None:
    """A move noun turns the clause; "the drop of 554 points" is of what was spoken of."""
    state.last_noun, state.before = sign, None
    if sign and (state.sign is None or state.verb in (None, "verb_other")):
        state.sign = sign
    if state.head is None or state.head.generic is not None:
        start, text = chunks[index].start, chunks[index].text
        meant = article(chunks, index) == "the" and state.topic is None
        state.head = state.phrase(start, generic="it") if meant else state.phrase(start, word=text)


def take_subject(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """The subject: the phrase before the comma that opened an aside, "which", or the free phrase right before."""
    candidate, saved = state.candidate, state.saved
    if before(chunks, index) in _COMMAS and saved is not None:
        apposed = candidate is not None and candidate.ids and not saved.ids and not saved.generic
        state.subject, state.saved = candidate if apposed else saved, None
    elif state.relative is not None:
        state.subject, state.relative = state.relative, None
    elif candidate is not None and candidate.free:
        state.subject = candidate


def _participle(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    candidate = state.candidate
    if chunks[index].text == "trading":  # "ended Nasdaq trading at": where, not what
        return
    if candidate is not None and candidate.ids and before(chunks, index) in ("inst", "price_noun", ")"):
        state.subject = candidate
    elif state.saved is not None and state.subject is None:
        state.subject = state.saved
