"""No regular expression of the annotate stage grows faster than its text: each meets its worst case at 10 and 100 kB.

The worst cases are built from each pattern's own letters: long runs of one of its characters, of its words without what
would end a match, and of halves of its own matches. What is compared is growth, never the clock itself.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import extractor.annotate
from extractor.annotate.claims import find_claims
from extractor.annotate.figures import find_figures
from extractor.annotate.instruments import find_instruments
from extractor.annotate.periods import find_times
from extractor.annotate.sentences import split_sentences
from extractor.records import Article, Reading

SMALL, LARGE = 10_000, 100_000
SLOWEST_GROWTH = 25.0
"""Ten times the text may take ten times as long; a quadratic pattern takes a hundred times."""
SUSPECT = 0.003
"""Seconds at the small size below which no pattern can be quadratic: fifty million steps take ten times as long."""
TOO_SLOW = 0.05
"""Seconds at the small size beyond which growth is judged from a tenth of it: the large one could take hours."""
RUNS = [
    "a",
    "A",
    " ",
    "\n",
    "1",
    "1,",
    "1.",
    "-",
    "the ",
    "of the ",
    "1,234 ",
    "$1 ",
    "a-",
    "A. ",
    "said ",
    "to 1 ",
    "“",
    "(",
    "<",
    ".A",
]


def modules() -> Iterator[ModuleType]:
    """Every module of the annotate stage."""
    for entry in pkgutil.walk_packages(extractor.annotate.__path__, "extractor.annotate."):
        yield importlib.import_module(entry.name)


def patterns_in(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """The compiled patterns in a value: itself, or inside tuples, lists, dicts and dataclasses."""
    if isinstance(value, re.Pattern):
        yield from [value] if isinstance(value.pattern, str) else []
    elif depth:
        for each in parts_of(value):
            yield from patterns_in(each, depth - 1)


def parts_of(value: Any) -> list[Any]:
    """What a container holds; nothing for any other value."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name, None) for field in fields(value)]
    return []


def collected() -> dict[str, re.Pattern[str]]:
    """Patterns by where they stand: module constants, and what cached functions without arguments return."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[str] = set()
    for module in modules():
        for name, value in sorted(vars(module).items()):
            if callable(value) and getattr(value, "__module__", None) != module.__name__:
                continue
            for n, pattern in enumerate(patterns_in(_called(value))):
                if pattern.pattern not in seen and not ends_at_window(pattern):
                    seen.add(pattern.pattern)
                    found[f"{module.__name__.removeprefix('extractor.annotate.')}.{name}.{n}"] = pattern
    return found


def ends_at_window(pattern: re.Pattern[str]) -> bool:
    """Patterns that look back from a place ("... $") see a short window before it; the components' test holds those."""
    return pattern.pattern.rstrip().endswith(("$", "$)", r"\Z"))


def _called(value: Any) -> Any:
    """What a cached function of no arguments returns; any other value as it is."""
    if hasattr(value, "cache_info") and not value.__wrapped__.__code__.co_argcount:
        return value()
    return value


@cache
def cases() -> dict[str, re.Pattern[str]]:
    return collected()


def literals(pattern: re.Pattern[str]) -> list[str]:
    """Words that stand in the pattern's source, a few of them: repeated, they start matches that nothing ends."""
    words = re.findall(r"(?<!\\)[A-Za-z]{3,}", pattern.pattern)
    return list(dict.fromkeys(words))[:4]


def worst_texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """The units that are repeated to make the pattern's worst texts."""
    yield from RUNS
    yield from (word + " " for word in literals(pattern))


def seconds(run: Callable[[str], object], unit: str, size: int) -> float:
    """The time over `size` characters made of the unit."""
    text = (unit * (size // len(unit) + 1))[:size]
    began = time.process_time()
    run(text)
    return time.process_time() - began


def growth(run: Callable[[str], object], unit: str) -> float:
    """How many times as long the text ten times as long takes: best of three, 1 where it is too quick to suspect."""
    best = float("inf")
    for _ in range(3):
        small = seconds(run, unit, SMALL)
        if small < SUSPECT:
            return 1.0
        larger = small / seconds(run, unit, SMALL // 10) if small > TOO_SLOW else seconds(run, unit, LARGE) / small
        best = min(best, larger)
        if best <= SLOWEST_GROWTH:
            break
    return best


def grown(run: Callable[[str], object], unit: str) -> float:
    """How many times as long five times the text takes a whole component: the best of two, 1 where it is quick."""
    best = float("inf")
    for _ in range(2):
        small = seconds(run, unit, SMALL)
        if small < SUSPECT:
            return 1.0
        best = min(best, seconds(run, unit, 5 * SMALL) / small)
        if best <= 0.5 * SLOWEST_GROWTH:
            break
    return best


def slow_units(run: Callable[[str], object], units: Iterable[str]) -> list[tuple[str, int]]:
    """The units whose text takes more than its share when it grows, and by how much."""
    grown = [(unit, growth(run, unit)) for unit in units]
    return [(unit, round(times)) for unit, times in grown if times > SLOWEST_GROWTH]


@cache
def sources() -> str:
    """The code of the annotate stage."""
    folder = Path(extractor.annotate.__path__[0])
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))


def as_used(name: str, pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Look for every match in a text; a constant that is only ever matched at a known place is matched at the start."""
    constant = name.split(".")[-2]
    looked_for = re.search(rf"\b{constant}\.(?:search|finditer|findall|sub|split)\(", sources())
    if constant.isupper() and not looked_for:
        return pattern.match
    return lambda text: sum(1 for _ in pattern.finditer(text))


QUADRATIC = {
    "en.calls_patterns._AMOUNT.0",
    "en.calls_policy._PERCENT.0",
    "en.instrument_contexts.contexts.9",
    "en.instrument_names._BRACKETS.0",
    "en.speech._TAIL_START.0",
    "en.speech_rules.speech_rules.5",
}
"""Patterns that are still to be mended: each fails here, and says so when it no longer does."""


def _marked(name: str) -> Any:
    return pytest.param(name, marks=[pytest.mark.xfail(reason="quadratic")] if name in QUADRATIC else [])


@pytest.mark.parametrize("name", [_marked(name) for name in sorted(collected())])
def test_pattern_is_linear(name: str) -> None:
    """No text made of a pattern's own parts makes it grow faster than the text."""
    pattern = cases()[name]
    assert slow_units(as_used(name, pattern), worst_texts(pattern)) == []


UNITS = [
    *RUNS,
    "$1.5 to ",
    "1 2/3 ",
    "one hundred and ",
    "two to ",
    "since the ",
    "the past three ",
    "biggest one-day gain ",
    "nearly ",
    "the S&P 500 rose ",
    "10-year ",
    "Dow, ",
    "Mr. A. ",
    "up 1%, ",
    "from ",
]


def annotate(text: str) -> None:
    """The rule components over one article."""
    reading = Reading(article=Article(id="long", text=text, published_at="2024-11-22T17:00:00-05:00"))
    for component in (split_sentences, find_instruments, find_figures, find_times, find_claims):
        reading = component(reading)


@pytest.mark.parametrize("unit", UNITS)
def test_rule_components_are_linear(unit: str) -> None:
    """Sentences, instruments, figures, periods and claims of a line of 50 kB take five times those of 10 kB."""
    assert grown(annotate, unit) <= 0.5 * SLOWEST_GROWTH
