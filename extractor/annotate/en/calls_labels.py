"""A sentence as the labels of calls.toml: targets, which way, how firmly, negated or not."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.calls_named import Named
from extractor.records import Figure, Sentence

_TOKEN = re.compile(r"\w+(?:[.&’'-]\w+)*|[^\s\w]")
_LEVELS = frozenset({"level", "yield", "rate", "other", "valuation"})
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Label:
    """Words `start`..`end` of the text that are of one `kind` (a table of calls.toml), with the `value` of their list.

    `at` is the number of the first token in its sentence: how far apart two labels are. `inverse` marks a target that
    is named by what moves against it: the yen for dollar/yen, a bond for its yield.
    """

    kind: str
    value: str
    start: int
    end: int
    at: int
    inverse: bool = False


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


def find_labels(text: str, sentence: Sentence, named: Named) -> list[Label]:
    """The labels of one sentence in text order: one for each kind of a phrase; a longer phrase hides shorter ones."""
    tokens = [
        (token.group().replace("’", "'").lower().removesuffix("'s"), token.start(), token.end())
        for token in _TOKEN.finditer(text, sentence.start, sentence.end)
    ][:_LONGEST]
    if not tokens:
        return []
    labels, reach = list(_worded(tokens)), tokens[-1][2]
    labels = [label for label in labels if label.kind != "target" or not _is_modifier(tokens, label)]
    for start, end, name, share, against in named.between(sentence.start, reach):
        if any(label.kind == "target" and label.start <= start and end <= label.end for label in labels):
            continue  # "small-cap stocks" are small caps, whichever index stands for them
        labels = [label for label in labels if label.kind != "target" or label.end <= start or label.start >= end]
        at = bisect_left(tokens, start, key=lambda token: token[1])
        labels.append(Label("target", name, start, end, at, against))
        if share:
            labels.append(Label("share", name, start, end, at))
    labels += _counted(tokens, named.counted(sentence.start, reach))
    return sorted(labels, key=lambda label: (label.start, label.kind))


def _counted(tokens: list[tuple[str, int, int]], figures: list[Figure]) -> Iterator[Label]:
    for figure in figures:
        at = bisect_left(tokens, figure.start, key=lambda token: token[1])
        yield Label("level" if figure.role in _LEVELS else "amount", figure.id, figure.start, figure.end, at)


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
                against = kind == "against"
                place = tokens[i][1], tokens[i + longest - 1][2], i
                yield Label("target" if against else kind, value, *place, inverse=against)
        if longest == 1 and words[i].endswith("n't"):
            yield Label("negation", "not", tokens[i][1], tokens[i][2], i)
        if longest == 1 and words[i].endswith("'ll"):
            yield Label("forward", "plain", tokens[i][1], tokens[i][2], i)
        i += longest
