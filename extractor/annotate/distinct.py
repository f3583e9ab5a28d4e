"""Ids that no two records of an article share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from extractor.records import Firm, Person

Named = TypeVar("Named", Person, Firm)


def distinct(records: Iterable[Named]) -> list[Named]:
    """The records in order; the second and later ones of an id get a number: "smith", "smith_2"."""
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        seen[record.id] += 1
        found.append(record if seen[record.id] == 1 else replace(record, id=f"{record.id}_{seen[record.id]}"))
    return found
