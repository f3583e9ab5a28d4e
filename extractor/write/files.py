"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.errors import SettingError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose bytes stand at `path` once the block ends well.

    Whatever ends the block early (an error, Ctrl-C) leaves what stood there before. A link is followed, the mode of
    an earlier file is kept, and a device or pipe, which cannot be replaced, is written to directly.
    Raises SettingError where the path cannot be written to.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with _opened(target) as stream:
            yield stream
        return
    part, stream = _part_beside(target)
    try:
        with stream:
            yield stream
        part.chmod(_mode(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _opened(target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        raise _refused(target, error) from error


def _part_beside(target: Path) -> tuple[Path, BinaryIO]:
    """A new file in the folder of `target`: only within one file system is a rename whole."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _refused(target, error) from error
    return Path(name), os.fdopen(number, "wb")


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refused(target: Path, error: OSError) -> SettingError:
    return SettingError(
        f"cannot be written: {error.strerror}", where=str(target), todo="name a file that you may write"
    )
