"""Sentiment of document, sentences and targets by a small lexicon of ours (`made_by` says "lexicon").

Polarity is good or bad for a holder of what is spoken of. A sentence's probabilities come from its good and bad words,
with `_NEUTRAL` words' weight for neutral; the document is the mean of its sentences (positive less negative), neutral
within `_THRESHOLD` of 0; a target is the mean of the clauses that name it, or of their sentence where the clause says
nothing. The constants were chosen on annotated market articles.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from extractor.annotate.en.polarity import Clause, Name, is_yield, score_clauses
from extractor.annotate.moves import Moves, moves_by_sentence
from extractor.records import Mention, Polarity, Reading, Score, Sentence, SentenceSentiment, Sentiment, TargetSentiment

_LABELS: tuple[Polarity, ...] = ("neutral", "negative", "positive")
_NEUTRAL, _SIDED, _THRESHOLD = 0.25, 0.2, 0.1
_MOVES, _WORDS = 1.5, 0.8


def score_sentiment(reading: Reading) -> Reading:
    """Add `sentiment`; probabilities sum to 1 and have three decimals. Needs sentences, firms and instruments."""
    text = reading.article.text
    names = _Names(reading)
    clauses = [score_clauses(text, s.start, s.end, names.between(s.start, s.end)) for s in reading.sentences]
    moves = moves_by_sentence(reading)
    sentences = tuple(_sentence(s, c, m) for s, c, m in zip(reading.sentences, clauses, moves, strict=True))
    values = [one.scores["positive"] - one.scores["negative"] for one in sentences]
    targets = tuple(
        _target(name, mentions, reading.sentences, clauses) for name, mentions in _named(reading) if mentions
    )
    sentiment = Sentiment(made_by="lexicon", document=_mean(values), sentences=sentences, targets=targets)
    return replace(reading, sentiment=sentiment)


class _Names:
    """Where instruments and firms are named, and whether a rise of what is named is bad: a yield's, volatility's."""

    def __init__(self, reading: Reading) -> None:
        text = reading.article.text
        spans = {mention: False for firm in reading.firms for mention in firm.mentions}
        for instrument in reading.instruments:
            for start, end in instrument.mentions:
                spans[start, end] = instrument.asset_class == "volatility" or is_yield(text[start:end])
        self._spans = sorted((start, end, badly) for (start, end), badly in spans.items())

    def between(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._spans, (start, start, False))
        return self._spans[first : bisect_left(self._spans, (end, end, False))]


def _probabilities(good: float, bad: float) -> dict[str, float]:
    """Three probabilities with three decimals: what good and bad share speaks for neutral, what is over for a side."""
    shared, balance = min(good, bad), good - bad
    weights = (
        max(-balance, 0.0) + _SIDED * shared,
        _NEUTRAL + 0.3 * shared,
        max(balance, 0.0) + _SIDED * shared,
    )
    negative, positive = (round(weights[i] / sum(weights), 3) for i in (0, 2))
    return {"negative": negative, "neutral": round(1 - negative - positive, 3), "positive": positive}


def _sentence(sentence: Sentence, clauses: list[Clause], moves: Moves) -> SentenceSentiment:
    """Words and moves together; where the moves say one thing the words only add to it."""
    good, bad = sum(c.good for c in clauses), sum(c.bad for c in clauses)
    up, down = moves
    if up or down:
        share = _MOVES / (up + down)
        good, bad = good * _WORDS + up * share, bad * _WORDS + down * share
    scores = _probabilities(good, bad)
    label: Polarity = max(_LABELS, key=lambda name: scores[name])
    return SentenceSentiment(start=sentence.start, end=sentence.end, label=label, scores=scores)


def _mean(values: list[float]) -> Score:
    score = round(sum(values) / len(values), 3) if values else 0.0
    return Score(label="neutral" if abs(score) < _THRESHOLD else "positive" if score > 0 else "negative", score=score)


def _named(reading: Reading) -> list[tuple[str, tuple[Mention, ...]]]:
    """Instruments, then the firms that are none of them, each with its mentions."""
    instruments = {instrument.id: instrument.mentions for instrument in reading.instruments}
    firms = {f.id: f.mentions for f in reading.firms if f.instrument not in instruments and f.id not in instruments}
    return [*instruments.items(), *firms.items()]


def _target(
    name: str, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...], clauses: list[list[Clause]]
) -> TargetSentiment:
    values = []
    for start, end in mentions:
        i = bisect_left(sentences, end, key=lambda sentence: sentence.end)
        if i < len(sentences) and sentences[i].start <= start:
            values.append(_toward(start, clauses[i]))
    mean = _mean(values)
    return TargetSentiment(id=name, label=mean.label, score=mean.score, mentions=mentions)


def _toward(at: int, clauses: list[Clause]) -> float:
    """Polarity in [-1, 1] of the clause that holds `at`, else of its sentence."""
    own = next((c for c in clauses if c.start <= at < c.end), None)
    if own is not None and own.good + own.bad > 0:
        return (own.good - own.bad) / (own.good + own.bad + _NEUTRAL)
    good, bad = sum(c.good for c in clauses), sum(c.bad for c in clauses)
    return (good - bad) / (good + bad + _NEUTRAL)
