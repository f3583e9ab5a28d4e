"""What is installed: the wheel, run from an environment that cannot see the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = ("torch", "transformers")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel and, through a path, our dependencies.

    A path file does not follow the path files of the folder it names, so an editable install stays out of reach.
    In place of torch and transformers it has packages that end the program when they are imported.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--python", f"{folder}/bin/python"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", wheel], check=True)
    for name in FORBIDDEN:
        (site / name).mkdir()
        (site / name / "__init__.py").write_text(f"raise SystemExit('{name} was imported')\n")
    return folder / "bin"


def test_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0].split("-")[0] for name in names} == {"extractor", "tapecheck"}
    sources = [
        path for path in (ROOT / "extractor").rglob("*") if path.suffix in (".py", ".toml", ".tsv", ".csv", ".html")
    ]
    assert {str(path.relative_to(ROOT)) for path in sources} <= names
    snapshot = [path for path in (ROOT / "corpus" / "market").iterdir() if path.suffix in (".csv", ".parquet")]
    assert snapshot
    assert {f"extractor/snapshot/{path.name}" for path in snapshot} <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_installed_command_judges_a_page_by_the_snapshot(installed: Path, page: Path, tmp_path: Path) -> None:
    command = [f"{installed}/tapecheck", "check", str(shutil.copy(page, tmp_path)), "--format", "jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert not done.stderr  # the snapshot holds every day that the page speaks of
    labels = [verdict["label"] for verdict in json.loads(done.stdout)["verdicts"]]
    assert labels.count("supported") >= 3


def test_folders_of_the_checkout_are_no_modules(installed: Path, tmp_path: Path) -> None:
    script = (
        "import importlib.util as u, extractor; print(extractor.__file__);"
        "print([n for n in ('corpus', 'models', 'tests', 'bench', 'cli') if u.find_spec(n)])"
    )
    command = [f"{installed}/python", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    where, found = done.stdout.splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert found == "[]"
