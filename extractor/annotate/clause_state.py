"""What the walk over a clause remembers, and what it hands on: noun phrases, state, marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.annotate.clauses import Chunk
from extractor.records import Figure, Modality


@dataclass(slots=True)
class Phrase:
    """A noun phrase: the instruments it names (one, or several joined), or the unknown `word` that heads it.

    `generic` is a price noun or pronoun without a name ("the index", "it"); `free` whether it may become a subject
    (a phrase after a preposition may not), `object` whether a verb took it as its object; `possessive` that 's follows
    the name; `text` the words of the last name, by which "the yen" is told from "the dollar".
    """

    start: int
    ids: tuple[str, ...] = ()
    word: str | None = None
    generic: str | None = None
    free: bool = True
    object: bool = False
    possessive: bool = False
    text: str = ""


@dataclass(slots=True)
class Mark:
    """What the walk knew at one chunk: subject, direction (+1, -1, 0 or None), preposition, clause, modality."""

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
    meant: tuple[str, ...] = ()
    """The instruments of the subject, or of what "it" and "the index" meant when the words came to this chunk."""

    @property
    def figure(self) -> Figure | None:
        """The figure that stands here, or None at a cue or a verb."""
        return self.chunk.ref if isinstance(self.chunk.ref, Figure) else None


@dataclass(slots=True)
class ClauseState:
    """Where the walk stands: the noun phrase being built, those left open, the running verb and its subject.

    `near` is the last instrument named in the clause, `last` the noun phrase that the last comma closed ("which" means
    it), `topic` the first instrument of the sentence ("it" means it). `free` and `object` are what a noun phrase that
    begins here would be. `after` says that the clause began with "after" or "before".
    """

    head: Phrase | None = None
    outer: Phrase | None = None
    saved: Phrase | None = None
    subject: Phrase | None = None
    relative: Phrase | None = None
    near: Phrase | None = None
    last: Phrase | None = None
    topic: Phrase | None = None
    sign: int | None = None
    verb: str | None = None
    verb_end: int = 0
    verb_at: int = -9
    before: str | None = None
    free: bool = True
    object: bool = False
    clause: int = 0
    clause_start: int = 0
    modality: Modality = "actual"
    negated: bool = False
    perfect: bool = False
    after: bool = False
    last_noun: int | None = None
    marks: list[Mark] = field(default_factory=list)

    @property
    def candidate(self) -> Phrase | None:
        """What a verb here would take: "shares of Apple" is Apple, "sales at Apple" is sales.

        A price noun before "of" or "on" only carries the name behind it.
        """
        outer, head = self.outer, self.head
        if outer is None:
            return head
        if outer.generic is not None and head is not None and (head.ids or head.word):
            return Phrase(outer.start, head.ids, head.word, free=outer.free, object=outer.object, text=head.text)
        return outer

    def phrase(
        self, start: int, *, ids: tuple[str, ...] = (), word: str | None = None, generic: str | None = None
    ) -> Phrase:
        """A noun phrase that begins here, free or an object as the clause stands."""
        return Phrase(start, ids, word, generic, free=self.free, object=self.object)

    def drop_phrases(self) -> None:
        """Forget the noun phrase being built, as a verb or figure that took it does."""
        self.head = self.outer = None

    def mark(self, index: int, chunk: Chunk) -> Mark:
        """What is known at this chunk."""
        return Mark(
            index=index,
            chunk=chunk,
            subject=self.subject,
            sign=self.sign,
            before=self.before,
            verb=self.verb,
            clause=self.clause,
            clause_start=self.clause_start,
            modality=self.modality,
            negated=self.negated,
            perfect=self.perfect,
        )
