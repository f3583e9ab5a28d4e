"""Shares by name: which mentions of a company count as its share, and what the symbols of the text bind.

A name that is also a word (Target, Gap) needs a cue or a symbol; a bank or broker is no instrument where its people
only speak ("a strategist at JPMorgan"); vendors of data and exchanges are ones only beside words of their own shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extractor.annotate.en.instrument_cues import any_of, word_set
from extractor.annotate.en.instrument_listings import Listing
from extractor.annotate.en.instrument_names import Meaning
from extractor.annotate.en.instrument_words import Match, Trie, Words, add_name, find_names
from extractor.registry import registry

_BETWEEN = re.compile(
    rf"(?:'s?)?(?:[ ,.&]{{1,2}}{any_of('legal')}\b)*(?:'s?)?[.,]?(?: shares| stock)?(?: ?[(<\[]{{1,2}})?[ \n]?"
    r"(?:(?:ticker|nyse|nasdaq)[a-z ]*: ?)?"
)
_ORGANISATION = re.compile(rf" {any_of('organisation')}\b")
_BODY = re.compile(rf"\b{any_of('body')}\b")
_CUE_AHEAD = re.compile(rf"(?:'s|')?,? (?:(?:also |which |all )?{any_of('moves')}|{any_of('share_ahead')})\b")
_CUE_BEHIND = re.compile(rf"\b{any_of('share_behind')} $")
_SHARES_AHEAD = re.compile(r"(?:'s|')? (?:shares?|stock)\b")
_SHARES_BEHIND = re.compile(r"\b(?:shares|stock) (?:of|in) $")
_SPEAKS_BEHIND = re.compile(
    rf"\b(?:{any_of('role')}\b[^.;:\"”]{{0,70}}\b(?:at|of|with|for|from|in)(?: the)?|{any_of('speaks_behind')}) $"
)
_SPEAKS_AHEAD = re.compile(rf"(?:'s|')?,? (?:[a-z-]+ ){{0,2}}?(?:{any_of('role')}|{any_of('speaks_ahead')})\b")
_POSSESSIVE = re.compile(r"['’]s$")
_LONGER = re.compile(r"(?<![.!?:] )(?<![\n\"“])\b([A-Z][a-z]+) \Z")
_SPEAKS_PERSON = re.compile(
    r"(?:'s|')? [A-Z][a-z]+(?: [A-Z][a-z.]+)? (?:said|says|wrote|told|noted|doesn|sees|expects)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the symbols of a text say: the symbols that are ones, known ids to their own ids, names, and new names.

    `small` holds the words that the text writes without a capital: none of them is the short form of a name.
    """

    symbols: list[Listing] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    trie: Trie = field(default_factory=dict)
    small: frozenset[str] = frozenset()


def bind(words: Words, matches: Sequence[Match], symbols: Sequence[Listing], day: str) -> Bound:
    """Bind each symbol to the name before it, known or not; a bare bracket that names no share is left out."""
    bound = Bound(small=frozenset(word for word in words.text.split() if word.islower()) if symbols else frozenset())
    ends = {match.end: match for match in matches}
    before = [(symbol, _known_before(words, ends, symbol.start)) for symbol in symbols]
    printed = sum(symbol.share and not symbol.sure and known is not None for symbol, known in before)
    for symbol, known in before:
        run = None if known else _run_before(words, symbol.start)
        if not symbol.sure and not (known or (run and _can_be_ticker(symbol.id, run, printed=printed > 1))):
            continue
        if known is not None and known.meaning.kind == "index":
            if not known.meaning.weak or not symbol.share:
                bound.symbols.append(replace(symbol, id=known.meaning.id, share=False) if symbol.share else symbol)
            continue
        bound.symbols.append(symbol)
        if not symbol.share:
            continue
        if known is not None:
            meaning = known.meaning.on(day) or known.meaning
            bound.renamed.setdefault(meaning.id, symbol.id)
            bound.names.setdefault(symbol.id, meaning.name)
            _learn_short(bound, words.text[known.start : known.end].split(), symbol.id)
        elif run is not None:
            bound.names.setdefault(symbol.id, run)
            _learn(bound, run, symbol.id)
    return bound


def learnt(words: Words, bound: Bound) -> Iterator[tuple[int, int, str]]:
    """The places where names that the text itself bound to a symbol stand, as (start, end, id)."""
    if bound.trie:
        for match in find_names(words, bound.trie):
            if words.text[match.start].isupper() or words.text[match.start].isdigit():
                yield match.start, match.end, match.meaning


def counts(words: Words, shares: Sequence[Match], bound: Bound, day: str) -> Iterator[tuple[int, int, str, str]]:
    """The mentions of known names that name a share, as (start, end, id, name)."""
    named = {symbol.id for symbol in bound.symbols if symbol.share}
    undecided: list[tuple[Match, Meaning, str]] = []
    for match in shares:
        meaning: Meaning | None = match.meaning.on(day)
        first = words.text[match.start]
        if meaning is None or not (first.isupper() or first.isdigit() or meaning.name[0].islower()):
            continue
        id_ = bound.renamed.get(meaning.id, meaning.id)
        if _ORGANISATION.match(words.text, match.end) or (meaning.house and _only_speaks(words, match, meaning.house)):
            continue
        if meaning.weak:
            undecided.append((match, meaning, id_))
        else:
            named.add(id_)
            yield match.start, match.end, id_, meaning.name
    for match, meaning, id_ in undecided:
        if id_ in named or _has_cue(words, match):
            yield match.start, match.end, id_, meaning.name


def _known_before(words: Words, ends: dict[int, Match], at: int) -> Match | None:
    """The share or index whose name ends before `at` with nothing but a legal form, brackets and spaces between."""
    for end in range(at, max(0, at - 40), -1):
        match = ends.get(end)
        if match is not None:
            close = match.meaning.kind in ("share", "index") and _BETWEEN.fullmatch(words.low[end:at])
            return match if close else None
    return None


def _run_before(words: Words, at: int) -> str | None:
    """The capitalised words right before a symbol: "GS Yuasa Corp" of "Shares of GS Yuasa Corp (6674.T)"."""
    last = _word_before(words, at)
    if last is None or not re.fullmatch(r"\.?[\s(<\[,]{1,4}|\.?", words.text[words.spans[last][1] : at]):
        return None
    first = None
    for i in range(last, max(-1, last - 7), -1):
        if i < last and not words.joined(i):
            break
        head = words.text[words.spans[i][0]]
        if (head.isupper() or head.isdigit()) and words.keys[i] not in word_set("openers"):
            first = i
        elif words.keys[i] not in word_set("joiners") or i == last:
            break
    if first is not None and first < last and words.keys[first] in _owners():
        first += 1  # "France's PSA Peugeot"
    return None if first is None else _POSSESSIVE.sub("", words.text[words.spans[first][0] : words.spans[last][1]])


@cache
def _owners() -> frozenset[str]:
    """The possessives of countries."""
    names = (name.lower() for sovereign in registry().sovereigns.values() for name in sovereign.names)
    return frozenset(name for name in names if name.endswith("'s"))


def _word_before(words: Words, at: int) -> int | None:
    low, high = 0, len(words.spans)
    while low < high:
        middle = (low + high) // 2
        if words.spans[middle][1] <= at:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low else None


def _learn(bound: Bound, run: str, id_: str) -> None:
    add_name(bound.trie, run, id_)
    bare = _bare(run.split())
    if len(bare) > 1 or bare[0].casefold() not in word_set("generic"):
        add_name(bound.trie, " ".join(bare), id_)
    _learn_short(bound, run.split(), id_)


def _bare(parts: list[str]) -> list[str]:
    """A name's words without the legal form at its end."""
    count = len(parts)
    while count > 1 and parts[count - 1].strip(".,").casefold() in word_set("legal"):
        count -= 1
    return parts[:count]


def _learn_short(bound: Bound, written: list[str], id_: str) -> None:
    """The short forms of a name that a symbol bound: its first word, and its initials where they are three or more."""
    parts = _bare(written)
    first = parts[0]
    plain = first.casefold() in word_set("generic") or first.lower() in bound.small
    if len(written) > 1 and len(first) >= 4 and first.isalpha() and not plain:
        add_name(bound.trie, first, id_)
    initials = "".join(part[0] for part in parts if part[0].isalpha())
    if len(initials) >= 3:
        add_name(bound.trie, initials, id_)


def _can_be_ticker(code: str, run: str, *, printed: bool) -> bool:
    """Whether a bracket after an unknown name can be its ticker: the name's letters in order, more than its initials.

    In a text that has `printed` tickers after known names any other code will do as well.
    """
    initials = "".join(part[0] for part in re.findall(r"[^\W_]+", run) if part[0].isupper())
    if len(code) < 2 or (len(initials) > 1 and initials.endswith(code)):
        return False
    if _BODY.search(run):
        return False
    if printed:
        return True
    letters = iter(run.upper())
    return all(letter in letters for letter in code)


def _only_speaks(words: Words, match: Match, house: str) -> bool:
    before = words.low[max(0, match.start - 110) : match.start].replace("\n", " ")
    after = words.text[match.end : match.end + 48].replace("\n", " ")
    own = _SHARES_AHEAD.match(after.lower()) or _SHARES_BEHIND.search(before)
    if own is not None:
        return False
    if house == "v":
        return True
    return bool(_SPEAKS_BEHIND.search(before) or _SPEAKS_AHEAD.match(after.lower()) or _SPEAKS_PERSON.match(after))


def _has_cue(words: Words, match: Match) -> bool:
    """Whether words of companies stand around a name that is also a word, and no capital word before it."""
    before = words.low[max(0, match.start - 32) : match.start].replace("\n", " ")
    after = words.low[match.end : match.end + 40].replace("\n", " ")
    longer = _LONGER.search(words.text, max(0, match.start - 24), match.start)
    if longer and longer[1].casefold() not in word_set("openers"):
        return False
    return bool(_CUE_AHEAD.match(after) or _CUE_BEHIND.search(before))
