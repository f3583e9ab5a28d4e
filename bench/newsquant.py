"""Score figures against a NewsQuant file: value, value+unit, value+change, one to one.

    python bench/newsquant.py ../shared/data/dev/newsquant_half.jsonl

A gold quantity and a figure pair where the values agree (a range by either end); of the pairs, units count as the same
where their families do (newsquant's normalized unit against our unit), changes where the gold mark and our direction
and bound say the same. `gated` rows look only at quantities in percent, points, basis points and currencies; figures of
those units that pair with nothing count against precision there. CQE's published F1 on the full set: value 0.920,
value+unit 0.856, value+change 0.881.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from extractor.annotate.claims import find_claims
from extractor.annotate.figures import find_figures
from extractor.annotate.instruments import find_instruments
from extractor.annotate.periods import find_times
from extractor.annotate.sentences import split_sentences
from extractor.records import Article, Figure, Reading

CURRENCIES = {
    "dollar": "USD",
    "cent": "USD",
    "euro": "EUR",
    "japanese yen": "JPY",
    "pound sterling": "GBP",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "hong kong dollar": "HKD",
    "singapore dollar": "SGD",
    "chinese yuan": "CNY",
    "swiss franc": "CHF",
    "shekel": "ILS",
    "malaysian ringgit": "MYR",
    "sen": "MYR",
    "indian rupee": "INR",
    "south korean won": "KRW",
    "russian ruble": "RUB",
}
FAMILIES = {
    "percentage": "percent",
    "point": "point",
    "basis point": "basis_point",
    "percentage point": "percentage_point",
}
BOUNDS = {"~": {"about", "just_below", "just_above"}, ">": {"more_than", "at_least"}, "<": {"less_than", "at_most"}}


def family(gold: dict[str, Any]) -> str:
    """The family of a NewsQuant unit: one of ours for the gated units, else "other"."""
    head = (gold["normalized_unit"] or "").split(" per ")[0]
    if gold["unit"] == "p":  # the price of a London share, which the file calls points
        return "GBP"
    return FAMILIES.get(head) or CURRENCIES.get(head) or "other"


def ours(figure: Figure) -> str:
    """The family of one of our units."""
    head = figure.unit.split("/")[0]
    return head if head in FAMILIES.values() or re.fullmatch("[A-Z]{3}", head) else "other"


def read(sentence: str) -> tuple[Figure, ...]:
    """The figures of one sentence."""
    reading = Reading(article=Article(id="newsquant", text=sentence, language="en"))
    for component in (split_sentences, find_instruments, find_figures, find_times, find_claims):
        reading = component(reading)
    return reading.figures


def same_value(gold: dict[str, Any], figure: Figure) -> bool:
    """Whether the figure's value (or either end of its range) is the gold's; minor units count either way."""
    wanted = [v for v in (gold["value"], *(gold["range"] or [])) if v is not None]
    have = [v for v in (figure.value, figure.high) if v is not None]
    sign = -1 if figure.direction == "down" and min(wanted, default=0) < 0 else 1
    return any(abs(a - sign * b * k) <= 1e-6 * max(1.0, abs(a)) for a in wanted for b in have for k in (1, 100))


def same_change(gold: dict[str, Any], figure: Figure) -> bool:
    """Whether gold's mark (= ~ > < up down) and our bound and direction say the same."""
    mark = gold["change"]
    if mark in BOUNDS:
        return figure.bound in BOUNDS[str(mark)]
    if mark in ("up", "down"):
        return figure.direction is not None and figure.direction == str(mark)
    return figure.bound == "exact"


def tally_row(row: dict[str, Any], tally: Counter[str], *, show: bool) -> None:
    """Pair the gold of one sentence with our figures and count both."""
    left = list(read(row["sentence"]))
    for gold in row["quantities"]:
        pair(gold, left, tally, row["sentence"] if show else None)
    for figure in left:
        tally["all predicted"] += 1
        tally["gated predicted"] += ours(figure) != "other"
        if show:
            print("SPURIOUS", figure.text, figure.unit, "|", row["sentence"][:200])


def pair(gold: dict[str, Any], left: list[Figure], tally: Counter[str], sentence: str | None) -> None:
    """Take the figure that pairs with this gold quantity out of `left`, and count the hit."""
    wanted = family(gold)
    offers = sorted((f for f in left if same_value(gold, f)), key=lambda f: ours(f) != wanted)
    for name in ("all",) if wanted == "other" else ("all", "gated"):
        tally[f"{name} gold"] += 1
        if offers:
            tally[f"{name} predicted"] += 1
            tally[f"{name} value"] += 1
            tally[f"{name} value+unit"] += ours(offers[0]) == wanted
            tally[f"{name} value+change"] += same_change(gold, offers[0])
        if sentence is not None:
            report(name, gold, offers, sentence)
    if offers:
        left.remove(offers[0])


def report(name: str, gold: dict[str, Any], offers: list[Figure], sentence: str) -> None:
    """Print what went wrong with one gold quantity."""
    wanted = f"{gold['value_raw']} {gold['normalized_unit']}"
    if not offers:
        print("MISSED  ", name, wanted, "|", sentence[:200])
        return
    if ours(offers[0]) != family(gold):
        print("UNIT    ", name, wanted, "<>", offers[0].unit, "|", sentence[:200])
    if not same_change(gold, offers[0]):
        ours_is = f"{offers[0].text!r} {offers[0].bound} {offers[0].direction}"
        print("CHANGE  ", name, wanted, gold["change"], "<>", ours_is, "|", sentence[:200])


def main() -> None:
    """Print one row a measure: gold, predicted, hits, precision, recall, F1."""
    tally: Counter[str] = Counter()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        tally_row(json.loads(line), tally, show="--misses" in sys.argv)
    for name in ("gated", "all"):
        gold, predicted = tally[f"{name} gold"], tally[f"{name} predicted"]
        for measure in ("value", "value+unit", "value+change"):
            hit = tally[f"{name} {measure}"]
            p, r = hit / max(predicted, 1), hit / max(gold, 1)
            f1 = 2 * p * r / max(p + r, 1e-9)
            counts = f"gold {gold:>4}  predicted {predicted:>4}  hit {hit:>4}"
            print(f"{name:<6} {measure:<13} {counts}  P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
