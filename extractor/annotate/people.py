"""People: one record a human being, with role, firm and every mention.

Where names stand and how a role reads comes from the language's rules; here mentions of one person are joined: the same
full name, a fuller one, a surname alone, a nickname, two spellings of one name inside one translated text. Two people
with one surname stay two. Authors named in bylines are left out: nobody quotes them.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field, replace

from extractor.annotate.distinct import distinct
from extractor.annotate.en.names_scan import Scan, scan
from extractor.annotate.en.people_mentions import later_mentions, surname_mentions
from extractor.annotate.en.people_rules import Seen, person_spans
from extractor.annotate.en.people_same import respelt, same_person
from extractor.annotate.en.roles import Role, RoleReader
from extractor.annotate.en.roles_apart import role_apart
from extractor.annotate.en.roles_company import company_meant
from extractor.annotate.en.roles_shared import Order, role_beside, role_text
from extractor.records import Firm, Person, Reading


@dataclass(slots=True)
class _Human:
    """A person while the mentions are collected; `words` is the fullest name in lower case."""

    words: tuple[str, ...]
    seen: list[Seen] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def find_people(reading: Reading) -> Reading:
    """The Reading with `people` filled, in the order in which the text first names them.

    `role` is as written, without the firm; `firm` the id of a Firm of this Reading. Reads `names`, `firms` and
    `instruments`.
    """
    page = scan(reading)
    firm_of = {span: firm for firm in reading.firms for span in firm.mentions}
    seen = person_spans(page, sorted(firm_of))
    seen = sorted([*seen, *surname_mentions(page, seen, sorted(firm_of))], key=lambda one: one.start)
    humans = _humans(page, seen)
    around = _surroundings(page, firm_of, seen)
    people = distinct([_record(human, around) for human in humans])
    return replace(reading, people=tuple(later_mentions(page, people)))


def _key(page: Scan, one: Seen) -> tuple[str, ...]:
    return tuple(page.words[i].base for i in range(one.start, one.end))


def _humans(page: Scan, seen: list[Seen]) -> list[_Human]:
    """Full names first, then what is shorter joins the person it can only mean."""
    by_word: dict[str, list[_Human]] = {}
    by_front: dict[str, list[_Human]] = {}
    humans: list[_Human] = []
    for one in sorted(seen, key=lambda s: (s.end - s.start < 2, s.start)):
        words = _key(page, one)
        human = _nearest([h for h in by_word.get(words[-1], []) if same_person(h.words, words)], one)
        if human is None:
            alike = [h for h in by_front.get(words[-1][:3], []) if _respelt(h.words, words, one)]
            human = _nearest(alike, one)
        if human is None:
            human = _Human(words)
            humans.append(human)
            by_word.setdefault(words[-1], []).append(human)
            by_front.setdefault(words[-1][:3], []).append(human)
        human.words = max(human.words, words, key=len)
        human.seen.append(one)
        insort(human.starts, one.start)
        human.spans.append((page.words[one.start].start, page.words[one.end - 1].base_end))
    return sorted(humans, key=lambda h: min(h.spans))


def _respelt(known: tuple[str, ...], words: tuple[str, ...], one: Seen) -> bool:
    """Whether two spellings of one surname stand in the text: alone as a speaker, or behind one given name."""
    if len(words) == 1:
        return one.title is None and len(known) > 1 and respelt(known[-1], words[0])
    return same_person(known, words)


def _nearest(fits: list[_Human], one: Seen) -> _Human | None:
    """The person last named before this mention, else the first named after it."""
    before = [(h.starts[k - 1], h) for h in fits if (k := bisect_right(h.starts, one.start))]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(fits, key=lambda h: h.starts[0], default=None)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a person's role is read from: the page, the firms on it by their places, and everybody named."""

    page: Scan
    reader: RoleReader
    order: Order
    firms: list[tuple[int, int]]
    ids: dict[tuple[int, int], str]


def _surroundings(page: Scan, firm_of: dict[tuple[int, int], Firm], seen: list[Seen]) -> _Surroundings:
    ids = {(page.at(start), page.at(end - 1) + 1): firm.id for (start, end), firm in firm_of.items()}
    reader = RoleReader(page, dict(list(ids)), frozenset(one.start for one in seen))
    return _Surroundings(page, reader, Order(seen), sorted(ids), ids)


def _record(human: _Human, around: _Surroundings) -> Person:
    page = around.page
    role, firm = _role(human, around)
    spans = sorted(human.spans)
    spellings = dict.fromkeys(page.text[start:end] for start, end in spans)
    name = max(spellings, key=lambda spelling: (len(spelling.split()), len(spelling)))
    aliases = dict.fromkeys([*(s for s in spellings if s != name), *_titled(page, human)])
    return Person(
        id="_".join("".join(c for c in word if c.isalnum()) for word in name.lower().split()),
        name=name,
        aliases=tuple(aliases),
        role=role,
        firm=around.ids.get(firm) if firm else None,
        mentions=tuple(spans),
    )


def _titled(page: Scan, human: _Human) -> list[str]:
    """The surname with its title, where it stands so: "President Trump"."""
    return [
        page.text[page.words[one.title].start : page.words[one.end - 1].base_end]
        for one in human.seen
        if one.title is not None and one.end - one.start == 1 and page.words[one.title].capital
    ]


def _role(human: _Human, around: _Surroundings) -> tuple[str | None, tuple[int, int] | None]:
    """The first role told of the person and the firm told with it, else the first firm told."""
    found: list[Role] = []
    for one in sorted(human.seen, key=lambda s: (s.end - s.start < 2, s.start)):
        if (role := role_beside(around.page, around.reader, one, around.order)) is not None:
            firm = role.firm or company_meant(around.page, role, one, around.firms, around.ids)
            found.append(Role(role.role, firm, role.end))
    if not any(role.role for role in found):
        apart = (role_apart(around.page, around.reader, one) for one in human.seen)
        found += [role for role in apart if role is not None]
    first = next((r for r in found if r.role and r.firm), None) or next((r for r in found if r.role), None)
    firm = first.firm if first and first.firm else next((r.firm for r in found if r.firm), None)
    return role_text(around.page, first) if first else None, firm
