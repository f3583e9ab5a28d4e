"""`market pull`, `market update` and `market check`: data from the providers, and what is wrong with data."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.commands.exits import SOME_FAILED, UNUSABLE, reported, say, stdout
from extractor.commands.options import Format, Market, Printed, columns

if TYPE_CHECKING:
    import datetime as dt

    from extractor.errors import TapecheckError
    from extractor.tidy import Block

EXAMPLES = """
[bold]Examples[/bold]

tapecheck market update

tapecheck market pull --from fred --series US10Y,SPX --since 2020-01-01

tapecheck market check --market closes.parquet
"""


class Door(StrEnum):
    """Where data come from."""

    FRED = "fred"
    TREASURY = "treasury"
    ECB = "ecb"
    YAHOO = "yahoo"


From = Annotated[Door, typer.Option("--from", help="The provider; FRED_API_KEY gives FRED's vintages.")]
Series = Annotated[
    list[str],
    typer.Option("--series", help="Registry ids (SPX) or the provider's symbols (DGS10); several, or with commas."),
]
Since = Annotated[str | None, typer.Option(help="First day, ISO 8601; else all there is.")]


def pull(door: From, series: Series, since: Since = None) -> None:
    """Get series from a provider and add them to your own store."""
    with reported():
        from extractor.errors import TapecheckError
        from extractor.validate.providers.doors import pull as pull_series
        from extractor.validate.providers.doors import wanted

        first = _day(since)
        asked = [wanted(door.value, name.strip()) for names in series for name in names.split(",") if name.strip()]
        blocks, failed = [], 0
        for one in asked:
            try:
                blocks.append(pull_series(one, first))
            except TapecheckError as error:
                failed += _told(error)
        _add(blocks)
        _end(len(blocks), failed)


def update(since: Since = None) -> None:
    """Fill your own store from the free providers, for every instrument of the registry."""
    with reported():
        from extractor.market import user_store
        from extractor.tidy import Block, read_tidy
        from extractor.validate.providers.update import open_doors, updates

        first, added, failed, doors = _day(since), 0, 0, open_doors()
        for door in doors:
            held = read_tidy(user_store()) if user_store().exists() else []
            blocks = []
            for _, outcome in updates(door, held, first):
                if isinstance(outcome, Block):
                    blocks.append(outcome)
                else:
                    failed += _told(outcome)
            _add(blocks)
            added += len(blocks)
        if Door.YAHOO not in doors:
            say("shares and most foreign indices need Yahoo: pip install 'tapecheck[yahoo]'")
        _end(added, failed)


def check(market: Market = None, printed: Printed = Format.TABLE) -> None:
    """List what is wrong with the store: gaps, rows on holidays, jumps, sources that disagree."""
    with reported():
        from extractor.market import open_market
        from extractor.validate.faults import Fault, faults
        from extractor.write.listing import listing

        store = open_market(market)
        rows = [
            fault._asdict() | {"first": str(fault.first), "last": str(fault.last)} for fault in faults(store.blocks)
        ]
        stdout().write(listing(rows, Fault._fields, printed.value, width=columns(), right=("days",)))
        stdout().flush()
        say(f"{len(rows)} faults in {len(store.blocks)} series (store {store.digest[:12]})")


def _day(since: str | None) -> dt.date | None:
    from extractor.calendar import Appeared

    appeared = Appeared.parse(since)
    return appeared.day if appeared else None


def _told(error: TapecheckError) -> int:
    say(str(error))
    return 1


def _add(blocks: list[Block]) -> None:
    from extractor.market import user_store
    from extractor.write.store import add_to_store

    if blocks:
        add_to_store(blocks, user_store())
        rows = sum(len(block.days) for block in blocks)
        say(f"{len(blocks)} series, {rows:,} rows added to {user_store()}")


def _end(added: int, failed: int) -> None:
    """Raises typer.Exit where something failed."""
    if failed:
        say(f"{failed} of {added + failed} series failed")
        raise typer.Exit(SOME_FAILED if added else UNUSABLE)
