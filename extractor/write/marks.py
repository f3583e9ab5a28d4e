"""A text cut where claims begin and end, so that each piece lies wholly inside or outside every claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.records import Claim


class Piece(NamedTuple):
    """Words, the claims that hold them (the innermost first), and those that end behind them."""

    text: str
    claims: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def paragraphs(text: str, claims: Sequence[Claim]) -> Iterator[list[Piece]]:
    """The lines of the text that are not blank, as pieces. Joined, the pieces of a line are the line.

    Claims may nest, overlap and run over line ends; spans outside the text are cut to it.
    """
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip()
        if words.strip():
            yield list(_pieces(text, start, start + len(words), claims))
        start += len(line)


def _pieces(text: str, first: int, last: int, claims: Sequence[Claim]) -> Iterator[Piece]:
    inside = [claim for claim in claims if claim.start < last and claim.end > first]
    edges = {first, last}
    edges |= {edge for claim in inside for edge in (claim.start, claim.end) if first < edge < last}
    order = sorted(edges)
    for a, b in pairwise(order):
        holding = sorted((one for one in inside if one.start <= a and one.end >= b), key=_length)
        ending = tuple(
            one.id for one in inside if one.end == b or (one.end > b == last and not text[b : one.end].strip())
        )
        yield Piece(text[a:b], tuple(one.id for one in holding), ending)


def _length(claim: Claim) -> tuple[int, int, str]:
    return (claim.end - claim.start, claim.start, claim.id)
