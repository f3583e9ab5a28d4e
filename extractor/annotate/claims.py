"""Claims: what the figures and the cue phrases of a text assert about market data, one record a proposition.

Also fills in what each figure measures, since both come from one walk over the clauses (annotate/walk.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.annotate.attach import Attached, attach
from extractor.annotate.clause_state import Mark
from extractor.annotate.clauses import Row, rows
from extractor.annotate.cue_claims import cue_claims
from extractor.annotate.discourse import Discourse
from extractor.annotate.figure_claims import figure_claim
from extractor.annotate.sources import Speaker, speaker_at
from extractor.annotate.study_claims import study_claims
from extractor.annotate.timing import Timing
from extractor.annotate.walk import walk
from extractor.records import Claim, Figure, Reading


def find_claims(reading: Reading) -> Reading:
    """Add `claims` in text order, and give each figure its instrument, role, direction, period, modality and source.

    Forecasts, conditions and statistics are figures, not claims. A figure that nothing in the text measures is dropped.
    """
    chunked = rows(reading)
    timing, discourse = Timing(reading.article, chunked), Discourse()
    attached: list[Attached] = []
    found: list[Claim] = []
    for number, row in enumerate(chunked):
        marks = walk(row, discourse)
        here = attach(number, row, marks, timing)
        attached += here
        found += _of_row(number, row, marks, here, timing, discourse)
    figures = tuple(one.figure for one in attached if not one.dropped)
    said = speaker_at(reading)
    claims = sorted(found, key=lambda claim: (claim.start, claim.end))
    return replace(
        reading,
        figures=tuple(replace(figure, id=f"f{n}", said_by=said(figure.start)) for n, figure in enumerate(figures, 1)),
        claims=tuple(_numbered(reading, claims, figures, said)),
    )


def _of_row(
    number: int, row: Row, marks: list[Mark], here: list[Attached], timing: Timing, discourse: Discourse
) -> Iterator[Claim]:
    crossings = {one.figure.id for one in here if one.crosses}
    for one in here:
        claim = None if one.dropped else figure_claim(row, one, here)
        if claim is not None:
            yield (
                replace(claim, measure="threshold_cross")
                if one.figure.id in crossings and claim.measure == "level"
                else claim
            )
            yield from _of_the_others(number, row, one, here, timing)
        if claim is None and not one.dropped:
            yield from study_claims(row, one, here, timing)
    yield from cue_claims(number, row, marks, here, timing, discourse)


def _of_the_others(number: int, row: Row, one: Attached, here: list[Attached], timing: Timing) -> Iterator[Claim]:
    """The claims of the other instruments that one change is told of: "The Dow and the S&P 500 rose 1%"."""
    for known in one.subject if one.figure.role == "change" else ():
        if known != one.figure.instrument:
            period = timing.period(number, row, one.mark, known)
            shared = replace(one, figure=replace(one.figure, instrument=known, period=period))
            claim = figure_claim(row, shared, here)
            if claim is not None:
                yield claim


def _numbered(reading: Reading, claims: list[Claim], figures: tuple[Figure, ...], said: Speaker) -> Iterator[Claim]:
    text = reading.article.text
    numbers = {figure.id: f"f{n}" for n, figure in enumerate(figures, 1)}
    for n, claim in enumerate(claims, 1):
        yield replace(
            claim,
            id=f"c{n}",
            text=text[claim.start : claim.end],
            figure=numbers.get(claim.figure) if claim.figure else None,
            said_by=said(claim.end - 1),
        )
