"""What stands beside a chunk: the small local questions that the walk over a clause asks."""

from __future__ import annotations

from extractor.annotate.clause_state import Phrase
from extractor.annotate.clauses import Chunk
from extractor.annotate.en.words import noun_direction, word_set
from extractor.records import TimePhrase

_LOOK_BACK = 16
"""So many chunks are looked back over; no phrase has as many adverbs."""
_DASHES = frozenset("—–-")
_NOUN_PHRASE = frozenset({"determiner", "price_noun", "word", "adverb", "time", "noun_up", "noun_down", "noun_flat"})


def before(chunks: list[Chunk], index: int) -> str:
    """Kind of the chunk before, adverbs, articles and codes passed over; punctuation as itself, "" at the start."""
    i, first = index - 1, max(0, index - _LOOK_BACK)
    while i >= first and chunks[i].kind in ("adverb", "determiner", "aux", "code"):
        i -= 1
    if i < first:
        return ""
    if chunks[i].kind != "punct":
        return chunks[i].kind
    return "—" if chunks[i].text in _DASHES else chunks[i].text


def article(chunks: list[Chunk], index: int) -> str:
    """The determiner right before a chunk, adjectives passed over, or ""."""
    for chunk in reversed(chunks[max(0, index - 3) : index]):
        if chunk.kind == "determiner":
            return chunk.text
        if chunk.kind not in ("word", "price_noun", "adverb"):
            return ""
    return ""


def is_noun(chunks: list[Chunk], index: int) -> bool:
    """Whether a word that may be verb or noun ("gain", "cut") is the noun: behind an article, a figure, "weekly"."""
    if chunks[index].text.endswith("ed"):
        return False
    previous = chunks[index - 1] if index else None
    if previous is None:
        return False
    if previous.kind in ("determiner", "fig", "time", "poss", "cue") or previous.text in (
        "rate",
        "rates",
        "job",
        "price",
        "tax",
    ):
        return True
    lead = chunks[index - 2].kind if index > 1 else ""
    if previous.kind in ("price_noun", "word") and lead == "preposition" and chunks[index].text.endswith("s"):
        return True  # "to protect against market declines"
    if previous.kind == "way_flat" and chunks[index].text.endswith("s"):
        return True  # "steady gains"
    if previous.kind == "preposition" and previous.text != "to":
        return True
    if previous.kind in ("adverb", "word") and article(chunks, index) and not chunks[index].text.endswith("ing"):
        return True
    following = chunks[index + 1].text if index + 1 < len(chunks) else ""
    plain = previous.kind in ("word", "noun_up", "noun_down", "price_noun", "name", "code", "verb_other")
    return plain and following in ("of", "in", "for", "among", "on")


def compared(chunks: list[Chunk], index: int, behind: str | None = None) -> bool:
    """Whether the cue at `index` is only what something is measured from: "off its record high".

    `behind`: the preposition it stands behind, where the words between are many. It is news all the same where a date
    follows that says when it was ("from its 52-week high, hit on April 30").
    """
    if index < 0 or chunks[index].kind != "cue":
        return False
    lead = chunks[max(0, index - 3) : index]
    hits = word_set("level_verbs")
    verbs = [i for i, chunk in enumerate(lead) if chunk.kind.startswith("verb") or chunk.text in hits]
    words = [chunk.text for chunk in lead[verbs[-1] if verbs else 0 :]]  # not "after hitting a three-week high"
    following = chunks[index + 1 : index + 8]
    dated = any(isinstance(c.ref, TimePhrase) and c.ref.kind == "date" for c in following)
    dated = dated and not any(c.text in ("above", "below") for c in following)
    return any(word in word_set("away") for word in (*words, behind)) and not dated


def likewise(chunks: list[Chunk], index: int) -> bool:
    """Whether the words liken a figure to what was told before: "likewise 24 basis points", "lost 3.1% as well"."""
    behind = [c.text for c in chunks[index + 1 : index + 3]]
    return (
        behind[:1] == ["too"]
        or behind == ["as", "well"]
        or any(c.text == "likewise" for c in chunks[max(0, index - 2) : index])
    )


def noun_beside(chunks: list[Chunk], index: int) -> int | None:
    """The sign of the move noun right behind a figure: "5% drop", "175-point intraday fall"."""
    for chunk in chunks[index + 1 : index + 4]:
        sign = noun_direction(chunk.text)
        if sign is not None and not chunk.text.endswith("ed"):
            return sign
        if chunk.kind not in ("word", "time", "noun_flat", "price_noun"):
            return None
    return None


def _of_sector(chunks: list[Chunk], i: int) -> bool:
    """Whether a noun for a group of shares follows within three chunks: "energy .SPNY sector"."""
    return any(c.text in word_set("sector_nouns") for c in chunks[i + 1 : i + 4])


def instrument_behind(chunks: list[Chunk], index: int) -> Phrase | None:
    """The instrument of "5% for the S&P 500", "a 2 percent drop in shares of Apple", behind a figure."""
    seen = False
    for i, chunk in enumerate(chunks[index + 1 : index + 9], index + 1):
        if chunk.kind == "inst":
            return Phrase(chunk.start, ids=(str(chunk.ref),), text=chunk.text) if seen else None
        if chunk.kind == "preposition" and chunk.text in ("for", "in", "by", "of"):
            seen = True
        elif seen and chunk.text in word_set("sector_nouns"):
            return Phrase(chunk.start, word=chunk.text)  # "a 2.2 percent increase for the energy sector"
        elif seen and chunk.kind in ("word", "code", "name") and _of_sector(chunks, i):
            continue
        elif (seen and chunk.kind == "word") or (chunk.kind not in _NOUN_PHRASE and noun_direction(chunk.text) is None):
            return None
    return None
