"""Who moves, which way, in each clause: one walk over a sentence's chunks that knows the subject at every figure and cue.

The walk keeps the noun phrase being built (`head`), the phrase a preposition opened it from (`outer`), the phrase left
open before a comma (`saved`) and the subject of the running verb. A noun phrase after a verb or a preposition is an
object and never becomes a subject; one after a comma or a conjunction may ("the Dow rose 0.7% and the Nasdaq 0.1%").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.annotate.clauses import Chunk, Row
from extractor.annotate.discourse import Discourse
from extractor.annotate.en.quantities import is_currency
from extractor.annotate.en.words import (
    ADJECTIVES,
    FUTURES,
    KEEPS_DIRECTION,
    LEVEL_VERBS,
    PERFECT,
    PRICE_ADJECTIVES,
    modality_of,
    negates,
    noun_direction,
)
from extractor.annotate.neighbours import (
    Phrase,
    article,
    before,
    instrument_behind,
    is_noun,
    joined,
    noun_beside,
)
from extractor.records import Figure, Modality
from extractor.registry import registry

_BREAKS = (";", ":")
_COMMAS = (",", "—", ")")


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
    negated: bool = False
    perfect: bool = False
    """Whether the verb is in the perfect ("has risen") or the copula in the present ("is up"): a stretch, not a day."""
    noun: int | None = None
    """Sign of the move noun that this figure stands in ("a 5% drop", "a drop of 5%"), else None."""


@dataclass(slots=True)
class _State:
    head: Phrase | None = None
    outer: Phrase | None = None
    saved: Phrase | None = None
    subject: Phrase | None = None
    relative: Phrase | None = None
    near: Phrase | None = None
    """The last instrument named in the clause, subject or not."""
    last: Phrase | None = None
    """The noun phrase that the last comma closed, whatever its role: what "which" means."""
    topic: Phrase | None = None
    """The first instrument of the sentence: what "it" means later in it."""
    sign: int | None = None
    verb: str | None = None
    verb_end: int = 0
    verb_at: int = -9
    before: str | None = None
    free: bool = True
    object: bool = False
    """Whether a noun phrase that begins here is the object of a verb."""
    clause: int = 0
    clause_start: int = 0
    modality: Modality = "actual"
    negated: bool = False
    perfect: bool = False
    after: bool = False
    """Whether the clause began with "after" or "before"."""
    last_noun: int | None = None
    marks: list[Mark] = field(default_factory=list)


class Walk:
    """Walks rows in text order; `discourse` carries what "it" and "the index" mean from one sentence to the next."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def marks(self, row: Row) -> list[Mark]:
        """A Mark for each figure, cue and finite move verb of the sentence, in order."""
        state = _State(clause_start=row.sentence.start)
        self._discourse.next_sentence()
        for index, chunk in enumerate(row.chunks):
            self._step(state, row.chunks, index, chunk)
        return state.marks

    def _step(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        kind = chunk.kind
        state.negated = state.negated or negates(chunk.text)
        if state.modality == "actual" and (modality := modality_of(chunk.text)) and not _compares(chunks, index):
            state.modality = modality
        if kind == "inst":
            self._instrument(state, chunks, index, chunk)
        elif kind == "fig":
            self._figure(state, chunks, index, chunk)
        elif kind == "cue":
            self._cue(state, chunks, index, chunk)
        elif kind.startswith(("verb", "noun")):
            self._verb_or_noun(state, chunks, index, chunk)
        elif kind in ("word", "name"):
            self._word(state, chunks, index, chunk)
        elif kind in ("price_noun", "pronoun"):
            self._generic(state, chunks, index, chunk)
        elif kind != "code":
            self._function_word(state, chunks, index, chunk)

    # --- noun phrases -------------------------------------------------------------------------------------------------

    def _instrument(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        known, head, previous = str(chunk.ref), state.head, before(chunks, index)
        self._discourse.name(known)
        apposed = previous == "," and article(chunks, index) in ("a", "an", "another", "its", "one", "fellow")
        if head is not None and head.ids and head.free and previous in ("coordinator", ",") and not apposed:
            head.ids = tuple(dict.fromkeys((*head.ids, known)))
        elif head is not None and head.ids and previous in ("(", "price_noun", "poss"):
            pass
        else:
            start = head.start if head is not None and head.word else chunk.start
            state.head = Phrase(start, ids=(known,), free=state.free, object=state.object)
        if state.head is not None:
            state.head.text = chunk.text
            state.near = state.head
            state.topic = state.topic or state.head

    def _generic(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        head = state.head
        named_on = index + 1 < len(chunks) and chunks[index + 1].kind == "price_noun"
        if chunk.kind == "pronoun":
            state.head = self._antecedent(state, chunk)
        elif head is None:
            state.head = Phrase(chunk.start, generic=chunk.text, free=state.free, object=state.object)
        elif head.generic in PRICE_ADJECTIVES:
            head.generic = chunk.text
        elif head.generic is not None and chunk.text in ("price", "prices"):
            state.head = Phrase(head.start, word=f"{head.generic} prices", free=head.free)
        elif head.ids and chunk.text in ("stock", "stocks", "component", "member") and _is_index(head.ids[-1]) and not named_on:
            state.head = Phrase(head.start, word=chunk.text, free=head.free, object=head.object)  # "another Dow stock"
        elif head.ids and chunk.text in FUTURES and _is_index(head.ids[-1]):
            state.head = Phrase(head.start, word="futures", free=head.free)  # another instrument than the cash index

    def _antecedent(self, state: _State, chunk: Chunk) -> Phrase:
        """What a pronoun means: the subject or topic of the sentence so far, else the discourse's (left generic)."""
        for earlier in (state.subject, state.topic):
            if chunk.text == "it" and earlier is not None and earlier.ids:
                return Phrase(chunk.start, ids=earlier.ids[-1:], free=state.free, object=state.object, text=earlier.text)
        return Phrase(chunk.start, generic=chunk.text, free=state.free, object=state.object)

    def _word(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        head = state.head
        if chunk.text.endswith("ed") and before(chunks, index) in ("inst", "price_noun", "pronoun", ")") and chunk.kind == "word":
            self._verb_or_noun(state, chunks, index, chunk)
            return
        if head is None:
            state.head = Phrase(chunk.start, word=chunk.text, free=state.free, object=state.object)
        elif not (head.ids and before(chunks, index) in ("(", "<", "$", ".", "/")):
            state.head = Phrase(head.start, word=chunk.text, free=head.free)
        if before(chunks, index) != "preposition":
            state.before = None

    # --- verbs and move nouns -----------------------------------------------------------------------------------------

    def _verb_or_noun(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        following = chunks[index + 1].kind if index + 1 < len(chunks) else ""
        if chunk.text in ADJECTIVES and following in ("word", "price_noun", "cue", "name"):
            return
        noun = noun_direction(chunk.text)
        if noun is not None and (chunk.kind.startswith("noun") or is_noun(chunks, index)):
            self._move_noun(state, chunks, index, noun)
            return
        sign = {"verb_up": 1, "verb_down": -1}.get(chunk.kind)
        if chunk.text.endswith("ing"):
            self._participle(state, chunks, index)
        else:
            self._finite(state, chunks, index)
        if sign is None and chunk.kind != "verb_close":
            state.sign = state.sign if chunk.text in KEEPS_DIRECTION else noun_direction(chunk.text)
        else:
            state.sign = sign
        state.perfect = (state.after and chunk.text.endswith("ing")) or chunk.text in PERFECT or (state.perfect and chunk.kind != "verb_other" and index - state.verb_at <= 3)
        state.verb_at = index
        state.verb = chunk.text if chunk.text in LEVEL_VERBS else "verb_other" if chunk.kind == "word" else chunk.kind
        state.verb_end = chunk.end
        state.head = state.outer = state.before = state.last_noun = None
        state.free = state.object = chunk.kind in ("verb_other", "word")
        if sign is not None:
            state.marks.append(self._mark(state, index, chunk))

    def _move_noun(self, state: _State, chunks: list[Chunk], index: int, sign: int) -> None:
        state.last_noun, state.before = sign, None
        if sign and (state.sign is None or state.verb in (None, "verb_other")):
            state.sign = sign
        if state.head is None or state.head.generic is not None:
            state.head = Phrase(chunks[index].start, word=chunks[index].text, free=state.free, object=state.object)
            if article(chunks, index) == "the" and state.topic is None:
                state.head = Phrase(chunks[index].start, generic="it", free=state.free, object=state.object)

    def _finite(self, state: _State, chunks: list[Chunk], index: int) -> None:
        previous, candidate = before(chunks, index), joined(state.outer, state.head)
        if previous in _COMMAS and state.saved is not None:
            apposed = candidate is not None and candidate.ids and not state.saved.ids and not state.saved.generic
            state.subject, state.saved = candidate if apposed else state.saved, None
        elif state.relative is not None:
            state.subject, state.relative = state.relative, None
        elif candidate is not None and candidate.free:
            state.subject = candidate
        self._discourse.see(state.subject.ids if state.subject else ())

    def _participle(self, state: _State, chunks: list[Chunk], index: int) -> None:
        candidate = joined(state.outer, state.head)
        if chunks[index].text == "trading":  # "ended Nasdaq trading at": where, not what
            return
        if candidate is not None and candidate.ids and before(chunks, index) in ("inst", "price_noun", ")"):
            state.subject = candidate
        elif state.saved is not None and state.subject is None:
            state.subject = state.saved

    # --- function words -----------------------------------------------------------------------------------------------

    def _function_word(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        kind = chunk.kind
        if kind == "preposition":
            compared = chunk.text in ("with", "to") and index > 0 and chunks[index - 1].text == "compared"
            self._preposition(state, "against" if compared else chunk.text)
        elif kind.startswith("way"):
            self._way(state, chunks, index, chunk)
        elif kind == "poss" and state.head is not None:
            state.head.possessive = True
        elif kind == "determiner":
            if not (state.head and state.head.ids and before(chunks, index) in ("coordinator", ",")):
                state.head = None
        elif kind == "relative":
            state.relative = joined(state.outer, state.head) or state.last or state.saved or state.subject
            state.head = state.outer = None
            state.free = True
        elif kind == "subordinator" or chunk.text in _BREAKS:
            self._new_clause(state, chunk)
        elif kind == "coordinator":
            self._coordinate(state, chunks, index)
        elif kind == "punct":
            self._punctuation(state, chunks, index)
        elif kind == "time" and state.verb is None and state.head is None and state.outer is None:
            state.free, state.before = True, None  # "On Monday the index ..."

    def _preposition(self, state: _State, text: str) -> None:
        if state.head is not None and state.head.free and state.outer is None and text != "with":
            state.outer = state.head
        state.head, state.before = None, text
        if text == "with":  # "with the Dow down 2%": a clause of its own without a verb
            state.outer, state.free = None, True
        elif state.outer is None:
            state.free = False

    def _way(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        previous, candidate = before(chunks, index), joined(state.outer, state.head)
        if candidate is not None and candidate.ids and previous in ("inst", "price_noun", ")", "time"):
            state.subject = candidate
        elif previous == "," and self._apposed(state, chunks, index):
            state.subject = state.near
        elif state.saved is not None and state.saved.ids and (state.subject is None or state.saved.start > state.verb_end):
            state.subject = state.saved
        elif previous == "," and chunks[index - 2].kind == "fig" and _counts(chunks[index - 2].ref):
            state.subject = Phrase(chunk.start, word="figure")
        state.sign = {"way_up": 1, "way_down": -1}.get(chunk.kind, 0)
        state.head = state.outer = state.before = None
        state.verb, state.verb_end, state.free = "way", chunk.end, False

    def _apposed(self, state: _State, chunks: list[Chunk], index: int) -> bool:
        """Whether ", up 0.2 percent" belongs to the share right before the comma ("limited by Boeing ( BA.N ), up 0.2 percent")."""
        near = state.near
        if near is None or near.possessive or not near.ids or near.free or _is_index(near.ids[-1]):
            return False
        between = [c for c in chunks[max(0, index - 6) : index] if c.start > near.start + len(near.text)]
        return all(c.kind in ("inst", "punct", "name", "code") for c in between)

    def _new_clause(self, state: _State, chunk: Chunk) -> None:
        state.head = state.outer = state.saved = state.relative = state.before = state.last_noun = state.near = None
        state.sign = state.verb = None
        state.modality, state.negated, state.perfect = modality_of(chunk.text) or "actual", False, False
        state.free, state.object = True, False
        state.last, state.after = None, chunk.text in ("after", "before")
        state.clause += 1
        state.clause_start = chunk.end

    def _coordinate(self, state: _State, chunks: list[Chunk], index: int) -> None:
        following = chunks[index + 1].kind if index + 1 < len(chunks) else ""
        if chunks[index].text == "or" or (before(chunks, index) == "fig" and following == "fig"):
            state.before = "or"
            return
        if state.head is None or not state.head.ids or not state.head.free:
            state.head = state.outer = None
            state.free, state.object = True, False
        state.before = None

    def _punctuation(self, state: _State, chunks: list[Chunk], index: int) -> None:
        text = chunks[index].text
        if text == "(" and before(chunks, index) == "fig":
            state.before = "or"
            return
        if text in (",", "—", "–", "-"):
            self._comma(state)
        state.before = state.before if text in "(“\"'" else None

    def _comma(self, state: _State) -> None:
        candidate = joined(state.outer, state.head)
        state.last = state.head or state.outer
        subject = candidate is not None and candidate.free and not candidate.object
        if candidate is not None and subject and state.saved is None and (state.verb is None or candidate.ids):
            state.saved = candidate
        if candidate is None or not candidate.ids or candidate.object:
            state.head = state.outer = None
            state.free, state.object = True, False

    # --- figures and cues ---------------------------------------------------------------------------------------------

    def _figure(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        mark = self._mark(state, index, chunk)
        mark.subject = self._subject_at(state, chunks, index)
        mark.noun = noun_beside(chunks, index)
        if mark.noun is None and mark.before == "of":
            mark.noun = state.last_noun
        behind = instrument_behind(chunks, index)
        if behind is not None and (mark.noun is not None or mark.subject is None or not mark.subject.ids):
            mark.subject = behind
        state.marks.append(mark)
        self._discourse.see(mark.subject.ids if mark.subject else ())
        state.before = state.head = state.outer = None
        state.free = True

    def _subject_at(self, state: _State, chunks: list[Chunk], index: int) -> Phrase | None:
        """Whose figure this is: a possessor's, a joined name's, the object's that a cause moved, else the subject's."""
        candidate = joined(state.outer, state.head)
        if state.head is not None and state.head.ids and state.head.possessive:
            return state.head
        if candidate is not None and candidate.ids and candidate.free:
            state.subject = candidate
            return candidate
        if state.near is not None and state.verb == "verb_other" and state.near.start > state.verb_end and state.before in ("to", "above", "below"):
            return state.near
        if candidate is not None and candidate.free and state.verb is None and before(chunks, index) != ",":
            return candidate
        return state.subject or state.saved

    def _cue(self, state: _State, chunks: list[Chunk], index: int, chunk: Chunk) -> None:
        mark = self._mark(state, index, chunk)
        own = chunk.text.lower().startswith(("its ", "their ")) or article(chunks, index) in ("its", "their")
        candidate = joined(state.outer, state.head)
        if candidate is not None and candidate.ids and (candidate.free or candidate.possessive):
            mark.subject = candidate
        elif state.near is not None and (own or state.verb == "verb_other") and state.near.start > state.verb_end:
            mark.subject = state.near
        elif mark.subject is None:
            mark.subject = candidate or state.saved
        state.marks.append(mark)
        state.before = None

    def _mark(self, state: _State, index: int, chunk: Chunk) -> Mark:
        return Mark(
            index=index,
            chunk=chunk,
            subject=state.subject,
            sign=state.sign,
            before=state.before,
            verb=state.verb,
            clause=state.clause,
            clause_start=state.clause_start,
            modality=state.modality,
            negated=state.negated,
            perfect=state.perfect,
        )


def _is_index(instrument_id: str) -> bool:
    known = registry().get(instrument_id)
    return known is not None and known.asset_class in ("equity_index", "sector_index")


def _compares(chunks: list[Chunk], index: int) -> bool:
    """Whether a modal word only compares: "better than expected", "as forecast", "more-than-expected"."""
    previous = chunks[index - 1].text if index else ""
    return previous in ("than", "as", "-", "widely") or chunks[index].kind == "preposition"


def _counts(ref: object) -> bool:
    """Whether a figure counts things or money in the large: what follows it (", up 4 percent") speaks of those."""
    return isinstance(ref, Figure) and (ref.value >= 1e6 or not (is_currency(ref.unit) or ref.unit in _MOVES))


_MOVES = frozenset({"percent", "percentage_point", "basis_point", "point", "number"})


def figure_of(mark: Mark) -> Figure | None:
    """The Figure of a mark that stands at one, else None."""
    return mark.chunk.ref if isinstance(mark.chunk.ref, Figure) else None
