"""Every cited quantity as a Figure: number, unit and bound. What it measures is filled in by `attach_figures`."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.annotate.en.numbers import narrow
from extractor.annotate.en.quantities import Quantity, find_quantities
from extractor.records import Figure, Reading

_NAMED = re.compile(r"\$[^$\n]{1,60}\([.\w-]{1,16}\)\$|https?://\S+|<[^<>\s]{1,24}>")


def find_figures(reading: Reading) -> Reading:
    """Add `figures` in text order, with span, value, unit, digits and bound.

    Numbers inside names of instruments, page tags and addresses are never figures. A numeral whose unit the words
    beside it do not give has the unit "number" until `attach_figures` decides what it measures.
    """
    text = narrow(reading.article.text)
    names = sorted(
        [mention for instrument in reading.instruments for mention in instrument.mentions]
        + [(tag.start, tag.end) for tag in reading.article.tags]
        + [match.span() for match in _NAMED.finditer(text)]
    )
    found: list[Quantity] = []
    for sentence in reading.sentences:
        inside = [name for name in names if name[0] < sentence.end and name[1] > sentence.start]
        found += find_quantities(text, sentence.start, sentence.end, inside)
    return replace(reading, figures=tuple(_figure(reading.article.text, n, q) for n, q in enumerate(found, 1)))


def _figure(text: str, n: int, quantity: Quantity) -> Figure:
    return Figure(
        id=f"f{n}",
        start=quantity.start,
        end=quantity.end,
        text=text[quantity.start : quantity.end],
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        digits=quantity.digits,
        bound=quantity.bound,
        direction={1: "up", -1: "down"}.get(quantity.sign),  # type: ignore[arg-type]
        role="bare" if quantity.bare else "other",
    )
