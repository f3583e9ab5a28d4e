"""The changes between two Readings as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from extractor.records import Claim, Verdict
from extractor.write.amounts import period, stated

TITLES = ("change", "measure", "instrument", "old", "old_label", "new", "new_label")
"""What a table shows of a row; JSON has more."""


class Side(Protocol):
    """A claim and its verdict."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def verdict(self) -> Verdict:
        """What was found of it."""


class Change(Protocol):
    """An added, removed or changed claim."""

    @property
    def kind(self) -> str:
        """What became of it."""

    @property
    def old(self) -> Side | None:
        """How it was."""

    @property
    def new(self) -> Side | None:
        """How it is."""


def change_rows(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """One row a change: its kind, measure and instrument; of both sides the words, span, value, days and verdict."""
    for change in changes:
        side = change.new or change.old
        if side is not None:
            row = {"change": change.kind, "measure": side.claim.measure, "instrument": side.claim.instrument}
            yield row | _side("old", change.old) | _side("new", change.new)


def _side(name: str, side: Side | None) -> dict[str, Any]:
    if side is None:
        fields = dict.fromkeys(("", "_text", "_start", "_end", "_value", "_period", "_label", "_why"))
    else:
        claim, verdict = side.claim, side.verdict
        fields = {
            "": f"{stated(claim)} ({when})" if (when := period(claim.period, claim.window)) else stated(claim),
            "_text": claim.text, "_start": claim.start, "_end": claim.end, "_value": claim.value, "_period": when,
            "_label": verdict.label, "_why": verdict.explanation,
        }  # fmt: skip
    return {name + field: value for field, value in fields.items()}
