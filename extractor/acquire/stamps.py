"""Read a date, with its time and zone where they are given, from the ways in which pages write them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from zoneinfo import ZoneInfo

_TOML = files("extractor.acquire") / "stamps.toml"
_ZONES: dict[str, str] = tomllib.loads(_TOML.read_text(encoding="utf-8"))["zones"]
_ZONE_OF = {name.casefold(): value for name, value in _ZONES.items()}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\d.])(?P<y1>{_YEAR})\s?[-/.年]\s?(?P<m1>\d\d?)\s?[-/.月]\s?(?P<d1>\d\d?)(?!\d)日?"  # 2024-11-12, 2024年..
    rf"|(?<!\d)(?P<y2>{_YEAR})(?P<m2>\d\d)(?P<d2>\d\d)(?=T|Z|\b)"  # 20241112T080000Z
    rf"|\b{_MONTH.format('m3')}\s(?P<d3>\d\d?)(?:st|nd|rd|th)?\.?,?\s(?P<y3>{_YEAR})\b"  # Nov. 12, 2024
    rf"|(?<!\d)(?P<d4>\d\d?)(?:st|nd|rd|th)?[\s-]{_MONTH.format('m4')},?[\s-](?P<y4>{_YEAR})\b",  # 12 November 2024
    re.IGNORECASE,
)
_OFFSET = r"(?:GMT|UTC)?[+-]\d\d:?\d\d(?!\d)"
_NAMES = "|".join(sorted(map(re.escape, _ZONES), key=len, reverse=True))
_TIME = (
    r"(?P<hour>\d\d?)[:.：时](?P<minute>\d\d)(?:[:：](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?[(,]?\s?(?P<zone>{_OFFSET}|(?:{_NAMES})(?![A-Za-z])))?"
)
_AFTER = re.compile(rf"[\s,|·•@–—-]{{0,4}}(?:T|at\s|\()?\s?{_TIME}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\d:]){_TIME}\)?[\s,|·•–—-]{{0,4}}(?:on\s)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},?\s)?$",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\.\d+|\d{3})?\s*")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """`day` as written; `at` the moment, with a zone where one is known, without where not; None for a bare date."""

    day: dt.date
    at: dt.datetime | None = None

    @property
    def zoned(self) -> bool:
        """Whether the moment is known, not only the day."""
        return self.at is not None and self.at.tzinfo is not None

    def placed(self, zone: str | None) -> Stamp:
        """The stamp read on the clock of an IANA `zone`, unless it has a zone of its own or no time."""
        if zone is None or self.at is None or self.zoned:
            return self
        return Stamp(self.day, self.at.replace(tzinfo=ZoneInfo(zone)))

    def iso(self) -> str:
        """ISO 8601 with offset where the moment is known, else the bare date."""
        return self.at.isoformat() if self.at is not None and self.zoned else self.day.isoformat()


def read_stamp(text: str) -> Stamp | None:
    """The first date in the first 400 characters of `text`, with the time beside it; None where there is none.

    Reads ISO 8601 in every variant, RFC 2822, English and Chinese dates and Unix seconds or milliseconds. Two-digit
    years and 11/12/2024, which is a day in November or in December, are not dates.
    """
    text = text[:400]
    if epoch := _EPOCH.fullmatch(text):
        at = dt.datetime.fromtimestamp(int(epoch.group(1)), dt.UTC)
        return Stamp(at.date(), at)
    for found in _DATE.finditer(text):
        if (day := _day(found)) is not None:
            return Stamp(day, _moment(text, found, day))
    return None


def read_clock(text: str) -> str | None:
    """The first time of day ("17:03") in `text`, for pages that give it without a date; None where there is none."""
    found = _CLOCK.search(text)
    return found.group() if found else None


def _day(found: re.Match[str]) -> dt.date | None:
    for n in "1234":
        if year := found.group("y" + n):
            month, day = found.group("m" + n), int(found.group("d" + n))
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            try:
                return dt.date(int(year), number, day)
            except ValueError:
                return None
    return None


def _moment(text: str, found: re.Match[str], day: dt.date) -> dt.datetime | None:
    pattern = _COMPACT_TIME if found.group("y2") else _AFTER
    clock = pattern.match(text, found.end()) or _AFTER.match(text, found.end())
    clock = clock or _BEFORE.search(text[max(0, found.start() - 50) : found.start()])
    if clock is None:
        return None
    parts = clock.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        micros = int((parts.get("fraction") or "0").ljust(6, "0")[:6])
        time = dt.time(hour, int(parts["minute"]), int(parts["second"] or 0), micros)
    except ValueError:
        return None
    return dt.datetime.combine(day, time, _zone(parts.get("zone")))


def _zone(name: str | None) -> dt.tzinfo | None:
    """The zone of a name or an offset such as +0800, GMT+08:00 or -05:00."""
    if not name:
        return None
    value = _ZONE_OF.get(name.casefold(), name)
    digits = value.upper().removeprefix("GMT").removeprefix("UTC").replace(":", "")
    if digits[:1] not in ("+", "-"):
        return ZoneInfo(value)
    delta = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    if delta >= dt.timedelta(hours=24):
        return None
    return dt.timezone(delta if digits[0] == "+" else -delta)
