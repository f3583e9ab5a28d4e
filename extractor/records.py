"""The records: what one article becomes. The contract between the stages, the tables and the JSON.

Field names are fixed: tables, pipelines and scorers rely on them. Every `start`/`end` is a half-open range of Unicode
code points into `article.text`, and `article.text[start:end] == text` for every record that carries `text`.
All records are immutable; a component returns a new Reading made with `dataclasses.replace`.
This module imports the standard library and pydantic only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import TypeAdapter

Label = Literal["supported", "refuted", "not_enough_info"]
Bound = Literal["exact", "about", "just_below", "just_above", "more_than", "at_least", "less_than", "at_most"]
Comparator = Literal["eq", "about", "just_below", "just_above", "gt", "ge", "lt", "le", "between"]
Direction = Literal["up", "down", "flat"]
Modality = Literal["actual", "forecast", "hypothetical", "historical"]
Polarity = Literal["negative", "neutral", "positive"]
Mention = tuple[int, int]

COMPARATOR_OF: dict[Bound, Comparator] = {
    "exact": "eq",
    "about": "about",
    "just_below": "just_below",
    "just_above": "just_above",
    "more_than": "gt",
    "at_least": "ge",
    "less_than": "lt",
    "at_most": "le",
}
"""The comparator that a claim takes from the bound of its figure; both speak of the size of a fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A symbol that the page itself marks up, such as `$S&P 500 Index (.SPX.US)$`."""

    start: int
    end: int
    text: str
    name: str
    symbol: str
    instrument: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news item.

    `published_at` is ISO 8601 with offset, or a bare date (then: after that day's close), or None. `provenance` says
    where each metadata field was found ("ld_json", "meta", "time_element", "text", "url", "option", "input", ...) and
    `missing` why a field stayed empty.
    """

    id: str
    text: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    retrieved_at: str | None = None
    available_at: str | None = None
    language: str | None = None
    tags: tuple[Tag, ...] = ()
    content_hash: str | None = None
    duplicate_of: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The two closes that are compared, as sessions of the instrument's own market. A level has `start` None."""

    start: dt.date | None
    end: dt.date | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence (or a heading or table row that stands as one). `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name as the tagger saw it, before people and firms are told apart. `label` is OntoNotes' label."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """A time expression, not yet resolved to sessions (that needs an instrument's calendar).

    `kind` names the rule of annotate/en/times.toml; `n`, `unit`, `day` and `until` are its parameters.
    """

    start: int
    end: int
    text: str
    kind: str
    n: int | None = None
    unit: str | None = None
    day: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cited quantity: the span holds number, unit and the words that bound it; `value` is in `unit`."""

    id: str
    start: int
    end: int
    text: str
    value: float
    unit: str
    high: float | None = None
    digits: float = 1.0
    """Unit of the last place as written, in `unit`: 1.5 has 0.1, "$2.3 billion" 1e8, "600 points" 100."""
    bound: Bound = "exact"
    role: str = "other"
    direction: Direction | None = None
    instrument: str | None = None
    subject: str | None = None
    period: Period | None = None
    modality: Modality = "actual"
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human being, however often and however spelt."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    firm: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """An organisation that acts, issues or is quoted."""

    id: str
    name: str
    ticker: str | None = None
    instrument: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedInstrument:
    """An instrument that the text names; `id` is the registry's."""

    id: str
    name: str
    asset_class: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Reported speech. `speaker` is a person's or firm's id; None rather than a guess."""

    id: str
    start: int
    end: int
    text: str
    kind: Literal["direct", "indirect", "mixed"]
    speaker: str | None = None
    speaker_text: str | None = None
    cue: str | None = None
    medium: str | None = None
    said_on: dt.date | None = None
    continues: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody's view of where something is going; `direction` is of the target's own quantity."""

    id: str
    start: int
    end: int
    text: str
    by: str | None
    target: str
    direction: Literal["up", "down", "neutral"]
    strength: Literal["strong", "plain", "hedged"] = "plain"
    condition: str | None = None
    horizon: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A polarity label with its score in [-1, 1]."""

    label: Polarity
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSentiment:
    """Polarity of one sentence; `scores` holds the three probabilities, which sum to 1."""

    start: int
    end: int
    label: Polarity
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSentiment:
    """Polarity toward one firm or instrument of this Reading."""

    id: str
    label: Polarity
    score: float
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """Document, sentence and target polarity. `made_by` names what scored it ("lexicon", or a model and its hash)."""

    made_by: str
    document: Score
    sentences: tuple[SentenceSentiment, ...] = ()
    targets: tuple[TargetSentiment, ...] = ()


NO_SENTIMENT = Sentiment(made_by="none", document=Score(label="neutral", score=0.0))
"""What a Reading carries where nothing scored it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A checkable proposition about market data. `value` is signed: a fall is negative.

    `direction`, `basis` and `span` belong to `largest_move_since` (up or down; percent or point; day, week, month).
    `window` keeps the words where they are too loose for two dates. `digits` is the figure's.
    """

    id: str
    start: int
    end: int
    text: str
    measure: str
    instrument: str | None
    versus: str | None = None
    period: Period | None = None
    comparator: Comparator = "eq"
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    digits: float | None = None
    figure: str | None = None
    said_by: str | None = None
    direction: Direction | None = None
    basis: str | None = None
    span: str | None = None
    window: str | None = None
    modality: Modality = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One dated value that a verdict rests on."""

    series: str
    date: dt.date
    value: float
    source: str
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another definition under which the label would differ."""

    definition: str
    label: Label
    actual: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the market data say of one claim. `low`..`high` is the interval that the stated words admit.

    `start`..`end` are the words with the number (the figure's span, else the claim's). `correction` is the number that
    would have been right there: signed, in the claim's unit, rounded as the text rounds; the claim's own value where
    it is supported, None where nothing was decided or the claim has no number that `actual` could replace.
    """

    claim: str
    label: Label
    reason: str
    actual: float | None = None
    low: float | None = None
    high: float | None = None
    start: int | None = None
    end: int | None = None
    correction: float | None = None
    also: tuple[Alternative, ...] = ()
    evidence: tuple[Observation, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An Article and all that is found in it; `sentences`, `names` and `times` are the layers the rest stands on."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    figures: tuple[Figure, ...] = ()
    people: tuple[Person, ...] = ()
    firms: tuple[Firm, ...] = ()
    instruments: tuple[NamedInstrument, ...] = ()
    quotes: tuple[Quote, ...] = ()
    calls: tuple[Call, ...] = ()
    sentiment: Sentiment = NO_SENTIMENT
    claims: tuple[Claim, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    market: str | None = None
    """Hash of the market store that judged the claims, or None."""
    status: Literal["read", "language_not_supported"] = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be processed; written like any other row."""

    stage: str
    component: str
    error: str
    message: str
    locator: str


_READING = TypeAdapter(Reading)


def dump(reading: Reading) -> bytes:
    """One Reading as a JSON line (UTF-8, no newline), every field present. Byte-identical for equal Readings."""
    return _READING.dump_json(reading)


def load(line: str | bytes) -> Reading:
    """The Reading that `dump` wrote. Raises pydantic.ValidationError on anything else."""
    return _READING.validate_json(line)


def schema() -> dict[str, Any]:
    """JSON Schema of a Reading."""
    return _READING.json_schema()
