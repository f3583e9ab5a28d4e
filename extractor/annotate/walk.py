"""Who moves, which way, in each clause: one walk over a sentence's chunks that knows the subject at every figure and cue.

The walk keeps the noun phrase being built (`head`), the phrase a preposition opened it from (`outer`), the phrase left
open before a comma (`saved`) and the subject of the running verb. A noun phrase after a verb or a preposition is an
object and never becomes a subject; one after a comma or a conjunction may ("the Dow rose 0.7% and the Nasdaq 0.1%").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.discourse import Discourse
from extractor.annotate.en.words import modality_of, noun_direction
from extractor.records import Figure, Modality


@dataclass(slots=True)
class Phrase:
    """A noun phrase: the instruments it names (one, or several joined), or the unknown `word` that heads it.

    `generic` is a price noun without a name ("the index", "the yield"); `movable` whether it may become a subject;
    `fresh` that nothing but price nouns followed the name, so that a figure beside it is its own.
    """

    start: int
    ids: tuple[str, ...] = ()
    word: str | None = None
    generic: str | None = None
    movable: bool = True
    fresh: bool = True
    possessive: bool = False


@dataclass(slots=True)
class Mark:
    """What the walk knew at one chunk: subject, direction (+1, -1, 0 or None), governing preposition, clause, modality."""

    index: int
    chunk: Chunk
    subject: Phrase | None
    sign: int | None
    before: str | None
    """The preposition that governs the chunk ("to", "at", "by", "of", ...), "or" in ", or 0.3%", else None."""
    verb: str | None
    """The class of the last verb in the clause, or the word itself for "hit", "reached" and the like."""
    clause: int
    clause_start: int
    modality: Modality
    noun: int | None = None
    """Sign of the move noun that this figure stands in ("a 5% drop", "a drop of 5%"), else None."""


@dataclass(slots=True)
class _State:
    head: Phrase | None = None
    outer: Phrase | None = None
    saved: Phrase | None = None
    subject: Phrase | None = None
    relative: Phrase | None = None
    sign: int | None = None
    verb: str | None = None
    before: str | None = None
    movable: bool = True
    clause: int = 0
    clause_start: int = 0
    modality: Modality = "actual"
    last_noun: int | None = None
    topic: Phrase | None = None
    """The first instrument of the sentence that may be a subject: what "it" means later in the sentence."""
    marks: list[Mark] = field(default_factory=list)


_LEVEL_VERBS = frozenset(
    "hit hits hitting reached reaches reaching touched touches touching topped crossed broke fetched fetch bought yielded yields yielding cost tested".split()
)


class Walk:
    """Walks rows in text order; `discourse` carries what "it" and "the index" mean from one sentence to the next."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def marks(self, row: Row) -> list[Mark]:
        """A Mark for each figure, cue and finite move verb of the sentence, in order."""
        state = _State(clause_start=row.sentence.start)
        for index, chunk in enumerate(row.chunks):
            self._step(state, row.chunks, index, chunk)
        return state.marks

    def _step(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        kind = chunk.kind
        if state.modality == "actual" and (modality := modality_of(chunk.text)) and not _compares(chunks, index):
            state.modality = modality
        if kind == "inst":
            self._instrument(state, chunks, index, chunk)
        elif kind == "fig":
            self._figure(state, chunks, index, chunk)
        elif kind == "cue":
            state.marks.append(self._mark(state, index, chunk))
            state.before = None
        elif kind.startswith("verb") or kind.startswith("noun"):
            self._verb_or_noun(state, chunks, index, chunk)
        elif kind in ("word", "name", "price_noun", "pronoun"):
            self._noun(state, chunks, index, chunk)
        else:
            self._function_word(state, chunks, index, chunk)

    # --- noun phrases -------------------------------------------------------------------------------------------------

    def _instrument(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        known = chunk.ref if isinstance(chunk.ref, str) else ""
        previous = _previous(chunks, index)
        if state.head and state.head.ids and state.head.fresh and previous in ("coordinator", ","):
            state.head.ids = tuple(dict.fromkeys((*state.head.ids, known)))
        elif state.head and state.head.ids and state.head.fresh and previous in ("inst", "(", "price_noun", "poss"):
            state.head.ids = (
                state.head.ids
                if known in state.head.ids
                else (*state.head.ids[:-1], known)
                if previous == "inst"
                else state.head.ids
            )
        else:
            state.head = Phrase(
                state.head.start if state.head and state.head.word else chunk.start, ids=(known,), movable=state.movable
            )
        if state.topic is None:
            state.topic = state.head

    def _noun(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        head = state.head
        if chunk.kind == "pronoun":
            state.head = self._antecedent(state, chunk)
        elif chunk.kind == "price_noun":
            if head is None:
                state.head = Phrase(chunk.start, generic=chunk.text, movable=state.movable)
            elif head.generic:
                head.generic = chunk.text
            elif not head.ids and not head.possessive:
                head.word, head.generic = head.word, None
        elif head is None:
            state.head = Phrase(chunk.start, word=chunk.text, movable=state.movable)
        elif head.ids and not head.possessive and _after_bracket(chunks, index):
            pass
        else:
            state.head = Phrase(head.start, word=chunk.text, movable=head.movable)
        if chunk.kind != "price_noun":
            state.before = None

    def _antecedent(self, state: _State, chunk: Chunk) -> Phrase:
        """What a pronoun means: the subject or topic of the sentence so far, else the discourse's (left generic)."""
        for earlier in (state.subject, state.topic):
            if chunk.text == "it" and earlier is not None and earlier.ids:
                return Phrase(chunk.start, ids=earlier.ids[-1:], movable=state.movable)
        return Phrase(chunk.start, generic=chunk.text, movable=state.movable)

    # --- verbs and move nouns -----------------------------------------------------------------------------------------

    def _verb_or_noun(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        noun = noun_direction(chunk.text)
        if noun is not None and (chunk.kind.startswith("noun") or _is_noun_here(chunks, index)):
            state.last_noun, state.before = noun, None
            if noun and (state.sign is None or state.verb in (None, "verb_other")):
                state.sign = noun
            if state.head is None or not state.head.ids:
                state.head = state.head or Phrase(chunk.start, word=chunk.text, movable=state.movable)
            return
        sign = {"verb_up": 1, "verb_down": -1}.get(chunk.kind)
        if chunk.text.endswith("ing"):
            self._participle(state, chunks, index)
        else:
            self._finite(state, chunks, index)
        state.sign = (
            sign if sign is not None or chunk.kind != "verb_other" else None if chunk.text not in _KEEPS else state.sign
        )
        state.verb = chunk.text if chunk.text in _LEVEL_VERBS else chunk.kind
        state.head = state.outer = state.before = state.last_noun = None
        state.movable = False
        if sign is not None:
            state.marks.append(self._mark(state, index, chunk))

    def _finite(self, state: _State, chunks: list[Chunk], index: int) -> None:
        previous = _previous(chunks, index)
        candidate = _joined(state.outer, state.head)
        if previous in (",", ")") and state.saved is not None:
            state.subject, state.saved = state.saved, None
        elif state.relative is not None:
            state.subject, state.relative = state.relative, None
        elif candidate is not None and candidate.movable:
            state.subject = candidate
        self._discourse.see(state.subject.ids if state.subject else ())

    def _participle(self, state: _State, chunks: list[Chunk], index: int) -> None:
        previous = _previous(chunks, index)
        candidate = _joined(state.outer, state.head)
        if candidate is not None and candidate.ids and previous in ("inst", "price_noun", ")"):
            state.subject = candidate
        elif state.saved is not None and state.subject is None:
            state.subject = state.saved

    # --- function words -----------------------------------------------------------------------------------------------

    def _function_word(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        kind, text = chunk.kind, chunk.text
        if kind == "preposition":
            self._preposition(state, text)
        elif kind.startswith("way"):
            self._way(state, chunks, index, chunk)
        elif kind == "poss" and state.head is not None:
            state.head.possessive = True
        elif kind == "determiner":
            if not (state.head and state.head.ids and _previous(chunks, index) in ("coordinator", ",")):
                state.head = None
        elif kind == "relative":
            state.relative = _joined(state.outer, state.head) or state.saved or state.subject
            state.head = state.outer = None
            state.movable = True
        elif kind == "subordinator":
            self._new_clause(state, chunk)
        elif kind == "coordinator":
            self._coordinate(state, chunks, index, text)
        elif text in (";", ":", "—", "–", "-") and kind == "punct":
            self._new_clause(state, chunk)
        elif text == "," or kind == "punct":
            self._comma(state, chunks, index, text)

    def _preposition(self, state: _State, text: str) -> None:
        if (
            state.head is not None
            and state.head.movable
            and state.verb is None
            or state.movable
            and state.head is not None
        ):
            state.outer = state.outer or state.head
        state.head, state.before = None, text
        if state.outer is None:
            state.movable = False

    def _way(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        candidate = _joined(state.outer, state.head)
        if (
            candidate is not None
            and candidate.ids
            and _previous(chunks, index) in ("inst", "price_noun", ")", "time", ",")
        ):
            state.subject, state.head, state.outer = candidate, None, None
        elif state.saved is not None and state.saved.ids and state.subject is None:
            state.subject = state.saved
        state.sign = {"way_up": 1, "way_down": -1}.get(chunk.kind, 0)
        state.before, state.verb = None, "way"
        state.movable = False

    def _new_clause(self, state: _State, chunk: Chunk) -> None:
        state.head = state.outer = state.saved = state.relative = state.before = state.last_noun = None
        state.sign = state.verb = None
        state.modality = modality_of(chunk.text) or "actual"
        state.movable = True
        state.clause += 1
        state.clause_start = chunk.end

    def _coordinate(self, state: _State, chunks: list[Chunk], index: int, text: str) -> None:
        if text == "or":
            state.before = "or"
            return
        if state.head is None or not state.head.ids or not state.head.fresh or not state.head.movable:
            state.head = state.outer = None
            state.movable = True
        state.before = None

    def _comma(self, state: _State, chunks: list[Chunk], index: int, text: str) -> None:
        candidate = _joined(state.outer, state.head)
        if text == "(" and state.marks and chunks[index - 1].kind == "fig":
            state.before = "or"
            return
        if text == "," and candidate is not None and candidate.movable and state.saved is None:
            state.saved = candidate
        if text == "," and (candidate is None or not candidate.ids):
            state.head = state.outer = None
            state.movable = True
        state.before = state.before if text in "(“\"'" else None

    # --- figures ------------------------------------------------------------------------------------------------------

    def _figure(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        mark = self._mark(state, index, chunk)
        candidate = _joined(state.outer, state.head)
        previous = _previous(chunks, index)
        if state.head is not None and state.head.ids and state.head.possessive:
            mark.subject = state.head
        elif candidate is not None and candidate.ids and candidate.movable:
            mark.subject = state.subject = candidate
        elif candidate is not None and candidate.movable and state.verb is None and previous != ",":
            mark.subject = candidate
        elif state.subject is None and state.saved is not None:
            mark.subject = state.saved
        mark.noun = _noun_beside(chunks, index)
        if mark.noun is None and mark.before == "of":
            mark.noun = state.last_noun
        following = _of_instrument(chunks, index)
        if following is not None and (mark.noun is not None or mark.subject is None or not mark.subject.ids):
            mark.subject = following
        state.marks.append(mark)
        self._discourse.see(mark.subject.ids if mark.subject else ())
        state.before, state.head, state.outer = None, None, None
        state.movable = True

    def _mark(self, state: _State, index: int, chunk: Chunk) -> Mark:
        return Mark(
            index,
            chunk,
            state.subject,
            state.sign,
            state.before,
            state.verb,
            state.clause,
            state.clause_start,
            state.modality,
        )


_KEEPS = frozenset("continued continues continue extended extends is are was were be been being has have had".split())


def _compares(chunks: list[Chunk], index: int) -> bool:
    """Whether a modal word only compares: "better than expected", "as forecast", "more-than-expected"."""
    before = chunks[index - 1].text if index else ""
    return before in ("than", "as", "-", "widely") or chunks[index].kind == "preposition"


def _previous(chunks: list[Chunk], index: int) -> str:
    """Kind of the chunk before, adverbs and determiners passed over; punctuation as itself; "" at the start."""
    i = index - 1
    while i >= 0 and chunks[i].kind in ("adverb", "determiner", "aux"):
        i -= 1
    if i < 0:
        return ""
    return chunks[i].text if chunks[i].kind == "punct" else chunks[i].kind


def _after_bracket(chunks: list[Chunk], index: int) -> bool:
    """Whether the word stands inside brackets or marks right behind a name: a ticker, a code, an alias."""
    return _previous(chunks, index) in ("(", "<", "$", ".", ":", "/") or chunks[index].text.startswith(".")


def _joined(outer: Phrase | None, head: Phrase | None) -> Phrase | None:
    """The phrase that a verb takes: "shares of Apple" is Apple, "sales at Apple" is sales, "the S&P in May" is the S&P."""
    if outer is None:
        return head
    if outer.generic is not None and head is not None and (head.ids or head.word):
        return Phrase(outer.start, ids=head.ids, word=head.word, movable=outer.movable)
    return outer


def _is_noun_here(chunks: list[Chunk], index: int) -> bool:
    """Whether a word that may be verb or noun ("gain", "drop") is the noun: behind an article, a figure, "weekly", "of", 's."""
    if chunks[index].text.endswith("ed"):
        return False
    before = chunks[index - 1] if index else None
    if before is None or before.kind in ("determiner", "fig", "time", "poss", "cue"):
        return before is not None
    if before.kind == "preposition" and before.text not in ("to",):
        return True
    following = chunks[index + 1].text if index + 1 < len(chunks) else ""
    plain = before.kind in ("word", "adverb", "noun_up", "noun_down", "price_noun", "name")
    return plain and following in ("of", "in", "for", "among", "on") and before.kind != "adverb"


def _noun_beside(chunks: list[Chunk], index: int) -> int | None:
    """The sign of the move noun right behind a figure: "5% drop", "0.3 percent monthly gain", "175-point intraday fall"."""
    for chunk in chunks[index + 1 : index + 4]:
        sign = noun_direction(chunk.text)
        if sign is not None and not chunk.text.endswith("ed"):
            return sign
        if chunk.kind not in ("word", "time", "adverb", "noun_flat", "price_noun", "way_up", "way_down"):
            return None
    return None


def _of_instrument(chunks: list[Chunk], index: int) -> Phrase | None:
    """The instrument of "5% for the S&P 500", "a 2 percent drop in shares of Apple", behind a figure."""
    seen = False
    for chunk in chunks[index + 1 : index + 9]:
        if chunk.kind == "inst" and seen:
            return Phrase(chunk.start, ids=(chunk.ref,) if isinstance(chunk.ref, str) else ())
        if chunk.kind == "preposition" and chunk.text in ("for", "in", "by", "of"):
            seen = True
        elif chunk.kind not in (
            "noun_up",
            "noun_down",
            "noun_flat",
            "verb_up",
            "verb_down",
            "determiner",
            "price_noun",
            "word",
            "adverb",
            "time",
        ):
            return None
        elif chunk.kind in ("verb_up", "verb_down") and noun_direction(chunk.text) is None:
            return None
        elif seen and chunk.kind == "word":
            return None
    return None


def figure_of(mark: Mark) -> Figure | None:
    """The Figure of a mark that stands at one, else None."""
    return mark.chunk.ref if isinstance(mark.chunk.ref, Figure) else None
