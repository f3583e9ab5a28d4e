"""A folder -> the files in it that can be read, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.acquire.raw import shown
from extractor.acquire.sniff import kind_of_name
from extractor.errors import UnreadableInput


def files_in(folder: Path, on_skip: Callable[[str], None]) -> Iterator[Path]:
    """The folder's html, htm, txt, json and jsonl files (each also .gz), subfolders included, sorted by path.

    `on_skip` is told of every other file; links to folders are not followed. Raises UnreadableInput where a folder
    cannot be listed or no file is of these kinds.
    """
    found = sorted(_walk(folder), key=lambda path: path.relative_to(folder).parts)
    readable = [path for path in found if kind_of_name(path.name) and path.is_file()]
    kept = set(readable)
    for path in found:
        if path not in kept:
            on_skip(shown(path))
    if not readable:
        raise UnreadableInput("holds no html, htm, txt, json or jsonl file", where=shown(folder))
    yield from readable


def _walk(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise UnreadableInput(f"cannot be listed: {error.strerror}", where=shown(Path(error.filename))) from error

    for parent, _, names in os.walk(folder, onerror=fail):
        yield from (Path(parent) / name for name in names)
