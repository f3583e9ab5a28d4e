"""Every rule of the rule tables proves itself: it matches its own hits and none of its misses."""

from __future__ import annotations

import pytest

from extractor.annotate.en import claim_cues, times


@pytest.mark.parametrize("rule", times.rules(), ids=lambda rule: f"{rule.kind} {rule.hits[0]}")
def test_time_rule(rule: times.Rule) -> None:
    """A time rule's kind is found in each of its hits and in none of its misses."""
    kinds = {
        text: {phrase.kind for phrase in times.find_time_phrases(text, 0, len(text))}
        for text in (*rule.hits, *rule.misses)
    }
    assert [text for text in rule.hits if rule.kind not in kinds[text]] == []
    assert [text for text in rule.misses if rule.kind in kinds[text]] == []


@pytest.mark.parametrize("rule", claim_cues.rules(), ids=lambda rule: f"{rule.measure} {rule.hits[0]}")
def test_cue_rule(rule: claim_cues.Rule) -> None:
    """A cue rule's measure is found in each of its hits and in none of its misses."""
    found = {
        text: {cue.measure for cue in claim_cues.find_cues(text, 0, len(text))} for text in (*rule.hits, *rule.misses)
    }
    assert [text for text in rule.hits if rule.measure not in found[text]] == []
    assert [text for text in rule.misses if rule.measure in found[text]] == []
