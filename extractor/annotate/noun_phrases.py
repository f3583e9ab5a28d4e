"""How noun phrases grow: names, price nouns, pronouns and unknown words, chunk by chunk."""

from __future__ import annotations

from extractor.annotate.clause_state import ClauseState, Phrase
from extractor.annotate.clauses import Chunk
from extractor.annotate.en.words import word_set
from extractor.annotate.neighbours import article, before
from extractor.registry import registry


def read_instrument(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A name: it heads the phrase, joins one before a comma or "and", or only repeats it (in brackets, as a tag)."""
    chunk, head, previous = chunks[index], state.head, before(chunks, index)
    known = str(chunk.ref)
    apposed = previous == "," and article(chunks, index) in word_set("appositives")
    if head is not None and head.ids and head.free and previous in ("coordinator", ",") and not apposed:
        head.ids = tuple(dict.fromkeys((*head.ids, known)))
    elif head is None or not head.ids or previous not in ("(", "price_noun", "poss"):
        head = state.phrase(head.start if head is not None and head.word else chunk.start, ids=(known,))
    head.text = chunk.text
    state.head = state.near = head
    state.topic = state.topic or head


def read_generic(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A price noun: it adds nothing to a name, stands for one with "the", or makes it another thing ("futures")."""
    chunk, head = chunks[index], state.head
    if head is None:
        # "A gauge of employment" is none spoken of before, "the Russell 2000, a gauge of small shares," is
        some = article(chunks, index) in ("a", "an", "another") and before(chunks, index) not in (",", "—")
        state.head = (
            state.phrase(chunk.start, word=chunk.text) if some else state.phrase(chunk.start, generic=chunk.text)
        )
    elif head.generic in word_set("price_adjectives"):
        head.generic = chunk.text
    elif head.generic is not None and chunk.text in ("price", "prices"):
        state.head = Phrase(head.start, word=f"{head.generic} prices", free=head.free)
    elif head.ids and is_index(head.ids[-1]) and _other_than_index(chunks, index):
        state.head = Phrase(head.start, word=chunk.text, free=head.free, object=head.object)


def _other_than_index(chunks: list[Chunk], index: int) -> bool:
    """Whether the noun behind an index's name means its futures, or something in it ("another Dow stock")."""
    text, named_on = chunks[index].text, index + 1 < len(chunks) and chunks[index + 1].kind == "price_noun"
    return text in word_set("futures") or (text in word_set("within") and not named_on)


def read_pronoun(state: ClauseState, chunk: Chunk) -> None:
    """The word "it" is the subject or topic of the sentence so far; else the discourse decides later."""
    state.free = state.free or state.verb is None  # "For the S&P it was the strongest month"
    for earlier in (state.subject, state.topic):
        if chunk.text == "it" and earlier is not None and earlier.ids:
            state.head = state.phrase(chunk.start, ids=earlier.ids[-1:])
            state.head.text = earlier.text
            return
    state.head = state.phrase(chunk.start, generic=chunk.text)


def read_word(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """A word of no known class heads the phrase from here on: "Apple sales" are sales."""
    chunk, head, previous = chunks[index], state.head, before(chunks, index)
    if head is None:
        state.head = state.phrase(chunk.start, word=chunk.text)
    elif not (head.ids and previous in ("(", "<", "$", ".", "/")):
        state.head = Phrase(head.start, word=chunk.text, free=head.free)
    if previous != "preposition":
        state.before = None


def is_index(instrument_id: str) -> bool:
    """Whether the registry knows it as a stock index."""
    known = registry().get(instrument_id)
    return known is not None and known.asset_class in ("equity_index", "sector_index")
