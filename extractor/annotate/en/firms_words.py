"""The word lists of firms_words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def firm_words(name: str) -> frozenset[str]:
    """One list of firms_words.toml."""
    rows = tomllib.loads((files("extractor.annotate.en") / "firms_words.toml").read_text(encoding="utf-8"))
    return frozenset(rows[name].split())


def legal_forms() -> frozenset[str]:
    """Inc, Corp, Group and the like: part of a name, no part of what tells two names apart."""
    return firm_words("legal")
