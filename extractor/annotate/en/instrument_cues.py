"""The word lists and pattern pieces of instrument_cues.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("extractor.annotate.en") / "instrument_cues.toml").read_text(encoding="utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of the list `name` of [words]."""
    return frozenset(_table()["words"][name].split())


@cache
def any_of(name: str) -> str:
    """The pieces of the list `name` of [patterns] as one non-capturing group of a regular expression."""
    return "(?:" + "|".join(_table()["patterns"][name]) + ")"
