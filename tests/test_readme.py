"""The README shows what the program prints today; `make readme` renews it.

In a console block a line that begins with `$` is a command; `tapecheck` commands are run and what stands below must be
their output, whole or with the middle left out as a line of three dots. Python blocks are run as they stand.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from extractor.commands import app

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "..."


def renewed(readme: str) -> str:
    """The README with the output of every `tapecheck` command as it is now, shortened where it was shortened."""
    return BLOCK.sub(lambda block: "".join(_renewed_lines(block.group())), readme)


def _renewed_lines(block: str) -> Iterator[str]:
    for part in re.findall(r"^\$ .*\n(?:(?!\$ ).*\n)*", block, flags=re.MULTILINE):
        command, *shown = part.splitlines()
        if command.startswith("$ tapecheck"):
            shown = _shortened(_output(command.removeprefix("$ tapecheck")), shown)
        yield "".join(line + "\n" for line in (command, *shown))


def _output(arguments: str) -> list[str]:
    done = CliRunner().invoke(app, shlex.split(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout.rstrip().splitlines()


def _shortened(output: list[str], shown: list[str]) -> list[str]:
    if LEFT_OUT not in shown:
        return output
    head = shown.index(LEFT_OUT)
    tail = len(shown) - head - 1
    return [*output[:head], LEFT_OUT, *output[len(output) - tail :]]


def test_readme_shows_what_the_commands_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    readme = README.read_text(encoding="utf-8")
    assert renewed(readme) == readme, "run `make readme`"


def test_readme_has_a_run_of_the_demo() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    page = re.search(r"^PAGE := (\S+)$", makefile, re.MULTILINE)
    assert page is not None
    assert f"$ tapecheck check {page.group(1)}\n" in README.read_text(encoding="utf-8")


def test_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = PYTHON.findall(README.read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, "README.md", "exec"), {})
        assert "supported" in printed.getvalue()


def test_every_command_is_named_in_the_readme() -> None:
    readme = README.read_text(encoding="utf-8")
    groups: list[tuple[str, Typer | None]] = [
        ("", app),
        *((str(one.name), one.typer_instance) for one in app.registered_groups),
    ]
    for group, commands in groups:
        for command in commands.registered_commands if commands else ():
            name = command.name or getattr(command.callback, "__name__", "")
            assert " ".join(["tapecheck", *filter(None, (group, name))]) in readme


if __name__ == "__main__":
    os.chdir(ROOT)
    for name in ("TAPECHECK_MARKET", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    os.environ["XDG_DATA_HOME"] = str(ROOT / ".venv" / "no-data")  # a store of the user's own would change the output
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
