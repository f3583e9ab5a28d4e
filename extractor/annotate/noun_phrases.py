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
    part = [c.text for c in chunks[index + 1 : index + 3]]
    if chunk.text.lower().removesuffix(" index") in word_set("index_makers") and part[:1] == ["of"]:
        state.head = state.phrase(chunk.start, word="index")  # "an S&P index of energy stocks": a sister
        return
    if part[:1] == ["-"] and part[1:] and part[1] in word_set("within"):
        state.head = state.phrase(chunk.start, word=part[1])  # "Dow-component Wal-Mart"
        return
    apposed = previous == "," and article(chunks, index) in word_set("appositives")
    joins = head is not None and head.free and previous in ("coordinator", ",") and not apposed
    if joins and head is not None and (head.word == "futures" or "futures" in head.text):
        head.ids, head.word = (), "futures"  # "futures for the Dow, S&P 500 and Nasdaq": none of these indexes
        return
    if joins and head is not None and head.ids:
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
        state.head = state.phrase(chunk.start, generic=chunk.text)
        if _is_new(state, chunks, index):
            state.head.word, state.head.generic = chunk.text, None
    elif head.generic in word_set("price_adjectives"):
        head.generic = chunk.text
    elif head.generic is not None and (chunk.text in ("price", "prices") or chunk.text in word_set("futures")):
        state.head = Phrase(head.start, word=f"{head.generic} {chunk.text}", free=head.free)
    elif head.ids and (_other_than_index(head, chunks, index) or _bond_futures(head, chunk)):
        state.head = Phrase(head.start, word=chunk.text, free=head.free, object=head.object)
    elif head.word is not None and chunk.text in word_set("index_nouns"):
        head.generic = chunk.text  # "Consumer-discretionary sector index"


def _is_new(state: ClauseState, chunks: list[Chunk], index: int) -> bool:
    """Whether a price noun names something not spoken of before: "a gauge of employment", "shares of Illumina".

    "The Russell 2000, a gauge of small shares," is what was just named.
    """
    if chunks[index].text in word_set("shares"):
        if article(chunks, index) in ("these", "those"):
            return True
        follows = [c.kind for c in chunks[index + 1 : index + 6]]
        return follows[:1] == ["preposition"] and chunks[index + 1].text in ("of", "in") and "inst" not in follows
    apposed = before(chunks, index) in (",", "—") and state.near is not None
    return article(chunks, index) in ("a", "an", "another") and not apposed


def _other_than_index(head: Phrase, chunks: list[Chunk], index: int) -> bool:
    """Whether the noun behind an index's name means its futures, something in it ("another Dow stock"), or a sister.

    "The S&P index of financial shares" is one of many by that maker.
    """
    if not is_index(head.ids[-1]):
        return False
    text, following = chunks[index].text, chunks[index + 1] if index + 1 < len(chunks) else None
    if text in word_set("index_nouns") and head.text.lower() in word_set("index_makers"):
        return following is not None and following.text in ("of", "for")
    named_on = following is not None and following.kind == "price_noun"
    return text in word_set("futures") or (text in word_set("within") and not named_on)


def _bond_futures(head: Phrase, chunk: Chunk) -> bool:
    """Whether "futures" follows what is quoted by its yield: their price is another thing."""
    known = registry().get(head.ids[-1])
    return known is not None and known.is_yield and chunk.text in word_set("futures")


def read_pronoun(state: ClauseState, chunks: list[Chunk], index: int) -> None:
    """The word "it" is the subject or topic of the sentence so far; else the discourse decides later."""
    state.free = state.free or state.verb is None  # "For the S&P it was the strongest month"
    chunk = chunks[index]
    beside = state.near if before(chunks, index) in ("inst", "price_noun") else None
    for earlier in (beside, state.subject, state.topic):
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
