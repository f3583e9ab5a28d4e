"""Bytes -> text: which encoding they are in, and whether they are text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from extractor.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_MAGIC = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"PAR1", b"\x7fELF", b"\xd0\xcf")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
"""Encodings that pages name when they mean a superset (WHATWG Encoding Standard, section 4.2)."""


class Decoded(NamedTuple):
    """`text`, and the Python name of the `encoding` it was in."""

    text: str
    encoding: str


def decode(raw: bytes, where: str, *, declared: str | None = None) -> Decoded:
    """Text in the encoding that its byte order mark names, else UTF-8 where it is valid, else `declared`, else a guess.

    A byte order mark is part of the encoding and dropped; every other character is kept, line ends included.
    Raises UnreadableInput where the bytes are not text.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return Decoded(raw[len(bom) :].decode(encoding, "replace"), encoding)
    if is_binary(raw):
        raise UnreadableInput("is binary, not text or HTML", where=where)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        known = _codec(declared)
        if known == "utf-8" or (known is None and _nearly_utf8(raw, error)):
            return Decoded(raw.decode("utf-8", "replace"), "utf-8")
        encoding = known or _guess(raw)
        return Decoded(raw.decode(encoding, "replace"), encoding)


def declared_charset(raw: bytes) -> str | None:
    """The charset that an HTML page names in its first 4 kB, or None."""
    found = _META_CHARSET.search(raw[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def is_binary(raw: bytes) -> bool:
    """Whether the first 64 kB look like something other than text.

    Known magic, a NUL in 500 bytes, or a control byte in 50: damaged pages hold single ones.
    """
    head = raw[:65536]
    if head.startswith(_BINARY_MAGIC) or head.count(b"\0") * 500 > len(head):
        return True
    return (len(head) - len(head.translate(None, _CONTROLS))) * 50 > len(head)


def _codec(name: str | None) -> str | None:
    try:
        known = codecs.lookup(name or "").name
        "".encode(known)  # refuses codecs that are not between text and bytes, such as "hex"
    except LookupError:
        return None
    return _WIDER.get(known, known)


def _nearly_utf8(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Whether UTF-8 with a few damaged bytes: over nine tenths of the characters beyond ASCII are whole."""
    head = raw[: max(65536, error.start + 4096)]
    text = head.decode("utf-8", "replace")
    bad = text.count("�")
    beyond = sum(not char.isascii() for char in text)
    return bad * 10 <= beyond


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:65536], cp_isolation=["gb18030", "big5", "cp1252", "shift_jis", "euc_kr", "cp1251"]).best()
    return best.encoding if best else "cp1252"
