"""Which sequences of labels make a call: one function a pattern, each read from the label that says which way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from extractor.annotate.en.calls_draft import FLIPPED, WAY, Draft, forward_before, make_draft
from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line

_PREPOSITION = re.compile(r"\s+(?:in|of|for|on|among|by)\b")
_AMOUNT = re.compile(
    r"\s+(?:(?:to|about|around|nearly|almost|over|more\s+than|as\s+much\s+as|another|up\s+to|at\s+least)\s+)*[$€£]?\d"
)
_LEADS_ON = re.compile(r"\s+(?:to|by|against|from|toward|towards|further|again|in|on|at|over|through)\b")
_TO_LEVEL = re.compile(r"\s+(?:back\s+)?(?:to|toward|towards|below|above)\s+(?:about\s+|around\s+)?[$€£]?\d")
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])|..[’']")
_STAND_IN = re.compile(
    r"^\s*(?:it|them)\s|^\s*(?:the|its)\s+(?:price|prices|index|group|sector|currency|metal|shares|market|benchmark|pair|gauge)\b"
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
_RATES = frozenset({"policy_rate"})
_NO_VIEW = frozenset({"policy_rate", "inflation", "volatility", "treasury_yields"})
_OVER = frozenset({"is over", "are over", "run its course"})
_SPECIFIC_NOUNS = frozenset(
    {
        "pain",
        "profit-taking",
        "drawdown",
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


def find_drafts(line: Line) -> Iterator[Draft]:
    """Every call that the labels of one sentence make, in text order of the deciding label."""
    for label in line.labels:
        pattern = _PATTERNS.get(label.kind)
        draft = pattern(line, label) if pattern else None
        if draft is not None and not line.is_open(draft.start, draft.key):
            yield draft


def _verb(line: Line, verb: Label) -> Draft | None:
    """'stocks will rise', 'expect yields to fall', 'oil is unlikely to keep rising', 'for yields to rise'."""
    subject, forward = line.before(verb, "target", 16), forward_before(line, verb, 12)
    if not _may_act(line, verb, subject, forward):
        return None
    if forward is None:
        return _wish(line, verb, subject)
    if not _is_subject(line, subject, forward, verb) or line.between(subject, verb, "bank"):
        return None
    negation = line.before(verb, "negation", 9)
    way = FLIPPED[verb.value] if negation else WAY[verb.value]
    return make_draft(line, verb, way, subject.value if subject else None, [forward, subject, negation])


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
    return replace(make_draft(line, verb, WAY[verb.value], subject.value, [subject]), strength="hedged")


def _is_subject(line: Line, subject: Label | None, forward: Label, verb: Label) -> bool:
    """Whether the target is what moves: right before the forecast, or between it and the verb; else a pronoun does."""
    if subject is not None and _POSSESSIVE.match(line.text, subject.end - 2):
        return False
    move = line.before(subject, "noun", 4) if subject is not None else None
    if subject is not None and move is not None and _PREPOSITION.match(line.text, move.end, subject.start):
        return False  # "the sell-off in bonds will fade" is of the sell-off
    if subject is not None and (subject.start > forward.start or _close(line, subject, forward)):
        bank = line.before(verb, "bank", 8) if subject.value in _RATES else None
        return bank is None or bank.start < subject.start
    return line.word_before(forward) in _PRONOUNS or bool(_STAND_IN.search(line.text[forward.end : verb.start]))


def _noun(line: Line, noun: Label) -> Draft | None:
    """'expect a rally in stocks', 'room for a rebound', 'more gains are expected', 'due for a bounce'."""
    forward = forward_before(line, noun, 8) or _completed(line, noun)
    if forward is None or line.word_before(noun) in _MODALS:
        return None
    behind, front = line.after(noun, "target", 6), line.before(noun, "target", 4)
    if behind and not _PREPOSITION.match(line.text, noun.end, behind.start):
        behind = None
    target = behind or front
    if target is None and line.words(noun) not in _SPECIFIC_NOUNS and not _TO_LEVEL.match(line.text, noun.end):
        return None
    negation = line.before(noun, "negation", 7)
    turned = bool(negation) != (line.after(noun, "ends", 6) is not None)
    way = FLIPPED[noun.value] if turned else WAY[noun.value]
    return make_draft(line, noun, way, target.value if target else None, [forward, target, negation])


def _close(line: Line, subject: Label, forward: Label) -> bool:
    """Whether a target stands as near before its forecast as subjects do, or an apposition parts the two."""
    aside = line.text[subject.end : subject.end + 1] == "," and line.text[
        max(0, forward.start - 3) : forward.start
    ].rstrip().endswith(",")
    return forward.at - subject.at <= (16 if aside else 7)


def _completed(line: Line, noun: Label) -> Label | None:
    """The "is likely" behind the noun: near, or farther with no comma between."""
    after = line.completion(noun, 12)
    near = after is not None and (after.at - noun.at <= 6 or ", " not in line.text[noun.end : after.start])
    return after if near else None


def _adjective(line: Line, adjective: Label) -> Draft | None:
    """'higher oil prices' or 'prices will be lower', with a forecast beside it."""
    behind = line.after(adjective, "target", 2)
    forward = (
        forward_before(line, adjective, 8 if behind else 4)
        or _listed(line, adjective)
        or (behind and line.completion(behind, 5))
    )
    target = behind or line.before(adjective, "target", 10)
    if forward is None or target is None or not (behind or line.is_last(adjective)):
        return None
    way = FLIPPED[adjective.value] if line.negated(adjective, 5) else WAY[adjective.value]
    return make_draft(line, adjective, way, target.value, [forward, target])


def _listed(line: Line, adjective: Label) -> Label | None:
    """The head of a list: "our calls for the quarter: lower yields, a weaker dollar"."""
    head = line.before(adjective, "forward", 20)
    return head if head is not None and ":" in line.text[head.end : adjective.start] else None


def _transitive(line: Line, verb: Label) -> Draft | None:
    """'would boost stocks', 'should weaken the dollar'."""
    forward, target = forward_before(line, verb, 6), line.after(verb, "target", 7)
    if forward is None or target is None or target.value in _RATES or not line.is_ruled(verb):
        return None
    if _LEADS_ON.match(line.text, verb.end):
        return None
    way = FLIPPED[verb.value] if line.negated(verb, 5) else WAY[verb.value]
    return make_draft(line, verb, way, target.value, [forward, target])


def _view(line: Line, view: Label) -> Draft | None:
    """'bullish on gold', 'bad news for bonds', 'we remain underweight Treasuries', 'overweight Japan'."""
    target = line.after(view, "target", 8) or line.after(view, "market", 4)
    words = line.words(view)
    if target is None or line.before(view, "past", 3) or (target.value in _NO_VIEW and "risk" not in words):
        return None
    if words in guarded("own") and line.word_before(view) not in ("we", "i", "still", "we'd", "i'd"):
        return None
    way = FLIPPED[view.value] if line.negated(view, 4) else WAY[view.value]
    draft = make_draft(line, view, way, target.value, [forward_before(line, view, 5), target])
    return replace(draft, forecast=draft.forecast or line.is_stated(view) or _headed(line, view))


def _headed(line: Line, view: Label) -> bool:
    """Whether a colon stands right before: "Acme Bank: bullish on copper"."""
    return line.text[max(0, view.start - 2) : view.start].strip() == ":"


def _predicate(line: Line, predicate: Label) -> Draft | None:
    """'equities are in a sweet spot', 'the rally has topped out', 'it would be a bad sign'."""
    words, forward = line.words(predicate), forward_before(line, predicate, 6)
    if line.before(predicate, "past", 3) or (words in guarded("soft") and forward is None):
        return None
    if " " not in words and not line.is_stated(predicate) and line.word_before(predicate) not in ("has", "have"):
        return None
    target = line.before(predicate, "target", 8)
    if target is None and words not in guarded("talk"):
        return None
    negation = line.before(predicate, "negation", 5) or _doubt(line, predicate)
    fall = line.before(predicate, "noun", 6)
    ended = words in _OVER and fall is not None and fall.value == "down"
    way = FLIPPED[predicate.value] if bool(negation) != ended else WAY[predicate.value]
    return make_draft(line, predicate, way, target.value if target else None, [target, forward, negation])


def _doubt(line: Line, label: Label) -> Label | None:
    doubt = line.before(label, "negation", 10)
    return doubt if doubt and line.words(doubt).endswith(("sure", "doubt", "convinced")) else None


_PATTERNS: dict[str, Callable[[Line, Label], Draft | None]] = {
    "verb": _verb,
    "noun": _noun,
    "adjective": _adjective,
    "transitive": _transitive,
    "view": _view,
    "predicate": _predicate,
}
