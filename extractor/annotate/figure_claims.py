"""The claim that one attached figure makes."""

from __future__ import annotations

from extractor.annotate.attach import Attached
from extractor.annotate.clauses import Row
from extractor.annotate.en.quantities import is_currency
from extractor.annotate.en.words import word_set
from extractor.records import COMPARATOR_OF, Claim, Comparator, Figure
from extractor.registry import Instrument, registry

_CHANGES = frozenset({"point", "basis_point", "percentage_point"})


def figure_claim(row: Row, one: Attached, here: list[Attached]) -> Claim | None:
    """The claim of this figure; None without an instrument or a direction, or where it is not said of what happened."""
    figure = one.figure
    if figure.instrument is None or figure.modality != "actual" or one.mark.negated:
        return None
    measure = _measure(figure)
    known = registry().get(figure.instrument)
    if measure is None or (figure.unit == "point" and known is not None and known.is_yield):  # a bond's price, no yield
        return None
    value, high = figure.value, figure.high
    if measure != "level":
        inverse = one.mark.subject is not None and registry().inverse(one.mark.subject.text, figure.instrument)
        sign = -1.0 if (figure.direction == "down") != inverse else 1.0
        value, high = sign * value, None if high is None else sign * high
    start = words_start(row, one, here)
    return Claim(
        id="",
        start=start,
        end=figure.end,
        text="",
        measure=measure,
        instrument=figure.instrument,
        period=figure.period,
        comparator=_comparator(one, measure),
        value=value,
        high=high,
        unit=figure.unit,
        digits=figure.digits,
        figure=figure.id,
        basis=_basis(row, one, known),
    )


_SIDES: dict[str, Comparator] = {
    "above": "gt",
    "over": "gt",
    "past": "gt",
    "below": "lt",
    "under": "lt",
    "beneath": "lt",
}


def _comparator(one: Attached, measure: str) -> Comparator:
    """From the bound; a level takes it from the preposition too ("closed above the key 1,400")."""
    figure = one.figure
    if figure.high is not None:
        return "between"
    if measure == "level" and figure.bound == "exact" and one.mark.before in _SIDES:
        return _SIDES[one.mark.before]
    return COMPARATOR_OF[figure.bound]


def _measure(figure: Figure) -> str | None:
    known = registry().get(figure.instrument)
    is_yield = known is not None and known.is_yield
    if figure.role in ("level", "yield"):
        return "level"
    if figure.role != "change" or figure.direction is None:
        return None
    if figure.unit == "percent":
        return None if is_yield else "return"
    return "change" if figure.unit in _CHANGES or is_currency(figure.unit) else None


def words_start(row: Row, one: Attached, here: list[Attached]) -> int:
    """Where the words of the claim begin: at its subject, or behind the figure before it in the same clause."""
    mark, start = one.mark, one.figure.start
    floor = max(
        [mark.clause_start, *(other.figure.end for other in here if other.figure.end <= start)],
        default=mark.clause_start,
    )
    subject = mark.subject.start if mark.subject is not None else floor
    if floor <= subject < start:
        return subject
    for chunk in row.chunks:
        if chunk.start >= floor and chunk.kind != "punct":
            return min(chunk.start, start)
    return start


_SETTLED = frozenset({"energy", "metal", "agricultural"})
_DEALT = frozenset({"currency", "crypto", "currency_index"})


def _basis(row: Row, one: Attached, known: Instrument | None) -> str | None:
    """What kind of price the words mean, where it matters.

    "extreme": counted from a high or a low; "settlement" or, without a word for it, "quote" of a commodity; "close".
    None for what is dealt round the clock: nobody's close is the same.
    """
    if one.from_extreme:
        return "extreme"
    if one.crosses:
        return "close" if one.mark.verb == "verb_close" else None
    if known is not None and known.asset_class in _DEALT:
        return None
    if any(chunk.text in word_set("unofficial") for chunk in row.chunks):
        return "quote"
    closes = _is_close(row, one)
    if known is not None and known.asset_class in _SETTLED:
        return "settlement" if closes else "quote"
    return "close" if closes else None


def _is_close(row: Row, one: Attached) -> bool:
    """Whether the verb of the figure says that it is a close, or "at the close" follows.

    "Settled at $101.19, recovering from $98.47" settled at the first; "rose $2 to settle at $66" did so at both.
    """
    closers, index = word_set("closers") | word_set("settlers"), one.mark.index
    told = [
        i for i, c in enumerate(row.chunks) if c.kind.startswith("verb") or c.text.endswith("ing") or c.text in closers
    ]
    before, behind = [i for i in told if i < index], [i for i in told if i > index]
    if before and row.chunks[before[-1]].text in closers:
        return True
    if not behind or row.chunks[behind[0]].text not in closers:
        return not before and any(row.chunks[i].text in closers for i in told)
    return not any(c.kind == "subordinator" for c in row.chunks[index + 1 : behind[0]])
