"""`recheck`: the same article before and after a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from extractor.commands.exits import reported, say, stdout
from extractor.commands.options import Format, Market, Printed, columns
from extractor.commands.reading import PublishedAt

if TYPE_CHECKING:
    from extractor.records import Article

EXAMPLES = """
[bold]Examples[/bold]

tapecheck recheck story.html story-corrected.html

tapecheck recheck first.txt second.txt --published-at 2024-11-12 --format json
"""

Old = Annotated[str, typer.Argument(metavar="OLD", help="The article as it was.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The article as it is.")]


def recheck(
    old: Old, new: New, published_at: PublishedAt = None, printed: Printed = Format.TABLE, market: Market = None
) -> None:
    """List the claims that a correction added, removed or changed, with their verdicts."""
    with reported():
        from extractor.market import open_market
        from extractor.pipeline import check
        from extractor.validate.changes import changes
        from extractor.write.changes import TITLES, change_rows
        from extractor.write.listing import listing

        store = open_market(market)
        was, now = (check(_article(path, published_at), store) for path in (old, new))
        rows = list(change_rows(changes(was, now)))
        stdout().write(listing(rows, TITLES, printed.value, width=columns()))
        stdout().flush()
        counts = ", ".join(
            f"{sum(row['change'] == kind for row in rows)} {kind}" for kind in ("added", "removed", "changed")
        )
        say(f"{len(was.claims)} claims before, {len(now.claims)} now: {counts} (store {store.digest[:12]})")


def _article(path: str, published_at: str | None) -> Article:
    """The one article of an input. Raises SettingError where it holds several, InputError where it cannot be read."""
    from extractor.acquire.inputs import read_inputs
    from extractor.errors import SettingError
    from extractor.records import Article

    found = list(read_inputs([path], published_at=published_at))
    if len(found) != 1 or not isinstance(found[0], Article):
        raise SettingError(f"holds {len(found)} articles", where=path, todo="name an input with one article")
    return found[0]
