"""The shape of the source: small files, small functions, no drawers, nothing of the machine it was written on."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "extractor").rglob("*.py"))
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "base", "misc"})
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
ONE_CONTRACT = ROOT / "extractor" / "records.py"
"""Longer than other files, because all records are read as one contract."""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_and_functions_are_short(path: Path) -> None:
    assert path == ONE_CONTRACT or path.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE
    lengths = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions(path)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_file_is_a_drawer() -> None:
    assert [path for path in SOURCES if path.stem in DRAWERS] == []


def test_the_tree_names_no_machine_and_no_registry_host() -> None:
    forbidden = re.compile(r"/work/|/root/|/opt/wheels|pypi\.org|pythonhosted|files\.pytorch|download\.pytorch")
    texts = [path for path in tracked() if path.suffix in (".py", ".md", ".toml", ".txt", ".tsv", ".jsonl", "")]
    said = [path for path in texts if forbidden.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert [path for path in said if path != Path(__file__)] == []
