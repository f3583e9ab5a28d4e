"""The whole registry through the free doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import TapecheckError
from extractor.market import DOORS
from extractor.tidy import Block
from extractor.validate.providers.doors import Wanted, listed, pull

AGAIN = dt.timedelta(days=10)
"""How far back the last rows are asked for again: they were provisional, or corrected since."""


def open_doors() -> tuple[str, ...]:
    """The doors that can be asked here: Yahoo's needs yfinance."""
    return tuple(door for door in DOORS if door != "yahoo" or find_spec("yfinance"))


def updates(
    door: str, held: Sequence[Block], since: dt.date | None, folder: Path | None = None
) -> Iterator[tuple[Wanted, Block | TapecheckError]]:
    """Each series of the registry that the door has, or why it could not be pulled; one costs no other anything.

    A series that is `held` is asked for from AGAIN before its last day; another from `since`, else from its first day
    (from the last year on where FRED has what came before, as of the Treasury's curve).
    """
    last: dict[str, dt.date] = {block.name: block.days[-1].item() for block in held}
    for series in listed(door):
        known = last.get(series.name)
        start = known - AGAIN if known else since or _first(door)
        try:
            yield series, pull(series, start, folder)
        except TapecheckError as error:
            yield series, error


def _first(door: str) -> dt.date | None:
    return dt.date(dt.datetime.now(dt.UTC).year - 1, 1, 1) if door == "treasury" else None
