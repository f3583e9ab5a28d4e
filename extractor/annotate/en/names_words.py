"""Words with their places, and the runs of capitalised words that may be names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[A-Z]\.){2,5}(?:-[a-z]{2,12})?(?![a-z])"
    r"|[^\W_]+(?:(?:[&’'\-]|/(?=[A-Z]{1,4}\b|or\b)|\.(?=(?:com|net|org|ai|io)\b)|(?<=\d)[.,](?=\d))[^\W_]+){0,12}"
    r"|[&+]"
)


class Word(NamedTuple):
    """A word; `key` is its lower case with straight apostrophes, `base` the key without a possessive 's.

    `capital` says that it begins like a name: a capital, or a digit or small letters before one (3M, eBay, iiTrader).
    """

    start: int
    end: int
    text: str
    key: str
    base: str
    capital: bool

    @property
    def possessive(self) -> bool:
        """Whether it ends in 's."""
        return self.key != self.base

    @property
    def base_end(self) -> int:
        """Where the word ends without its possessive 's."""
        return self.end - (len(self.key) - len(self.base))


def split_words(text: str) -> list[Word]:
    """Every word in order; initials (U.S.), web names (JD.com) and joined names (El-Erian, AT&T) are one word."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        word = found.group()
        key = word.lower().replace("’", "'")
        if len(key) != len(word):  # a few capitals grow in lower case
            key = word
        words.append(Word(found.start(), found.end(), word, key, key.removesuffix("'s"), _is_capital(word, key)))
    return words


def _is_capital(word: str, key: str) -> bool:
    """Whether the word begins like a name; "Denver-based" and its like describe and name nothing."""
    if word[:3] == word[:3].lower():
        return False
    return "-" not in word or key.rpartition("-")[2] not in word_list("describing")


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words can belong to one name: a space between, or the full stop of an abbreviation."""
    gap = text[left.end : right.start]
    if gap in (" ", "  ", "\u00a0"):
        return True
    return gap in (". ", ".") and (
        (len(left.text) == 1 and left.text.isupper()) or left.key in word_list("abbreviations")
    )


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of names_words.toml: openers, calendar, places or common."""
    rows = tomllib.loads((files("extractor.annotate.en") / "names_words.toml").read_text(encoding="utf-8"))
    return frozenset(rows[name].split())


@cache
def not_names() -> frozenset[str]:
    """Every listed word that begins or ends no name."""
    return word_list("openers") | word_list("calendar") | word_list("places") | word_list("common")


def headings(text: str) -> list[tuple[int, int]]:
    """The lines that are set in headline capitals: more than half of the longer words capitalised, no full stop."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        words = [w for w in line.group()[:400].split() if len(w) > 3 and w[0].isalpha()]
        if len(line.group()) > 300 or len(words) < 3 or line.group().rstrip()[-1:] in (".", "”", '"', ","):
            continue
        if sum(w[0].isupper() for w in words) > 0.6 * len(words):
            found.append(line.span())
    return found
