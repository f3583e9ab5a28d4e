"""Calls that brokers print: rating changes, price targets, favorites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line, Way
from extractor.annotate.en.calls_draft import Draft

_ANAPHOR = re.compile(
    r"(?:\s+\w+){0,3}?\s+(?:the|its|their)\s|(?:\s+(?:coverage\s+)?(?:of|on))?\s+(?:shares|them|it)\b"
)
_ASSETS = re.compile(
    r"\s+(?:the|its\s+view\s+(?:of|on)\s+the)\s+(?:group|sector|asset\s+class|region|market|index|segment)\b"
)
_TO_LEVEL = re.compile(r"(?:\s+(?!to\b)[\w’'&-]+){0,6}?\s+to\s+[$€£]?\d")
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
    needs_rating = verb.value == "change" or " " in line.words(verb) or line.words(verb) in guarded("named")
    if (given is None and needs_rating) or _OTHER.match(line.text, verb.end):
        return
    target = _target(line, verb)
    if target is None and given is not None and _ASSETS.match(line.text, verb.end):
        yield _fixed([verb, given], None, _WAY[given.value], verb.start)
    if target is not None:
        parts = [part for part in (verb, given, target) if part is not None]
        yield _fixed(parts, target.value, _WAY[given.value if given else verb.value], verb.start)


def _target(line: Line, verb: Label) -> Label | None:
    """What is rated: a share or sector behind the verb, else the first share before it that is not the rater."""
    behind = line.after(verb, "target", 7)
    shares = [label for label in line.labels if label.kind == "share" and not line.rater(label, verb)]
    near = [share for share in shares if 0 < share.at - verb.at <= 7]
    if near:
        return near[0]
    if behind is not None and behind.value not in ("equities", "it"):
        return behind
    earlier = [share for share in shares if share.start < verb.start]
    means_earlier = _ANAPHOR.match(line.text, verb.end) or line.words(verb) in guarded("named")
    return earlier[0] if earlier and means_earlier else None


def _aimed(line: Line, aim: Label) -> Iterator[Draft]:
    """A target or forecast that is moved: 'raised its price target on Acme', 'lifts its forecast to 90'."""
    verb = line.before(aim, "target_verb", 7)
    bare = line.words(aim) not in guarded("aims")
    if verb is None or (bare and not _TO_LEVEL.match(line.text, aim.end)):
        return
    named = [t for t in line.labels if t.kind == "share" and aim.end <= t.start and t.at - aim.at <= 20]
    if not named:
        nearest = line.after(aim, "target", 7) or line.before(aim, "share", 12)
        named = [nearest] if nearest and not line.rater(nearest, verb) else []
    way = _WAY[verb.value]
    for target in named:
        yield _fixed([verb, aim, target], target.value, way, aim.start)
    if bare and not named:
        yield _fixed([verb, aim], None, way, aim.start)


def _favored(line: Line, favorite: Label) -> Iterator[Draft]:
    for label in line.labels:
        if label.kind == "share" and favorite.end <= label.start and label.at - favorite.at <= 16:
            yield _fixed([favorite, label], label.value, "up", favorite.start)


def _fixed(parts: list[Label], target: str | None, way: Way, key: int) -> Draft:
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return Draft(target, way, "plain", start, end, key, forecast=True)
