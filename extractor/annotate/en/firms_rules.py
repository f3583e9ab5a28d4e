"""Where a page names organisations: known names, telling endings, names beside a role, shares, the tagger's.

`firm_spans` gives word ranges with what is known of them; joining the spans of one firm is annotate/firms.py's part.
"""

from __future__ import annotations

from extractor.annotate.en.firms_beside import named_by_place, small_letters
from extractor.annotate.en.firms_endings import named_by_ending
from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_known import known_names
from extractor.annotate.en.firms_tagged import confirmed, named_by_tagger
from extractor.annotate.en.firms_tickers import CODE, initials, symbol_of
from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan, capital_runs, overlapping


def firm_spans(page: Scan) -> list[Found]:
    """Every organisation named on the page, in order, none overlapping another."""
    strong, weak, people = known_names(page)
    strong = [f for f in strong if f.end - f.start > 1 or page.words[f.start].base not in people]
    taken = {i for found in strong for i in range(found.start, found.end)}
    runs = _free_runs(page, taken)
    found = strong + [f for run in runs if (f := named_by_ending(page, *run))]
    found += small_letters(page)
    found += named_by_place(page, found, runs)
    found += named_by_tagger(page, found)
    found += confirmed(page, found, weak)
    return [_with_ticker(page, f) for f in sorted(_disjoint(found), key=lambda f: f.start) if _is_firm(page, f)]


def _is_firm(page: Scan, found: Found) -> bool:
    """Whether it is no fund, index or rating, and no ticker that stands in brackets elsewhere on the page."""
    if found.alias is not None:
        return True
    last = page.words[found.end - 1]
    if any(
        word.base in ("spdr", "ishares", "proshares", "etf", "etfs") for word in page.words[found.start : found.end]
    ):
        return False
    return last.base not in firm_words("never_last") and not (
        found.end - found.start == 1 and last.text in page.symbols
    )


def _disjoint(found: list[Found]) -> list[Found]:
    """The longest of spans that overlap; the earlier rule's where they are equally long."""
    kept: list[Found] = []
    used: set[int] = set()
    for one in sorted(found, key=lambda f: f.start - f.end):
        places = range(one.start, one.end)
        if used.isdisjoint(places):
            used.update(places)
            kept.append(one)
    return kept


def _free_runs(page: Scan, taken: set[int]) -> list[tuple[int, int]]:
    """Runs of capitals cut where a known name stands; index names left out."""
    runs = []
    for start, end in capital_runs(page):
        piece = start
        for j in range(start, end + 1):
            if j == end or j in taken:
                while piece < j and page.words[piece].text in "&+":
                    piece += 1
                if piece < j and not overlapping(page.blocked, page.words[piece].start, page.words[j - 1].end):
                    runs.append((piece, j))
                piece = j + 1
    return runs


def _with_ticker(page: Scan, found: Found) -> Found:
    code = CODE.match(page.text, page.words[found.end - 1].end)
    if code is None or initials(page, found.start, found.end, code.group().strip(" ()")):
        return found
    symbol = symbol_of(code)
    plain = symbol is None or (
        "." not in symbol
        and ":" not in code.group()
        and found.alias is not None
        and found.alias.organisation.ticker != symbol
    )
    return found if plain else Found(found.start, found.end, found.alias, symbol)
