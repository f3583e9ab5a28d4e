"""`market pull`, `market update` and `market check` against the server that plays the providers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.commands import app
from extractor.market import open_market
from extractor.validate.providers import doors, update

from .conftest import Server, Told

GRAPH = "/graph/fredgraph.csv"
YIELDS = "observation_date,DGS10\n2024-11-08,4.30\n2024-11-11,.\n2024-11-12,4.43\n"
STORY = "The yield on the 10-year Treasury note rose to 4.43% on Tuesday.\n"


def tapecheck(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the user's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "tapecheck"


def test_what_was_pulled_judges_from_then_on(server: Server, own: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    server.tell(GRAPH, YIELDS)
    done = tapecheck("market", "pull", "--from", "fred", "--series", "US10Y", "--since", "2024-11-01")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 series, 2 rows added to" in done.stderr
    assert [path.name.split(".")[0] for path in (own / "raw").iterdir()] == ["fred"]
    done = tapecheck("check", story, "--published-at", "2024-11-13", "--format", "json")
    (verdict,) = json.loads(done.stdout)[0]["verdicts"]
    assert (verdict["label"], verdict["evidence"][0]["series"]) == ("supported", "US10Y@fred")
    assert verdict["evidence"][0]["retrieved_at"]


def test_a_series_that_fails_costs_no_other(server: Server) -> None:
    server.tell(GRAPH, YIELDS)
    done = tapecheck("market", "pull", "--from", "fred", "--series", "US10Y,SPX")
    assert done.exit_code == 1
    assert "the columns observation_date, DGS10" in done.stderr
    assert "1 of 2 series failed" in done.stderr
    assert tapecheck("market", "pull", "--from", "fred", "--series", "SPX").exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--from", "stooq", "--series", "SPX"),
        ("--from", "ecb", "--series", "SPX"),
        ("--from", "fred", "--series", "US10Y", "--since", "May"),
    ],
)
def test_wrong_usage(server: Server, options: tuple[str, ...], own: Path) -> None:
    done = tapecheck("market", "pull", *options)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert server.asked == []


def test_update_asks_again_for_the_last_days_only(server: Server, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "open_doors", lambda: ("fred",))
    monkeypatch.setattr(update, "listed", lambda door: [doors.wanted(door, "US10Y"), doors.wanted(door, "SPX")])
    server.tell(GRAPH, YIELDS)
    done = tapecheck("market", "update")
    assert done.exit_code == 1, "SPX got the yields' answer"
    assert "need Yahoo" in done.stderr
    server.asked.clear()
    server.tell(GRAPH, YIELDS.replace("4.43", "4.42") + "2024-11-13,4.44\n")
    assert tapecheck("market", "update").exit_code == 1
    assert server.asked[0] == (GRAPH, {"id": "DGS10", "cosd": "2024-11-02"})
    (series,) = open_market().series("US10Y")
    assert series.values.tolist() == [4.30, 4.42, 4.44]
    assert len(set(series.retrieved)) <= 2


def test_check_without_data_says_which_command_gets_them(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The Nikkei 225 rose 0.5% on Tuesday. The S&P 500 lost 0.3% on Tuesday.\n")
    done = tapecheck("check", story, "--published-at", "2024-11-13")
    assert done.exit_code == 0
    assert done.stderr == (
        "tapecheck: no market data for days spoken of: NKY (`tapecheck market update` gets what is free)\n"
    )


def test_check_of_a_store(tmp_path: Path) -> None:
    store = tmp_path / "closes.csv"
    store.write_text(
        "series,date,value,kind,source\n"
        + "".join(f"SPX,2024-11-{day:02},{5000 + day},close,x\n" for day in range(4, 9))
        + "SPX,2024-11-09,5009,close,x\n"
    )
    done = tapecheck("market", "check", "--market", store, "--format", "json")
    (fault,) = json.loads(done.stdout)
    assert (fault["what"], fault["first"]) == ("phantom", "2024-11-09")
    assert done.stderr.startswith("tapecheck: 1 faults in 1 series (store ")
    assert "phantom" in tapecheck("market", "check", "--market", store).stdout


def test_waiting_says_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    server.tell(GRAPH, Told("", 503), YIELDS)
    assert tapecheck("market", "pull", "--from", "fred", "--series", "US10Y").exit_code == 0
    assert capfd.readouterr().err == ""
