"""Score the number grammar against the English cases of Recognizers-Text and against quantulum3's own tests.

    python bench/recognizers.py ../shared/data/dev [--misses]

A case counts where the quantities that we read are exactly those it expects: value and unit of each, and none besides.
Of Recognizers-Text: currencies, percentages, and number ranges, for which the ends of a range may stand in one figure
(`high`) or in two with bounds ("more than 20 and less than 35"). Of quantulum3: the quantities in units of ours.
Cases that name no number ("a small percent", "percents of twenty", bare ordinals) are counted apart.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.annotate.en.numbers import narrow
from extractor.annotate.en.quantities import Quantity, find_quantities, is_currency

UNITS = {
    "Dollar": ("USD", 1.0),
    "United States dollar": ("USD", 1.0),
    "Cent": ("USD", 0.01),
    "Penny": ("USD", 0.01),
    "Pence": ("GBP", 0.01),
    "Sen": ("MYR", 0.01),
    "Pound": ("GBP", 1.0),
    "British pound": ("GBP", 1.0),
    "Franc": ("CHF", 1.0),
    "Rupee": ("INR", 1.0),
    "Peseta": ("ESP", 1.0),
    "Finnish markka": ("FIM", 1.0),
    "Netherlands guilder": ("NLG", 1.0),
    "Bitcoin": ("bitcoin", 1.0),
    "Satoshi": ("satoshi", 1.0),
    "Chinese yuan": ("CNY", 1.0),
}
OURS = {
    "dollar": ("USD", 1.0),
    "cent": ("USD", 0.01),
    "penny": ("USD", 0.01),
    "dollar per kilogram": ("USD/kg", 1.0),
    "euro": ("EUR", 1.0),
    "pound sterling": ("GBP", 1.0),
    "percentage": ("percent", 1.0),
    "tonne": ("tonne", 1.0),
}
ADDRESS = re.compile(r"https?://\S+")
Fact = tuple[str, float, float | None]
"""Unit, value, second value."""


def read(text: str, *, odd: bool = False) -> list[Quantity]:
    """The quantities of a text taken as one sentence; `odd` keeps the small counts that no figure is made of."""
    return find_quantities(narrow(text), 0, len(text), [m.span() for m in ADDRESS.finditer(text)], keep_odd=odd)


def currency_case(case: dict[str, Any]) -> tuple[set[Fact], set[Fact]]:
    """What the case expects and what we read, of currencies."""
    wanted: set[Fact] = set()
    for entity in case["entities"]:
        resolution = entity["resolution"]
        if resolution["value"] is not None:
            unit, scale = UNITS.get(resolution["unit"]) or (resolution.get("isoCurrency", resolution["unit"]), 1.0)
            wanted.add((unit, round(float(resolution["value"]) * scale, 6), None))
    return wanted, set(facts(read(case["text"]), currencies=True))


def percent_case(case: dict[str, Any]) -> tuple[set[Fact], set[Fact]]:
    """What the case expects and what we read, of percentages."""
    values = [entity["resolution"]["value"].rstrip("%") for entity in case["entities"]]
    wanted: set[Fact] = {("percent", round(float(value), 6), None) for value in values if value != "null"}
    have = [q for q in read(case["text"]) if q.unit == "percent"]
    return wanted, {("percent", round(q.value * (q.sign or 1), 6), None) for q in have}


def facts(quantities: list[Quantity], *, currencies: bool) -> Iterator[Fact]:
    """Unit (without what the price is for), value and second value."""
    for q in quantities:
        unit = q.unit.split("/")[0] if currencies else q.unit
        if not currencies or is_currency(unit) or unit in ("bitcoin", "satoshi"):
            yield unit, round(q.value, 6), None if q.high is None else round(q.high, 6)


ABOVE, BELOW = {"more_than": "(", "at_least": "["}, {"less_than": ")", "at_most": "]"}
INTERVAL = re.compile(r"([(\[])(-?[\d.]*),(-?[\d.]*)([)\]])")


def range_case(case: dict[str, Any]) -> tuple[set[Fact], set[Fact]]:
    """One-sided bounds and two-sided ranges; "more than 20 and less than 35" says two of the one kind."""
    wanted: set[Fact] = set()
    for entity in case["entities"]:
        opened, low, high, closed = INTERVAL.fullmatch(entity["resolution"]["value"]).groups()  # type: ignore[union-attr]
        wanted |= interval(entity["text"], opened, low, high, closed)
    return wanted, {fact for q in read(case["text"], odd=True) for fact in bounds(q)}


def interval(text: str, opened: str, low: str, high: str, closed: str) -> set[Fact]:
    """An interval as the facts that it says; where words bound both ends it says two."""
    if low == high:
        return {("equal", float(low), None)}
    if low and high and not re.search(r"\b(?:than|above|below|most|least|equal)\b", text):
        return {("range", float(low), float(high))}
    said: set[Fact] = set()
    if low:
        said.add(("(" if opened == "(" else "[", float(low), None))
    if high:
        said.add((")" if closed == ")" else "]", float(high), None))
    return said


def bounds(q: Quantity) -> Iterator[Fact]:
    """What a quantity says of its ends."""
    value = round(q.value * (q.sign or 1), 6)
    if q.high is not None:
        yield "range", min(value, q.high), max(value, q.high)
    elif mark := ABOVE.get(q.bound) or BELOW.get(q.bound):
        yield mark, value, None


def recognizers(path: Path, tally: Counter[str], *, show: bool) -> None:
    """Count the exact cases of each model."""
    kinds = {"CurrencyModel": currency_case, "PercentModel": percent_case, "NumberRangeModel": range_case}
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if (judge := kinds.get(case["model"])) is None:
            continue
        wanted, have = judge(case)
        name = case["model"] + (" apart" if is_apart(case) else "")
        count(name, wanted, have, case["text"], tally, show=show)


def is_apart(case: dict[str, Any]) -> bool:
    """Cases that market prose does not hold: no number, "percents of twenty", ordinals, ages, equations."""
    if case["model"] == "PercentModel":
        return any(re.match(r"per ?cents? of|%$|percent$|percentage$", e["text"]) for e in case["entities"])
    if case["model"] == "CurrencyModel":
        return any(e["resolution"]["value"] is None for e in case["entities"])
    return bool(re.search(r"(?i:\bequal(?:s|ing)?\b(?! than))|\b\w+th\b|\bin \d|\byears old", case["text"]))


def quantulum(path: Path, tally: Counter[str], *, show: bool) -> None:
    """Count the sentences of quantulum3's tests whose quantities in our units are read exactly."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = {fact for q in case["quantities"] if q["unit"] in OURS for fact in expected(q)}
        if wanted:
            names = {unit for unit, _ in OURS.values()}
            have = {f for f in facts(read(case["sentence"]), currencies=False) if f[0] in names}
            count("quantulum3", wanted, have, case["sentence"], tally, show=show)


def expected(q: dict[str, Any]) -> Iterator[Fact]:
    """A quantity of quantulum3: its middle and uncertainty are the two ends of a range."""
    unit, scale = OURS[q["unit"]]
    value = abs(q["value"]) * scale
    if q["uncertainty"]:
        yield unit, round(value - q["uncertainty"], 6), round(value + q["uncertainty"], 6)
    else:
        yield unit, round(value, 6), None


def count(name: str, wanted: set[Fact], have: set[Fact], text: str, tally: Counter[str], *, show: bool) -> None:
    """Count one case, and show it where it is wrong."""
    tally[f"{name} cases"] += 1
    tally[f"{name} exact"] += wanted == have
    if show and wanted != have:
        print(" ", name, sorted(wanted - have, key=str), "<>", sorted(have - wanted, key=str), "|", text[:160])


def main() -> None:
    """Print one row a set: cases, exact ones, and their share."""
    folder, show, tally = Path(sys.argv[1]), "--misses" in sys.argv, Counter[str]()
    recognizers(folder / "recognizers_en.jsonl", tally, show=show)
    quantulum(folder / "quantulum3_tests.jsonl", tally, show=show)
    for name in sorted({key.rpartition(" ")[0] for key in tally}):
        cases, exact = tally[f"{name} cases"], tally[f"{name} exact"]
        print(f"{name:<24} cases {cases:>4}  exact {exact:>4}  {exact / cases:.3f}")


if __name__ == "__main__":
    main()
