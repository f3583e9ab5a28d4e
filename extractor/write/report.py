"""The report: one HTML file that needs nothing else, with each article, its claims marked in place, and why.

`view` makes plain rows of a Reading; report.html turns them into markup and escapes everything. What a page looks like
is decided in the template alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractor.records import Claim, Label, Reading, Verdict
from extractor.write.amounts import actual, period, stated
from extractor.write.files import replacing
from extractor.write.marks import Piece, paragraphs

LABELS: dict[Label, str] = {"refuted": "refuted", "not_enough_info": "not enough info", "supported": "supported"}
"""The words of each label, the one that a reader must see first before the others."""


@contextmanager
def reporting(path: Path) -> Iterator[Callable[[Reading], None]]:
    """A function that adds a Reading to the report at `path`, which appears whole when the block ends well.

    Raises SettingError where the path cannot be written to.
    """
    page, count = _template(), 0
    with replacing(path) as stream:

        def add(reading: Reading) -> None:
            nonlocal count
            count += 1
            stream.write(_bytes(page.article(view(reading, f"a{count}"))))

        stream.write(_bytes(page.head()))
        yield add
        stream.write(_bytes(page.foot()))


def view(reading: Reading, key: str) -> dict[str, Any]:
    """One Reading as what the page shows of it; `key` begins every anchor of this article.

    Article fields, `counts` (label -> number), `paragraphs` of pieces with their label, and a row a claim.
    """
    article, verdicts = reading.article, {verdict.claim: verdict for verdict in reading.verdicts}
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    speakers = {one.id: one.name for one in reading.people} | {one.id: one.name for one in reading.firms}
    return {
        "key": key,
        "title": article.title or article.id,
        "source": article.source,
        "authors": ", ".join(article.authors),
        "published_at": article.published_at,
        "url": _safe(article.url),
        "store": reading.market,
        "read": reading.status == "read",
        "language": article.language,
        "counts": [(label, words, _count(reading, label)) for label, words in LABELS.items()],
        "paragraphs": [
            [_marked(piece, numbers, verdicts) for piece in line] for line in paragraphs(article.text, reading.claims)
        ],
        "claims": [
            _row(claim, verdicts.get(claim.id), numbers[claim.id], speakers.get(claim.said_by or ""))
            for claim in reading.claims
        ],
    }


def _count(reading: Reading, label: Label) -> int:
    return sum(verdict.label == label for verdict in reading.verdicts)


def _marked(piece: Piece, numbers: dict[str, int], verdicts: dict[str, Verdict]) -> dict[str, Any]:
    """A piece with the gravest label of the claims that hold it."""
    labels = {verdicts[claim].label for claim in piece.claims if claim in verdicts}
    return {
        "text": piece.text,
        "label": next((label for label in LABELS if label in labels), None),
        "numbers": [numbers[claim] for claim in piece.claims],
        "ends": [numbers[claim] for claim in piece.ends],
    }


def _row(claim: Claim, verdict: Verdict | None, number: int, speaker: str | None) -> dict[str, Any]:
    return {
        "number": number,
        "words": claim.text,
        "measure": claim.measure.replace("_", " "),
        "instrument": f"{claim.instrument or ''}{f' against {claim.versus}' if claim.versus else ''}",
        "period": period(claim.period, claim.window),
        "speaker": speaker,
        "stated": stated(claim),
        "actual": actual(claim, verdict.actual if verdict else None),
        "label": verdict.label if verdict else "not_judged",
        "verdict": LABELS[verdict.label] if verdict else "not judged",
        "reason": verdict.reason.replace("_", " ") if verdict else "",
        "explanation": verdict.explanation if verdict else "",
        "evidence": verdict.evidence if verdict else (),
        "also": verdict.also if verdict else (),
    }


def _safe(url: str | None) -> str | None:
    """The address where it leads to a web page; an article may name any other (`javascript:`)."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _bytes(markup: str) -> bytes:
    """UTF-8; half a surrogate pair, which no page can hold, as a question mark."""
    return markup.encode("utf-8", "replace")


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = (files("extractor.write") / "report.html").read_text(encoding="utf-8")
    return environment.from_string(source).module
