"""Given names and public figures: what makes a capitalised word likely to be a person."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    rows = tomllib.loads((files("extractor.annotate.en") / "people_given.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value.casefold().split()) for name, value in rows.items()}


def given_name(word: str) -> bool:
    """Whether the word (lower case) is a given name and seldom anything else; hyphened ones count by their parts."""
    given, ambiguous = _lists()["given"], _lists()["ambiguous"]
    return all(part in given and part not in ambiguous for part in word.split("-"))


def possible_given_name(word: str) -> bool:
    """The same, with those that are often another word (Mark, Will, Chase)."""
    lists = _lists()
    return all(part in lists["given"] or part in lists["ambiguous"] for part in word.split("-"))


def public_figure(word: str) -> bool:
    """Whether market prose names a person by this surname alone (Trump, Powell, Lagarde)."""
    return word in _lists()["figures"]


def person_words(name: str) -> frozenset[str]:
    """One list of people_given.toml, in lower case: particles, said, surnames, no_surnames."""
    return _lists()[name]


def other_sex(pronoun: str, name: str) -> bool:
    """Whether a person of that name is not whom the pronoun means: "she" and a man's given name, "he" and a woman's."""
    given = name.split(maxsplit=1)[0].casefold() if " " in name else ""
    return given in _lists()["men" if pronoun.casefold() in ("she", "her") else "women"]


@cache
def nicknames() -> dict[str, str]:
    """Short form -> long form of English given names."""
    return dict(pair.split("=") for pair in sorted(_lists()["nicknames"]))
