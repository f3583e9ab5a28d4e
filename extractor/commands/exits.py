"""How every command ends: what is said on stderr and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from extractor.errors import TapecheckError
from extractor.write.printable import printable

SOME_FAILED, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

EXIT_CODES = """
[bold]Exit codes[/bold]

0  done, whatever the verdicts

1  some inputs failed; the others were done

2  wrong usage, or no usable input

130  interrupted; 141  the reader of stdout went away
"""


def say(message: str) -> None:
    """One line on stderr."""
    typer.echo(f"tapecheck: {printable(message)}", err=True)


@contextmanager
def reported() -> Iterator[None]:
    """Turn what ends a command early into one line on stderr and its exit code; never a traceback.

    Raises typer.Exit for a TapecheckError, Ctrl-C and a closed stdout.
    """
    try:
        yield
    except TapecheckError as error:
        say(str(error))
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt as interrupt:
        say("interrupted")
        raise typer.Exit(INTERRUPTED) from interrupt
    except BrokenPipeError as error:
        # Python flushes stdout once more on its way out, which would print a second error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from error
