"""A text laid out for the name rules: its words, what each character place belongs to, and the runs of capitals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from extractor.annotate.en.names_words import Word, headings, joined, not_names, split_words, word_list
from extractor.annotate.en.people_words import given_name, person_words
from extractor.records import Name, NamedInstrument, Reading

REUTERS_CODE = (
    r"[A-Z0-9]{1,6}[a-z]?\.(?:N|O|OQ|L|T|DE|PA|HK|SS|SZ|AX|TO|V|K|A|P|PK|OB|HE|MI|MC|AS|BR|VX|S|KS|KQ|TW|BO|NS|SI|BK|KL"
    r"|JK|ST|CO|OL|LS|I|VI|WA|MX|SA|JO|TA|IS|NZ|US|F|CN|UK|SH)"
)
"""A share's Reuters code such as HD.N or 7203.T."""

_INDEX = re.compile(
    r"\$[^$\n]{1,60}?\(\.[A-Z0-9]{1,12}\.[A-Z]{2}\)\$"
    r"|\(\s?(?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|HKEX|OTC|ASX)\s?:\s?\$?[A-Z0-9]{1,6}(?:\.[A-Z]{1,3})?\s?\)"
    rf"|(?<![\w.]){REUTERS_CODE}(?![\w.])"
    r"|(?i:\b(?:S&P|Standard (?:&|and) Poor['’]s|Dow Jones|Russell|Nasdaq|MSCI|FTSE|Euro STOXX|STOXX|CSI|Hang Seng"
    r"|TSX|S&P/TSX|S&P/ASX|NYSE|Wilshire|KBW|PHLX|Philadelphia|CBOE|Cboe|Bloomberg)"
    r"(?:[ -](?!data\b|said\b|the\b|and\b|in\b|on\b|of\b|to\b|fell\b|rose\b|was\b|also\b|for\b)[\w.&/-]{1,20}){0,5}[ -]"
    r"(?:ind(?:ex|exes|ices)|average|composite|industrials?|volatility|\d{2,4})\b)"
    r"|\b(?:S&P|Standard & Poor['’]s) (?:\d+|[A-Z][a-z]+Cap)"
    r"|\bDow Jones (?:industrials?|Industrials?|average|Average)\b"
)

_BYLINE = re.compile(
    r"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ee]dited|[Ww]ritten|[Cc]ompiled|[Gg]raphics?|[Tt]ranslat(?:ed|ion)|[Pp]olling|[Cc]ontributions?)"
    r"(?: and [a-z]+)? [Bb]y:? [^.)\n]{0,300}"
    r"|(?:\(|\bAdditional )(?:[Rr]eporting|[Ee]diting|[Ww]riting) (?=[A-Z])[^.)\n]{0,300}"
    r"|(?m:^[ \t]*(?:By|BY|by)[ \t]{1,3}[A-Z][^\n.,:;()0-9]{2,60}?(?=$|[,;|]|\s[-–—]|\s[A-Z]{3,}|\s?\())"
    r"|(?m:^[ \t]*(?:Editor|Author|Reporter|Writer)s? ?[/:：][^\n]{0,80})"
    r"|(?m:^[^\n.]{0,200}\bcontributed (?:to this (?:report|article|story)|reporting)[^\n]{0,20})"
)


@dataclass(frozen=True)
class Scan:
    """The text, its words, the tagger's names, headline lines and the places of indices and other instruments."""

    text: str
    words: list[Word]
    names: tuple[Name, ...]
    starts: list[int]
    name_starts: list[int]
    headings: list[tuple[int, int]]
    blocked: list[tuple[int, int]]
    shares: dict[tuple[int, int], str]
    bylines: list[tuple[int, int]]

    def at(self, offset: int) -> int:
        """Index of the word that holds or follows this place."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and self.words[i].end > offset else i + 1

    def near(self, i: int) -> bool:
        """Whether word i and the next can belong to one name."""
        return i + 1 < len(self.words) and joined(self.text, self.words[i], self.words[i + 1])

    def gap(self, i: int) -> str:
        """What stands between word i and the next; a full stop beyond the ends."""
        if 0 <= i < len(self.words) - 1:
            return self.text[self.words[i].end : self.words[i + 1].start]
        return "."

    def spaced(self, i: int) -> bool:
        """Whether only white space of one line stands between word i and the next."""
        gap = self.gap(i)
        return (gap != "" and gap.strip() in ("", "$", "€", "£") and "\n" not in gap) or self.near(i)

    def opens(self, i: int) -> bool:
        """Whether word i opens a sentence, a line or a quotation."""
        if i == 0:
            return True
        gap = self.gap(i - 1)
        return "\n" in gap or (
            gap != "." and gap.strip()[-1:] in (".", "!", "?", ":", "“", '"', "‘", "•") and not self.near(i - 1)
        )

    def named(self, start: int, end: int, *labels: str) -> bool:
        """Whether the tagger gave one of the labels to a name that covers the words start..end."""
        left, right = self.words[start].start, self.words[end - 1].base_end
        i = bisect_right(self.name_starts, left) - 1
        return i >= 0 and self.names[i].label in labels and self.names[i].end >= right

    @cached_property
    def symbols(self) -> frozenset[str]:
        """Abbreviations that stand in brackets somewhere on the page, as tickers do."""
        return frozenset(re.findall(r"\(\$?([A-Z]{2,5})\)", self.text))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of full names of people: tagged so, or behind a given name."""
        tagged = (
            n.text.lower().replace("’", "'").removesuffix("'s")
            for n in self.names
            if n.label == "PERSON" and " " in n.text
        )
        behind = {
            right.base
            for i, (left, right) in enumerate(pairwise(self.words))
            if left.capital and right.capital and given_name(left.base) and self.near(i)
        }
        return frozenset({name.split()[-1] for name in tagged} | behind)

    @cached_property
    def lone_speakers(self) -> frozenset[str]:
        """Capitalised words that stand alone before or behind a verb of saying, as surnames do."""
        said, found = person_words("said"), set()
        for i, word in enumerate(self.words):
            if not word.capital or word.possessive or (i and self.near(i - 1) and self.words[i - 1].capital):
                continue
            behind = self.words[i + 1] if i + 1 < len(self.words) and self.spaced(i) else None
            if behind is not None and behind.key in said and behind.key not in ("call", "note"):
                found.add(word.base)
        return frozenset(found)

    @cached_property
    def _surnames_by_front(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for surname in sorted(self.surnames):
            found.setdefault(surname[:3], []).append(surname)
        return found

    def surnames_like(self, word: str) -> list[str]:
        """The page's surnames that begin with the same three letters."""
        return self._surnames_by_front.get(word[:3], [])[:50]

    def in_heading(self, offset: int) -> bool:
        """Whether the place lies in a headline."""
        return inside(self.headings, offset)


def inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether the place lies in one of the spans, which are in order and do not overlap."""
    i = bisect_right(spans, (offset, 1 << 60)) - 1
    return i >= 0 and spans[i][0] <= offset < spans[i][1]


def overlapping(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether start..end shares a character with one of the ordered, disjoint spans."""
    i = bisect_left(spans, (start, start))
    return any(s < end and start < e for s, e in spans[max(0, i - 1) : i + 1])


def scan(reading: Reading) -> Scan:
    """The layout of a Reading's text; linear in its length. The same Reading's firms and people share one."""
    return _laid_out(reading.article.text, reading.names, reading.instruments)


@lru_cache(maxsize=1)
def _laid_out(text: str, names: tuple[Name, ...], instruments: tuple[NamedInstrument, ...]) -> Scan:
    words = split_words(text)
    blocked = [found.span() for found in _INDEX.finditer(text)]
    shares: dict[tuple[int, int], str] = {}
    for instrument in instruments:
        for start, end in instrument.mentions:
            if instrument.asset_class in ("share", "equity", "stock"):
                shares[(start, end)] = instrument.id
            else:
                blocked.append((start, end))
    starts = [word.start for word in words]
    return Scan(
        text,
        words,
        names,
        starts,
        [name.start for name in names],
        headings(text),
        merged(blocked),
        shares,
        [found.span() for found in _BYLINE.finditer(text)],
    )


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def capital_runs(page: Scan) -> list[tuple[int, int]]:
    """Word ranges of capitalised words that stand together; a possessive 's ends a run, "&" joins two of its words."""
    runs: list[tuple[int, int]] = []
    i, n = 0, len(page.words)
    while i < n:
        if not _name_word(page, i):
            i += 1
            continue
        j = i + 1
        while j < n and page.near(j - 1) and not page.words[j - 1].possessive:
            if _name_word(page, j):
                j += 1
            elif page.words[j].text in "&+" and page.near(j) and j + 1 < n and page.words[j + 1].capital:
                j += 2
            else:
                break
        runs.append((i, j))
        i = j
    return runs


def _name_word(page: Scan, i: int) -> bool:
    word = page.words[i]
    if not word.capital or word.key in word_list("calendar") or overlapping(page.blocked, word.start, word.end):
        return False
    return not (word.base in word_list("openers") and (page.opens(i) or word.base in word_list("little")))


def trimmed(page: Scan, start: int, end: int) -> tuple[int, int]:
    """The word range without words at its ends that belong to no name."""
    end = min(end, len(page.words))
    while start < end and page.words[start].base in not_names():
        start += 1
    while start < end and page.words[end - 1].base in not_names():
        end -= 1
    return start, end
