"""Planted errors: how many are caught at how few false alarms.

    python bench/planted.py [--market STORE] [--gold FOLDER] [--misses N]

Claims that are known to be true are read in their text; then one thing of the text is made false (the number, the sign,
the unit, the day, the week, the index), and the copy is read and judged again by the components that claims need. An
error is *caught* where a claim on the planted number looks worse than all but 0, 1 or 2 % of the true ones do: refuted
before inconsistent, before no market fact, before undecided, by how far the actual value lies outside what the words
admit. `refuted` is what the program says without any threshold. Errors by which two honest sources may differ are a
kind of their own ("too small").

The true claims are generated from the daily series of the store (planted_sentences.toml) and, with --gold, the
supported claims with a figure of annotated articles.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planted_gold import gold_texts
from planted_texts import KINDS, Planted, Text, generated

from extractor.annotate.claims import find_claims
from extractor.annotate.figures import find_figures
from extractor.annotate.instruments import find_instruments
from extractor.annotate.periods import find_times
from extractor.annotate.sentences import split_sentences
from extractor.market import MarketData, open_market
from extractor.records import Article, Claim, Reading, Verdict
from extractor.validate.judge import judge

RULES = (split_sentences, find_instruments, find_figures, find_times, find_claims)
RATES = (0.0, 0.01, 0.02)
REFUTED, INCONSISTENT, NO_FACT = 2.0, 1.5, 1.2
"""The suspicion of a refuted claim, at least; of one that contradicts the text; of one that is no market fact ("a
close of the Dow at 1,771")."""


class Seen(NamedTuple):
    """A planted error whose true form was read: its kind, how suspect the copy looks, whether refuted, and why."""

    kind: str
    score: float
    refuted: bool
    why: str


def read(text: Text, market: MarketData) -> Reading:
    """The Reading of a text with claims and verdicts alone."""
    reading = Reading(article=Article(id="planted", text=text.words, published_at=text.published_at, language="en"))
    for component in RULES:
        reading = component(reading)
    return judge(reading, market)


def on(reading: Reading, start: int, end: int) -> list[tuple[Claim, Verdict]]:
    """The claims whose words hold the number, with their verdicts."""
    pairs = zip(reading.claims, reading.verdicts, strict=True)
    return [
        (claim, verdict)
        for claim, verdict in pairs
        if (verdict.start or 0) < end and start < (verdict.end or 0) and claim.value is not None
    ]


def suspicion(found: Iterable[tuple[Claim, Verdict]]) -> float:
    """How wrong the worst of the claims looks: 0 for what is supported or not decided by any number."""
    worst = 0.0
    for _, verdict in found:
        worst = max(worst, {"inconsistent": INCONSISTENT, "not_a_market_fact": NO_FACT}.get(verdict.reason, 0.0))
        outside = _outside(verdict)
        if verdict.label == "refuted":
            worst = max(worst, REFUTED + outside)
        elif verdict.label == "not_enough_info":
            worst = max(worst, outside)
    return worst


def _outside(verdict: Verdict) -> float:
    """Where the actual value lies outside the interval that the words admit: 0 inside, towards 1 far off."""
    if verdict.actual is None or (verdict.low is None and verdict.high is None):
        return 0.0
    low, high = (
        (float("-inf") if verdict.low is None else verdict.low),
        (verdict.high if verdict.high is not None else float("inf")),
    )
    away = max(low - verdict.actual, verdict.actual - high, 0.0)
    width = high - low if high - low < float("inf") else max(abs(verdict.actual), 1e-9)
    return away / (away + width) if away else 0.0


def measure(texts: Sequence[Text], market: MarketData) -> tuple[int, list[float], list[Seen]]:
    """How many true claims there are, the suspicion of each that was read, and the errors planted in those."""
    claims, true, planted = 0, [], []
    for text in texts:
        reading = read(text, market)
        for fact in text.facts:
            claims += 1
            found = [
                pair
                for pair in on(reading, fact.start, fact.end)
                if _same(pair[0], fact.measure, fact.instrument, fact.value)
            ]
            if not found:
                continue
            true.append(suspicion(found))
            planted += [_seen(error, market) for error in fact.errors]
    return claims, true, planted


def _same(claim: Claim, measure: str, instrument: str, value: float) -> bool:
    close = claim.value is not None and abs(claim.value - value) <= 1e-6 * max(1.0, abs(value))
    return close and claim.measure == measure and claim.instrument == instrument


def _seen(error: Planted, market: MarketData) -> Seen:
    found = on(read(error.text, market), error.start, error.end)
    context = error.text.words[max(error.start - 90, 0) : error.end + 40].replace("\n", " ")
    why = "; ".join(
        f"{claim.measure} {verdict.label} {verdict.reason} {verdict.explanation}" for claim, verdict in found
    )
    return Seen(
        error.kind,
        suspicion(found),
        any(v.label == "refuted" for _, v in found),
        f"...{context}... {why or 'not read'}",
    )


def thresholds(true: Sequence[float]) -> list[float]:
    """For each of RATES the suspicion that at most this share of the true claims exceeds."""
    ranked = sorted(true, reverse=True)
    return [ranked[min(int(rate * len(ranked)), len(ranked) - 1)] for rate in RATES]


def show(name: str, outcome: tuple[int, list[float], list[Seen]], seconds: float, misses: int) -> None:
    """Print the table of one set, and so many of the errors that were not refuted."""
    claims, true, planted = outcome
    false = sum(score >= REFUTED for score in true)
    share = 100 * false / max(len(true), 1)
    print(
        f"\n{name}: {claims} true claims, {len(true)} read, {false} of these refuted ({share:.2f} %), {seconds:.0f} s"
    )
    if not true:
        return
    limits = thresholds(true)
    print(
        f"{'kind of error':<16}{'planted':>8}{'refuted':>9}"
        + "".join(f"{f'at {100 * rate:.0f} %':>9}" for rate in RATES)
    )
    for kind in (*KINDS, "numbers"):
        some = [one for one in planted if one.kind == kind or (kind == "numbers" and one.kind in ("number", "digits"))]
        if some:
            shares = [sum(one.score > limit for one in some) / len(some) for limit in limits]
            refuted = sum(one.refuted for one in some) / len(some)
            label = "all numbers" if kind == "numbers" else kind
            print(f"{label:<16}{len(some):>8}{refuted:>9.3f}" + "".join(f"{share:>9.3f}" for share in shares))
    for one in [one for one in planted if not one.refuted and one.kind != "too small"][:misses]:
        print(f"  {one.kind}: {one.why}")


def main() -> None:
    """Plant, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--market", help="a store with long daily series; else the user's own, else the snapshot")
    parser.add_argument("--gold", help="a folder of annotated articles")
    parser.add_argument("--articles", type=int, default=500, help="how many articles of three sentences are generated")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--misses", type=int, default=0, help="print so many errors that were not refuted")
    options = parser.parse_args()
    market = open_market(options.market)
    began = time.process_time()
    outcome = measure(list(generated(market, options.articles, options.seed)), market)
    show("generated", outcome, time.process_time() - began, options.misses)
    if options.gold:
        began = time.process_time()
        outcome = measure(list(gold_texts(options.gold, market, options.seed)), market)
        show("annotated articles", outcome, time.process_time() - began, options.misses)


if __name__ == "__main__":
    main()
