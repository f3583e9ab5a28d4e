"""The command line. One file a command group; each command parses, calls one function and prints.

Data go to stdout, progress and failures to stderr; exits.py says how a command ends. Whatever is slow to import is
imported inside a command's body, so that `tapecheck --help` answers at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from extractor import __version__
from extractor.commands import market, reading, recheck, verify
from extractor.commands.exits import EXIT_CODES

EXAMPLES = """
[bold]Examples[/bold]

tapecheck check article.html

tapecheck check news/ --market closes.parquet --format jsonl --out verdicts.jsonl

curl -s PAGE | tapecheck extract - --published-at 2024-11-12T08:00:00+08:00

tapecheck market list
"""

app = typer.Typer(
    name="tapecheck",
    help="Reads market commentary and checks every cited number against market data.",
    epilog=EXAMPLES + EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command(epilog=reading.EXAMPLES + reading.GATE + EXIT_CODES)(reading.check)
app.command(epilog=reading.EXAMPLES.replace("tapecheck check", "tapecheck extract") + EXIT_CODES)(reading.extract)
app.command(epilog=verify.EXAMPLES + EXIT_CODES)(verify.verify)
app.command(epilog=recheck.EXAMPLES + EXIT_CODES)(recheck.recheck)
app.add_typer(market.app, name="market")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tapecheck {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads market commentary and checks every cited number against market data."""
