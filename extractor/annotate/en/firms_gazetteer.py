"""The organisations that the program knows: firms.tsv, then the listed companies that pytickersymbols ships."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.firms_words import firm_words, legal_forms
from extractor.annotate.en.names_words import Word, not_names, split_words

_COUNTRIES = {
    "United States": "US", "Germany": "DE", "United Kingdom": "GB", "Switzerland": "CH", "France": "FR", "Japan": "JP",
    "Netherlands": "NL", "Spain": "ES", "Sweden": "SE", "Finland": "FI", "Belgium": "BE", "Ireland": "IE",
    "Italy": "IT", "Luxembourg": "LU", "Canada": "CA", "China": "CN", "Denmark": "DK", "Norway": "NO", "Austria": "AT",
    "Israel": "IL",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """A known organisation. `ticker` is its symbol on its home exchange, `country` ISO 3166."""

    id: str
    name: str
    country: str | None
    ticker: str | None
    listed: bool = False
    """Whether a list of companies tells it and not our own table, whose spellings are complete."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of an organisation's name as keys of words; `weak` ones are words with other uses."""

    keys: tuple[str, ...]
    written: str
    organisation: Organisation
    weak: bool
    loose: bool = False
    """Whether broken casing is allowed: not for names from a list of thousands."""


@cache
def aliases() -> dict[str, tuple[Alias, ...]]:
    """Every spelling by its first word, the longest first."""
    found: dict[str, dict[str, Alias]] = defaultdict(dict)
    own = _own()
    by_ticker = {(a.organisation.country, a.organisation.ticker): a.organisation for a in own if a.organisation.ticker}
    for alias in [*own, *_listed(by_ticker)]:
        found[alias.keys[0]].setdefault(alias.written, alias)
    return {key: tuple(sorted(rows.values(), key=lambda a: -len(a.keys))) for key, rows in found.items()}


def _keys(written: str) -> tuple[str, ...]:
    return tuple(word.key for word in split_words(written))


def _own() -> list[Alias]:
    found = []
    rows = (files("extractor.annotate.en") / "firms.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows:
        if row.startswith(("#", "id\t")):
            continue
        id_, name, country, ticker, spellings = row.split("\t")
        organisation = Organisation(id_, name, country or None, ticker or None)
        for spelling in [name, *filter(None, spellings.split("|"))]:
            written = spelling.rstrip("?")
            found.append(Alias(_keys(written), written, organisation, weak=spelling.endswith("?"), loose=True))
    return found


def _listed(own: dict[tuple[str | None, str], Organisation]) -> list[Alias]:
    """Names of listed companies without their legal form; one-word names are weak, for many are plain words."""
    from pytickersymbols import PyTickerSymbols

    found = []
    for stock in PyTickerSymbols().get_all_stocks():
        name = re.sub(r"\s*\(.*?\)|,|\.$", "", stock.get("name") or "").strip()
        words = split_words(name)
        while len(words) > 1 and words[-1].key in legal_forms() and words[-2].key not in _common_parts():
            words.pop()
        if not words or (len(words[0].text) < 2 and len(words) == 1):
            continue
        short = name[: words[-1].end].removeprefix("The ")
        if words[0].key in not_names() and len(words) == 1:
            continue
        country = _COUNTRIES.get(stock.get("country", ""))
        symbol = stock.get("symbol") or None
        organisation = own.get((country, symbol or "")) or Organisation(
            slug(short), short, country, symbol, listed=True
        )
        found.append(Alias(_keys(short), short, organisation, weak=len(words) == 1))
    return found


@cache
def _common_parts() -> frozenset[str]:
    return firm_words("strong") | firm_words("weak") | firm_words("plain")


def slug(name: str) -> str:
    """An id from a name: lower-case words joined by underscores, legal forms left out."""
    keys = [word.key for word in split_words(name)]
    while len(keys) > 1 and keys[-1] in legal_forms():
        keys.pop()
    return re.sub(r"\W+", "_", "_".join(key.replace("'", "") for key in keys)).strip("_") or "firm"


def known_at(words: list[Word], i: int, text: str) -> tuple[Alias, int] | None:
    """The longest known spelling that begins at word `i`, with the index after it; None where none does."""
    first = words[i]
    rows = aliases().get(first.key) or (aliases().get(first.base) if first.possessive else None)
    for alias in rows or ():
        end = i + len(alias.keys)
        if end <= len(words) and _same(words, i, alias) and _casing(text[first.start : words[end - 1].end], alias):
            found = text[first.start : words[end - 1].end]
            if "\n" not in found and ("," not in found or "," in alias.written) and not _landscape(words, end):
                return alias, end
    return None


def _same(words: list[Word], i: int, alias: Alias) -> bool:
    last = len(alias.keys) - 1
    for k, key in enumerate(alias.keys):
        word = words[i + k]
        if word.key != key and not (k == last and word.base == key):
            return False
        if k and word.start - words[i + k - 1].end > 2:
            return False
    return True


def _casing(found: str, alias: Alias) -> bool:
    """Broken casing is allowed in names of several words that are no plain phrase, and of one word that is no word."""
    found = found.replace("’", "'")
    if found.startswith(alias.written.replace("’", "'")[: len(found)]) or (found.isupper() and len(found) > 4):
        return True
    if not alias.loose:
        return False
    if len(alias.keys) == 1:
        if found.islower():
            return found in firm_words("any_case")
        return found[0].isupper() == alias.written[0].isupper() and found[1:2].islower() and len(found) > 4
    return (
        alias.written.split()[0].casefold() not in firm_words("plain") and not found[0].isupper()
    ) or found.istitle()


def _landscape(words: list[Word], end: int) -> bool:
    """Whether a river or forest is meant: "the Amazon rainforest"."""
    return end < len(words) and words[end].key in ("forest", "rainforest", "river", "basin", "jungle", "delta")
