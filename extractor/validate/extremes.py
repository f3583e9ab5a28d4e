"""Records from before a series begins: `extremes.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.measures.history import Rival, covered, rival

_LONG = dt.timedelta(days=int(20 * 365.25))
_BIRTH = dt.timedelta(days=31)


class Extreme(NamedTuple):
    """Before `before`, no close was above `high` (or below `low`)."""

    before: dt.date
    high: float | None
    low: float | None


def all_time(instrument: Instrument, series: Series, end: dt.date, sign: int) -> Rival | None:
    """The most extreme close before `end`; `covered` where nothing more extreme can lie outside the series.

    That is so where the series begins at the index's birth or twenty years before, or a known extreme stands in.
    """
    found = rival(series, None, end, sign)
    if found is None:
        return None
    if found.covered and reaches_back(instrument, series, end):
        return found
    for extreme in _extremes().get(instrument.id, ()):
        known = extreme.high if sign > 0 else extreme.low
        if known is not None and extreme.before <= end and covered(series.days, extreme.before, end):
            value = max(sign * known, sign * found.value) * sign
            return Rival(value, found.day if value == found.value else None, True)
    return found._replace(covered=False)


def reaches_back(instrument: Instrument, series: Series, end: dt.date) -> bool:
    """Whether the series begins at the index's birth, or twenty years before `end`."""
    first: dt.date = series.days[0].item()
    born = instrument.born is not None and first <= instrument.born + _BIRTH
    return born or end - first >= _LONG


@cache
def _extremes() -> dict[str, tuple[Extreme, ...]]:
    rows = tomllib.loads((files("extractor.validate") / "extremes.toml").read_text(encoding="utf-8"))["extreme"]
    table: dict[str, tuple[Extreme, ...]] = {}
    for row in rows:
        extreme = Extreme(row["before"], row.get("high"), row.get("low"))
        table[row["instrument"]] = (*table.get(row["instrument"], ()), extreme)
    return table
