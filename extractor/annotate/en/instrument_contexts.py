"""Whether a weak alias counts where it stands: the rules of instrument_contexts.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.annotate.en.instrument_words import Words

_BEFORE, _AFTER = 48, 64


@dataclass(frozen=True, slots=True)
class Context:
    """One rule, compiled. A pattern is None where the rule does not give it."""

    id: str
    behind: re.Pattern[str] | None
    ahead: re.Pattern[str] | None
    not_behind: re.Pattern[str] | None
    not_ahead: re.Pattern[str] | None
    near: re.Pattern[str] | None
    not_ahead_written: re.Pattern[str] | None
    named: bool
    capital: bool

    def holds(self, words: Words, span: tuple[int, int], sentence: tuple[int, int], *, named: bool) -> bool:
        """Whether the mention at `span` in the sentence at `sentence` counts.

        `named`: the text names the instrument by a strong alias, a symbol or a tag as well.
        """
        start, end = span
        before = words.low[max(0, start - _BEFORE) : start].replace("\n", " ")
        after = words.low[end : end + _AFTER].replace("\n", " ")
        if (self.not_behind and self.not_behind.search(before)) or (self.not_ahead and self.not_ahead.match(after)):
            return False
        if self.capital and not words.text[start].isupper():
            return False
        if self.not_ahead_written and self.not_ahead_written.match(words.text, end):
            return False
        asked: list[Callable[[], Any]] = []
        if self.behind:
            asked.append(lambda: self.behind and self.behind.search(before))
        if self.ahead:
            asked.append(lambda: self.ahead and self.ahead.match(after))
        if self.near:
            asked.append(lambda: self.near and self.near.search(words.low, *sentence))
        if self.named:
            asked.append(lambda: named)
        return not asked or any(question() for question in asked)


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The rules as written, for the tests of their `hits` and `misses`."""
    return tuple(_table()["context"])


@cache
def contexts() -> dict[str, Context]:
    """The rule of each weak alias, by the alias in lower case."""
    cues = _table()["cues"]
    return {alias: rule for row in rows() for rule in [_compiled(row, cues)] for alias in row["aliases"]}


@cache
def moved() -> str:
    """The cue set of verbs and adverbs of movement, as an alternation."""
    return str(_table()["cues"]["moved"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("extractor.annotate.en") / "instrument_contexts.toml").read_text(encoding="utf-8"))


def _compiled(row: dict[str, Any], cues: dict[str, str]) -> Context:
    def pattern(key: str) -> re.Pattern[str] | None:
        written = row.get(key)
        if written is None:
            return None
        for name, words in cues.items():
            written = written.replace("{" + name + "}", words)
        return re.compile(written)

    return Context(
        row["id"], pattern("behind"), pattern("ahead"), pattern("not_behind"), pattern("not_ahead"), pattern("near"),
        pattern("not_ahead_written"), row.get("named", False), row.get("capital", False),
    )  # fmt: skip
