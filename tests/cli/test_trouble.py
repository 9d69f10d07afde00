"""Errors have one format: framed on a terminal, a line in a pipe, JSON and GitHub on request."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from planner.errors import Fault, InputError, Place
from planner.report.faults import FRAMED, frames, github, lines
from tests.cli.support import START, Cli, environment, read_from_terminal

BAD = """format: 1
id: case
forces:
  international: {title: The force, personnel: 3300, required_days: many}
  "host\\e[31m": {title: The hosts, personnel: 5000, required_dais: 10}
"""
MANY = BAD.splitlines()[3].index("many") + 1


def on_a_terminal(*arguments: str | Path, width: int = 80, **variables: str) -> str:
    """What a command tells on a terminal of that width, as a person sees it."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*START, *map(str, arguments)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**environment(TERM="xterm-256color", COLUMNS=str(width)), **variables},
    )
    os.close(follower)
    told = read_from_terminal(leader)
    process.wait(timeout=60)
    return told.decode().replace("\r\n", "\n")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD)
    return file


def test_a_pipe_gets_one_line_for_each_fault(cli: Cli, bad: Path) -> None:
    told = cli("check", bad).err.splitlines()
    assert told[0].startswith(f"{bad}:4:{MANY}: forces.international.required_days: ")
    assert told[-1] == f"{len(told) - 1} faults"


def test_a_terminal_gets_the_line_with_a_mark_under_the_value(bad: Path) -> None:
    told = on_a_terminal("check", bad, NO_COLOR="1")
    written = "4 |   international: {title: The force, personnel: 3300, required_days: many}"
    at = told.splitlines().index(written)
    mark = told.splitlines()[at + 1]
    assert written[mark.index("^") : mark.rindex("^") + 1] == "many"
    assert "\x1b" not in told


def test_colours_are_those_of_the_planner_alone(bad: Path) -> None:
    told = on_a_terminal("check", bad)
    assert "\x1b[1;31merror" in told
    assert "\x1b[31m:" not in told
    assert '"host\\e[31m"' in told  # as it is written in the file
    assert "forces.host\\x1b[31m.required_dais" in told


def test_a_narrow_terminal_shows_the_part_of_the_line_with_the_fault(bad: Path) -> None:
    told = on_a_terminal("check", bad, width=40, NO_COLOR="1")
    shown = [line for line in told.splitlines() if line.startswith("4 | ")]
    assert shown
    assert all("many" in line and len(line) <= 40 for line in shown)


def told_as_json(cli: Cli, *arguments: str | Path) -> Mapping[str, object]:
    found = json.loads(cli(*arguments).err)
    jsonschema.validate(found, json.loads(cli("schema", "faults").out))
    assert isinstance(found, dict)
    return found


def test_json_has_every_field_of_every_fault(cli: Cli, bad: Path) -> None:
    found = told_as_json(cli, "--errors", "json", "run", bad)
    assert (found["status"], found["warnings"]) == ("bad-input", 0)
    faults = found["faults"]
    assert isinstance(faults, list)
    assert found["errors"] == len(faults) > 1
    assert (faults[0]["file"], faults[0]["line"], faults[0]["column"]) == (str(bad), 4, MANY)
    assert faults[0]["path"] == "forces.international.required_days"


def test_json_says_that_there_is_no_plan(cli: Cli, first: Path) -> None:
    found = told_as_json(cli, "--errors", "json", "run", first, "--time-limit", "0")
    assert (found["status"], found["faults"]) == ("limit", [])
    assert "limit" in str(found["text"])


def test_json_names_limits_that_contradict_each_other(cli: Cli, first: Path) -> None:
    # 500,000 rations stand at the northern base from the first day; its shed does not hold them
    old = "stocks.old={site: north, item: rations, quantity: 500000}"
    found = told_as_json(cli, "--errors", "json", "run", first, "--set", old)
    assert found["status"] == "infeasible"
    contradictions = found["contradictions"]
    assert isinstance(contradictions, list)
    [one] = contradictions
    assert (one["irreducible"], one["smallest"]) == (True, True)
    stock, store = one["members"]
    assert (stock["path"], stock["file"], stock["line"]) == (
        "stocks.old.quantity",
        "--set stocks.old",
        1,
    )
    assert (store["path"], store["file"]) == ("sites.north.storage.covered", str(first))
    assert stock["missing"] < 0 < store["missing"]


def test_github_gets_an_annotation_for_each_fault(cli: Cli, bad: Path) -> None:
    told = cli("--errors", "github", "run", bad).err.splitlines()
    place = f"::error file={bad},line=4,col={MANY}"
    assert told[0].startswith(place)
    assert all(line.startswith("::error file=") for line in told)


def test_an_annotation_holds_what_would_end_it() -> None:
    fault = Fault("50 % of\nit", "a", Place("x,y:z.yaml", 1, 2))
    assert list(github([fault])) == ["::error file=x%2Cy%3Az.yaml,line=1,col=2::a: 50 %25 of\\nit"]


def test_check_writes_json_and_annotations_to_standard_output(cli: Cli, first: Path) -> None:
    plain = ("--set", "fleets.trucks.count=60")
    ran = cli("check", first, *plain, "--format", "json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert (found["status"], found["errors"], found["warnings"]) == ("doubtful", 0, 1)
    strict = cli("check", first, *plain, "--strict", "--format", "github")
    assert strict.code == 2
    assert strict.out.startswith("::error file=--set fleets.trucks.count,line=1,col=1")
    assert json.loads(cli("check", first, "--format", "json").out)["status"] == "sound"


def test_check_writes_the_faults_of_bad_input_there_too(cli: Cli, bad: Path) -> None:
    ran = cli("check", bad, "--format", "json")
    assert (ran.code, ran.err) == (2, "")
    assert json.loads(ran.out)["status"] == "bad-input"


def test_french_by_option_and_by_the_environment(
    cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = cli("--lang", "fr", "run", first, "--nonsense").err
    assert french.startswith("planner run: option inconnue; vu : --nonsense; admis : ")
    monkeypatch.setenv("PLANNER_LANG", "fr")
    assert cli("run", first, "--nonsense").err == french
    assert "no such option" in cli("--lang", "en", "run", first, "--nonsense").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense",), "planner: no such command; seen: nonsense; allowed: check, "),
        (("runn",), "did you mean 'run'?"),
        (("it's",), "planner: no such command; seen: it's; "),
        (("--lang", "fr", "runn"), "planner: commande inconnue; vu : runn; admis : "),
        (("--lang", "fr"), "planner command: il manque un argument; admis : check, "),
        (("run",), "planner run scenario: an argument is missing"),
        (("run", "a", "b"), "planner run: more arguments than the command takes; seen: b"),
        (("run", "a", "b (c", "d)"), "more arguments than the command takes; seen: b (c d)\n"),
        (("run", "a", "--time-limit", "-1"), "--time-limit: not a value that it takes; seen: -1; "),
        (("run", "a", "--time-limit", "-1"), "allowed: a number of 0 or more"),
        (("forces", "a", "--alternatives", "2.5"), "allowed: a whole number from 0 to 50"),
        (("run", "a", "--time-limt", "3"), "did you mean '--time-limit'?"),
        (("run", "a", "--time-limit"), "--time-limit: the option needs a value"),
        (("--lang", "de", "run"), "--lang: not one of the names that can stand here; seen: de"),
        (("--errors", "jsn", "run"), "did you mean 'json'?"),
        (("schema", "result", "--forces"), "planner schema: two schemas at once"),
    ],
)
def test_misuse_is_told_in_the_same_format(cli: Cli, arguments: tuple[str, ...], told: str) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_many_faults_are_all_told_the_first_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_text("a: 1\n" * 50)
    faults = [Fault("bad", f"p{i}", Place(str(file), i, 1)) for i in range(1, 51)]
    told = list(frames(faults))
    assert sum("-->" in line for line in told) == FRAMED
    assert told[-1] == f"error: {next(lines(faults[-1:]))}"
    assert all(any(f"p{i}" in line for line in told) for i in range(1, 51))


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"a: 1\n"])
def test_a_file_that_is_no_more_what_it_was_gets_no_excerpt(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "gone.yaml"
    if content is not None:
        file.write_bytes(content)
    told = list(frames(InputError([Fault("bad", "p", Place(str(file), 7, 3))]).faults))
    assert told == ["error: bad", f" --> {file}:7:3  p", ""]
