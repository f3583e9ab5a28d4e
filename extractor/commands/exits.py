"""How every command ends: what is said on stderr and the exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

import typer

from extractor.errors import TapecheckError
from extractor.write.printable import printable

SOME_FAILED, UNUSABLE, GATE_SHUT, INTERRUPTED, PIPE_CLOSED = 1, 2, 3, 130, 141

EXIT_CODES = """
[bold]Exit codes[/bold]

0  done, whatever the verdicts

1  some inputs failed; the others were done

2  wrong usage, or no usable input

3  a claim was refuted and `--fail-on refuted` was given

130  interrupted; 141  the reader of stdout went away
"""


def say(message: str) -> None:
    """One line on stderr."""
    typer.echo(f"tapecheck: {printable(message)}", err=True)


@contextmanager
def reported() -> Iterator[None]:
    """Turn what ends a command early into one line on stderr and its exit code; never a traceback.

    Raises typer.Exit for a TapecheckError, Ctrl-C, a closed stdout and a full disk.
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
        _abandon_stdout()
        raise typer.Exit(PIPE_CLOSED) from error
    except OSError as error:  # of writing: what cannot be read is an InputError
        _abandon_stdout()
        say(f"cannot write: {error.strerror}")
        raise typer.Exit(UNUSABLE) from error


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sees what is written; a stream that was closed from the start is None."""
    return stream is not None and stream.isatty()


def stdout() -> BinaryIO:
    """Where data go. Raises OSError where it was closed from the start."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    return sys.stdout.buffer


def _abandon_stdout() -> None:
    """Python flushes stdout once more on its way out, which would print a second error."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
