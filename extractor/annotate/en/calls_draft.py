"""A call before its source is known."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.annotate.en.calls_labels import Label
from extractor.annotate.en.calls_line import Line, Strength, Way

FLIPPED: dict[str, Way] = {"up": "down", "down": "up", "flat": "neutral", "neutral": "neutral"}
WAY: dict[str, Way] = {"up": "up", "down": "down", "flat": "neutral", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A call before its source is known.

    `target` is None where the words before must supply it. `forecast` says that the words hold a forecast rather than
    a bare modal or an opinion. `inverse` says that the target is named by what moves against it.
    """

    target: str | None
    direction: Way
    strength: Strength
    start: int
    end: int
    key: int
    forecast: bool
    inverse: bool = False

    @property
    def way(self) -> Way:
        """The direction of the target itself."""
        return FLIPPED[self.direction] if self.inverse else self.direction


def make_draft(line: Line, key: Label, way: Way, target: str | None, parts: list[Label | None]) -> Draft:
    """A draft over its deciding label and whatever `parts` there are."""
    present = sorted((part for part in [key, *parts] if part is not None), key=lambda part: part.start)
    first, last = present[0], present[-1]
    return Draft(
        target=target,
        direction=way,
        strength=line.strength(first, last),
        start=first.start,
        end=max(part.end for part in present),
        key=key.start,
        forecast=line.forecasts(first, last),
        inverse=any(part.inverse and part.value == target for part in present),
    )


def forward_before(line: Line, label: Label, reach: int) -> Label | None:
    """The forward label before, unless a past form puts it into the past ("were expected to")."""
    forward = line.before(label, "forward", reach)
    return forward if forward and not line.before(forward, "past", 3) else None
