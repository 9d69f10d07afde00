"""What the system refuses: a full disk, a closed stream, no memory; and solvers that break down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import planner
from planner.cli import options
from planner.cli.output import deliver
from planner.errors import InputError
from planner.lp import MOST_VARIABLES
from planner.lp.highs import ArrayHighs
from tests.cli.support import START, Cli, environment

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no such device here")


def told(arguments: tuple[str, ...], redirected: str) -> tuple[int, str, str]:
    """A command in a shell that sends its streams elsewhere: exit code, what is left of them."""
    command = " ".join((f'"$0" "$@" {redirected}',))
    done = subprocess.run(
        ["sh", "-c", command, *START, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@needs_full
@pytest.mark.parametrize("arguments", [("version",), ("factors",), ("--help",), ("schema",)])
@pytest.mark.parametrize(
    ("redirected", "why"), [(">/dev/full", "No space left"), (">&-", "Bad file descriptor")]
)
def test_standard_output_that_takes_nothing_is_one_message(
    arguments: tuple[str, ...], redirected: str, why: str
) -> None:
    code, out, err = told(arguments, redirected)
    assert (code, out) == (2, "")
    assert err.startswith(f"standard output: cannot be written: {why}")
    assert len(err.splitlines()) == 1


def test_a_result_in_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert told(("factors", "-o", str(file)), ">&-") == (0, "", "")
    assert file.read_text().startswith("[") or file.read_text().startswith("{")


@needs_full
@pytest.mark.parametrize("redirected", ["2>/dev/full", "2>&-"])
def test_standard_error_that_takes_nothing_changes_no_code(redirected: str) -> None:
    assert told(("check", "none.yaml"), redirected)[0] == 2


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_whatever_stops_the_writing_the_file_is_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    file = tmp_path / "out.txt"
    file.write_text("old")
    if failing == "write":  # and nothing after it is done either
        monkeypatch.setattr(os, "fsync", fail)
        monkeypatch.setattr(Path, "chmod", fail)
    elif failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    expected = InputError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        deliver("new", file)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.txt": "old"}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_signal_while_writing_leaves_the_old_file_whole(
    tmp_path: Path, number: signal.Signals, moment: str
) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    dies = f"lambda *_: (os.kill(os.getpid(), {int(number)}), __import__('time').sleep(30))"
    where = "os.fsync" if moment == "fsync" else "__import__('pathlib').Path.replace"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import os\n{where} = {dies}\n" + START[-1],
            "factors",
            "-o",
            str(file),
        ],
        capture_output=True,
        check=False,
        env=environment(),
        timeout=60,
    )
    assert done.returncode in (-number, 130)
    assert file.read_text() == "old"
    stray = [path.name for path in tmp_path.iterdir() if path != file]
    # nothing can tidy up after a kill; what stays is a file beside, never half a result
    assert all(name.startswith(".planner-") for name in stray)
    assert not stray or number != signal.SIGINT


def test_the_content_is_on_the_disk_before_it_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(number: int) -> None:
        done.append("sync")
        sync(number)

    def noted_replace(one: Path, other: Path) -> Path:
        done.append("name")
        return replace(one, other)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    deliver("new", tmp_path / "out.txt")
    assert done == ["sync", "name"]


@pytest.mark.parametrize(
    "error", [RuntimeError("bad luck"), MemoryError(), OSError("bad luck")], ids=repr
)
@pytest.mark.parametrize("command", ["run", "forces", "stocks"])
def test_3_where_the_solver_breaks_down_at_once(
    cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch, command: str, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(ArrayHighs, "minimise", fail)
    ran = cli(command, first, "-o", "out.json")
    assert (ran.code, ran.out) == (3, "")
    assert ": the solver failed: " in ran.err
    assert (str(error) or "MemoryError") in ran.err
    assert not Path("out.json").exists()


def test_3_where_there_is_no_memory(cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(planner, "plan", full)
    ran = cli("run", first)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        "there is not enough memory for this plan\n  a smaller --max-variables"
    )


# ------------------------------------------------------------------------------------- the gap


@pytest.mark.parametrize("written", ["1%", "1 %", "0.01", ".01", "0", "0%", "99%"])
def test_a_gap_may_be_a_share_or_percent(cli: Cli, first: Path, written: str) -> None:
    assert cli("run", first, "--gap", written).code == 1


@pytest.mark.parametrize("command", ["run", "forces", "stocks"])
@pytest.mark.parametrize(
    ("written", "near"),
    [("1", "'1%'"), ("5", "'5%'"), ("100%", None), ("soon", None), ("nan", None), ("-1", None)],
)
def test_another_gap_says_what_is_meant(
    cli: Cli, first: Path, command: str, written: str, near: str | None
) -> None:
    ran = cli(command, first, f"--gap={written}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"--gap: not a gap; seen: {written}; allowed: a share")
    assert (f"did you mean {near}?" in ran.err) == (near is not None)


@pytest.mark.parametrize("command", ["run", "stocks"])
def test_a_gap_beside_exact_is_refused(cli: Cli, first: Path, command: str) -> None:
    ran = cli(command, first, "--exact", "--gap", "1%")
    assert (ran.code, ran.out) == (2, "")
    assert "--exact and --gap exclude each other" in ran.err
    # a gap of nought is what --exact is
    assert cli(command, first, "--exact", "--gap", "0").code in (0, 1)


def test_a_time_limit_that_comes_first_says_what_to_do(cli: Cli, first: Path) -> None:
    plain = cli("run", first, "--time-limit", "0")
    assert (plain.code, plain.err.splitlines()[-1]) == (3, "  give a longer --time-limit")
    exact = cli("stocks", first, "--time-limit", "0", "--exact")
    assert exact.code == 3
    assert "or leave out --exact" in exact.err


# ---------------------------------------------------------------------------------- the size


def test_the_help_has_the_limit_of_the_solver() -> None:
    # the command line does not load the solver's room to show its help
    assert options.MAX_VARIABLES == MOST_VARIABLES


@pytest.mark.parametrize(
    "command", [("run",), ("forces",), ("stocks",), ("survive", "--days", "5"), ("lateness",)]
)
def test_a_plan_that_is_too_large_is_refused(
    cli: Cli, first: Path, command: tuple[str, ...]
) -> None:
    ran = cli(command[0], first, *command[1:], "--max-variables", "1")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--max-variables: ")
    assert " variables; allowed: at most 1 (--max-variables); remedy: " in ran.err
    assert cli(command[0], first, *command[1:], "--max-variables", "100000").code in (0, 1)


def test_a_plan_that_could_not_be_held_is_refused_before_it_is_made(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 400 sites x 200 items x 3,600 days are 288 million cells of stock alone, some 20 GB of arrays
    monkeypatch.setattr(
        "planner.sustainment.proof.attempt.daily_demand", lambda *_: pytest.fail("was made")
    )
    sites = "".join(f"  s{n}: {{title: S, storage: {{covered: 500}}}}\n" for n in range(400))
    items = "".join(
        f"  i{n}: {{title: I, unit: kg, supply_class: I, mass: 1, volume: 1, storage: covered}}\n"
        for n in range(200)
    )
    stocks = "".join(f"  t{n}: {{site: s0, item: i{n}, quantity: 1}}\n" for n in range(200))
    Path("big.yaml").write_text(
        "format: 1\nid: big\ncalendar: {start: D+0, end: D+3600}\n"
        f"sites:\n{sites}stocks:\n{stocks}" + "items:\n" + items
    )
    ran = cli("stocks", "big.yaml")
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert "400 sites, 200 items" in ran.err
    assert "a shorter calendar" in ran.err
