"""Where the article stood in time: what it could know of each market, and which closes it was too early for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from extractor.calendar import Appeared, calendar
from extractor.market import MarketData, instrument_of
from extractor.registry import Instrument
from extractor.series import Series
from extractor.validate.finding import Finding, unknown
from extractor.validate.splits import without_splits

HALF_AN_HOUR = dt.timedelta(minutes=30)
"""Papers print preliminary closes until then."""

_Clock = tuple[str, str, dt.time]


class Vantage:
    """One article's view of the market; `published_at` as in records.Article.

    Without a trustworthy stamp nothing bounds the view but the claims' own periods.
    """

    def __init__(self, market: MarketData, published_at: str | None) -> None:
        self._market, self._appeared = market, Appeared.parse(published_at)
        self._last: dict[_Clock, dt.date] = {}
        self._open: dict[_Clock, bool] = {}
        self._early: dict[_Clock, dt.date | None] = {}
        self._looked: dict[str, tuple[Instrument, Sequence[Series]]] = {}
        self._views: dict[dt.date, MarketData] = {}

    def look(self, instrument_id: str) -> tuple[Instrument, Sequence[Series]]:
        """What the id stands for, and its series as they were known."""
        found = self._looked.get(instrument_id)
        if found is None:
            instrument = instrument_of(instrument_id)
            shown = self.known(instrument).series(instrument_id)
            if self._appeared is None:
                shown = tuple(series for series in shown if not series.revised)
            shown = tuple(without_splits(instrument, series) for series in shown)
            found = self._looked[instrument_id] = (instrument, shown)
        return found

    def unpublished(self, instrument_id: str) -> Finding | None:
        """Why nothing is known of a series that is revised: the store holds no value as it stood then."""
        if self.look(instrument_id)[1] or not any(series.revised for series in self._market.series(instrument_id)):
            return None
        why = f"{instrument_id} is revised after its publication, and the store holds no value as it stood then"
        return unknown("no_data_for_period", why)

    def known(self, instrument: Instrument) -> MarketData:
        """The store as it stood after the instrument's last close before the article appeared."""
        if self._appeared is None:
            return self._market
        day = self.last_close(instrument)
        view = self._views.get(day)
        if view is None:
            view = self._views[day] = self._market.known(day)
        return view

    def last_close(self, instrument: Instrument) -> dt.date:
        """The latest session that had closed; the end of time without a stamp."""
        if self._appeared is None:
            return dt.date.max
        clock = _clock(instrument)
        if clock not in self._last:
            self._last[clock] = self._appeared.last_close(instrument)
        return self._last[clock]

    def intraday(self, instrument: Instrument, day: dt.date) -> bool:
        """Whether `day` was a session of this market that had not closed when the article appeared."""
        if self._appeared is None:
            return False
        clock = _clock(instrument)
        if clock not in self._open:
            self._open[clock] = self._appeared.before_close(instrument)
        return self._open[clock] and day == self._appeared.day_in(instrument.zone)

    def early(self, instrument: Instrument, day: dt.date) -> bool:
        """Whether the article appeared within half an hour of the close of `day`."""
        clock = _clock(instrument)
        if clock not in self._early:
            self._early[clock] = self._just_closed(instrument)
        return self._early[clock] == day

    def _just_closed(self, instrument: Instrument) -> dt.date | None:
        if self._appeared is None or self._appeared.at is None:
            return None
        local = self._appeared.at.astimezone(ZoneInfo(instrument.zone))
        day = local.date()
        if not calendar(instrument.calendar).is_session(day):
            return None
        ended = min(instrument.close, calendar(instrument.calendar).early_close(day) or dt.time.max)
        since = local.replace(tzinfo=None) - dt.datetime.combine(day, ended)
        return day if dt.timedelta(0) <= since <= HALF_AN_HOUR else None


def _clock(instrument: Instrument) -> _Clock:
    return (instrument.calendar, instrument.zone, instrument.close)
