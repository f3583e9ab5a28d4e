"""Organisations: one record a firm, however often and however spelt.

Where names stand comes from the language's rules; here the spans of one firm are joined: by the gazetteer's id, by the
same words without their legal form, by the beginning of a longer name ("Calvert" of "Calvert Investment Management") or
by its initials ("RIM" of "Research in Motion").
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from extractor.annotate.distinct import distinct
from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_gazetteer import Organisation, slug
from extractor.annotate.en.firms_listed import listing_on
from extractor.annotate.en.firms_rules import firm_spans
from extractor.annotate.en.firms_short import begins, cores, places_of, short_forms
from extractor.annotate.en.firms_tickers import listing
from extractor.annotate.en.names_scan import Scan, scan
from extractor.calendar import Appeared
from extractor.records import Firm, Reading

Core = tuple[str, ...]


@dataclass(slots=True)
class _Entity:
    """A firm while its spans are collected; `core` are its words without legal forms."""

    core: Core
    organisation: Organisation | None = None
    ticker: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Entities:
    """The firms found so far, by what identifies them."""

    all: list[_Entity] = field(default_factory=list)
    by_id: dict[str, _Entity] = field(default_factory=dict)
    by_core: dict[Core, _Entity] = field(default_factory=dict)
    by_first: dict[str, list[_Entity]] = field(default_factory=dict)
    by_initials: dict[str, _Entity] = field(default_factory=dict)


def find_firms(reading: Reading) -> Reading:
    """The Reading with `firms` filled: organisations that act, issue or are quoted, with their mentions in order.

    `ticker` is the symbol printed in the text, else that of the gazetteer on the article's day; `instrument` the id of
    the share that `reading.instruments` names at the same place, else the listing that the printed symbol or the
    gazetteer tells (abroad with its market's ISO 10383 code); `country` ISO 3166. Indices and people are no firms.
    Reads `names` and `instruments`.
    """
    page = scan(reading)
    entities = _Entities()
    for found in firm_spans(page):
        _add(entities, page, found)
    _shorter(entities.all, page)
    appeared = Appeared.parse(reading.article.published_at)
    firms = [_record(entity, page, appeared.day if appeared else None) for entity in entities.all]
    return replace(reading, firms=tuple(distinct(sorted(firms, key=lambda firm: firm.mentions[0]))))


def _add(entities: _Entities, page: Scan, found: Found) -> None:
    core = cores([page.words[i].base for i in range(found.start, found.end)])
    organisation = found.alias.organisation if found.alias else None
    entity = _known(entities, core, organisation)
    if entity is None:
        entity = _Entity(core)
        entities.all.append(entity)
    entity.organisation = entity.organisation or organisation
    entity.ticker = entity.ticker or found.ticker
    entity.core = max(entity.core, core, key=len) if organisation is None else entity.core
    entity.spans.append(_span(page, found))
    _enter(entities, entity, core)


def _enter(entities: _Entities, entity: _Entity, core: Core) -> None:
    entities.by_core.setdefault(core, entity)
    if entity not in entities.by_first.setdefault(core[0], [])[:8]:
        entities.by_first[core[0]].append(entity)
    if len(core) > 2:
        entities.by_initials.setdefault("".join(word[0] for word in core), entity)
    if entity.organisation is not None:
        entities.by_id.setdefault(entity.organisation.id, entity)


def _known(entities: _Entities, core: Core, organisation: Organisation | None) -> _Entity | None:
    """The firm already found that the name means, or None."""
    if organisation is not None and organisation.id in entities.by_id:
        return entities.by_id[organisation.id]
    same = entities.by_core.get(core)
    if same is not None and (organisation is None or same.organisation is None):
        return same
    if len(core) == 1 and organisation is None and core[0] in entities.by_initials:
        return entities.by_initials[core[0]]
    return next((e for e in entities.by_first.get(core[0], [])[:8] if _related(e, core, organisation)), None)


def _related(entity: _Entity, core: Core, organisation: Organisation | None) -> bool:
    """Whether one name is the telling beginning of the other."""
    if organisation is not None and entity.organisation is not None:
        return False
    if organisation is not None:
        return begins(tuple(slug(organisation.name).split("_")), entity.core)
    if entity.organisation is not None:
        return begins(tuple(slug(entity.organisation.name).split("_")), core)
    return begins(entity.core, core) or begins(core, entity.core)


def _span(page: Scan, found: Found) -> tuple[int, int]:
    """Where the name stands; a possessive 's is left out unless it is the name's own (Macy's)."""
    last = page.words[found.end - 1]
    own = found.alias is not None and found.alias.keys[-1] == last.key
    return page.words[found.start].start, last.end if own else last.base_end


def _shorter(entities: list[_Entity], page: Scan) -> None:
    """Adds mentions by the name without legal form or telling ending."""
    forms: dict[str, list[Core]] = {}
    owner: dict[Core, _Entity] = {}
    for entity in entities:
        if entity.organisation is not None and not entity.organisation.listed:
            continue
        longer = any(end - start > len(" ".join(entity.core)) for start, end in entity.spans)
        for form in short_forms(page, entity.core, longer=longer or entity.organisation is None):
            if owner.setdefault(form, entity) is entity:
                forms.setdefault(form[0], []).append(form)
    taken = sorted(span for entity in entities for span in entity.spans)
    for form, spans in places_of(page, forms, taken).items():
        owner[form].spans.extend(spans)


def _record(entity: _Entity, page: Scan, day: dt.date | None) -> Firm:
    spans = sorted(entity.spans)
    spellings = dict.fromkeys(page.text[start:end] for start, end in spans)
    known = entity.organisation
    name = known.name if known else max(spellings, key=len)
    share = next((page.shares[span] for span in spans if span in page.shares), None)
    ticker, listed = listing(entity.ticker) if entity.ticker else (None, None)
    if known is not None:
        traded = listing_on(known, day)
        printed = ticker if known.country == "US" else None
        ticker, listed = ticker or traded.ticker, listed or printed or traded.instrument
    return Firm(
        id=known.id if known else slug(name),
        name=name,
        ticker=ticker or share,
        instrument=share or listed,
        country=known.country if known else None,
        aliases=tuple(spelling for spelling in spellings if spelling != name),
        mentions=tuple(spans),
    )
