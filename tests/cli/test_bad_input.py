"""Bad input: exit code 2, one clear message for each fault, nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import Cli, Ran

COMMANDS = ("run", "forces", "gap", "check")
HEAD = "format: 1\nid: case\n"
CASES = {
    "empty.yaml": (b"", "empty.yaml: nothing to plan with; seen: an empty file"),
    "blank.yaml": (b"\n# no more than this\n", "blank.yaml: nothing to plan with"),
    "binary.yaml": (
        b"\x7fELF\x02\x01\xff\xfe\x00",
        "binary.yaml: not a text file; seen: byte 0xff",
    ),
    "list.yaml": (b"- a\n", "list.yaml: nothing to plan with; seen: a list"),
    "broken.yaml": (b"format: [1\n", "broken.yaml:2:1: "),
    "key.yaml": (f"{HEAD}pleges: {{}}\n".encode(), "key.yaml:3:1: pleges: unknown key"),
    "twice.yaml": (f"{HEAD}id: other\n".encode(), "twice.yaml:3:1: "),
    "format.yaml": (b"format: 7\nid: a\n", "format.yaml:1:9: format: "),
    "circle.yaml": (b"format: 1\nid: a\nextends: circle.yaml\n", "circle.yaml:3:10: extends: "),
    "orphan.yaml": (b"format: 1\nid: a\nextends: none.yaml\n", "orphan.yaml:3:10: extends: "),
    "outside.yaml": (b"format: 1\nid: a\nextends: ../b.yaml\n", "outside.yaml:3:10: extends: "),
}


def refused(ran: Ran) -> str:
    """What a command said that refused its input."""
    assert (ran.code, ran.out) == (2, "")
    return ran.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", CASES)
def test_a_file_that_is_no_scenario(cli: Cli, name: str, command: str) -> None:
    content, said = CASES[name]
    Path(name).write_bytes(content)
    assert refused(cli(command, name)).startswith(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_cannot_be_read(cli: Cli, command: str) -> None:
    Path("folder.yaml").mkdir()
    assert refused(cli(command, "missing.yaml")).startswith("missing.yaml: cannot be read: ")
    assert refused(cli(command, "folder.yaml")).startswith("folder.yaml: cannot be read: ")


def test_an_unknown_key_gets_the_nearest_name(cli: Cli) -> None:
    Path("key.yaml").write_text(f"{HEAD}pleges: {{}}\n")
    assert "did you mean 'pledges'?" in refused(cli("run", "key.yaml"))


def test_all_faults_at_once_and_counted(cli: Cli, first: Path) -> None:
    first.write_text(first.read_text().replace("count:", "cuont:"))
    said = refused(cli("check", first)).splitlines()
    assert said[-1] == f"{len(said) - 1} faults"
    assert len([line for line in said if "cuont" in line]) == 3
    assert all(line.startswith(f"{first}:") for line in said[:-1])


def test_a_cycle_of_two(cli: Cli) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        Path(f"{name}.yaml").write_text(f"format: 1\nid: {name}\nextends: {other}.yaml\n")
    assert "a.yaml -> b.yaml -> a.yaml" in refused(cli("run", "a.yaml"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("nonsense", "--set: not a change; seen: nonsense; allowed: path=value"),
        ("=3", "--set: not a change"),
        ("pledges.alfa-battalion.units=2", "did you mean 'alpha-battalion'?"),
        ("pledges.alpha-battalion.status=verifid", "did you mean 'verified'?"),
        ("fleets.trucks.count=many", "--set fleets.trucks.count:1:1: fleets.trucks.count: "),
        ("calendar.end=[", "--set calendar.end"),
    ],
)
def test_a_change_that_cannot_be_made(cli: Cli, first: Path, change: str, said: str) -> None:
    assert said in refused(cli("run", first, "--set", change))


def test_an_unknown_solver(cli: Cli, first: Path) -> None:
    said = refused(cli("run", first, "--solver", "HiGS"))
    assert said.startswith("no solver has this name; seen: 'HiGS'")
    assert "did you mean 'HiGHS'?" in said


def test_a_scenario_with_nothing_to_plan(cli: Cli) -> None:
    Path("nothing.yaml").write_text(HEAD)
    assert refused(cli("run", "nothing.yaml")).startswith(
        "nothing.yaml:1:1: case: no forces with required days"
    )
    assert cli("gap", "nothing.yaml").out == (
        "No force says how many days it must supply itself: there is no gap.\n"
    )
    assert cli("check", "nothing.yaml").out == "nothing.yaml: no faults, no doubts\n"


def test_no_factor_speaks_of_the_word(cli: Cli) -> None:
    assert "did you mean 'diesel'?" in refused(cli("factors", "diesl"))


def test_a_message_cannot_act_on_the_terminal(cli: Cli) -> None:
    name = "\x1b[31mred\u202e.yaml"
    Path(name).write_text(f'{HEAD}"\\e[2Jx": 1\n')
    for said in (refused(cli("run", name)), refused(cli("run", f"no{name}"))):
        assert "\x1b" not in said
        assert "\u202e" not in said
    Path(name).write_text(HEAD)
    assert "\x1b" not in cli("check", name).out
