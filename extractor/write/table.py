"""Readings as tables for the eye: a claim a row with its verdict, or a finding a row where nothing was judged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.records import Article, Claim, Label, Reading, Verdict
from extractor.write.amounts import actual, period, stated
from extractor.write.findings import findings
from extractor.write.printable import printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

LABELS: dict[Label, tuple[str, str]] = {
    "supported": ("supported", "green"),
    "refuted": ("refuted", "bold red"),
    "not_enough_info": ("not enough info", "yellow"),
}
"""The words and the colour of each label."""

CLAIM_COLUMNS = {"words": -2, "measure": 10, "period": 13, "stated": 10, "actual": 10, "verdict": 10, "why": -3}
FINDING_COLUMNS = {"kind": 10, "words": -1, "read as": -1}
"""Titles and widths in characters; columns below 0 share what is left by these weights."""

ROOMY, NARROWEST = 100, 40
"""Below the first width (in characters) claims are stacked instead of put in columns; the second is the least used."""


def verdict_table(reading: Reading, *, width: int, colour: bool) -> bytes:
    """The claims of one Reading with their verdicts, `width` characters wide, in UTF-8.

    Long cells wrap. Control characters of the article never reach the terminal.
    """
    verdicts = {verdict.claim: verdict for verdict in reading.verdicts}
    rows = [tuple(_row(claim, verdicts.get(claim.id))) for claim in reading.claims]
    body = _columns(CLAIM_COLUMNS, rows, leading=1) if width >= ROOMY else _stacked(rows)
    return _print(reading, body if rows else "", _verdict_counts(reading), width=width, colour=colour)


def finding_table(reading: Reading, *, width: int, colour: bool) -> bytes:
    """What was found in one Reading, in the order of the text, `width` characters wide, in UTF-8."""
    found = sorted(findings(reading), key=lambda finding: finding[0])
    rows = [tuple(_text(cell) for cell in cells) for _, *cells in found]
    counts = f"{len(rows)} findings, {len(reading.claims)} of them claims"
    body = _columns(FINDING_COLUMNS, rows, leading=0)
    return _print(reading, body if rows else "", counts, width=width, colour=colour)


def _row(claim: Claim, verdict: Verdict | None) -> Iterator[Text]:
    """The cells of CLAIM_COLUMNS."""
    yield _text(claim.text)
    versus = f" against {claim.versus}" if claim.versus else ""
    yield _text(f"{claim.measure.replace('_', ' ')} {claim.instrument or ''}{versus}")
    yield _text(period(claim.period, claim.window))
    yield _text(stated(claim))
    yield _text(actual(claim, verdict.actual if verdict else None))
    label, style = LABELS[verdict.label] if verdict else ("not judged", "dim")
    yield _text(label, style)
    yield _text((verdict.explanation or verdict.reason.replace("_", " ")) if verdict else "")


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(printable(words), style=style)


def _columns(widths: dict[str, int], rows: Sequence[Sequence[Text]], *, leading: int) -> Table:
    """The rows under the titles of `widths`, with `leading` empty lines between them."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), expand=True, leading=leading)
    for title, width in widths.items():
        fixed, ratio = (width, None) if width > 0 else (None, -width)
        table.add_column(title, overflow="fold", width=fixed, ratio=ratio)
    for row in rows:
        table.add_row(*row)
    return table


def _stacked(rows: Sequence[Sequence[Text]]) -> RenderableType:
    """One block a claim: its words, then what they say against what the market data say, then why."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    blocks: list[RenderableType] = []
    for words, measure, when, said, true, verdict, why in rows:
        pairs = ((measure, ""), (when, ""), (said, "stated "), (true, "actual "))
        cells = [Text(title).append_text(cell) for cell, title in pairs if cell.plain]
        blocks += [words, Padding(Text("; ").join([*cells, verdict]), (0, 0, 0, 2)), Padding(why, (0, 0, 1, 2))]
    return Group(*blocks)


def _print(reading: Reading, body: RenderableType, counts: str, *, width: int, colour: bool) -> bytes:
    from rich.console import Console

    page = io.StringIO()
    console = Console(
        file=page,
        width=max(width, NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        _environ={},
    )
    console.print(_text(_heading(reading.article), "bold"), "")
    if reading.status == "language_not_supported":
        console.print(_text(f"not read: no rules for the language {reading.article.language!r} yet"))
    else:
        console.print(body, "")
        console.print(_text(counts))
    console.print()
    text = "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines())
    return re.sub("\n{3,}", "\n\n", text).encode()


def _heading(article: Article) -> str:
    parts = (article.title or article.id, article.source, article.published_at or "no date")
    return " | ".join(part for part in parts if part)


def _verdict_counts(reading: Reading) -> str:
    counts = []
    for label, (words, _) in LABELS.items():
        counts.append(f"{sum(verdict.label == label for verdict in reading.verdicts)} {words}")
    claims = len(reading.claims)
    judged = f" (store {reading.market[:12]})" if reading.market else ""
    return f"{claims} claim{'' if claims == 1 else 's'}: " + ", ".join(counts) + judged
