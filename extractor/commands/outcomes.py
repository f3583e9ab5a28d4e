"""Each article on its own: one that cannot be read becomes a Failure and costs no other article anything."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import typer

from extractor.commands.exits import GATE_SHUT, SOME_FAILED, UNUSABLE, is_terminal, say, stdout
from extractor.commands.options import FailOn
from extractor.errors import TapecheckError, UnreadableInput
from extractor.records import Article, Failure, Reading
from extractor.write.files import replacing

LONGEST = 400_000
"""Characters of the longest article that is read: far longer than any newspaper story, and some ten seconds' work."""

NAMED = 6
"""How many instruments are named of which data are missing."""

Draw = Callable[[Iterable[Reading]], Iterator[bytes]]


def write_outcomes(
    outcomes: Iterable[Reading | Failure], draw: Draw, out: Path | None, tally: Tally, report: Path | None = None
) -> None:
    """Write each Reading to `out`, else to stdout, as soon as it is there, and say on stderr what failed.

    A `report` gets each Reading as well.
    Raises typer.Exit where inputs failed or a verdict shuts the gate (which goes before); with no Reading at all an
    earlier file `out` stays as it was.
    """
    with _opened(out) as stream, _reported(report) as note, _progress(out) as progress:
        for chunk in draw(_noted(progress(tally.readings(outcomes)), note)):
            stream.write(chunk)
            stream.flush()
        tally.close()
    if tally.refuted and tally.fail_on is FailOn.REFUTED:
        raise typer.Exit(GATE_SHUT)
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


def attempt(article: Article | Failure, read: Callable[[Article], Reading]) -> Reading | Failure:
    """The Reading, or a Failure that names the stage and component that raised; a Failure stays what it is."""
    if isinstance(article, Failure):
        return article
    try:
        return read(_bounded(article))
    except TapecheckError as error:
        return _failure(article, error, str(error))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong in one article must not cost the others
        return _failure(article, error, f"a fault of tapecheck, please report it: {error!r}")


@dataclass
class Tally:
    """Counts what came out while it passes; `fail_on` says which verdict makes the command fail."""

    fail_on: FailOn = FailOn.NONE
    read: int = 0
    refuted: int = 0
    failed: int = 0
    skipped: int = 0
    lacking: set[str] = field(default_factory=set)
    """Instruments of which the store has no series, or no value for a day that is spoken of."""

    def skip(self, path: str) -> None:  # noqa: ARG002  # whoever finds files says which
        """Count a file of a folder that is of no kind that is read."""
        self.skipped += 1

    def readings(self, outcomes: Iterable[Reading | Failure]) -> Iterator[Reading]:
        """The Readings; each Failure is said on stderr instead."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failed += 1
                say(f"{outcome.locator}: {outcome.message}")
            else:
                self.read += 1
                self.refuted += sum(verdict.label == "refuted" for verdict in outcome.verdicts)
                self.lacking |= _lacking(outcome)
                yield outcome

    def close(self) -> None:
        """Say which data are missing, and what was skipped or failed. Raises typer.Exit where nothing was read."""
        if self.lacking:
            first, more = sorted(self.lacking)[:NAMED], len(self.lacking) - NAMED
            named = ", ".join(first) + (f" and {more} more" if more > 0 else "")
            say(f"no market data for days spoken of: {named} (`tapecheck market update` gets what is free)")
        if self.skipped:
            say(f"{self.skipped} other file{'' if self.skipped == 1 else 's'} skipped")
        if self.read + self.failed == 0:
            say("no usable input")
        if self.failed and self.read + self.failed > 1:
            say(f"{self.failed} of {self.read + self.failed} inputs failed")
        if not self.read:
            raise typer.Exit(UNUSABLE)


def _lacking(reading: Reading) -> set[str]:
    claims = {claim.id: claim.instrument for claim in reading.claims}
    missing = (
        one for one in reading.verdicts if one.reason in ("no_series", "no_data_for_period") and not one.evidence
    )
    return {claims[one.claim] or "" for one in missing} - {""}


def _bounded(article: Article) -> Article:
    length = len(article.text)
    if length > LONGEST:
        raise UnreadableInput(f"{length:,} characters are no article", todo=f"cut it into parts below {LONGEST:,}")
    return article


def _failure(article: Article, error: Exception, message: str) -> Failure:
    stage, component = _raised_in(error)
    return Failure(
        stage=stage,
        component=component,
        error=type(error).__name__,
        message=message,
        locator=article.url or article.id,
    )


def _raised_in(error: Exception) -> tuple[str, str]:
    """Stage and component of the innermost frame of this package."""
    names = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    stage, *component = [name for name in names if name.startswith("extractor.")][-1].split(".")[1:]
    return stage, ".".join(component) or stage


def _reported(report: Path | None) -> AbstractContextManager[Callable[[Reading], None]]:
    if report is None:
        return nullcontext(lambda _: None)
    from extractor.write.report import reporting

    return reporting(report)


def _noted(readings: Iterable[Reading], note: Callable[[Reading], None]) -> Iterator[Reading]:
    for reading in readings:
        note(reading)
        yield reading


def _opened(out: Path | None) -> AbstractContextManager[BinaryIO]:
    return replacing(out) if out else nullcontext(stdout())


def _progress(out: Path | None) -> AbstractContextManager[Callable[[Iterable[Reading]], Iterable[Reading]]]:
    """A count of articles on stderr, where that is a terminal which does not show the Readings themselves."""
    if not is_terminal(sys.stderr) or (out is None and is_terminal(sys.stdout)):
        return nullcontext(lambda readings: readings)
    return _counted()


@contextmanager
def _counted() -> Iterator[Callable[[Iterable[Reading]], Iterable[Reading]]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles read"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        yield lambda readings: progress.track(readings, total=None)
