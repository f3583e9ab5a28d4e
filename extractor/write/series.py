"""What a market store holds, a series a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractor.tidy import Block

TITLES = ("series", "kind", "first", "last", "rows", "source")


def series_rows(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Each series as series, kind, first and last date (ISO 8601), number of rows and sources."""
    for block in blocks:
        yield {
            "series": block.name,
            "kind": block.kind,
            "first": str(block.days[0]),
            "last": str(block.days[-1]),
            "rows": len(block.days),
            "source": ", ".join(dict.fromkeys(block.sources)),
        }
