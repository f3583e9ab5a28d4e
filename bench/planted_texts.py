"""True texts generated from the daily series of a store, and false copies of them."""

from __future__ import annotations

import datetime as dt
import random
import string
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from extractor.calendar import calendar
from extractor.market import MarketData, instrument_of
from extractor.series import Series
from extractor.validate.noise import noise

KINDS = ("number", "digits", "too small", "sign", "unit", "day", "week", "index")
"""Kinds of error; of those that are "too small", two honest sources may differ by as much."""
DATA = tomllib.loads(Path(__file__).with_name("planted_sentences.toml").read_text(encoding="utf-8"))
FIRST, LAST = dt.date(1995, 1, 3), dt.date(2026, 6, 30)
OTHER_UNIT = {"percent": "points", "points": "percent", "basis points": "percentage points"}


class Text(NamedTuple):
    """Words, when they appeared, and the facts that they state."""

    words: str
    published_at: str
    facts: tuple[Fact, ...] = ()


class Planted(NamedTuple):
    """A copy with one error, and where the number stands that is false now."""

    kind: str
    text: Text
    start: int
    end: int


class Fact(NamedTuple):
    """A true claim: where its number stands, and copies that make it false."""

    start: int
    end: int
    measure: str
    instrument: str
    value: float
    errors: tuple[Planted, ...]


class Blank(NamedTuple):
    """A sentence to be filled: its fields, the two closes that it speaks of, and the size of the last place."""

    template: str
    measure: str
    instrument: str
    fields: dict[str, str]
    up: bool
    days: tuple[dt.date, dt.date]
    digits: float


def generated(market: MarketData, articles: int, seed: int) -> Iterator[Text]:
    """Articles of three sentences on three instruments, each with its false copies."""
    rng = random.Random(seed)
    series = {name: found[0] for name in DATA["names"] if (found := market.series(name))}
    made = 0
    while made < articles and series:
        text = _article(rng, series)
        if text is not None:
            made += 1
            yield text


def _article(rng: random.Random, series: dict[str, Series]) -> Text | None:
    day = calendar("NYSE").at_or_before(FIRST + dt.timedelta(days=rng.randrange((LAST - FIRST).days)))
    period = rng.choices(("day", "week", "month"), (6, 1, 1))[0]
    day, stamp = _when(day, period)
    names = rng.sample(sorted(series), 3)
    blanks = [_blank(rng, name, series[name], day, period) for name in names]
    if any(blank is None for blank in blanks):
        return None
    known = [blank for blank in blanks if blank is not None]
    text, spans = _written(known, stamp)
    facts = []
    for place, blank in enumerate(known):
        value = float(blank.fields["size"].replace(",", ""))
        signed = value if blank.measure == "level" or blank.up else -value
        errors = tuple(_errors(rng, known, place, stamp, series))
        facts.append(Fact(*spans[place], blank.measure, blank.instrument, signed, errors))
    return text._replace(facts=tuple(facts))


def _when(day: dt.date, period: str) -> tuple[dt.date, str]:
    """The last session that is spoken of, and when the text appears: that evening, that Saturday, the next month."""
    if period == "week":
        friday = day + dt.timedelta(days=4 - day.weekday())
        return friday, f"{friday + dt.timedelta(days=1)}T10:00:00-04:00"
    if period == "month":
        first = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return calendar("NYSE").before(first), f"{first}T06:00:00-04:00"
    return day, f"{day}T19:00:00-04:00"


def _blank(rng: random.Random, name: str, series: Series, day: dt.date, period: str) -> Blank | None:
    yields = instrument_of(name).is_yield
    measures = (
        ("return",) if period != "day" else ("change", "level") if yields else ("return", "return", "change", "level")
    )
    if yields and period != "day":
        return None
    measure = rng.choice(measures)
    start = _start(name, day, period)
    moved = _actual(series, measure, start, day, yields=yields)
    if moved is None:
        return None
    places = {"return": rng.choice((1, 1, 2)), "change": 1 if yields else 2, "level": 2}[measure]
    digits = 10.0**-places
    if abs(moved) < 3 * digits:
        return None
    row = next(row for row in DATA["sentence"] if (row["measure"], row["period"]) == (measure, period))
    unit = {
        "return": "percent",
        "level": "percent" if yields else "",
        "change": "basis points" if yields else "points",
    }[measure]
    size = f"{abs(moved):,.{places}f}"
    fields = {
        "who": rng.choice(DATA["names"][name]), "size": size, "unit": unit, "day": f"{day:%A}",
        "week": f"{day:%B} {day.day}", "month": f"{day:%B}",
    }  # fmt: skip
    template = rng.choice(row["text"])
    if yields and measure == "level":
        template = template.replace("{size}", "{size} {unit}")
    return Blank(template, measure, name, fields, moved > 0, (start, day), digits)


def _start(name: str, day: dt.date, period: str) -> dt.date:
    market = calendar(instrument_of(name).calendar)
    if period == "week":
        return market.before(day - dt.timedelta(days=day.weekday()))
    return market.before(day.replace(day=1) if period == "month" else day)


def _actual(series: Series, measure: str, start: dt.date, end: dt.date, *, yields: bool) -> float | None:
    before, after = series.at(start), series.at(end)
    if before is None or after is None:
        return None
    if measure == "level":
        return after
    return (after - before) * (100 if yields else 1) if measure == "change" else 100 * (after / before - 1)


def _written(blanks: list[Blank], stamp: str) -> tuple[Text, list[tuple[int, int]]]:
    """The article, and where the number of each sentence stands."""
    words, spans = "", []
    for blank in blanks:
        words += " " if words else ""
        begin, size = len(words), (0, 0)
        for literal, field, spec, _ in string.Formatter().parse(blank.template):
            words += literal
            if field == "way":
                words += str(spec).split("|")[0 if blank.up else 1]
            elif field:
                words += blank.fields[field]
                size = (len(words) - len(blank.fields[field]), len(words)) if field == "size" else size
        words = words[:begin] + words[begin].upper() + words[begin + 1 :]
        spans.append(size)
    return Text(words, stamp), spans


def _errors(
    rng: random.Random, blanks: list[Blank], place: int, stamp: str, series: dict[str, Series]
) -> Iterator[Planted]:
    blank = blanks[place]
    widths = _room(blank, series[blank.instrument])
    changed: list[tuple[str, Blank]] = []
    for kind, size in sizes(rng, blank.fields["size"], blank.digits, widths):
        changed.append((kind, blank._replace(fields=blank.fields | {"size": size})))
    changed += _others(rng, blank, series, widths)
    for kind, false in changed:
        text, spans = _written([*blanks[:place], false, *blanks[place + 1 :]], stamp)
        yield Planted(kind, text, *spans[place])


def _room(blank: Blank, series: Series) -> float:
    """How far two sources may lie apart in this number."""
    yields = instrument_of(blank.instrument).is_yield
    row, level = noise(series.kind, instrument_of(blank.instrument).asset_class), series.at(blank.days[1]) or 0.0
    if blank.measure == "return":
        return row.percent(level).second
    return (row.change(level).second if blank.measure == "change" else row.level(level).second) * (
        100 if yields and blank.measure == "change" else 1
    )


def sizes(rng: random.Random, shown: str, digits: float, widths: float) -> Iterator[tuple[str, str]]:
    """A number that is off by 15 to 60 %, and one with one digit changed or two swapped."""
    true = Decimal(shown.replace(",", ""))
    unit = Decimal(1).scaleb(int(true.as_tuple().exponent))
    step = max((true * Decimal(str(round(rng.uniform(0.15, 0.6), 3)))).quantize(unit), 5 * unit)
    off = true + step if true <= step or rng.random() < 0.5 else true - step
    yield ("number" if abs(float(off - true)) > widths + 1.2 * digits else "too small", _like(shown, off))
    figures = [n for n, letter in enumerate(shown) if letter.isdigit()]
    spelt = list(shown)
    one, other = rng.choice(figures), rng.choice(figures)
    if rng.random() < 0.5 and shown[one] != shown[other]:
        spelt[one], spelt[other] = spelt[other], spelt[one]
    else:
        spelt[one] = rng.choice([figure for figure in "123456789" if figure != shown[one]])
    false = Decimal("".join(spelt).replace(",", ""))
    apart = abs(float(false - true))
    if apart > 1.2 * digits and false:
        yield ("digits" if apart > widths + 1.2 * digits else "too small", "".join(spelt))


def _like(shown: str, value: Decimal) -> str:
    return f"{value:,}" if "," in shown or value >= 1000 else f"{value}"


def _others(rng: random.Random, blank: Blank, series: dict[str, Series], widths: float) -> Iterator[tuple[str, Blank]]:
    """Copies with another sign, unit, day, week or index, where that makes the words false."""
    value, far = float(blank.fields["size"].replace(",", "")), 3 * blank.digits + widths
    signed = value if blank.up or blank.measure == "level" else -value
    if blank.measure != "level":
        if value > far:
            yield "sign", blank._replace(up=not blank.up)
        yield "unit", _with(blank, "unit", OTHER_UNIT[blank.fields["unit"]])
    for kind, false, name, days in _elsewhere(rng, blank, series):
        actual = _actual(series[name], blank.measure, *days, yields=instrument_of(name).is_yield)
        if actual is not None and abs(actual - signed) > far:
            yield kind, false


def _with(blank: Blank, field: str, words: str) -> Blank:
    return blank._replace(fields=blank.fields | {field: words})


def _elsewhere(
    rng: random.Random, blank: Blank, series: dict[str, Series]
) -> Iterator[tuple[str, Blank, str, tuple[dt.date, dt.date]]]:
    """Copies with another day, week or index: the instrument and the two closes that the words name then."""
    name, day, market = blank.instrument, blank.days[1], calendar(instrument_of(blank.instrument).calendar)
    earlier, friday = market.before(day), day - dt.timedelta(days=7)
    if "{day}" in blank.template and earlier.isocalendar()[:2] == day.isocalendar()[:2]:
        yield "day", _with(blank, "day", f"{earlier:%A}"), name, (market.before(earlier), earlier)
    if "{week}" in blank.template:
        yield "week", _with(blank, "week", f"{friday:%B} {friday.day}"), name, (_start(name, friday, "week"), friday)
    if not instrument_of(name).is_yield:
        other = rng.choice([one for one in sorted(series) if one != name and not instrument_of(one).is_yield])
        yield "index", _with(blank, "who", rng.choice(DATA["names"][other])), other, blank.days
