"""What "it", "the index" and "the yield" mean: the last instrument of the fitting kind that was spoken of."""

from __future__ import annotations

from extractor.annotate.instruments import anaphors


class Discourse:
    """The instruments spoken of so far, the latest last. One a document; nothing outlives it."""

    def __init__(self) -> None:
        self._seen: list[str] = []

    def see(self, ids: tuple[str, ...]) -> None:
        """Note the instruments that a verb or a figure was just said of."""
        for known in ids:
            if known in self._seen:
                self._seen.remove(known)
            self._seen.append(known)

    def meant(self, noun: str) -> str | None:
        """The instrument that a price noun or a pronoun stands for, or None where nothing fitting was spoken of."""
        if noun == "it":
            return self._seen[-1] if self._seen else None
        wanted = (f"the {noun}", f"its {noun}", noun)
        return next((known for known in reversed(self._seen) if any(form in anaphors(known) for form in wanted)), None)
