"""Good or bad for a holder, from the words of polarity.tsv: clause by clause, then for the sentence.

Kinds of words: `up` and `down` move a thing, which is good or bad by what moves (`inverse` things are bad when they
rise: yields, inflation; `dread` is bad by itself or by its move: fears, losses); `good` and `bad` say so themselves;
`flip` turns the words behind it around; `soften` turns the move before it around ("fell less than expected"); a clause
that `concede`s counts little and one after a `contrast` counts more; what stands behind a `cause` explains the move
and counts less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice

_TOKEN = re.compile(r"\w+(?:[.&’'-]\w+)*|[,;:]|--|—")
_YIELD = re.compile(r"\b(?:yields?|rates?)\b", re.IGNORECASE)
_LONGEST = 400
_MAIN, _CONCEDED, _CONTRASTED, _CAUSE = 1.0, 0.25, 1.6, 0.4
_BAD_THINGS, _DREAD_REACH = ("inverse", "dread"), 5
_FLIP_REACH, _SUBJECT_REACH, _SOFTEN_REACH = 5, 10, 5


@dataclass(frozen=True, slots=True)
class Clause:
    """The polar words of one clause: `good` and `bad` add up separately, already weighted."""

    start: int
    end: int
    good: float
    bad: float


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    weight: float
    at: int
    width: int


Name = tuple[int, int, bool]
"""Start and end of a name in the text, and whether its rise is bad (a yield, volatility)."""
_NAME, _INVERSE = "<name>", "<inverse>"
Lexicon = dict[str, list[tuple[tuple[str, ...], str, float]]]


@cache
def _lexicon() -> Lexicon:
    """First word -> phrases that begin with it, longest first."""
    found: Lexicon = {}
    for row in (files("extractor.annotate.en") / "polarity.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            phrase, kind, weight = row.split("\t")
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, kind, float(weight)))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def score_clauses(text: str, start: int, end: int, names: list[Name]) -> list[Clause]:
    """The clauses of one sentence with their weighted good and bad; `names` are what is named in it, in order."""
    tokens = list(islice(_TOKEN.finditer(text, start, end), _LONGEST))
    words = [token.group().replace("’", "'").lower().removesuffix("'s") for token in tokens]
    for name_start, name_end, rises_badly in names:
        for i, token in enumerate(tokens):
            if name_start <= token.start() < name_end:
                words[i] = _INVERSE if rises_badly else _NAME
    clauses: list[Clause] = []
    subject: _Hit | None = None
    for first, last, weight in _parts(words):
        hits = ([replace(subject, at=first)] if subject else []) + _hits(words, first, last)
        good, bad = _weigh(words, hits, weight)
        subject = next((hit for hit in reversed(hits) if hit.kind in ("inverse", "thing")), None)
        clauses.append(Clause(tokens[first].start(), tokens[last - 1].end(), good, bad))
    return clauses


def is_yield(name: str) -> bool:
    """Whether a name speaks of a yield or rate, which is bad for the holder when it rises."""
    return bool(_YIELD.search(name))


def _parts(words: list[str]) -> list[tuple[int, int, float]]:
    """Clauses as ranges of words, with what each counts."""
    parts: list[tuple[int, int, float]] = []
    first, weight = 0, _MAIN
    for i, word in enumerate(words):
        kind = next(
            (
                k
                for w, k, _ in _lexicon().get(word, ())
                if k in ("concede", "contrast") and tuple(words[i : i + len(w)]) == w
            ),
            None,
        )
        if i > first and (kind or (word in (",", ";", "--", "—") and i - first > 2)):
            parts.append((first, i, weight))
            first, weight = i, _MAIN
        if kind:
            weight = _CONCEDED if kind == "concede" else _CONTRASTED
    if first < len(words):
        parts.append((first, len(words), weight))
    return parts


def _hits(words: list[str], first: int, last: int) -> list[_Hit]:
    hits: list[_Hit] = []
    i = first
    while i < last:
        width = 1
        if words[i] in (_NAME, _INVERSE):
            hits.append(_Hit("inverse" if words[i] == _INVERSE else "thing", 1.0, i, 1))
        for phrase, kind, weight in _lexicon().get(words[i], ()):
            if tuple(words[i : i + len(phrase)]) == phrase and i + len(phrase) <= last:
                width = len(phrase)
                hits.append(_Hit(kind, weight, i, width))
                break
        i += width
    return hits


def _weigh(words: list[str], hits: list[_Hit], weight: float) -> tuple[float, float]:
    good = bad = 0.0
    explained = False
    for i, hit in enumerate(hits):
        sign = _sign(words, hits, i)
        if hit.kind == "cause" and (good or bad):
            explained = True
        if not sign:
            continue
        if _flipped(hits, i) or _softened(hits, i):
            sign = -sign
        amount = hit.weight * weight * (_CAUSE if explained else 1.0)
        good, bad = (good + amount, bad) if sign > 0 else (good, bad + amount)
    return good, bad


def _sign(words: list[str], hits: list[_Hit], i: int) -> int:
    hit = hits[i]
    if hit.kind == "bad" and i and hits[i - 1].kind == "dread" and hit.at - hits[i - 1].at <= _DREAD_REACH:
        return 0  # "fears of a recession" are one thing
    if hit.kind in ("good", "bad"):
        return 1 if hit.kind == "good" else -1
    if hit.kind == "dread":
        return 0 if _moved(words, hits, i) else -1
    if hit.kind not in ("up", "down"):
        return 0
    sign = 1 if hit.kind == "up" else -1
    return -sign if _inverse(words, hits, i) else sign


def _inverse(words: list[str], hits: list[_Hit], i: int) -> bool:
    """Whether what moves is bad when it rises: named right after the word ("rise in yields"), else before it."""
    hit = hits[i]
    after = hit.at + hit.width
    for other in hits[i + 1 : i + 3]:
        beside = other.at == after or words[after] in ("in", "of", "the")
        if other.kind in _BAD_THINGS and other.at - after <= 3 and beside:
            return True
    if any(o.kind == "dread" and hit.at - o.at <= _DREAD_REACH for o in hits[max(0, i - 2) : i]):
        return True
    things = [o for o in hits[max(0, i - 4) : i] if o.kind in ("inverse", "thing") and hit.at - o.at <= _SUBJECT_REACH]
    return bool(things) and any(o.kind == "inverse" for o in things[:1] + things[-1:])


def _moved(words: list[str], hits: list[_Hit], i: int) -> bool:
    """Whether a move says what becomes of the dread: "fears eased", "a drop in unemployment", "eased fears"."""
    dread = hits[i]
    if any(o.kind in ("up", "down") and o.at - dread.at <= _DREAD_REACH for o in hits[i + 1 : i + 3]):
        return True
    before = hits[i - 1] if i else None
    return before is not None and before.kind in ("up", "down") and _inverse(words, hits, i - 1)


def _softened(hits: list[_Hit], i: int) -> bool:
    """Whether "less than expected" follows the move."""
    return any(o.kind == "soften" and o.at - hits[i].at <= _SOFTEN_REACH for o in hits[i + 1 : i + 3])


def _flipped(hits: list[_Hit], i: int) -> bool:
    return any(o.kind == "flip" and hits[i].at - o.at <= _FLIP_REACH for o in hits[max(0, i - 3) : i])
