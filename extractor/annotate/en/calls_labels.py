"""A sentence as the labels of calls.toml: targets, which way, how firmly, negated or not."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.records import Reading, Sentence

_TOKEN = re.compile(r"\w+(?:[.&’'-]\w+)*|[^\s\w]")
_MOVED = {"WTI": "oil", "BRENT": "oil", "XAU": "gold", "DXY": "dollar", "VIX": "volatility", "FEDFUNDS": "policy_rate"}
_SHARES = frozenset({"equity", "share", "stock", "etf", "adr"})
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Label:
    """Words `start`..`end` of the text that are of one `kind` (a table of calls.toml), with the `value` of their list.

    `at` is the number of the first token in its sentence: how far apart two labels are.
    """

    kind: str
    value: str
    start: int
    end: int
    at: int


@cache
def guarded(name: str) -> frozenset[str]:
    """A list of words of calls.toml that count only beside others ("own", "soft")."""
    table = tomllib.loads((files("extractor.annotate.en") / "calls.toml").read_text(encoding="utf-8"))
    return frozenset(table["guarded"][name])


Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


@cache
def _phrases() -> Phrases:
    """First word -> the phrases that begin with it, longest first, each with all its kinds."""
    table = tomllib.loads((files("extractor.annotate.en") / "calls.toml").read_text(encoding="utf-8"))
    found: Phrases = {}
    for kind, lists in table.items():
        for value, phrases in lists.items():
            for phrase in phrases:
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append((words, kind, value))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """Instruments by where they are named, as targets of calls."""

    starts: list[int]
    spans: list[tuple[int, int, str, bool]]

    @classmethod
    def of(cls, reading: Reading) -> Named:
        """Every mention of an instrument, and of a firm that trades."""
        spans = {
            (a, b): (_MOVED.get(i.id, i.id), i.asset_class in _SHARES)
            for i in reading.instruments
            for a, b in i.mentions
        }
        for firm in reading.firms:
            for a, b in firm.mentions if firm.instrument else ():
                spans.setdefault((a, b), (firm.instrument or "", True))
        ordered = sorted((a, b, name, share) for (a, b), (name, share) in spans.items())
        return cls([span[0] for span in ordered], ordered)

    def between(self, start: int, end: int) -> list[tuple[int, int, str, bool]]:
        """The mentions that begin inside `start`..`end`, each with its id and whether it is a share."""
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_labels(text: str, sentence: Sentence, named: Named) -> list[Label]:
    """The labels of one sentence in text order: one for each kind of a phrase; a longer phrase hides shorter ones."""
    tokens = [
        (token.group().replace("’", "'").lower().removesuffix("'s"), token.start(), token.end())
        for token in _TOKEN.finditer(text, sentence.start, sentence.end)
    ][:_LONGEST]
    labels = list(_worded(tokens))
    labels = [label for label in labels if label.kind != "target" or not _is_modifier(tokens, label)]
    for start, end, name, share in named.between(sentence.start, sentence.end):
        if any(label.kind == "target" and label.start <= start and end <= label.end for label in labels):
            continue  # "small-cap stocks" are small caps, whichever index stands for them
        labels = [label for label in labels if label.kind != "target" or label.end <= start or label.start >= end]
        at = bisect_left(tokens, start, key=lambda token: token[1])
        labels.append(Label("target", name, start, end, at))
        if share:
            labels.append(Label("share", name, start, end, at))
    return sorted(labels, key=lambda label: (label.start, label.kind))


def _is_modifier(tokens: list[tuple[str, int, int]], label: Label) -> bool:
    following = bisect_left(tokens, label.end, key=lambda token: token[1])
    options = _phrases().get(tokens[following][0], ()) if following < len(tokens) else ()
    return any(kind == "modifier" for _, kind, _ in options)


def _worded(tokens: list[tuple[str, int, int]]) -> Iterator[Label]:
    table, i = _phrases(), 0
    words = [token[0] for token in tokens]
    while i < len(tokens):
        longest = 1
        for phrase, kind, value in table.get(words[i], ()):
            if len(phrase) < longest:
                break
            if tuple(words[i : i + len(phrase)]) == phrase:
                longest = len(phrase)
                yield Label(kind, value, tokens[i][1], tokens[i + longest - 1][2], i)
        if longest == 1 and words[i].endswith("n't"):
            yield Label("negation", "not", tokens[i][1], tokens[i][2], i)
        if longest == 1 and words[i].endswith("'ll"):
            yield Label("forward", "plain", tokens[i][1], tokens[i][2], i)
        i += longest
