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


LEVEL_VERBS = frozenset(
    "hit hits hitting reached reaches reaching touched touches touching topped crossed broke fetched fetch bought yielded "
    "yields yielding cost tested".split()
)
"""Verbs whose object is a level, not a move."""
TOUCHES = frozenset("hit hits hitting reached reaches reaching touched touches touching tested".split())
"""Those that speak of a moment within the day."""
PERFECT = frozenset({"has", "have", "had", "is", "are", "having"})
"""Behind them a move is of some stretch that a phrase names ("has risen 9% this year", "is up 32% from its low")."""
FUTURES = frozenset({"futures", "future", "contract", "contracts", "options"})
"""Behind the name of an index they name another instrument."""
ADJECTIVES = frozenset({"closing", "trading", "opening", "moving", "settling", "ending", "rising", "falling"})
"""Forms of verbs that only describe the noun behind them ("the closing level", "a moving average", "rising yields")."""
KEEPS_DIRECTION = frozenset("continued continues continue extended extends is are was were be been being has have had".split())
"""Verbs that leave the direction to the word behind them, or keep the one before."""
PRICE_ADJECTIVES = frozenset(
    "broad broader wider benchmark blue-chip large-cap small-cap mid-cap tech-heavy tech-laden technology-heavy "
    "technology-laced u.s us american japanese german british european pan-european light sweet front-month nearby "
    "most-active spot closely-watched wide-ranging january february march april may june july august september october "
    "november december".split()
)
"""Price nouns that only describe the noun behind them."""

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
    up, down = ("|".join(re.escape(v).replace(r"\ ", r"[\s-]") for v in table[f"phrasal_{way}"]["words"]) for way in ("up", "down"))
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


_DENIALS = frozenset("not never nor hardly without unable failed fails fail failing refused denied".split())


def negates(word: str) -> bool:
    """Whether a word denies what its clause says."""
    return word in _DENIALS or word.endswith(("n't", "n’t"))


def forecasts_beside(word: str) -> bool:
    """Whether a word right beside a figure makes that figure a forecast ("an estimate of", "... expected")."""
    return word in _modal()["forecast_beside"]


def averages(word: str) -> bool:
    """Whether a word before a figure makes it a statistic ("an average return of")."""
    return word in ("average", "averages", "mean", "median", "averaging")


_CLAUSE_MODALITIES: tuple[Modality, ...] = ("forecast", "hypothetical", "historical")
