"""What was reached on the gold is never lost: each measure of corpus/floors.json against what is read today."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = json.loads((ROOT / "corpus" / "floors.json").read_text(encoding="utf-8"))


def _bench(name: str) -> ModuleType:
    """A command of bench/, which is a folder and not a package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "bench" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


score_gold = _bench("score_gold")
floors = _bench("floors")


@cache
def _measured(gold: str) -> dict[str, float]:
    """What the program reaches on a set of gold: read once for all its floors."""
    measured: dict[str, float] = score_gold.score(floors.SETS[gold])
    return measured


def _folder(gold: str) -> Path:
    folder: Path = floors.SETS[gold]
    if not folder.is_dir():
        pytest.skip("needs the development gold in ../shared, which is not published")
    return folder


@pytest.mark.xdist_group("floors")
@pytest.mark.parametrize("gold", FLOORS)
def test_floors_speak_of_this_gold(gold: str) -> None:
    """After the gold has changed the floors are pinned anew: `python bench/floors.py`."""
    assert floors.digest(_folder(gold)) == FLOORS[gold]["digest"]


@pytest.mark.xdist_group("floors")
@pytest.mark.parametrize(("gold", "name"), [(gold, name) for gold in FLOORS for name in FLOORS[gold]["floors"]])
def test_floor_holds(gold: str, name: str) -> None:
    """No measure falls below its floor."""
    _folder(gold)
    assert _measured(gold)[name] >= FLOORS[gold]["floors"][name]


def test_a_fall_is_named() -> None:
    """A floor that would be lowered is said with both values, one that rises or stays is not."""
    assert floors.fallen({"claims": 0.9, "quotes": 0.8}, {"claims": 0.88, "quotes": 0.81}) == ["claims 0.9 -> 0.88"]
    assert floors.fallen({"claims": 0.9}, {}) == ["claims 0.9 -> None"]


def test_scorer_pairs_one_to_one() -> None:
    """Two equal figures in the gold and one found: one hit; optional gold takes what is left without counting it."""
    a = {"start": 0, "end": 4, "value": 1.5, "unit": "percent"}
    b = {"start": 10, "end": 14, "value": 1.5, "unit": "percent"}
    pairs, rest = score_gold.paired([a, b], [dict(b)], score_gold.same_figure)
    assert pairs == [(b, b)]
    assert rest == []
    assert not score_gold.same_figure(a, {**a, "unit": "basis_point"})
    assert score_gold.same_figure({**a, "unit": "USD/bbl"}, {**a, "unit": "USD"})
