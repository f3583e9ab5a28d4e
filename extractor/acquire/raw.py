"""Bytes from files and streams, gunzipped, never more than a bound: hostile inputs end in one clear error."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.errors import UnreadableInput

MAX_BYTES = 20_000_000
"""The longest page, text, JSON file or JSONL line that is read, in bytes after gunzipping (trafilatura's own cap)."""

_MAX_RATIO = 200
"""Gunzipped over compressed length that no text reaches (deflate allows 1,032; news pages reach about 20)."""

_CHUNK = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"


def read_file(path: Path) -> bytes:
    """The file's bytes, gunzipped where they are gzip, whatever its name.

    Raises UnreadableInput where it is missing, not readable, empty, longer than MAX_BYTES, or damaged gzip.
    """
    where = shown(path)
    return bounded(gunzipped(_chunks(path, where), where), where)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, gunzipped, without their newline; memory stays at one line however long the file is.

    Raises UnreadableInput as `read_file` does, but counts MAX_BYTES per line, after the lines before have been given.
    """
    where, rest = shown(path), b""
    for chunk in gunzipped(_chunks(path, where), where):
        *lines, rest = (rest + chunk).split(b"\n") if b"\n" in chunk else (rest + chunk,)
        yield from lines
        if len(rest) > MAX_BYTES:
            raise _too_long(where)
    if rest:
        yield rest


def bounded(chunks: Iterable[bytes], where: str) -> bytes:
    """All chunks joined. Raises UnreadableInput where they are empty or exceed MAX_BYTES."""
    parts, length = [], 0
    for chunk in chunks:
        length += len(chunk)
        if length > MAX_BYTES:
            raise _too_long(where)
        parts.append(chunk)
    if not length:
        raise UnreadableInput("is empty", where=where)
    return b"".join(parts)


def gunzipped(chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
    """The chunks as they are, or gunzipped where they begin as gzip does; pieces stay below about 64 kB.

    Raises UnreadableInput where the stream is damaged, ends early, or swells as only a decompression bomb does.
    """
    stream = iter(chunks)
    first = next(stream, b"")
    if not first.startswith(_GZIP_MAGIC):
        yield first
        yield from stream
        return
    taken = given = 0
    member = zlib.decompressobj(wbits=31)
    for chunk in _chain(first, stream):
        taken += len(chunk)
        left = chunk.lstrip(b"\0") if member.eof else chunk
        while left:
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            piece, left = _inflate(member, left, where)
            given += len(piece)
            if given > MAX_BYTES + _MAX_RATIO * taken:
                raise UnreadableInput("is a decompression bomb", where=where)
            yield piece
    if not member.eof:
        raise UnreadableInput("the gzip stream ends early", where=where, todo="fetch or copy the file again")


def shown(path: Path) -> str:
    """The path for a message, printable whatever bytes are in it."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _inflate(member: zlib._Decompress, chunk: bytes, where: str) -> tuple[bytes, bytes]:
    """One piece of output and the input that is left; zero padding after a member is dropped."""
    try:
        piece = member.decompress(chunk, _CHUNK)
    except zlib.error as error:
        raise UnreadableInput("the gzip stream is damaged", where=where, todo="fetch or copy it again") from error
    return piece, member.unused_data.lstrip(b"\0") if member.eof else member.unconsumed_tail


def _chunks(path: Path, where: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise UnreadableInput("there is no such file", where=where) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableInput(f"cannot be read: {reason}", where=where) from error


def _too_long(where: str) -> UnreadableInput:
    todo = "one article to a page or file; many belong in a JSONL file or a folder"
    return UnreadableInput(f"is longer than {MAX_BYTES // 1_000_000} MB", where=where, todo=todo)
