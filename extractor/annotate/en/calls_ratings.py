"""Calls that brokers print: rating changes, price targets, favorites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.annotate.en.calls_draft import WAY, Draft
from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line, Way

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
_PASSIVE = ("was", "were", "been", "is", "are", "being", "got")
_STANDS = frozenset({"remains", "remained", "stays", "stays at"})
_NAMES = re.compile(r"\b(?:is|are|include|includes|remain|remains|were|was)\b")


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
    words = line.words(verb)
    needs_rating = verb.value == "change" or (" " in words and not words.startswith("w")) or words in guarded("named")
    if (given is None and needs_rating) or _OTHER.match(line.text, verb.end):
        return
    target = _target(line, verb, given)
    if target is None and given is not None and _ASSETS.match(line.text, verb.end):
        yield fixed_draft([verb, given], None, WAY[given.value], verb.start)
    if target is not None:
        way = WAY[given.value if given else verb.value]
        parts = [part for part in (verb, given, target) if part is not None]
        joined = [label for label in line.labels if label.kind == "target" and _joins(line, target, label)]
        for one in [target, *joined]:
            yield fixed_draft([*parts, one], one.value, way, verb.start, inverse=one.inverse)


def _joins(line: Line, first: Label, second: Label) -> bool:
    """Whether the second target stands right behind the first and "and" or a comma."""
    return second.start > first.end and line.text[first.end : second.start].strip() in ("and", ",", ", and")


def _target(line: Line, verb: Label, given: Label | None) -> Label | None:
    """What is rated: a share, sector or market behind the verb, else the first share before it but the rater."""
    shares = [label for label in line.labels if label.kind == "share" and not line.rater(label, verb)]
    near = [share for share in shares if 0 < share.at - verb.at <= 9]
    if near:
        return near[0]
    behind = line.after(verb, "target", 9)
    if behind is not None and behind.value != "it" and (behind.value != "equities" or given is not None):
        return behind
    market = line.after(verb, "market", 6)
    if market is not None and given is not None:
        return market
    earlier = [share for share in shares if share.start < verb.start]
    passive = line.word_before(verb) in _PASSIVE or line.words(verb).startswith(_PASSIVE)
    means_earlier = passive or _ANAPHOR.match(line.text, verb.end) or line.words(verb) in guarded("named")
    stands = line.words(verb) in _STANDS
    if earlier and (means_earlier or stands):
        return earlier[0]
    other = line.before(verb, "target", 4) if passive else None
    return other if other is not None and other.value != "it" else None


def _aimed(line: Line, aim: Label) -> Iterator[Draft]:
    """A target or forecast that is moved: 'raised its price target on Acme', 'lifts its forecast to 90'."""
    verb = line.before(aim, "target_verb", 7) or _passive(line, aim)
    bare = line.words(aim) not in guarded("aims")
    if verb is None or (bare and not _TO_LEVEL.match(line.text, max(aim.end, verb.end))):
        return
    named = [t for t in line.labels if t.kind == "share" and aim.end <= t.start and t.at - aim.at <= 20]
    if not named or line.rater(named[0], verb):
        beside = [line.before(aim, "target", 3), line.after(aim, "target", 7), line.before(aim, "share", 12)]
        nearest = next((t for t in beside if t is not None and not line.rater(t, verb)), None)
        named = [nearest] if nearest else []
    for target in named:
        yield fixed_draft([verb, aim, target], target.value, WAY[verb.value], aim.start, inverse=target.inverse)
    if bare and not named:
        yield fixed_draft([verb, aim], None, WAY[verb.value], aim.start)


def _passive(line: Line, aim: Label) -> Label | None:
    """'its target price was raised to 220'."""
    verb = line.after(aim, "target_verb", 5)
    return verb if verb is not None and line.word_before(verb) in _PASSIVE else None


def _favored(line: Line, favorite: Label) -> Iterator[Draft]:
    """'their favorites include Acme', 'the preferred sectors are energy and banks'."""
    verb = _NAMES.search(line.text, favorite.end, min(len(line.text), favorite.end + 90))
    for label in line.labels:
        if label.start < favorite.end or label.at - favorite.at > 18:
            continue
        listed = verb is not None and label.start >= verb.end()
        if label.kind == "share" or (label.kind == "target" and listed and line.words(label) != line.words(favorite)):
            yield fixed_draft([favorite, label], label.value, "up", favorite.start, inverse=label.inverse)


def fixed_draft(parts: list[Label], target: str | None, way: Way, key: int, *, inverse: bool = False) -> Draft:
    """A draft that needs no other word to be a forecast."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return Draft(target, way, "plain", start, end, key, forecast=True, inverse=inverse)
