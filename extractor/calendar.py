"""Sessions and closes of each market, and when an article appeared on that market's clock.

The sessions come from pandas_market_calendars (loaded on first use: it costs half a second), corrected by the
exceptions in `calendar_exceptions.toml`, each of which names its source.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import warnings
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from extractor.errors import RegistryError, SettingError
from extractor.registry import Instrument

_FIRST, _LAST = dt.date(1927, 1, 1), dt.date(2035, 12, 31)


class Calendar:
    """The sessions of one market, 1927 to 2035, as dates on its own clock.

    `name` is a calendar of pandas_market_calendars, or "WEEKDAYS" (Monday to Friday), or "DAILY" (every day).
    Raises RegistryError for a name that is none of these.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def days(self) -> list[dt.date]:
        """Every session, ascending."""
        span = [_FIRST + dt.timedelta(days=n) for n in range((_LAST - _FIRST).days + 1)]
        if self.name == "DAILY":
            return span
        if self.name == "WEEKDAYS":
            return [day for day in span if day.weekday() < 5]
        exceptions = _exceptions().get(self.name, {})
        market = self._market
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas deprecations within the library
            valid = market.valid_days(_FIRST.isoformat(), _LAST.isoformat())
        known = {stamp.date() for stamp in valid}
        known -= set(exceptions.get("closed", {}))
        known |= set(exceptions.get("open", {}))
        return sorted(known)

    @cached_property
    def _market(self) -> Any:
        import pandas_market_calendars

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # UserWarning: some calendars' lunch breaks are discontinued
                return pandas_market_calendars.get_calendar(self.name)
        except RuntimeError as error:
            raise RegistryError("no such calendar", where=self.name) from error

    @cached_property
    def _early(self) -> dict[dt.date, dt.time]:
        """Sessions that end before the usual close, with the local time at which they do."""
        early: dict[dt.date, dt.time] = {}
        if self.name in ("DAILY", "WEEKDAYS"):
            return early
        market = self._market
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas deprecations within the library
            schedule = market.schedule("1990-01-01", _LAST.isoformat())
        local = schedule["market_close"].dt.tz_convert(market.tz)
        usual = local.dt.time.mode()[0]
        for stamp in local[local.dt.time < usual]:
            early[stamp.date()] = stamp.time()
        return early | _exceptions().get(self.name, {}).get("early", {})

    def is_session(self, day: dt.date) -> bool:
        """Whether the market opened on `day`."""
        i = bisect_left(self.days, day)
        return i < len(self.days) and self.days[i] == day

    def at_or_before(self, day: dt.date) -> dt.date:
        """The session on `day`, else the last one before it (the first known one for a day before all)."""
        return self._nth(bisect_right(self.days, day) - 1)

    def before(self, day: dt.date) -> dt.date:
        """The last session before `day`."""
        return self._nth(bisect_left(self.days, day) - 1)

    def at_or_after(self, day: dt.date) -> dt.date:
        """The session on `day`, else the first one after it (the last known one for a day after all)."""
        return self._nth(bisect_left(self.days, day))

    def offset(self, day: dt.date, n: int) -> dt.date:
        """The session `n` sessions after the session `day` (before it where `n` is negative)."""
        return self._nth(bisect_right(self.days, day) - 1 + n)

    def _nth(self, i: int) -> dt.date:
        return self.days[min(max(i, 0), len(self.days) - 1)]

    def between(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """Every session from `first` to `last`, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def early_close(self, day: dt.date) -> dt.time | None:
        """The local time at which the session `day` ended early, or None where it ran to the usual close."""
        return self._early.get(day)


@cache
def _exceptions() -> dict[str, dict[str, dict[dt.date, dt.time]]]:
    """calendar_exceptions.toml as calendar -> "open" | "closed" | "early" -> day -> local time (00:00 if none)."""
    rows = tomllib.loads((files("extractor") / "calendar_exceptions.toml").read_text(encoding="utf-8"))["exception"]
    table: dict[str, dict[str, dict[dt.date, dt.time]]] = {}
    for row in rows:
        kinds = {row["kind"], "early"} if "close" in row else {row["kind"]}
        for kind in kinds:
            days = table.setdefault(row["calendar"], {}).setdefault(kind, {})
            days.update(dict.fromkeys(row.get("days") or [row["day"]], row.get("close", dt.time(0))))
    return table


@cache
def calendar(name: str) -> Calendar:
    """The calendar of this name, made once a process."""
    return Calendar(name)


@dataclass(frozen=True, slots=True)
class Appeared:
    """When an article appeared: `at` is zone-aware, or None where only `day` is known (after that day's close)."""

    day: dt.date
    at: dt.datetime | None = None

    @classmethod
    def parse(cls, published_at: str | None) -> Appeared | None:
        """Read Article.published_at; None where there is none. Raises SettingError for anything but ISO 8601."""
        if not published_at:
            return None
        try:
            if len(published_at) == 10:
                return cls(dt.date.fromisoformat(published_at))
            at = dt.datetime.fromisoformat(published_at)
        except ValueError as error:
            todo = "write ISO 8601: 2024-11-12T08:00:00+08:00, or 2024-11-12 where only the day is known"
            raise SettingError("not a date", where=repr(published_at), todo=todo) from error
        return cls(at.date(), at if at.tzinfo else None)

    def day_in(self, zone: str) -> dt.date:
        """The date on the wall calendar of `zone` when the article appeared."""
        return self.at.astimezone(ZoneInfo(zone)).date() if self.at else self.day

    def before_close(self, instrument: Instrument) -> bool:
        """Whether the instrument's market had a session that day which had not yet closed."""
        if self.at is None:
            return False
        local = self.at.astimezone(ZoneInfo(instrument.zone))
        market = calendar(instrument.calendar)
        if not market.is_session(local.date()):
            return False
        return local.time() < min(instrument.close, market.early_close(local.date()) or dt.time.max)

    def last_close(self, instrument: Instrument) -> dt.date:
        """The latest session of the instrument's market that had closed when the article appeared."""
        market, day = calendar(instrument.calendar), self.day_in(instrument.zone)
        return market.before(day) if self.before_close(instrument) else market.at_or_before(day)
