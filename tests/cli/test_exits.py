"""Exit codes, and what is said beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import planner
from planner.cli.app import COMMANDS
from planner.planning import Plan
from tests.cli.support import START, Cli, environment, process

VERIFIED = ("--set", "pledges.bravo-engineers.status=verified")
# rations that stand at the northern base from the first day, in a store that cannot hold them:
# 500,000 rations are some 4,200 m3 and the shed holds 800
TOO_MUCH = ("--set", "stocks.old={site: north, item: rations, quantity: 500000}")


def test_0_when_all_is_met_and_1_when_something_is_short(cli: Cli, first: Path) -> None:
    assert cli("run", first, *VERIFIED).code == 0
    short = cli("run", first)
    assert (short.code, short.err) == (1, "")
    assert "1 of 2 requirements is filled on every day; 1 is short" in short.out


def test_exit_zero_forgives_what_is_short_and_nothing_else(cli: Cli, first: Path) -> None:
    assert cli("run", first, "--exit-zero").code == 0
    assert cli("run", "nowhere.yaml", "--exit-zero").code == 2
    assert cli("run", first, "--exit-zero", *TOO_MUCH).code == 3


def test_3_with_the_site_and_the_store_where_hard_limits_contradict_each_other(
    cli: Cli, first: Path
) -> None:
    ran = cli("run", first, *TOO_MUCH)
    assert ran.code == 3
    assert "north" in ran.err
    assert "covered" in ran.err
    assert "store" in ran.err


def test_3_where_the_limit_comes_before_any_plan(cli: Cli, first: Path) -> None:
    ran = cli("run", first, "--time-limit", "0", "-o", "plan.json")
    assert ran.code == 3
    assert "limit" in ran.err
    assert not Path("plan.json").exists()


def test_a_generous_limit_changes_nothing(cli: Cli, first: Path) -> None:
    assert cli("run", first, "--time-limit", "1000").out == cli("run", first).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("run",),
        ("run", "a.yaml", "b.yaml"),
        ("run", "a.yaml", "--nonsense"),
        ("run", "a.yaml", "--time-limit", "-1"),
        ("run", "a.yaml", "--time-limit", "nan"),
        ("run", "a.yaml", "--time-limit", "soon"),
        ("gap", "a.yaml", "--solver", "HiGHS"),
        ("version", "--strict"),
    ],
)
def test_2_where_the_command_is_misused(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: planner" in ran.err


def test_alone_it_shows_its_help(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 2
    assert "Commands" in ran.out + ran.err


@pytest.mark.parametrize("name", ["-h", "--help"])
@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_every_command_has_help(cli: Cli, command: str, name: str) -> None:
    ran = cli(command, name)
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: planner {command}" in ran.out
    first_words = next(c.__doc__ or "" for c in COMMANDS if c.__name__ == command).split()[:3]
    assert " ".join(first_words) in ran.out


def test_every_command_is_in_the_help(cli: Cli) -> None:
    assert all(f" {command.__name__} " in cli("-h").out for command in COMMANDS)


def test_130_when_interrupted(cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> Plan:
        raise KeyboardInterrupt

    old = Path("plan.json")
    old.write_text("old")
    monkeypatch.setattr(planner, "plan", interrupted)
    ran = cli("run", first, "-o", old)
    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted\n")
    assert old.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_130_when_a_signal_interrupts_it(first: Path) -> None:
    waits = (
        "import planner, time\n"
        "planner.plan = lambda *_, **__: (print('now', flush=True), time.sleep(60))\n"
    )
    command = [sys.executable, "-c", waits + START[-1], "run", str(first)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "now\n"
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (130, "interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize("arguments", [("factors",), ("schema",), ("version",)])
def test_a_reader_that_goes_is_no_fault(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*START, *arguments],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(),
            timeout=60,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_version_starts_fast() -> None:
    # Typer itself loads pydantic; our own heavy imports wait for a command that needs them
    heavy = (
        "('highspy', 'numpy', 'pint', 'pulp', 'rich.console', 'ruamel.yaml', 'planner.scenario')"
    )
    look = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print([n for n in {heavy} if n in sys.modules]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look + START[-1], "version"],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert done.stdout.splitlines() == [f"planner {planner.__version__}", "[]"]


def test_the_package_is_imported_without_anything_heavy() -> None:
    look = (
        "import sys, planner\nprint([n for n in ('numpy', 'pulp', 'pydantic') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout == "[]\n"


def test_version(cli: Cli) -> None:
    assert cli("version").out == cli("--version").out == f"planner {planner.__version__}\n"


def test_the_same_in_a_process_of_its_own(first: Path) -> None:
    ran = process("run", first, "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == planner.plan(planner.load(first)).to_json()
