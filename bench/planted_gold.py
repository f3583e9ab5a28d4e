"""The supported claims of annotated articles, and copies of the articles that make them false."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planted_texts import Fact, Planted, Text, sizes

from extractor.market import MarketData, instrument_of
from extractor.validate.noise import noise

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WAYS = {
    "rose": "fell", "gained": "lost", "climbed": "dropped", "added": "shed", "advanced": "declined", "up": "down",
    "higher": "lower", "jumped": "tumbled", "gain": "loss", "rise": "fall", "surged": "plunged",
    "increased": "decreased", "rising": "falling",
}  # fmt: skip
BOTH_WAYS = WAYS | {down: up for up, down in WAYS.items()}
_WAY = re.compile(r"\b(" + "|".join(BOTH_WAYS) + r")\b")
UNITS = {"percent": "points", "%": " points", "points": "percent", "basis points": "percentage points"}
_UNIT = re.compile(r"basis points|percent|%|points")


def gold_texts(folder: str, market: MarketData, seed: int) -> Iterator[Text]:
    """Each article with those of its claims that are annotated as supported and have a figure with digits."""
    rng = random.Random(seed)
    for path in sorted(Path(folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = Text(gold["article"]["text"], gold["article"]["published_at"])
        facts = tuple(_facts(gold, text, market, rng))
        if facts:
            yield text._replace(facts=facts)


def _facts(gold: dict[str, Any], text: Text, market: MarketData, rng: random.Random) -> Iterator[Fact]:
    figures = {figure["id"]: figure for figure in gold["figures"] if "id" in figure}
    supported = {verdict["claim"] for verdict in gold["verdicts"] if verdict["label"] == "supported"}
    for claim in gold["claims"]:
        figure = figures.get(claim.get("figure") or "")
        if (
            claim["id"] not in supported
            or figure is None
            or claim.get("value") is None
            or claim["measure"] not in ("return", "change", "level")
        ):
            continue
        number = _NUMBER.search(text.words, figure["start"], figure["end"])
        if number is not None:
            errors = tuple(_errors(claim, figure, number, text, (market, rng)))
            yield Fact(figure["start"], figure["end"], claim["measure"], claim["instrument"], claim["value"], errors)


def _errors(
    claim: dict[str, Any],
    figure: dict[str, Any],
    number: re.Match[str],
    text: Text,
    by: tuple[MarketData, random.Random],
) -> Iterator[Planted]:
    market, rng = by
    shown = number[0]
    digits = 10.0 ** -len(shown.partition(".")[2])
    for kind, size in sizes(rng, shown, digits, _room(claim, market)):
        yield _planted(kind, text, number.span(), size, figure)
    if unit := _UNIT.search(text.words, number.end(), figure["end"]):
        yield _planted("unit", text, unit.span(), UNITS[unit[0]], figure)
    way = _WAY.search(text.words, max(claim["start"], number.start() - 60), min(claim["end"], number.end() + 25))
    if way and claim["measure"] != "level":
        yield _planted("sign", text, way.span(), BOTH_WAYS[way[1]], figure)


def _room(claim: dict[str, Any], market: MarketData) -> float:
    """How far two sources may lie apart in this number."""
    found, instrument = market.series(claim["instrument"]), instrument_of(claim["instrument"])
    if not found:
        return 0.0
    level = float(found[0].values[-1])
    row = noise(found[0].kind, instrument.asset_class)
    if claim["measure"] == "return":
        return row.percent(level).second
    factor = 100 if claim.get("unit") == "basis_point" else 1
    return (row.change(level).second if claim["measure"] == "change" else row.level(level).second) * factor


def _planted(kind: str, text: Text, span: tuple[int, int], words: str, figure: dict[str, Any]) -> Planted:
    """The text with the words of a span replaced, and where the figure stands then."""
    longer = len(words) - (span[1] - span[0])
    start, end = figure["start"], figure["end"]
    if span[0] < start:
        start, end = start + longer, end + longer
    elif span[0] < end:
        end += longer
    return Planted(kind, Text(text.words[: span[0]] + words + text.words[span[1] :], text.published_at), start, end)
