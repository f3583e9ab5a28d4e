"""Which sequences of labels make a call: one function a pattern, each read from the label that says which way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line, Strength, Way

_PREPOSITION = re.compile(r"\s+(?:in|of|for|on|among|by)\b")
_VERB_FOLLOWS = re.compile(r"\s+(?:is|are|was|were|has|have|had|may|might|could|would|will|should)\b")
_AMOUNT = re.compile(
    r"\s+(?:(?:to|about|around|nearly|almost|over|more\s+than|as\s+much\s+as|another|up\s+to|at\s+least)\s+)*[$€£]?\d"
)
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])|..[’']")
_STAND_IN = re.compile(
    r"^\s*(?:the|its)\s+(?:price|prices|index|group|sector|currency|metal|shares|market|benchmark|pair|gauge)\b"
)
_MODALS = frozenset({"to", "will", "would", "could", "may", "might", "should", "must", "can", "shall", "not"})
_PRONOUNS = frozenset(
    {
        "it",
        "they",
        "this",
        "that",
        "these",
        "which",
        "them",
        "we",
        "you",
        "price",
        "prices",
        "index",
        "currency",
        "metal",
        "group",
        "sector",
        "benchmark",
        "pair",
        "gauge",
    }
)
_FLIPPED: dict[str, Way] = {"up": "down", "down": "up", "flat": "neutral", "neutral": "neutral"}
_WAY: dict[str, Way] = {"up": "up", "down": "down", "flat": "neutral", "neutral": "neutral"}
_RATES = frozenset({"policy_rate"})
_NO_VIEW = frozenset({"policy_rate", "inflation", "volatility", "treasury_yields"})
_SPECIFIC_NOUNS = frozenset(
    {
        "rally",
        "rebound",
        "bounce",
        "upside",
        "sell-off",
        "selloff",
        "selling",
        "correction",
        "pullback",
        "downside",
        "gains",
    }
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A call before its source is known.

    `target` is None where the words before must supply it. `forecast` says that the words hold a forecast rather than
    a bare modal or an opinion.
    """

    target: str | None
    direction: Way
    strength: Strength
    start: int
    end: int
    key: int
    forecast: bool


def find_drafts(line: Line) -> Iterator[Draft]:
    """Every call that the labels of one sentence make, in text order of the deciding label."""
    for label in line.labels:
        pattern = _PATTERNS.get(label.kind)
        draft = pattern(line, label) if pattern else None
        if draft is not None and not line.is_open(draft.start, draft.key):
            yield draft


def _draft(line: Line, key: Label, way: Way, target: str | None, parts: list[Label | None]) -> Draft:
    present = sorted((part for part in [key, *parts] if part is not None), key=lambda part: part.start)
    first, last = present[0], present[-1]
    return Draft(
        target=target,
        direction=way,
        strength=line.strength(first, last),
        start=first.start,
        end=max(part.end for part in present),
        key=key.start,
        forecast=line.forecasts(first, last),
    )


def _forward(line: Line, label: Label, reach: int) -> Label | None:
    """The forward label before, unless a past form puts it into the past ("were expected to")."""
    forward = line.before(label, "forward", reach)
    return forward if forward and not line.before(forward, "past", 3) else None


def _verb(line: Line, verb: Label) -> Draft | None:
    """'stocks will rise', 'expect yields to fall', 'oil is unlikely to keep rising', 'for yields to rise'."""
    subject, forward = line.before(verb, "target", 16), _forward(line, verb, 12)
    if not _may_act(line, verb, subject, forward):
        return None
    if forward is None:
        return _wish(line, verb, subject)
    if not _is_subject(line, subject, forward, verb) or line.between(subject, verb, "bank"):
        return None
    negation = line.before(verb, "negation", 9)
    way = _FLIPPED[verb.value] if negation else _WAY[verb.value]
    return _draft(line, verb, way, subject.value if subject else None, [forward, subject, negation])


def _may_act(line: Line, verb: Label, subject: Label | None, forward: Label | None) -> bool:
    """Whether the word is a verb here, and its target the subject rather than the object."""
    words = line.words(verb)
    if words in guarded("levels"):
        fits = bool(_AMOUNT.match(line.text, verb.end))
    else:
        fits = line.is_last(verb) or words in guarded("objects")
    beheld = subject and forward and subject.start > forward.end and verb.at - subject.at <= 3  # "see yields fall"
    return fits and (line.is_ruled(verb) or bool(beheld))


def _wish(line: Line, verb: Label, subject: Label | None) -> Draft | None:
    """'for yields to rise, ...'."""
    if subject is None or line.word_before(subject) != "for" or line.word_before(verb) != "to":
        return None
    return replace(_draft(line, verb, _WAY[verb.value], subject.value, [subject]), strength="hedged")


def _is_subject(line: Line, subject: Label | None, forward: Label, verb: Label) -> bool:
    """Whether the target is what moves: right before the forecast, or between it and the verb; else a pronoun does."""
    if subject is not None and _POSSESSIVE.match(line.text, subject.end - 2):
        return False
    move = line.before(subject, "noun", 4) if subject is not None else None
    if subject is not None and move is not None and _PREPOSITION.match(line.text, move.end, subject.start):
        return False  # "the sell-off in bonds will fade" is of the sell-off
    if subject is not None and (subject.start > forward.start or forward.at - subject.at <= 7):
        return subject.value not in _RATES or not line.before(verb, "bank", 8)
    return line.word_before(forward) in _PRONOUNS or bool(_STAND_IN.search(line.text[forward.end : verb.start]))


def _noun(line: Line, noun: Label) -> Draft | None:
    """'expect a rally in stocks', 'room for a rebound', 'more gains are expected', 'due for a bounce'."""
    forward = _forward(line, noun, 8) or line.completion(noun, 6)
    if forward is None or line.word_before(noun) in _MODALS:
        return None
    behind, front = line.after(noun, "target", 6), line.before(noun, "target", 4)
    if behind and not _PREPOSITION.match(line.text, noun.end, behind.start):
        behind = None
    target = behind or front
    if target is None and line.words(noun) not in _SPECIFIC_NOUNS:
        return None
    negation = line.before(noun, "negation", 7)
    turned = bool(negation) != (line.after(noun, "ends", 6) is not None)
    way = _FLIPPED[noun.value] if turned else _WAY[noun.value]
    return _draft(line, noun, way, target.value if target else None, [forward, target, negation])


def _adjective(line: Line, adjective: Label) -> Draft | None:
    """'higher oil prices' or 'prices will be lower', with a forecast beside it."""
    behind = line.after(adjective, "target", 2)
    forward = _forward(line, adjective, 8 if behind else 4) or (behind and line.completion(behind, 5))
    target = behind or line.before(adjective, "target", 10)
    if forward is None or target is None or not (behind or line.is_last(adjective)):
        return None
    way = _FLIPPED[adjective.value] if line.negated(adjective, 5) else _WAY[adjective.value]
    return _draft(line, adjective, way, target.value, [forward, target])


def _transitive(line: Line, verb: Label) -> Draft | None:
    """'would boost stocks', 'should weaken the dollar'."""
    forward, target = _forward(line, verb, 6), line.after(verb, "target", 7)
    if forward is None or target is None or target.value in _RATES or not line.is_ruled(verb):
        return None
    way = _FLIPPED[verb.value] if line.negated(verb, 5) else _WAY[verb.value]
    return _draft(line, verb, way, target.value, [forward, target])


def _view(line: Line, view: Label) -> Draft | None:
    """'bullish on gold', 'bad news for bonds', 'we remain underweight Treasuries'."""
    target = line.after(view, "target", 8)
    if target is None or target.value in _NO_VIEW or line.before(view, "past", 3):
        return None
    if line.words(view) in guarded("own") and line.word_before(view) not in ("we", "i", "still", "we'd", "i'd"):
        return None
    way = _FLIPPED[view.value] if line.negated(view, 4) else _WAY[view.value]
    draft = _draft(line, view, way, target.value, [_forward(line, view, 5), target])
    return replace(draft, forecast=draft.forecast or line.is_stated(view))


def _predicate(line: Line, predicate: Label) -> Draft | None:
    """'equities are in a sweet spot', 'the rally has topped out', 'it would be a bad sign'."""
    words, forward = line.words(predicate), _forward(line, predicate, 6)
    if line.before(predicate, "past", 3) or (words in guarded("soft") and forward is None):
        return None
    if " " not in words and not line.is_stated(predicate) and line.word_before(predicate) not in ("has", "have"):
        return None
    target = line.before(predicate, "target", 8)
    if target is None and words not in guarded("talk"):
        return None
    negation = line.before(predicate, "negation", 5) or _doubt(line, predicate)
    way = _FLIPPED[predicate.value] if negation else _WAY[predicate.value]
    return _draft(line, predicate, way, target.value if target else None, [target, forward, negation])


def _doubt(line: Line, label: Label) -> Label | None:
    doubt = line.before(label, "negation", 10)
    return doubt if doubt and line.words(doubt).endswith(("sure", "doubt", "convinced")) else None


def _policy(line: Line, policy: Label) -> Draft | None:
    """'the Fed will pause', 'traders priced in 31 bps of easing', 'another rate cut is expected'."""
    bank = line.before(policy, "bank", 14)
    forward = _forward(line, policy, 9) or line.completion(policy, 6)
    if bank is not None and line.words(policy) in guarded("stance"):
        return _draft(line, policy, "neutral", "policy_rate", [bank, forward])
    if forward is None or (bank is None and (policy.value == "flat" or line.words(policy) in guarded("bank"))):
        return None
    if forward.kind == "forward" and _VERB_FOLLOWS.match(line.text, policy.end):
        return None
    way = "neutral" if line.negated(policy, 8) else _WAY[policy.value]
    if line.before(forward, "pared", 4):  # "pared bets on rate cuts"
        way = _FLIPPED[policy.value]
    return _draft(line, policy, way, "policy_rate", [bank, forward])


def _rate_verb(line: Line, verb: Label) -> Draft | None:
    """'the Fed is likely to cut interest rates', 'hold the policy rate steady', 'keep fed funds unchanged'."""
    rate = line.after(verb, "target", 6)
    bank = line.before(verb, "bank", 20)
    forward = _forward(line, verb, 18) or (bank and line.before(verb, "negation", 5))
    if rate is None or rate.value not in _RATES or forward is None or not line.is_ruled(verb):
        return None
    steady = line.after(rate, "steady", 5)
    if verb.value == "flat" and steady is None:
        return None
    way = "neutral" if line.negated(verb, 7) else _WAY[verb.value]
    return _draft(line, verb, way, "policy_rate", [bank, forward, rate, steady])


_PATTERNS: dict[str, Callable[[Line, Label], Draft | None]] = {
    "verb": _verb,
    "noun": _noun,
    "adjective": _adjective,
    "transitive": _transitive,
    "view": _view,
    "predicate": _predicate,
    "policy": _policy,
    "rate_verb": _rate_verb,
}
