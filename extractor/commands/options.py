"""Options that more than one command has."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated

import typer

WIDTH = 120
"""Characters in a line of a table that does not go to a terminal and for which COLUMNS says nothing."""


class Format(StrEnum):
    """How data are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class FailOn(StrEnum):
    """Which verdict makes the command fail."""

    NONE = "none"
    REFUTED = "refuted"


Printed = Annotated[
    Format, typer.Option("--format", help="A table for the eye, one JSON array, or one JSON object a line.")
]
Market = Annotated[
    Path | None,
    typer.Option(
        envvar="TAPECHECK_MARKET",
        help="Market data: a tidy CSV or Parquet file, or a folder of these. Else your store, else the snapshot.",
    ),
]
Failing = Annotated[
    FailOn, typer.Option("--fail-on", help="Exit with 3 where a claim has this verdict: a gate for drafts.")
]


def columns() -> int:
    """How wide a table is printed: COLUMNS, else the terminal's width, else WIDTH."""
    return get_terminal_size((WIDTH, 0)).columns
