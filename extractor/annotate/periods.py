"""Time phrases, and the two closes that each means on the calendar of an instrument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.annotate.en.times import find_time_phrases
from extractor.calendar import Appeared, Calendar, calendar
from extractor.records import Period, Reading, TimePhrase
from extractor.registry import Instrument

_OPENS = {"equity_index": dt.time(9), "share": dt.time(9), "sector": dt.time(9), "volatility": dt.time(9)}


def find_times(reading: Reading) -> Reading:
    """Add `times`, the time phrases in text order."""
    text = reading.article.text
    found = [phrase for s in reading.sentences for phrase in find_time_phrases(text, s.start, s.end)]
    return replace(reading, times=tuple(found))


@dataclass(frozen=True, slots=True)
class Clock:
    """Where an article stands on one market's calendar.

    `today` is the date there when it appeared; `session` the session that it reports unless it says otherwise (today's
    once the market has opened, else the one before); `running` whether that session had not yet closed; `latest` the
    last session that had.
    """

    sessions: Calendar
    today: dt.date
    session: dt.date
    latest: dt.date
    running: bool

    @classmethod
    def at(cls, appeared: Appeared, instrument: Instrument) -> Clock:
        """The clock of `instrument`'s market when the article appeared."""
        sessions, today = calendar(instrument.calendar), appeared.day_in(instrument.zone)
        latest = appeared.last_close(instrument)
        opened = appeared.before_close(instrument) and _has_opened(appeared, instrument)
        return cls(sessions, today, today if opened else latest, latest, opened)

    def day(self, day: dt.date) -> Period:
        """The session `day` against the one before; `day` is kept where it is no session (a claim on a holiday)."""
        label = "intraday" if self.running and day == self.session else "day"
        return Period(start=self.sessions.before(day), end=day, label=label)

    def since(self, start: dt.date, label: str) -> Period:
        """From the last close before or on `start` to the session that the article reports."""
        return Period(
            start=self.sessions.at_or_before(start), end=self.session, label="intraday" if self.running else label
        )

    def span(self, first: dt.date, last: dt.date, label: str, so_far: str) -> Period:
        """The calendar span first..last: the close before it to its last close, or to the latest while it runs."""
        start = self.sessions.before(first)
        if last >= self.session:
            return Period(start=start, end=self.session, label=so_far)
        return Period(start=start, end=self.sessions.at_or_before(last), label=label)


def _has_opened(appeared: Appeared, instrument: Instrument) -> bool:
    from zoneinfo import ZoneInfo

    opens = _OPENS.get(instrument.asset_class, dt.time(0))
    return appeared.at is not None and appeared.at.astimezone(ZoneInfo(instrument.zone)).time() >= opens


def resolve(phrase: TimePhrase, clock: Clock) -> Period | None:
    """The Period that the phrase means on this market, or None where it names none (a future, a loose stretch)."""
    rule = _RULES.get(phrase.kind)
    return rule(phrase, clock) if rule else None


def _weekday(phrase: TimePhrase, clock: Clock) -> Period:
    back = (clock.today.weekday() - (phrase.n or 0)) % 7
    day = clock.today - dt.timedelta(days=back)
    if back == 0 and day > max(clock.session, clock.latest) and clock.sessions.is_session(day):
        day -= dt.timedelta(days=7)  # named before that day's market opened: last week's
    elif phrase.unit == "prior" and day >= clock.session:
        day -= dt.timedelta(days=7)  # "from last Friday's 4.37%", written on or after a Friday
    return clock.day(day)


def _session(phrase: TimePhrase, clock: Clock) -> Period:
    return clock.day(clock.sessions.offset(clock.session, phrase.n or 0))


def _yesterday(_: TimePhrase, clock: Clock) -> Period:
    return clock.day(clock.sessions.before(clock.today))


def _week_ago(_: TimePhrase, clock: Clock) -> Period:
    return clock.since(clock.session - dt.timedelta(days=7), "rolling")


def _dated(phrase: TimePhrase, clock: Clock) -> Period | None:
    day = full_date(phrase.day, clock.today)
    return clock.day(day) if day else None


def full_date(day: dt.date | None, today: dt.date) -> dt.date | None:
    """`day` with its year: where none was written (year 1), the latest such day not after `today`."""
    if day is None or day.year > 1:
        return day
    try:
        this_year = day.replace(year=today.year)
        return this_year if this_year <= today else day.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=today.year - today.year % 4)


def _week(phrase: TimePhrase, clock: Clock) -> Period:
    if (day := full_date(phrase.day, clock.today)) is not None:  # "the week ended Nov. 8"
        first = day - dt.timedelta(days=day.weekday())
        return clock.span(first, day, "week", "week")
    monday = clock.today - dt.timedelta(days=clock.today.weekday())
    back = phrase.n or 0
    if clock.today.weekday() >= 5 and back < 0:
        back += 1  # written at the weekend, "last week" is the one that has just ended
    if back == 0 and clock.session < monday:
        monday -= dt.timedelta(days=7)  # written before this week's first session
    first = monday + dt.timedelta(days=7 * back)
    return clock.span(first, first + dt.timedelta(days=6), "week", "week")


def _month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def _month(phrase: TimePhrase, clock: Clock) -> Period:
    reported = clock.session
    return clock.span(*_month_span(reported.year, reported.month + (phrase.n or 0)), "month", "month_to_date")


def _month_name(phrase: TimePhrase, clock: Clock) -> Period | None:
    if phrase.n is None or phrase.unit != "month":
        return None
    year = phrase.day.year if phrase.day else clock.session.year - (phrase.n > clock.session.month)
    return clock.span(*_month_span(year, phrase.n), "month", "month_to_date")


def _quarter(phrase: TimePhrase, clock: Clock) -> Period:
    reported = clock.session
    first = reported.month - (reported.month - 1) % 3 + 3 * (phrase.n or 0)
    return clock.span(
        _month_span(reported.year, first)[0], _month_span(reported.year, first + 2)[1], "quarter", "quarter_to_date"
    )


def _quarter_name(phrase: TimePhrase, clock: Clock) -> Period | None:
    quarter = phrase.n or 0
    year = phrase.day.year if phrase.day else clock.session.year - (3 * quarter - 2 > clock.session.month)
    return clock.span(
        _month_span(year, 3 * quarter - 2)[0], _month_span(year, 3 * quarter)[1], "quarter", "quarter_to_date"
    )


def _year(phrase: TimePhrase, clock: Clock) -> Period:
    year = clock.session.year + (phrase.n or 0)
    return clock.span(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", "year_to_date")


def _year_name(phrase: TimePhrase, clock: Clock) -> Period | None:
    year = phrase.n or 0
    if year > clock.session.year:
        return None
    return clock.span(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", "year_to_date")


def _year_ago(_: TimePhrase, clock: Clock) -> Period:
    day = clock.session
    try:
        back = day.replace(year=day.year - 1)
    except ValueError:
        back = day - dt.timedelta(days=366)
    return clock.since(back, "rolling")


def _rolling(phrase: TimePhrase, clock: Clock) -> Period | None:
    if phrase.n is None:
        return None
    end = clock.session
    if phrase.unit in ("day", "session"):
        return Period(start=clock.sessions.offset(end, -phrase.n), end=end, label="rolling")
    if phrase.unit == "week":
        return clock.since(end - dt.timedelta(days=7 * phrase.n), "rolling")
    months = phrase.n * {"month": 1, "quarter": 3, "year": 12}[phrase.unit or "month"]
    first, last = _month_span(end.year, end.month - months)
    return clock.since(min(last, first + dt.timedelta(days=end.day - 1)), "rolling")


def _since(phrase: TimePhrase, clock: Clock) -> Period | None:
    """Only an exact day gives two closes; "since 2004" stays loose."""
    if phrase.unit == "day":
        day = full_date(phrase.day, clock.today)
    elif phrase.unit == "weekday":
        day = _weekday(phrase, clock).end
    else:
        day = _edge(phrase, clock)
    return clock.since(day, "since") if day and day < clock.session else None


def _edge(phrase: TimePhrase, clock: Clock) -> dt.date | None:
    """The close that "since the end of October" counts from; None for a loose "since 2004"."""
    span, _, edge = (phrase.unit or "").partition("_")
    if not edge or phrase.n is None:
        return None
    if span == "year":
        first, last = dt.date(phrase.n, 1, 1), dt.date(phrase.n, 12, 31)
    else:
        year = phrase.day.year if phrase.day else clock.session.year - (phrase.n > clock.session.month)
        first, last = _month_span(year, phrase.n)
    return last if edge == "end" else first - dt.timedelta(days=1)


_RULES: dict[str, Callable[[TimePhrase, Clock], Period | None]] = {
    "weekday": _weekday,
    "session": _session,
    "yesterday": _yesterday,
    "week_ago": _week_ago,
    "date": _dated,
    "week": _week,
    "month": _month,
    "month_name": _month_name,
    "quarter": _quarter,
    "quarter_name": _quarter_name,
    "year": _year,
    "year_name": _year_name,
    "year_ago": _year_ago,
    "rolling": _rolling,
    "ago": _rolling,
    "since": _since,
}
