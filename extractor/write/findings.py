"""What was found in a Reading as plain rows: where it starts, its kind, its words, what it was read as."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Call, Claim, Figure, Quote, Reading
from extractor.write.amounts import period, stated

Row = tuple[int, str, str, str]


def findings(reading: Reading) -> Iterator[Row]:
    """Every figure, entity, quote, call and claim as (start, kind, words, meaning), kind by kind."""
    yield from _entities(reading)
    for figure in reading.figures:
        yield figure.start, "figure", figure.text, _figure(figure)
    for quote in reading.quotes:
        yield quote.start, "quote", quote.text, _quote(quote)
    for call in reading.calls:
        yield call.start, "call", call.text, _call(call)
    for claim in reading.claims:
        yield claim.start, "claim", claim.text, _claim(claim)


def _entities(reading: Reading) -> Iterator[Row]:
    for person in reading.people:
        yield _first(person.mentions), "person", person.name, _joined(person.role, person.firm)
    for firm in reading.firms:
        yield _first(firm.mentions), "firm", firm.name, _joined(firm.ticker, firm.country)
    for instrument in reading.instruments:
        asset_class = instrument.asset_class.replace("_", " ")
        yield _first(instrument.mentions), "instrument", instrument.name, _joined(instrument.id, asset_class)


def _figure(figure: Figure) -> str:
    direction = figure.direction and f"{figure.direction}"
    number = f"{figure.value:,.10g} {figure.unit}"
    return _joined(number, figure.role, direction, figure.instrument, period(figure.period, None))


def _quote(quote: Quote) -> str:
    return _joined(quote.kind, quote.speaker_text or quote.speaker, quote.cue, quote.medium)


def _call(call: Call) -> str:
    return _joined(call.target, call.direction, call.strength, call.by, call.horizon)


def _claim(claim: Claim) -> str:
    versus = claim.versus and f"against {claim.versus}"
    measure = claim.measure.replace("_", " ")
    return _joined(measure, claim.instrument, versus, stated(claim), period(claim.period, claim.window))


def _first(mentions: tuple[tuple[int, int], ...]) -> int:
    return mentions[0][0] if mentions else 0


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
