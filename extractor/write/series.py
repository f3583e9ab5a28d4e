"""What a market store holds, a series a row: as a table or as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.tidy import Block
from extractor.write.printable import printable


def series_rows(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Each series as series, kind, first and last date (ISO 8601), number of rows and sources."""
    for block in blocks:
        yield {
            "series": block.name,
            "kind": block.kind,
            "first": str(block.days[0]),
            "last": str(block.days[-1]),
            "rows": len(block.days),
            "source": ", ".join(block.sources),
        }


def series_lines(blocks: Iterable[Block]) -> bytes:
    """One JSON object a series and line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in series_rows(blocks)).encode()


def series_array(blocks: Iterable[Block]) -> bytes:
    """One JSON array."""
    return (json.dumps(list(series_rows(blocks)), ensure_ascii=False, indent=1) + "\n").encode()


def series_table(blocks: Iterable[Block], *, width: int) -> bytes:
    """One row a series, `width` characters wide, in UTF-8."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for title in ("series", "kind", "first", "last", "rows", "source"):
        table.add_column(title, overflow="fold", justify="right" if title == "rows" else "left")
    for row in series_rows(blocks):
        table.add_row(*(Text(printable(str(cell))) for cell in row.values()))
    page = io.StringIO()
    Console(file=page, width=max(width, 60), color_system=None, _environ={}).print(table)
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines()).encode()
