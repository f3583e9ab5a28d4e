"""Text from outside made safe to print."""

from __future__ import annotations

import unicodedata

SHOWN_AS = {"Cc": "\ufffd", "Cs": "\ufffd", "Cf": ""}
"""Unicode categories that a terminal would obey: control, half a surrogate pair, format (direction, joiners)."""


def printable(words: str) -> str:
    """`words` on one line, without anything that a terminal would obey."""
    kept = (SHOWN_AS.get(unicodedata.category(character), character) for character in " ".join(words.split()))
    return "".join(kept)
