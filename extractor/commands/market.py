"""`market import` and `market list`: the data that claims are judged by; market_doors.py has the other commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.commands import market_doors
from extractor.commands.exits import EXIT_CODES, reported, say, stdout
from extractor.commands.options import Format, Market, Printed, columns

EXAMPLES = """
[bold]Examples[/bold]

tapecheck market import closes.csv

tapecheck market list --market closes.parquet
"""

app = typer.Typer(help="Show and fill the market data that claims are judged by.", no_args_is_help=True)

Source = Annotated[
    Path, typer.Argument(metavar="FILE", help="CSV or Parquet with the columns series, date, value, kind, source.")
]


@app.command("import", epilog=EXAMPLES + EXIT_CODES)
def import_(file: Source) -> None:
    """Add the series of FILE to your own store, which `check` uses from then on."""
    with reported():
        from extractor.market import user_store
        from extractor.tidy import read_tidy
        from extractor.write.store import add_to_store

        blocks, store = read_tidy(file), user_store()
        add_to_store(blocks, store)
        say(f"{len(blocks)} series, {sum(len(block.days) for block in blocks)} rows added to {store}")


@app.command("list", epilog=EXAMPLES + EXIT_CODES)
def list_(market: Market = None, printed: Printed = Format.TABLE) -> None:
    """List the series of the store: kind, first and last date, rows, source."""
    with reported():
        from extractor.market import open_market
        from extractor.write.listing import listing
        from extractor.write.series import TITLES, series_rows

        store = open_market(market)
        rows = list(series_rows(store.blocks))
        stdout().write(listing(rows, TITLES, printed.value, width=columns(), right=("rows",)))
        stdout().flush()
        say(f"store {store.digest[:12]}, read from {store.where}")


for command in (market_doors.pull, market_doors.update, market_doors.check):
    app.command(epilog=market_doors.EXAMPLES + EXIT_CODES)(command)
