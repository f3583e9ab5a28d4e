"""`check` and `extract`: inputs in, Readings out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.commands.exits import is_terminal, reported
from extractor.commands.options import Failing, FailOn, Format, Market, Printed, columns

if TYPE_CHECKING:
    from extractor.records import Reading

EXAMPLES = """
[bold]Examples[/bold]

tapecheck check page.html

tapecheck check story.txt --published-at 2024-11-12T08:00:00+08:00 --format jsonl

tapecheck check news/ more.jsonl.gz --out verdicts.jsonl --format jsonl
"""

GATE = """
tapecheck check story.html --report report.html

tapecheck check draft.txt --published-at 2024-11-12 --format json --fail-on refuted
"""

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="An HTML, text, JSON or JSONL file (also .gz), a folder of these, a URL, or - for stdin.",
    ),
]
ArticleId = Annotated[str | None, typer.Option("--id", help="The article's id; else its own, else the file's stem.")]
PublishedAt = Annotated[
    str | None,
    typer.Option(help="When it appeared, ISO 8601; a bare date means after that day's close. Wins over the page's."),
]
Out = Annotated[Path | None, typer.Option(help="Write to this file, whole or not at all, instead of stdout.")]
Report = Annotated[
    Path | None, typer.Option(help="Also write one HTML file: the text with its claims marked, verdicts and evidence.")
]


def check(
    inputs: Inputs,
    article_id: ArticleId = None,
    published_at: PublishedAt = None,
    printed: Printed = Format.TABLE,
    market: Market = None,
    out: Out = None,
    report: Report = None,
    fail_on: Failing = FailOn.NONE,
) -> None:
    """Judge every claim of the inputs against market data."""
    with reported():
        from extractor.acquire.inputs import read_inputs
        from extractor.commands.outcomes import Tally, attempt, write_outcomes
        from extractor.market import open_market
        from extractor.pipeline import check as read_and_judge
        from extractor.write.table import verdict_table

        store, tally = open_market(market), Tally(fail_on)
        found = read_inputs(inputs, article_id=article_id, published_at=published_at, on_skip=tally.skip)
        readings = (attempt(article, lambda article: read_and_judge(article, store)) for article in found)
        write_outcomes(readings, drawn(printed, verdict_table, out), out, tally, report)


def extract(
    inputs: Inputs,
    article_id: ArticleId = None,
    published_at: PublishedAt = None,
    printed: Printed = Format.TABLE,
    out: Out = None,
) -> None:
    """Find figures, people, firms, quotes, calls and claims in the inputs, without judging them."""
    with reported():
        from extractor.acquire.inputs import read_inputs
        from extractor.commands.outcomes import Tally, attempt, write_outcomes
        from extractor.pipeline import extract as read
        from extractor.write.table import finding_table

        tally = Tally()
        found = read_inputs(inputs, article_id=article_id, published_at=published_at, on_skip=tally.skip)
        readings = (attempt(article, read) for article in found)
        write_outcomes(readings, drawn(printed, finding_table, out), out, tally)


def drawn(
    printed: Format, table: Callable[..., bytes], out: Path | None
) -> Callable[[Iterable[Reading]], Iterator[bytes]]:
    """What turns Readings into bytes in the format asked for; `table` draws one for the eye."""
    from extractor.write.jsonl import as_array, as_lines

    if printed is Format.JSONL:
        return as_lines
    if printed is Format.JSON:
        return as_array
    width = columns()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = out is None and is_terminal(sys.stdout) and not plain
    return lambda readings: (table(reading, width=width, colour=colour) for reading in readings)
