"""Read this first: the stages in order.

acquire (a page, file or URL -> Article) happens before; `extract` annotates, `check` annotates and validates.
Each component is one file of annotate/ with one function Reading -> Reading, which adds its own layer and returns a
new Reading. The order is the order in which a layer needs the ones before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractor.acquire.finish import finish, iso_date, with_published
from extractor.annotate.calls import find_calls
from extractor.annotate.claims import find_claims
from extractor.annotate.figures import find_figures
from extractor.annotate.firms import find_firms
from extractor.annotate.instruments import find_instruments
from extractor.annotate.names import find_names
from extractor.annotate.people import find_people
from extractor.annotate.periods import find_times
from extractor.annotate.quotes import find_quotes
from extractor.annotate.sentences import split_sentences
from extractor.annotate.sentiment import score_sentiment
from extractor.errors import NoArticle
from extractor.market import MarketData, open_market
from extractor.records import Article, Claim, Reading
from extractor.validate.judge import judge

Component = Callable[[Reading], Reading]

COMPONENTS: tuple[Component, ...] = (
    split_sentences,
    find_instruments,
    find_figures,
    find_times,
    find_names,
    find_firms,
    find_people,
    find_quotes,
    find_claims,
    find_calls,
    score_sentiment,
)

CLAIMS: tuple[Component, ...] = (split_sentences, find_instruments, find_figures, find_times, find_claims)
"""The components that claims stand on."""

LANGUAGES = frozenset({"en"})


def extract(article: Article) -> Reading:
    """Everything that is found in the article; lists stay empty and `status` says so where the language is not read."""
    reading = Reading(article=article)
    if article.language is not None and article.language.split("-")[0] not in LANGUAGES:
        return replace(reading, status="language_not_supported")
    for component in COMPONENTS:
        reading = component(reading)
    return reading


def check(article: Article, market: MarketData) -> Reading:
    """`extract`, then a verdict for each claim from what `market` knows."""
    reading = extract(article)
    return judge(reading, market, _headline(article) if reading.claims else ())


def _headline(article: Article) -> tuple[Claim, ...]:
    """The claims of a title with figures that is not itself a part of the text."""
    title = article.title or ""
    if title in article.text or not any(letter.isdigit() for letter in title):
        return ()
    reading = Reading(article=replace(article, text=title, tags=()))
    for component in CLAIMS:
        reading = component(reading)
    return reading.claims


def verify(words: str, *, published_at: str | None = None, market: MarketData | str | Path | None = None) -> Reading:
    """`check` for bare words: a sentence, or a draft that somebody or some model wrote.

    Args:
        words: what is claimed; the spans of the Reading are offsets into them.
        published_at: when they were (or will be) said, ISO 8601; without it only claims with a date are judged.
        market: an opened store, or a path to one; else the user's own store, else the snapshot.

    Raises NoArticle for blank words, SettingError for a date that is none, MarketDataError for an unusable store.
    """
    if not words.strip():
        raise NoArticle("there are no words to verify")
    article = finish(Article(id="words", text=words, provenance={"text": "input"}))
    if published_at is not None:
        article = with_published(article, iso_date(published_at))
    store = open_market(market) if market is None or isinstance(market, str | Path) else market
    return check(article, store)
