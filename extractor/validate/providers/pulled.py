"""What a provider gives: dated values, when they were got, and how their text is read."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterator
from typing import NamedTuple

from extractor.errors import MarketDataError


class Row(NamedTuple):
    """A value of `day`; `as_of` is the day on which it was published, where the provider says so."""

    day: dt.date
    value: float
    as_of: dt.date | None = None


class Pulled(NamedTuple):
    """Rows in any order, each day (and vintage) once; `retrieved_at` ISO 8601 in UTC."""

    rows: list[Row]
    retrieved_at: str


MISSING = frozenset({"", ".", "N/A", "NaN", "nan"})
"""How providers write that a day has no value: FRED ".", the Treasury "" and "N/A", the ECB "" and "NaN"."""


def table(raw: bytes, where: str, columns: int = 2) -> Iterator[list[str]]:
    """The lines of a CSV answer, the header first; every line has as many cells as the header.

    Raises MarketDataError for a web page where CSV was due, bytes that are no text, and lines of another length.
    """
    if raw.lstrip()[:1] == b"<":
        raise MarketDataError("answered with a web page, not with CSV", where=where, todo="try again later")
    try:
        lines = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise MarketDataError("answered with something that is not CSV", where=where) from error
    lines = [[cell.strip() for cell in line] for line in lines if line]
    if not lines or len(lines[0]) < columns:
        raise MarketDataError("answered without a header", where=where, todo="try again later")
    for number, line in enumerate(lines, 1):
        if len(line) != len(lines[0]):
            what = f"line {number} has {len(line)} cells, the header {len(lines[0])}"
            raise MarketDataError(what, where=where, todo="the answer was cut or its shape has changed")
        yield line


def number(cell: str, where: str) -> float | None:
    """The value of a cell, or None where it is missing. Raises MarketDataError for anything else."""
    if cell in MISSING:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise MarketDataError(f"{cell[:40]!r} is no number", where=where, todo="the answer's shape has changed")
    return value


def date(cell: str, where: str, pattern: str = "%Y-%m-%d") -> dt.date:
    """The date of a cell. Raises MarketDataError where it is none."""
    try:
        return dt.datetime.strptime(cell, pattern).date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise MarketDataError(
            f"{cell[:40]!r} is no date", where=where, todo="the answer's shape has changed"
        ) from error
