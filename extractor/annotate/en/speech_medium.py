"""By what means and on which day something was said, from the words around the cue."""

from __future__ import annotations

import datetime as dt
import re

from extractor.annotate.en.speech_rules import speech_rules
from extractor.calendar import Appeared

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(_DAYS)})|(?P<rel>today|yesterday)|(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(?P<day>\d{{1,2}}))\b(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:according to\s+)?(?:the|an?|its|their)\s+(?:[\w-]+\s+){0,2}?"
    r"(?P<noun>\w+)(?=$|\s+(?:by|from|of|on|released|published)\b)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DROP = re.compile(
    rf"\b(?:{'|'.join(_DAYS)}|rare|recent|brief|separate|widely|published|new|research|short|latest)\b[’']?s?\s*",
    re.IGNORECASE,
)


def medium_of(words: str) -> str | None:
    """The medium that a cue's surroundings name ("email commentary", "note to clients", "phone", "CNBC"), or None."""
    told = speech_rules().told.match(words)
    match = speech_rules().medium.search(words, told.end() if told else 0)
    if match is None:
        return told.group("outlet").strip() if told else None
    kept = _DROP.sub("", match.group("words")).strip()
    return kept or match.group("words")


def document_of(words: str) -> str | None:
    """The document that speaks or that the speaker wrote: "the report", "a note by Doe"; None where it is a person."""
    match = _DOCUMENT.match(words.strip())
    return (
        match.group("noun").casefold()
        if match and match.group("noun").casefold() in speech_rules().lists["documents"]
        else None
    )


def said_on(words: str, appeared: Appeared | None) -> dt.date | None:
    """The date that the cue's surroundings name, on the calendar of a text that appeared then.

    A weekday is the last such day up to the day of publication; a month and day the last such date.
    """
    match = _DAY.search(words)
    if match is None or appeared is None:
        return None
    today = appeared.day
    if match.group("weekday"):
        return today - dt.timedelta(days=(today.weekday() - _DAYS.index(match.group("weekday").casefold())) % 7)
    if match.group("rel"):
        return today - dt.timedelta(days=match.group("rel").casefold() == "yesterday")
    return _last_date(_MONTHS.index(match.group("month").casefold()) + 1, int(match.group("day")), today)


def _last_date(month: int, day: int, today: dt.date) -> dt.date | None:
    try:
        date = dt.date(today.year, month, day)
        return date if date <= today else date.replace(year=today.year - 1)
    except ValueError:
        return None
