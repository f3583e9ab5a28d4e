"""Score what the program reads against gold Readings: F1 of each kind of record, and its attributes where it matched.

    python bench/score_gold.py [FOLDER]        (default: corpus/gold)

Records pair one to one, best pair first: figures where spans overlap and value, second value and class of unit agree;
claims where they stand near one another and say the same of the same instruments; quotes where spans share half of
their length; people and firms by any of their names, instruments by id. Optional gold is neither rewarded nor punished;
a kind that a gold Reading lacks, and an attribute that a gold record lacks, are not judged.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from extractor.pipeline import extract
from extractor.records import Article, dump

Record = dict[str, Any]
Match = Callable[[Record, Record], bool]
GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"
STRICT = frozenset({"percent", "percentage_point", "basis_point", "point", "multiple", "sigma"})
UNSIZED = frozenset({"direction", "streak", "streak_ended"})
NEAR = 240
"""Characters between two claims of one sentence-sized stretch."""
ATTRIBUTES = {
    "figures": ("bound", "direction", "instrument", "modality", "period"),
    "claims": ("comparator", "period"),
}


@dataclass
class Tally:
    """Counts of one kind of record; `agreed` maps an attribute to [right, judged]."""

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    agreed: dict[str, list[int]] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    def judge(self, name: str, *, right: bool) -> None:
        """Count one judged attribute."""
        counts = self.agreed.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1


def unit_class(unit: str | None) -> str:
    """Strict units as they are, a currency by its code whatever the price is for, every counted thing alike."""
    head = (unit or "").split("/")[0]
    if unit in STRICT:
        return str(unit)
    return head if re.fullmatch(r"[A-Z]{3}", head) else "count"


def same_number(a: float | None, b: float | None) -> bool:
    """Equal to one part in a million; null equals null alone."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


def shared(a: Record, b: Record) -> float:
    """What two spans have in common, as a share of what they cover together."""
    common: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    whole: int = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return max(0, common) / whole


def plain(name: str | None) -> str:
    """A name without case, signs, articles and legal forms."""
    words = re.sub(r"[^\w&]+", " ", (name or "").casefold()).split()
    dropped = {"the", "inc", "corp", "co", "ltd", "plc", "llc", "company", "corporation", "limited"}
    return " ".join(word for word in words if word not in dropped)


def alike(a: str, b: str) -> bool:
    """Whether two names name one thing: the words of one are among the other's, or they are spelt nearly alike."""
    one, other = plain(a), plain(b)
    if not one or not other:
        return one == other
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words or SequenceMatcher(None, one, other).ratio() >= 0.88


def same_entity(a: Record, b: Record) -> bool:
    """Whether any name of one is alike to any of the other."""
    names, others = ([r.get("name") or "", *(r.get("aliases") or [])] for r in (a, b))
    return any(alike(x, y) for x in names for y in others if x and y)


def same_figure(a: Record, b: Record) -> bool:
    """Overlapping spans, the same numbers, the same class of unit."""
    return (
        shared(a, b) > 0
        and same_number(a["value"], b["value"])
        and same_number(a.get("high"), b.get("high"))
        and unit_class(a["unit"]) == unit_class(b["unit"])
    )


def near(text: str) -> Match:
    """Whether two spans of `text` overlap or stand in one sentence-sized stretch of one paragraph."""

    def judge(a: Record, b: Record) -> bool:
        if shared(a, b) > 0:
            return True
        low, high = min(a["end"], b["end"]), max(a["start"], b["start"])
        between = text[low : high + 1]
        parted = "\n" in between or re.search(r"[.!?][\"”’')]?\s+[A-Z“\"'$]", between)
        return not parted and high - low < NEAR

    return judge


def same_claim(a: Record, b: Record) -> bool:
    """The same measure of the same instruments with the same value, and unit where the value has one."""
    if any(a.get(key) != b.get(key) for key in ("measure", "instrument", "versus")):
        return False
    sized = a.get("value") is not None and a["measure"] not in UNSIZED
    return same_number(a.get("value"), b.get("value")) and (
        not sized or unit_class(a.get("unit")) == unit_class(b.get("unit"))
    )


def closes(record: Record) -> tuple[str | None, str | None]:
    """The two closes of a record's period."""
    period = record.get("period") or {}
    return period.get("start"), period.get("end")


def paired(golds: list[Record], found: list[Record], match: Match) -> tuple[list[tuple[Record, Record]], list[Record]]:
    """Pairs, one to one, best first; and what was found beside them."""

    def closeness(i: int, j: int) -> tuple[Any, ...]:
        a, b = golds[i], found[j]
        if "start" not in a or "start" not in b:
            return (0, -i, -j)
        return (closes(a) == closes(b), shared(a, b), -abs(a["start"] - b["start"]), -i, -j)

    offers = [(i, j) for i, a in enumerate(golds) for j, b in enumerate(found) if match(a, b)]
    taken: dict[int, int] = {}
    for i, j in sorted(offers, key=lambda offer: closeness(*offer), reverse=True):
        if i not in taken and j not in taken.values():
            taken[i] = j
    rest = [record for j, record in enumerate(found) if j not in taken.values()]
    return [(golds[i], found[j]) for i, j in sorted(taken.items())], rest


def matches(text: str) -> Iterator[tuple[str, Match]]:
    """When two records of a kind are the same."""
    close = near(text)
    yield "figures", same_figure
    yield "claims", lambda a, b: close(a, b) and same_claim(a, b)
    yield "instruments", lambda a, b: bool(a["id"] == b["id"])
    yield "people", same_entity
    yield "firms", same_entity
    yield "quotes", lambda a, b: shared(a, b) >= 0.5


def agrees(name: str, a: Record, b: Record) -> bool:
    """Whether an attribute is the same in both."""
    return closes(a) == closes(b) if name == "period" else a[name] == b.get(name)


def count(gold: Record, read: Record, tallies: dict[str, Tally]) -> None:
    """Add one article's records."""
    for kind, match in matches(gold["article"]["text"]):
        if kind in gold:
            required = [record for record in gold[kind] if not record.get("optional")]
            pairs, rest = paired(required, read[kind], match)
            rest = paired([record for record in gold[kind] if record.get("optional")], rest, match)[1]
            add(tallies[kind], len(required), len(rest), pairs, ATTRIBUTES.get(kind, ()))
    if "sentiment" in gold:
        count_sentences(gold["sentiment"].get("sentences", []), read["sentiment"]["sentences"], tallies["sentiment"])


def add(tally: Tally, gold: int, spurious: int, pairs: list[tuple[Record, Record]], names: Iterable[str]) -> None:
    """Add the counts of one kind in one article."""
    tally.gold += gold
    tally.hits += len(pairs)
    tally.predicted += len(pairs) + spurious
    for name in names:
        for a, b in pairs:
            if name in a:
                tally.judge(name, right=agrees(name, a, b))


def count_sentences(golds: list[Record], found: list[Record], tally: Tally) -> None:
    """Label by label; only labelled sentences are judged."""
    for gold in golds:
        best = max(found, key=lambda sentence: shared(gold, sentence), default=None)
        tally.gold += 1
        if best is not None and shared(gold, best) > 0.3:
            tally.predicted += 1
            tally.hits += best["label"] == gold["label"]


def read(gold: Record) -> Record:
    """What the program reads in a gold Reading's article, with the tags that its page marks up."""
    from extractor.acquire.tags import find_tags

    fields = gold["article"]
    known = {key: fields.get(key) for key in ("published_at", "source", "title", "language")}
    article = Article(id=fields["id"], text=fields["text"], tags=find_tags(fields["text"]), **known)
    found: Record = json.loads(dump(extract(article)))
    return found


def score(folder: Path) -> dict[str, float]:
    """Each measure by name ("figures", "figures.bound", ...), over all gold Readings under the folder."""
    tallies = {kind: Tally() for kind in ("figures", "claims", "instruments", "people", "firms", "quotes", "sentiment")}
    for path in sorted(folder.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        count(gold, read(gold), tallies)
    measured: dict[str, float] = {}
    for kind, tally in tallies.items():
        measured[kind] = tally.f1
        measured |= {f"{kind}.{name}": right / judged for name, (right, judged) in sorted(tally.agreed.items())}
    return measured


def main() -> None:
    """Print each measure."""
    for name, value in score(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD).items():
        print(f"{name:<22} {value:.4f}")


if __name__ == "__main__":
    main()
