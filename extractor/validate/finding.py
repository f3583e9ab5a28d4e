"""What one series says of one claim, and the question that is put to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from extractor.records import Alternative, Claim, Label, Observation
from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.noise import Noise, Widths


class Finding(NamedTuple):
    """A Verdict without its claim: fields as in records.Verdict.

    `lack` is how far the actual value lies outside what the words admit, `room` how far sources may differ; both in
    the claim's unit, for claims with a figure.
    """

    label: Label
    reason: str
    explanation: str
    actual: float | None = None
    low: float | None = None
    high: float | None = None
    evidence: tuple[Observation, ...] = ()
    also: tuple[Alternative, ...] = ()
    lack: float = 0.0
    room: Widths | None = None

    @property
    def decided(self) -> bool:
        """Whether the label is supported or refuted."""
        return self.label != "not_enough_info"


class Question(NamedTuple):
    """A claim put to one series.

    `start` and `end` are the closes compared (`start` None where only one is spoken of); `early` says that the story
    appeared within half an hour of the close of `end`; `versus` are the other instrument's series; `others` all claims
    of the Reading (a study may take its condition from its neighbour).
    """

    claim: Claim
    instrument: Instrument
    series: Series
    noise: Noise
    start: dt.date | None
    end: dt.date
    early: bool = False
    versus: Sequence[Series] = ()
    others: tuple[Claim, ...] = ()

    @property
    def base(self) -> dt.date:
        """The first of the two closes; measures of two closes are only asked where it is known."""
        return self.end if self.start is None else self.start

    def level_widths(self, level: float) -> Widths:
        """How far sources may differ in the level of `end`."""
        return self.noise.level(level, self._precision(self.end), early=self.early)

    def change_widths(self, level: float) -> Widths:
        """How far sources may differ in a change that ends at `level` on `end`."""
        return self.noise.change(level, self._precision(self.end), early=self.early)

    def percent_widths(self, level: float) -> Widths:
        """The same of a percent change, in percentage points."""
        return self.noise.percent(level, self._precision(self.end), early=self.early)

    def _precision(self, day: dt.date) -> float:
        """The series' own last place; a yield's is within its widths."""
        return 0.0 if self.instrument.is_yield else self.series.precision(day)

    def seen(self, *days: dt.date) -> tuple[Observation, ...]:
        """The observations of these days, as evidence."""
        return observed(self.series, *days)


def observed(series: Series, *days: dt.date) -> tuple[Observation, ...]:
    """The observations of `series` on these days; days without one are left out."""
    found = [series.observation(day) for day in days]
    return tuple(one for one in found if one is not None)


def unknown(reason: str, explanation: str, **fields: float | None) -> Finding:
    """A finding that decides nothing, and why."""
    return Finding("not_enough_info", reason, explanation, **fields)  # type: ignore[arg-type]  # floats only


def missing(question: Question, day: dt.date) -> Finding:
    """Nothing was observed on `day`."""
    series = question.series
    span = f"{series.days[0]} to {series.days[-1]}" if len(series) else "nothing"
    return unknown("no_data_for_period", f"{series.name} has no value for {day} (it holds {span})")
