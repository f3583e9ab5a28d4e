"""Plain rows for a command's output: a table for the eye, a JSON array, or JSON lines."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any, Literal

from extractor.write.printable import printable

Rows = Sequence[dict[str, Any]]

NARROWEST = 60
"""Characters below which no table is drawn."""


def listing(
    rows: Rows, titles: Sequence[str], form: Literal["table", "json", "jsonl"], *, width: int, right: Sequence[str] = ()
) -> bytes:
    """The rows in UTF-8, their cells in the order of `titles`; those named in `right` stand to the right in a table."""
    if form == "json":
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return _table(rows, titles, width, right)


def _table(rows: Rows, titles: Sequence[str], width: int, right: Sequence[str]) -> bytes:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for title in titles:
        table.add_column(title.replace("_", " "), overflow="fold", justify="right" if title in right else "left")
    for row in rows:
        cells = ("" if row[title] is None else str(row[title]) for title in titles)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    page = io.StringIO()
    Console(file=page, width=max(width, NARROWEST), color_system=None, _environ={}).print(table)
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines()).encode()
