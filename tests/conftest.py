"""What every test stands on: the corpus, a clean environment, the command as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SLOWEST = 30
"""Seconds after which a command counts as hung."""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the market store, the colours or the width of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "no-data"))
    for name in ("TAPECHECK_MARKET", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def page() -> Path:
    """The page that `make demo` judges."""
    return ROOT / "corpus" / "pages" / "small-caps-november.html"


@pytest.fixture
def shared() -> Path:
    """The folder of development data beside the checkout; the test is skipped where there is none."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs the development data in ../shared, which are not published")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `tapecheck ARGUMENTS` as a user does, in a process of its own, from a folder that is not the checkout."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, **more: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, timeout=SLOWEST, check=False, **more)

    return run
