"""Readings as JSON: one a line, or one array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.records import Reading, dump


def as_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """One Reading a line, in UTF-8, every field present: the output contract (records.py)."""
    for reading in readings:
        yield dump(reading) + b"\n"


def as_array(readings: Iterable[Reading]) -> Iterator[bytes]:
    """One JSON array, however many Readings; nothing at all where there is none."""
    opening = b"[\n"
    for reading in readings:
        yield opening + dump(reading)
        opening = b",\n"
    if opening != b"[\n":
        yield b"\n]\n"
