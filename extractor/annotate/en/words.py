"""The class of an English word in market prose, from cues.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractor.records import Modality


@cache
def _classes() -> dict[str, str]:
    table = tomllib.loads((files("extractor.annotate.en") / "cues.toml").read_text(encoding="utf-8"))
    classes: dict[str, str] = {}
    for name in _RANK:
        for word in table[name]["words"].split():
            classes.setdefault(word, name)
    return classes


@cache
def _modal() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("extractor.annotate.en") / "cues.toml").read_text(encoding="utf-8"))
    return {
        name: frozenset(table[name]["words"].split())
        for name in ("forecast", "hypothetical", "historical", "forecast_beside")
    }


@cache
def word_set(name: str) -> frozenset[str]:
    """A closed set of lower-case words of word_sets.toml ("level_verbs", ...). Raises KeyError for any other name."""
    return frozenset(_word_sets()[name]["words"].split())


@cache
def _word_sets() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("extractor.annotate.en") / "word_sets.toml").read_text(encoding="utf-8"))


# Where a word has two classes (a verb that is also a noun) the earlier wins; the walk decides by its neighbours.
_RANK = (
    "determiner",
    "pronoun",
    "relative",
    "coordinator",
    "subordinator",
    "way_up",
    "way_down",
    "way_flat",
    "preposition",
    "verb_up",
    "verb_down",
    "verb_close",
    "verb_other",
    "aux",
    "noun_up",
    "noun_down",
    "noun_flat",
    "adverb",
    "price_noun",
)


def word_class(word: str) -> str | None:
    """The class of a lower-case word, or None where the tables do not know it."""
    known = _classes().get(word)
    if known is None and word.endswith("ly") and len(word) > 4:
        return "adverb"
    return known


@cache
def _nouns() -> dict[str, int]:
    table = tomllib.loads((files("extractor.annotate.en") / "cues.toml").read_text(encoding="utf-8"))
    signs = (("noun_up", 1), ("noun_down", -1), ("noun_flat", 0))
    return {word: sign for name, sign in signs for word in table[name]["words"].split()}


def noun_direction(word: str) -> int | None:
    """+1 or -1 for "gain", "drop" and the like (also where the word is a verb as well), 0 for "move", else None."""
    return _nouns().get(word)


@cache
def _phrasal() -> re.Pattern[str]:
    table = tomllib.loads((files("extractor.annotate.en") / "cues.toml").read_text(encoding="utf-8"))
    up, down = (
        "|".join(re.escape(v).replace(r"\ ", r"[\s-]") for v in table[f"phrasal_{way}"]["words"])
        for way in ("up", "down")
    )
    return re.compile(rf"\b(?:(?P<verb_up>{up})|(?P<verb_down>{down}))\b", re.IGNORECASE)


def phrasal_verbs(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The verbs of several words in text[start:end] ("gave up", "picked up") as (start, end, class)."""
    return [(m.start(), m.end(), m.lastgroup or "") for m in _phrasal().finditer(text, start, end)]


def modality_of(word: str) -> Modality | None:
    """What a word makes of the clause behind it: "forecast", "hypothetical" or "historical", else None."""
    for name in _CLAUSE_MODALITIES:
        if word in _modal()[name]:
            return name
    return None


def negates(word: str) -> bool:
    """Whether a word denies what its clause says."""
    return word in word_set("denials") or word.endswith(("n't", "n’t"))


def forecasts_beside(word: str) -> bool:
    """Whether a word right beside a figure makes that figure a forecast ("an estimate of", "... expected")."""
    return word in _modal()["forecast_beside"]


def averages(word: str) -> bool:
    """Whether a word before a figure makes it a statistic ("an average return of")."""
    return word in word_set("averages")


_CLAUSE_MODALITIES: tuple[Modality, ...] = ("forecast", "hypothetical", "historical")
