"""People: one line a case, short articles, and what must hold of every text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotate.firms import find_firms
from extractor.annotate.names import find_names
from extractor.annotate.people import find_people
from extractor.records import Article, Firm, Name, Reading

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [json.loads(line) for line in (FOLDER / "people.jsonl").read_text(encoding="utf-8").splitlines()]
ARTICLES = [json.loads(line) for line in (FOLDER / "people_articles.jsonl").read_text(encoding="utf-8").splitlines()]


def _read(text: str) -> Reading:
    return find_people(find_firms(find_names(Reading(article=Article(id="case", text=text)))))


def _called(firm: Firm) -> set[str]:
    return {spelling.rstrip(".") for spelling in (firm.name, *firm.aliases)}


def _people(reading: Reading) -> list[tuple[str, str | None, set[str]]]:
    firms = {firm.id: _called(firm) for firm in reading.firms}
    return [(p.name, p.role, firms[p.firm] if p.firm else set()) for p in reading.people]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_person_case(case: dict[str, Any]) -> None:
    """Each line of people.jsonl: name, role and firm of everybody whom the words name, in order."""
    found = _people(_read(case["text"]))
    assert [(name, role) for name, role, _ in found] == [(name, role) for name, role, _ in case["people"]]
    for (_, _, spellings), (_, _, firm) in zip(found, case["people"], strict=True):
        assert firm in spellings if firm else not spellings


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case["text"][:60])
def test_article(case: dict[str, Any]) -> None:
    """Each line of people_articles.jsonl: the people of a short article with aliases, and its firms."""
    reading = _read(case["text"])
    found = _people(reading)
    assert [[name, role] for name, role, _ in found] == [[name, role] for name, role, _, _ in case["people"]]
    for person, (_, _, spellings), (_, _, firm, aliases) in zip(reading.people, found, case["people"], strict=True):
        assert firm in spellings if firm else not spellings
        assert set(aliases) == set(person.aliases)
    assert len(reading.firms) == len(case["firms"]), [firm.name for firm in reading.firms]
    for firm in case["firms"]:
        assert any(firm in _called(known) for known in reading.firms), firm


def test_two_people_with_one_surname_stay_two() -> None:
    """A surname alone goes to the bearer named last."""
    text = (
        "Ann Weller, strategist at Barclays, sees gains. Weller likes banks.\n"
        "Tom Weller, analyst at HSBC, does not. Weller prefers cash."
    )
    ann, tom = _read(text).people
    assert (ann.name, len(ann.mentions)) == ("Ann Weller", 2)
    assert (tom.name, len(tom.mentions)) == ("Tom Weller", 2)


def test_two_spellings_in_one_translated_text_are_one_person() -> None:
    """Only a speaker of that spelling joins, and only where nobody else bears the name."""
    text = "Viktor Kovalenko, trader at ING, was calm. Kovalanko said that the rouble was cheap."
    (person,) = _read(text).people
    assert person.aliases == ("Kovalanko",)


def test_pronouns_count_only_where_they_can_mean_one() -> None:
    """With two people named near, "he" stays unresolved."""
    alone = "Sam Reed of Nomura was upbeat. He said stocks would rise."
    both = "Sam Reed of Nomura met Ian Holt of Barclays. He said stocks would rise."
    assert [len(person.mentions) for person in _read(alone).people] == [2]
    assert [len(person.mentions) for person in _read(both).people] == [1, 1]


def test_a_role_mention_belongs_to_the_one_who_has_the_role() -> None:
    """ "The strategist" among a trader and a strategist."""
    text = "Sam Reed, strategist at Nomura, met Ian Holt, trader at Barclays. The strategist said bonds were dear."
    reed, holt = _read(text).people
    assert len(reed.mentions) == 2
    assert len(holt.mentions) == 1


def test_another_tagger_can_take_the_place_of_the_model() -> None:
    """The rules read `names` alone, whoever filled it."""
    text = "Kolyvo Brandt thinks yields will fall."
    name = Name(start=0, end=13, text="Kolyvo Brandt", label="PERSON")
    reading = find_people(find_firms(Reading(article=Article(id="case", text=text), names=(name,))))
    assert [person.name for person in reading.people] == ["Kolyvo Brandt"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann Lee",
                "said",
                "at",
                "Barclays",
                ",",
                "'s",
                "“",
                "Ünal Öz",
                "İ",
                "ß",
                "𝔘nd",
                "analyst",
                "of",
                ".",
                "\n",
                "Mr.",
            ]
        ),
        max_size=30,
    )
)
def test_every_mention_is_a_slice(parts: list[str]) -> None:
    """Whatever the order of words and letters of any alphabet: mentions lie in the text, firms exist, ids differ."""
    text = " ".join(parts)
    reading = find_people(find_firms(Reading(article=Article(id="case", text=text))))
    mentions = [m for person in reading.people for m in person.mentions] + [
        m for f in reading.firms for m in f.mentions
    ]
    for start, end in mentions:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert {person.firm for person in reading.people} - {None} <= {firm.id for firm in reading.firms}
    assert len({person.id for person in reading.people}) == len(reading.people)


@pytest.mark.parametrize(
    "unit", ["A", "Ann ", "Ann, ", "analyst of ", "Mr. ", "A.B.", "(", "Bank of ", "$A (", "x-", "By A ", "’s "]
)
def test_long_worthless_text_is_read(unit: str) -> None:
    """A hundred thousand characters of one pattern neither raise nor hang."""
    text = (unit * 100_000)[:100_000]
    find_people(find_firms(Reading(article=Article(id="case", text=text))))
