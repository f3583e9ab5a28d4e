"""Calls on a central bank's rate: moves that are expected, counted, priced in, or ruled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.annotate.en.calls_draft import FLIPPED, WAY, Draft, forward_before, make_draft
from extractor.annotate.en.calls_labels import Label, guarded
from extractor.annotate.en.calls_line import Line, Way

_RATES = frozenset({"policy_rate"})
_VERB_FOLLOWS = re.compile(r"\s+(?:is|are|was|were|has|have|had|may|might|could|would|will|should)\b")
_COUNTED = re.compile(
    r"\b(?:an?|another|one|two|three|four|five|six|seven|eight|\d+|more|further|additional|no|any|first|next|few|fewer|"
    r"several|rates?|interest-rate|policy|[\w-]*point|bps?|deeper|faster|outsized|jumbo|successive|consecutive)\s+(?:[\w-]+\s+){0,2}$"
)
_POINTS = re.compile(r"point\s+(?:[\w-]+\s+){0,2}$|\bbps?\s+(?:of\s+)?$|\bpoints\s+of\s+$|\brates?\s+$")
_BEGINS = re.compile(r"\s+(?:will|could|should|may|might|would)\s+(?:only\s+)?(?:start|begin|come|follow|resume)\b")
_LONG_ODDS = 0.35
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent|per\s+cent)")


def find_policy(line: Line, *, talk: bool) -> Iterator[Draft]:
    """Every call on the policy rate; `talk` says that the text around speaks of a central bank's rate."""
    for label in line.labels:
        draft = None
        if label.kind == "policy":
            draft = _policy(line, label, talk=talk)
        elif label.kind == "policy_noun":
            draft = _counted(line, label, talk=talk)
        elif label.kind == "rate_verb":
            draft = _rate_verb(line, label)
        if draft is not None and not line.is_open(draft.start, draft.key):
            priced = line.before(label, "pricing", 14) is not None or bool(_BEGINS.match(line.text, label.end))
            yield replace(draft, forecast=draft.forecast or priced)


def _ahead(line: Line, label: Label, reach: int) -> Label | None:
    """What says that the move lies ahead: a forecast, a market that prices it, "is expected" behind it."""
    return forward_before(line, label, reach) or line.before(label, "pricing", reach) or line.completion(label, 6)


def _policy(line: Line, policy: Label, *, talk: bool) -> Draft | None:
    """'the Fed will pause', 'traders priced in 31 bps of easing', 'another rate cut is expected'."""
    bank = line.before(policy, "bank", 14) or _rates_before(line, policy)
    ahead = _ahead(line, policy, 9)
    if (bank is not None or talk) and line.words(policy) in guarded("stance") and not line.before(policy, "past", 3):
        return make_draft(line, policy, "neutral", "policy_rate", [bank, ahead])
    needs_bank = policy.value in ("flat", "move") or (
        line.words(policy) in guarded("bank") and not line.before(policy, "pricing", 9)
    )
    if ahead is None or (needs_bank and bank is None and not talk):
        return None
    if ahead.kind == "forward" and _VERB_FOLLOWS.match(line.text, policy.end) and not line.completion(policy, 6):
        return None
    negated = line.negated(policy, 8)
    if (policy.value == "move" and not negated) or (policy.value == "flat" and negated):
        return None
    return make_draft(line, policy, _way(line, policy, ahead, negated=negated), "policy_rate", [bank, ahead])


def _way(line: Line, move: Label, ahead: Label, *, negated: bool) -> Way:
    """Which way the rate goes: nowhere where the move is ruled out, the other way where bets on it were pared."""
    if negated or move.value == "move":
        return "neutral"
    return FLIPPED[move.value] if line.before(ahead, "pared", 4) else WAY[move.value]


def _rates_before(line: Line, label: Label) -> Label | None:
    rates = line.before(label, "target", 6)
    return rates if rates is not None and rates.value in _RATES else None


def _counted(line: Line, noun: Label, *, talk: bool) -> Draft | None:
    """'two quarter-point cuts in 2025', 'a 75% chance of a hike', 'cuts will start by June'."""
    before, begins = line.text[max(0, noun.start - 60) : noun.start], _BEGINS.match(line.text, noun.end)
    if not begins and not _COUNTED.search(before.lower()):
        return None
    bank = line.before(noun, "bank", 20) or line.after(noun, "bank", 12)
    if bank is None and not talk and not _POINTS.search(before) and not line.before(noun, "pricing", 12):
        return None
    ahead = _ahead(line, noun, 14) or (noun if begins else None)
    if ahead is None or _is_unlikely(line, noun):
        return None
    way = _way(line, noun, ahead, negated=line.negated(noun, 6))
    return make_draft(line, noun, way, "policy_rate", [bank, ahead])


def _is_unlikely(line: Line, noun: Label) -> bool:
    """Whether the words before give the move long odds: "an 8% chance of a cut"."""
    odds = line.before(noun, "odds", 10)
    percent = _PERCENT.search(line.text, max(0, odds.start - 24), odds.start) if odds is not None else None
    return percent is not None and float(percent.group(1)) < 100 * _LONG_ODDS


def _rate_verb(line: Line, verb: Label) -> Draft | None:
    """'the Fed is likely to cut interest rates', 'hold the policy rate steady', 'keep fed funds unchanged'."""
    rate = line.after(verb, "target", 6)
    bank = line.before(verb, "bank", 20)
    forward = forward_before(line, verb, 18) or (bank and line.before(verb, "negation", 5))
    if rate is None or rate.value not in _RATES or forward is None or not line.is_ruled(verb):
        return None
    steady = line.after(rate, "steady", 5)
    if verb.value == "flat" and steady is None:
        return None
    way = "neutral" if line.negated(verb, 7) else WAY[verb.value]
    return make_draft(line, verb, way, "policy_rate", [bank, forward, rate, steady])
