"""One sentence's labels in a row, and the questions that the patterns ask of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.annotate.en.calls_labels import Label

Way = Literal["up", "down", "neutral"]
Strength = Literal["strong", "plain", "hedged"]

_LAST_WORD = re.compile(r"([\w’']+)[\s“\"'‘(]*$")
_STATED = re.compile(
    r"(?:\b(?:is|are|am|be|remains?|looks?|seems?|stays?|turning|feel|getting)|['’](?:s|re|m))\s+(?:[\w-]+\s+){0,3}[“\"‘']?$"
)
_RULERS = frozenset(
    {
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
        "shall",
        "not",
        "also",
        "then",
        "still",
        "further",
        "help",
        "likely",
        "again",
        "and",
        "or",
        "never",
        "therefore",
        "thus",
        "soon",
        "instead",
        "yet",
        "even",
        "only",
        "well",
        "now",
    }
)
_NO_OBJECT = re.compile(
    r"(?:\s*$|\s*[^\w\s]|\s+(?:in|on|to|from|by|below|above|at|further|more|again|as|if|unless|so|given|provided|assuming|when|over|through|during|this|next|after|"
    r"before|and|or|but|because|with|into|toward|towards|even|until|for|since|once|\w+ly|[\d$€£]\S*|back|than|while|despite|later|"
    r"lower|higher|between|near|around|soon|under|against|amid|ahead|alongside|along|without|up|down|off|out|also|about|too|"
    r"modestly|somewhat|faster|anew|beyond|past|within|relative|versus|around|another|much|a\s+(?:bit|little|lot)|some|another|well|strong|weak)\b)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The labels of one sentence, with its words lower-cased."""

    text: str
    labels: list[Label]

    def words(self, label: Label) -> str:
        """The label's own words, lower-cased."""
        return self.text[label.start : label.end].lower()

    def completion(self, label: Label, reach: int) -> Label | None:
        """The words behind a noun that make it a forecast ("are expected"), unless they go on ("are likely to")."""
        after = self.after(label, "after", reach)
        return after if after and self.text[after.end : after.end + 4] != " to " else None

    def before(self, label: Label, kind: str, reach: int) -> Label | None:
        """The nearest label of `kind` that ends before this one, at most `reach` words away, no clause between."""
        for other in reversed(self.labels):
            if other.end <= label.start and label.at - other.at <= reach and other.kind == kind:
                return None if kind != "target" and self._apart(other, label) else other
        return None

    def after(self, label: Label, kind: str, reach: int) -> Label | None:
        """The nearest label of `kind` that begins after this one, at most `reach` words away, no clause between."""
        for other in self.labels:
            if other.start >= label.end and other.at - label.at <= reach and other.kind == kind:
                return None if self._apart(label, other) else other
        return None

    def between(self, first: Label | None, last: Label, kind: str) -> bool:
        """Whether a label of `kind` stands between two others."""
        return first is not None and any(b.kind == kind and first.end <= b.start < last.start for b in self.labels)

    def _apart(self, first: Label, second: Label) -> bool:
        between = [
            b for b in self.labels if b.kind == "break" and b.value == "clause" and first.end <= b.start < second.start
        ]
        return bool(between) or ";" in self.text[first.end : second.start]

    def word_before(self, label: Label) -> str:
        """The last word before the label, lower-cased, or ""."""
        match = _LAST_WORD.search(self.text[max(0, label.start - 30) : label.start])
        return match.group(1).lower().replace("’", "'") if match else ""

    def is_stated(self, label: Label) -> bool:
        """Whether a form of "be" in the present, or a like verb, stands before the label."""
        return bool(_STATED.search(self.text[max(0, label.start - 40) : label.start]))

    def is_ruled(self, label: Label) -> bool:
        """Whether a verb stands where its plain form does: after "to", a modal, an adverb."""
        word = self.word_before(label)
        return word in _RULERS or word.endswith(("ly", "n't", "'ll")) or self.words(label).endswith("ing")

    def is_open(self, start: int, key: int) -> bool:
        """Whether a question word stands shortly before or within: "whether stocks will rise"."""
        return any(
            b.kind == "open" and start - 40 <= b.start < key and ", " not in self.text[b.end : start]
            for b in self.labels
        )

    def is_last(self, label: Label) -> bool:
        """Whether no object or noun follows the label."""
        return bool(_NO_OBJECT.match(self.text, label.end))

    def rater(self, share: Label, verb: Label) -> bool:
        """Whether a firm is the one who rates: right before the verb, or behind "by"."""
        return (0 <= verb.at - share.at <= 4 and share.start < verb.start) or self.word_before(share) == "by"

    def old(self, label: Label) -> bool:
        """Whether "from" stands before the label: the rating that was."""
        return self.text[max(0, label.start - 8) : label.start].rstrip(" “\"'‘").endswith("from")

    def negated(self, label: Label, reach: int = 6) -> bool:
        """Whether a negation stands shortly before."""
        return self.before(label, "negation", reach) is not None

    def strength(self, first: Label, last: Label) -> Strength:
        """The weakest of the forward labels from a few words before `first` to `last`."""
        near = [
            b
            for b in self.labels
            if first.at - 6 <= b.at <= last.at and not (b.at < first.at and self._apart(b, first))
        ]
        values = {b.value for b in near if b.kind in ("forward", "after")}
        if "hedged" in values or any(b.kind == "negation" and self.words(b).endswith("sure") for b in near):
            return "hedged"
        return "strong" if "strong" in values else "plain"

    def forecasts(self, first: Label, last: Label) -> bool:
        """Whether a forecast stands between `first` and `last`."""
        return any(b.kind in ("forecast", "after") and first.start <= b.start <= last.end for b in self.labels)
