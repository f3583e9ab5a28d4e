"""What "it", "the index" and "the yield" mean: the last instrument of the fitting kind that was spoken of."""

from __future__ import annotations

from extractor.annotate.instruments import anaphors

_REACH = 3
"""So many sentences back "it" may point."""


class Discourse:
    """The instruments spoken of so far, sentence by sentence; within one, a subject is likelier meant than the rest.

    One a document; nothing outlives it.
    """

    def __init__(self) -> None:
        self._subjects: list[list[str]] = [[]]
        self._named: list[list[str]] = [[]]
        self._others: list[list[str]] = [[]]

    def next_sentence(self) -> None:
        """Begin a sentence: what is seen from now on is later than all before."""
        self._subjects.append([])
        self._named.append([])
        self._others.append([])

    def see(self, ids: tuple[str, ...]) -> None:
        """Note the instruments that a verb or a figure was just said of."""
        self._subjects[-1] += ids

    def see_other(self, noun: str) -> None:
        """Note that something moved which the registry does not know: "the sector index"."""
        self._others[-1].append(noun)

    def name(self, instrument_id: str) -> None:
        """Note an instrument that the sentence names, in whatever role."""
        self._named[-1].append(instrument_id)

    def meant(self, noun: str) -> str | None:
        """The instrument that a price noun or a pronoun stands for, or None where nothing fitting was spoken of."""
        wanted = (f"the {noun}", f"its {noun}", noun)
        told = zip(reversed(self._subjects), reversed(self._named), reversed(self._others), strict=True)
        for back, (subjects, named, others) in enumerate(told):
            if noun == "it":
                if subjects or back == _REACH:
                    return subjects[-1] if subjects else None
                continue
            for known in (*reversed(subjects), *reversed(named)):
                if any(form in anaphors(known) for form in wanted):
                    return known if noun not in others or known in subjects else None
            if noun in others:
                return None
        return None
