"""Words of a text as the name matcher reads them, and the matcher: one pass over the words through one trie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "‑": "-", "‐": "-"})
# What may stand between two words of one name: one line break at most, a hyphen, a slash, an ampersand; a full stop
# only after an initial or an abbreviation, or inside "Amazon.com".
_GAP = re.compile(r"(?!\s*\n\s*\n)\s{1,4}|\s?[-–/&*]\s?|['!] ?|, (?=inc\b|ltd\b)")
_DOT = re.compile(r"\. ?")
_ABBREVIATED = frozenset({"st", "bros", "co", "cos", "corp", "inc", "ltd", "jos", "vs"})

Trie = dict[str, Any]
_END = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: `keys` in lower case, half-open `spans` into the text, and `low`, the text in lower case.

    `low` has the length of the text, so that the same offsets hold in both.
    """

    text: str
    low: str
    keys: list[str]
    spans: list[tuple[int, int]]

    def joined(self, i: int) -> bool:
        """Whether word `i` and the next one can belong to one name, by what stands between them."""
        gap = self.low[self.spans[i][1] : self.spans[i + 1][0]]
        if gap in {" ", "-"} or _GAP.fullmatch(gap):
            return True
        if not _DOT.fullmatch(gap) or self.keys[i].isdigit():
            return False
        return len(self.keys[i]) <= 2 or self.keys[i] in _ABBREVIATED or self.keys[i + 1] == "com"


def split_words(text: str) -> Words:
    """The words of `text`: letters and digits, with "&" and apostrophes inside ("s&p", "macy's")."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    low = low.translate(_APOSTROPHES)
    spans = [found.span() for found in _WORD.finditer(low)]
    return Words(text, low, [low[start:end] for start, end in spans], spans)


@dataclass(frozen=True, slots=True)
class Match:
    """A name in the text: words `first` to `last` (both included), its span, and what the trie holds for it."""

    first: int
    last: int
    start: int
    end: int
    meaning: Any


def add_name(trie: Trie, name: str, meaning: Any, *, replace: bool = False) -> None:
    """Enter a name as written in data, in each of its spellings; an earlier entry stays unless `replace`."""
    for spelling in _spellings(name):
        node = trie
        for key in spelling:
            node = node.setdefault(key, {})
        if replace or _END not in node:
            node[_END] = meaning


def _spellings(name: str) -> Iterable[tuple[str, ...]]:
    plain = name.lower().translate(_APOSTROPHES)
    yield tuple(_WORD.findall(plain))
    if re.search(r"\b[a-z]\.[a-z]\.", plain):  # U.S., J.C.: also without the stops
        yield tuple(_WORD.findall(re.sub(r"\b([a-z])\.([a-z])\.", r"\1\2", plain)))
    if " & " in plain:
        yield tuple(_WORD.findall(plain.replace(" & ", " and ")))


def find_names(words: Words, trie: Trie) -> Iterator[Match]:
    """The longest names of the trie in the text, left to right, none overlapping; a possessive ending stays outside."""
    keys, count, after = words.keys, len(words.keys), 0
    for i, key in enumerate(keys):
        if i < after or not (key in trie or (key[-2:] == "'s" and key[:-2] in trie)):
            continue
        found = _longest(words, trie, i, count)
        if found is not None:
            after = found.last + 1
            yield found


def _longest(words: Words, trie: Trie, first: int, count: int) -> Match | None:
    keys, spans, best, node = words.keys, words.spans, None, trie
    for i in range(first, count):
        if i > first and not words.joined(i - 1):
            break
        key = keys[i]
        bare = node.get(key[:-2], {}) if key[-2:] == "'s" else {}
        node = node.get(key, {})
        if _END in node:
            best = Match(first, i, spans[first][0], spans[i][1], node[_END])
        elif _END in bare:
            best = Match(first, i, spans[first][0], spans[i][1] - 2, bare[_END])
        if not node:
            break
    return best
