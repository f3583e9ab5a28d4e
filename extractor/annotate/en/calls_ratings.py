"""Calls that brokers print: rating changes, price targets, favorites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.annotate.en.calls_labels import Label
from extractor.annotate.en.calls_line import Line, Way
from extractor.annotate.en.calls_patterns import Draft

_OTHER = re.compile(
    r"\s+(?:growth|its\s+(?:forecast|outlook)|(?:\w+\s+)?(?:forecasts?|outlooks?|estimates?|views?|assessments?))\b"
)
_WAY: dict[str, Way] = {"up": "up", "down": "down", "neutral": "neutral"}


def find_ratings(line: Line) -> Iterator[Draft]:
    """'upgraded Acme to "buy" from "hold"', 'raised its price target on Acme', 'their favorites include Acme'."""
    ratings = [label for label in line.labels if label.kind == "rating" and not line.old(label)]
    for label in line.labels:
        if label.kind == "rating_verb":
            yield from _rated(line, label, ratings)
        elif label.kind == "price_target":
            yield from _aimed(line, label)
        elif label.kind == "favorite":
            yield from _favored(line, label)


def _rated(line: Line, verb: Label, ratings: list[Label]) -> Iterator[Draft]:
    given = next((r for r in ratings if r.start > verb.end and r.at - verb.at <= 16), None)
    if (given is None and (verb.value == "change" or " " in line.words(verb))) or _OTHER.match(line.text, verb.end):
        return
    way = _WAY[given.value if given else verb.value]
    target = line.after(verb, "target", 7) or line.before(verb, "target", 8)
    if target is None and given is None:
        return
    yield _fixed(
        [part for part in (verb, given, target) if part is not None], target.value if target else None, way, verb.start
    )


def _aimed(line: Line, aim: Label) -> Iterator[Draft]:
    verb = line.before(aim, "target_verb", 5) or line.after(aim, "target_verb", 8)
    if verb is None or line.words(aim) == "target":
        return
    named = [
        t for t in line.labels if t.kind == "target" and aim.end <= t.start and t.at - aim.at <= 20 and _is_share(t)
    ]
    nearest = line.before(aim, "target", 12)
    for target in named or ([nearest] if nearest else []):
        yield _fixed([verb, aim, target], target.value, _WAY[verb.value], aim.start)


def _is_share(label: Label) -> bool:
    return label.value.isupper()


def _favored(line: Line, favorite: Label) -> Iterator[Draft]:
    for label in line.labels:
        if label.kind == "target" and favorite.end <= label.start and label.at - favorite.at <= 16 and _is_share(label):
            yield _fixed([favorite, label], label.value, "up", favorite.start)


def _fixed(parts: list[Label], target: str | None, way: Way, key: int) -> Draft:
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return Draft(target, way, "plain", start, end, key, forecast=True)
