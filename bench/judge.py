"""Claims judged a second on a warm store, next to a pandas expression a claim. `python bench/judge.py [STORE] [N]`.

Both judge the same claims (return, level, change of one index, twelve an article) in one process and one run; the
baseline cuts the series at the article's day, looks two closes up with `Series.loc`, computes and compares; it gives
no reason, evidence or explanation. Seconds are this process's own (CPU).
"""

from __future__ import annotations

import datetime as dt
import sys
import time

import numpy as np
import pandas as pd

from extractor.market import open_market
from extractor.records import Article, Claim, Period, Reading
from extractor.validate.judge import judge

A_READING = 12


def readings(days: list[dt.date], values: list[float], n: int) -> list[Reading]:
    """Articles that state returns, changes and levels of SPX truly, one session each."""
    rng, made = np.random.default_rng(7), []
    for k in range(n // A_READING):
        places = rng.integers(1, len(days), A_READING).tolist()
        claims = tuple(claim(j, days[i - 1 : i + 1], values[i - 1 : i + 1]) for j, i in enumerate(places))
        stamp = f"{days[max(places)].isoformat()}T18:00:00-05:00"
        made.append(Reading(article=Article(id=str(k), text="", published_at=stamp), claims=claims))
    return made


def claim(j: int, days: list[dt.date], values: list[float]) -> Claim:
    """The `j`-th claim of an article: a true return, change or level of the second of two closes."""
    measure = ("return", "change", "level")[j % 3]
    value = {"return": 100 * (values[1] / values[0] - 1), "change": values[1] - values[0], "level": values[1]}[measure]
    period = Period(start=None if measure == "level" else days[0], end=days[1], label="day")
    return Claim(
        id=f"c{j}",
        start=400 * j,
        end=400 * j + 9,
        text="",
        measure=measure,
        instrument="SPX",
        period=period,
        value=round(value, 2),
        unit="percent" if measure == "return" else "point",
        digits=0.01,
    )


def by_pandas(reading: Reading, closes: pd.Series) -> list[bool]:
    """The plain way: what was known that day, two look-ups, a quotient and a rounding for each claim."""
    verdicts = []
    as_of = pd.Timestamp(str(reading.article.published_at)[:10])
    for claim in reading.claims:
        if claim.period is None or claim.value is None:
            continue
        known = closes.loc[:as_of]
        after = known.loc[pd.Timestamp(str(claim.period.end))]
        before = known.loc[pd.Timestamp(claim.period.start)] if claim.period.start else np.nan
        actual = {"return": 100 * (after / before - 1), "change": after - before, "level": after}[claim.measure]
        verdicts.append(bool(abs(actual - claim.value) <= 0.005 + 1e-9))
    return verdicts


def main() -> None:
    """Print both rates and their ratio."""
    began = time.process_time()
    market = open_market(sys.argv[1] if len(sys.argv) > 1 else None)
    loaded = time.process_time() - began
    series = market.series("SPX")[0]
    days, values = series.days.tolist(), np.asarray(series.values).tolist()
    work = readings(days, values, int(sys.argv[2]) if len(sys.argv) > 2 else 60_000)
    judge(work[0], market)
    began = time.process_time()
    labels = [verdict.label for reading in work for verdict in judge(reading, market).verdicts]
    ours = len(labels) / (time.process_time() - began)
    closes = pd.Series(values, index=pd.to_datetime(series.days))
    some = work[: max(1, len(work) // 20)]
    began = time.process_time()
    plain = [verdict for reading in some for verdict in by_pandas(reading, closes)]
    theirs = len(plain) / (time.process_time() - began)
    print(f"store loaded in {loaded:.2f} s; {len(labels)} claims, {labels.count('supported')} supported")
    print(f"tapecheck {ours:,.0f} claims/s   pandas per claim {theirs:,.0f} claims/s   ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
