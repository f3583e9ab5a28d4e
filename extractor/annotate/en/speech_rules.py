"""speech.toml read once into the sets and patterns that the speech files share."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SpeechRules:
    """The cue tables of speech.toml.

    `kind_of` maps a cue's first word to the possible cues with their kinds, longest first. The patterns are
    anchored: `trailing` strips adverbs at an end, `leading` at a start; `nameless_end` finds a speaker without a name
    that ends a text, `nameless_start` one that begins it.
    """

    kind_of: dict[str, tuple[tuple[str, str], ...]]
    lists: dict[str, frozenset[str]]
    trailing: re.Pattern[str]
    leading: re.Pattern[str]
    nameless_end: re.Pattern[str]
    nameless_start: re.Pattern[str]
    medium: re.Pattern[str]
    told: re.Pattern[str]
    naming: re.Pattern[str]


KINDS = ("plain", "that", "weak", "participles", "according")


@cache
def speech_rules() -> SpeechRules:
    """The rules, compiled once a process."""
    table = tomllib.loads((files("extractor.annotate.en") / "speech.toml").read_text(encoding="utf-8"))
    kinds: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for cue in table[kind]:
            kinds.setdefault(cue.split()[0], []).append((cue, kind))
    nouns = _any(table["unnamed"] + table["firm_nouns"] + table["documents"] + table["offices"])
    lone = _any(table["pronouns"] + table["plural_pronouns"] + ["it", "i", "we"])
    determiner = r"(?:the|a|an|its|his|her|their|some|many|most|several|other|one|two|three|another|this|these)"
    nameless = rf"(?:{lone}|(?:{determiner}\ (?:[\w’'-]+\ ){{0,3}}?)?(?P<noun>{nouns}))"
    return SpeechRules(
        kind_of={word: tuple(sorted(cues, key=lambda c: -len(c[0]))) for word, cues in kinds.items()},
        lists={name: frozenset(words) for name, words in table.items()},
        trailing=re.compile(rf"(?:[,\s]+(?:{_any(table['adverbs'])}|\w+ly|on\ {_WEEKDAY}|{_WEEKDAY}))+,?$"),
        leading=re.compile(rf"\s*(?:(?:{_any(table['adverbs'])}|{_WEEKDAY}|on\ {_WEEKDAY})\s+)*"),
        nameless_end=re.compile(rf"(?:^|(?<=[\s,\"”’(—–-])){nameless}$", re.IGNORECASE),
        nameless_start=re.compile(rf"{nameless}\b", re.IGNORECASE),
        medium=re.compile(_medium(table), re.IGNORECASE),
        told=re.compile(rf"\s+(?P<outlet>(?:{_any(table['outlets'])})(?:['’]s?\s+[“\"][^”\"\n]{{1,60}}[”\"])?)"),
        naming=re.compile(rf"(?:{_any(table['naming'])})\s*$", re.IGNORECASE),
    )


_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _medium(table: dict[str, list[str]]) -> str:
    """Preposition, determiner, up to four words, the noun: "in a Monday email commentary", "on the phone"."""
    nouns, before, tails = _any(table["media_nouns"]), _any(table["media_prepositions"]), _any(table["media_tails"])
    return (
        rf"\b(?:(?:{before})\s+(?:a|an|the|its|his|her|their|this|that)|by|via|in(?=\s+(?:emailed|e-mailed|written)\b))\s+(?P<words>(?:[\w.’'-]+\s+){{0,4}}?"
        rf"(?:{nouns})(?:\s+(?:{nouns}))?(?:\s+(?:{tails}))?)\b"
    )
