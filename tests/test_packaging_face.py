"""The public face: what `__all__` names is there, and importing it costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import extractor

ROOT = Path(__file__).resolve().parents[1]
HEAVY = frozenset({"lxml", "numpy", "pandas", "pandas_market_calendars", "pyarrow", "pydantic", "spacy", "trafilatura"})


def test_all_names_are_importable_and_no_other_is_promised() -> None:
    assert sorted(extractor.__all__) == sorted(extractor._HOME)
    for name in extractor.__all__:
        assert getattr(extractor, name).__name__ == name
    assert set(extractor.__all__) <= set(dir(extractor))


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'judge_everything'"):
        _ = extractor.judge_everything


@pytest.mark.parametrize("code", ["import extractor", "import extractor.commands"])
def test_import_is_light(code: str) -> None:
    script = f"import sys; {code}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())
