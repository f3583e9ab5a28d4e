"""`verify`: words in, a verdict for each claim that they make out."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extractor.commands.exits import reported
from extractor.commands.options import Failing, FailOn, Format, Market, Printed
from extractor.commands.reading import PublishedAt, drawn

EXAMPLES = """
[bold]Examples[/bold]

tapecheck verify "Russell 2000 rose 1.5% on Monday" --published-at 2024-11-11T18:00:00-05:00

tapecheck verify "The Dow closed above 44,000" --published-at 2024-11-12 --format json --fail-on refuted
"""

Words = Annotated[str, typer.Argument(metavar="WORDS", help="A sentence or more, in quotes; - for stdin.")]


def verify(
    words: Words,
    published_at: PublishedAt = None,
    printed: Printed = Format.TABLE,
    market: Market = None,
    fail_on: Failing = FailOn.NONE,
) -> None:
    """Judge the claims of WORDS against market data."""
    with reported():
        from extractor.commands.outcomes import Tally, write_outcomes
        from extractor.pipeline import verify as verify_words
        from extractor.write.table import verdict_table

        spoken = sys.stdin.read() if words == "-" else words
        reading = verify_words(spoken, published_at=published_at, market=market)
        write_outcomes([reading], drawn(printed, verdict_table, None), None, Tally(fail_on))
