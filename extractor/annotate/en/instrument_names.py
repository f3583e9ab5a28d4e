"""Every name that the matcher knows, in one trie: the registry's, those of shares, those of currencies, and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.instrument_cues import word_set
from extractor.annotate.en.instrument_words import Trie, add_name
from extractor.registry import registry

_BRACKETS = re.compile(r"\s*\([^)]*\)|,|®")
_TRAILING_STOP = re.compile(r"(?<=\w\w)\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means. `kind`: "index" (anything of the registry), "share", "currency" or "block" (nothing).

    `weak` names need evidence in the text. `house` is "b" for a bank, broker or asset manager, "v" for a vendor of
    data or an exchange. `since` and `until` bound the days of a ticker (ISO 8601, blank: open); `other` is the meaning
    of the same name outside them.
    """

    id: str
    kind: str
    name: str
    weak: bool = False
    house: str = ""
    since: str = ""
    until: str = ""
    other: Meaning | None = None

    def on(self, day: str) -> Meaning | None:
        """The meaning on a day (ISO 8601; "" where it is not known: the first one listed)."""
        if not day or (self.since <= day and (not self.until or day <= self.until)):
            return self
        return self.other.on(day) if self.other else None


@cache
def names() -> Trie:
    """The trie of all names. Built once a process (about 40 ms); never changed afterwards."""
    trie: Trie = {}
    for block in _lines("instrument_blocks.txt"):
        add_name(trie, block, Meaning("", "block", block))
    for instrument in registry().instruments.values():
        for weak, aliases in ((False, instrument.aliases), (True, instrument.weak_aliases)):
            for alias in aliases:
                add_name(trie, alias, Meaning(instrument.id, "index", alias.lower(), weak))
    for currency in registry().currencies.values():
        for name in currency.names:
            add_name(trie, name, Meaning(currency.code, "currency", name.lower()))
    seen: dict[str, Meaning] = {}
    for name, meaning in _shares():
        first = seen.setdefault(name.casefold(), meaning)
        add_name(trie, name, first)
    return trie


def _lines(file: str) -> Iterator[str]:
    for line in (files("extractor.annotate.en") / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _shares() -> Iterator[tuple[str, Meaning]]:
    dated: dict[str, Meaning] = {}
    rows = [row.split("\t") for row in _lines("instrument_shares.tsv")][1:]
    for id_, house, since, until, name, aliases in reversed(rows):
        for alias in [name, *filter(None, aliases.split("|"))]:
            key = alias.rstrip("?").casefold()
            if since and not until:
                dated[key] = Meaning(id_, "share", name, alias.endswith("?"), house, since, until)
    for id_, house, since, until, name, aliases in rows:
        for alias in [name, *filter(None, aliases.split("|"))]:
            bare, weak = alias.rstrip("?"), alias.endswith("?")
            other = dated.get(bare.casefold()) if until else None
            yield bare, Meaning(id_, "share", name, weak, house, since, until, other)
    yield from _gazetteer()


def _gazetteer() -> Iterator[tuple[str, Meaning]]:
    """The listed companies of pytickersymbols; one-word names are weak, since many are plain words or surnames."""
    from pytickersymbols import PyTickerSymbols

    for stock in PyTickerSymbols().get_all_stocks():
        id_ = _listing(stock.get("symbol") or "")
        written = _TRAILING_STOP.sub("", _BRACKETS.sub("", stock.get("name") or "")).strip()
        words = written.split()
        if id_ is None or not words:
            continue
        yield written, Meaning(id_, "share", written, len(words) == 1)
        while len(words) > 1 and words[-1].casefold() in word_set("legal") | {"bancorp"}:
            words.pop()
        if words[0] == "The":
            words = words[1:] if len(words) > 2 else []
        if words and words[-1] not in ("&", "and", "of") and not _is_plain(words):
            yield " ".join(words), Meaning(id_, "share", written, len(words) == 1)


def _is_plain(words: list[str]) -> bool:
    """Whether a name cut to these words says nothing: one letter, or a word like "First" or "U.S."."""
    return len(words[0]) < 2 or all(word.strip(".").casefold() in word_set("generic") for word in words)


@cache
def _suffixes() -> dict[str, str]:
    return {suffix: market.mic for market in registry().markets.values() for suffix in market.ric}


def _listing(symbol: str) -> str | None:
    """The id of a Yahoo symbol: "MMM" is MMM, "7203.T" XTKS:7203, "BF-B" BF.B; None for what is neither."""
    code, dot, suffix = symbol.partition(".")
    if not dot:
        return code.replace("-", ".") if re.fullmatch(r"[A-Z]{1,5}(-[A-Z])?", code) else None
    mic = _suffixes().get(suffix)
    return f"{mic}:{code}" if mic and code else None
