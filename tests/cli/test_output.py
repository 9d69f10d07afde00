"""Where results go, in which format, and what becomes of the file that was there before."""

from __future__ import annotations

import json
import os
import pty
import re
import stat
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import planner
from planner.cli.output import deliver
from planner.errors import InputError
from tests.cli.support import FIRST, ROOT, START, Cli, environment, process

# The keys that scenario-format.md promises; more may be added, none renamed.
PROMISED = {
    "": {"meta", "status", "gap", "forces", "sustainment", "assumptions"},
    "meta": {
        *("format", "planner_version", "scenario", "scenario_sha256", "catalogue_sha256"),
        *("solver", "solver_version", "seed"),
    },
    "gap": {"forces"},
    "gap.forces": {
        *("force", "personnel", "required_days", "planned_days", "gap_days", "person_days"),
        "items",
    },
    "gap.forces.items": {
        *("item", "unit", "quantity", "tonnes", "m3", "containers", "truckloads"),
    },
    "forces": {"goals", "requirements", "assignments", "unused", "asks"},
    "forces.goals": {"goal", "value"},
    "forces.requirements": {
        *("requirement", "capability", "unit", "required", "pledged", "verified", "deployable"),
        *("filled", "shortfall", "first_gap", "closed_on", "reasons"),
    },
    "forces.requirements.reasons": {"reason", "quantity"},
    "forces.assignments": {"pledge", "requirement", "units", "personnel", "from", "to"},
    "forces.asks": {"capability", "units", "latest_arrival"},
    "sustainment": {
        *("goals", "prepositioned", "unmet", "stocks", "movements", "openings", "bottlenecks"),
    },
    "sustainment.goals": {"goal", "value"},
    "sustainment.prepositioned": {
        *("site", "item", "quantity", "unit", "tonnes", "m3", "need_by", "leave_by"),
    },
    "sustainment.unmet": {"site", "item", "day", "quantity", "reason"},
    "sustainment.bottlenecks": {"kind", "id", "from", "to", "value", "text"},
    "assumptions": {"figures", "share"},
    "assumptions.figures": {"path", "value", "kind", "source"},
}
SHORT = ("--set", "fleets.trucks.count=1", "--set", "pledges.bravo-engineers=null")
SUFFIXES = {".json": "json", ".md": "markdown", ".txt": "text", ".JSON": "json"}
ESCAPE = "\x1b"


def at(data: object, path: str) -> list[object]:
    """Everything that stands at a dotted path, through every entry of the lists on the way."""
    found = [data]
    for name in filter(None, path.split(".")):
        found = [part[name] for part in found if isinstance(part, dict)]
        found = [p for part in found for p in (part if isinstance(part, list) else [part])]
    return found


def test_json_keeps_the_contract(cli: Cli, first: Path) -> None:
    schema = json.loads(cli("schema", "--result").out)
    Draft7Validator.check_schema(schema)
    ran = cli("run", first, "--format", "json", *SHORT)
    result = json.loads(ran.out)
    assert ran.err == ""
    assert [error.message for error in Draft7Validator(schema).iter_errors(result)] == []
    for path, names in PROMISED.items():
        parts = at(result, path)
        assert parts, path
        for part in parts:
            assert isinstance(part, dict)
            assert names <= set(part), path


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ((), "scenario"),
        (("--result",), "result"),
        (("--forces",), "forces"),
        (("--stocks",), "stocks"),
        (("provenance",), "provenance"),
        (("explanation",), "explanation"),
        (("faults",), "faults"),
    ],
)
def test_the_schemas_that_are_shipped_are_the_ones_printed(
    cli: Cli, option: tuple[str, ...], name: str
) -> None:
    shipped = ROOT / "scenarios" / "schema" / f"{name}.schema.json"
    assert cli("schema", *option).out == shipped.read_text("utf-8"), "make schema renews it"


def test_one_schema_at_a_time(cli: Cli) -> None:
    ran = cli("schema", "--result", "--forces")
    assert (ran.code, ran.out) == (2, "")
    assert "two schemas at once" in ran.err


def test_json_of_the_gap_is_that_of_the_run(cli: Cli, first: Path) -> None:
    run = json.loads(cli("run", first, "--format", "json").out)
    assert json.loads(cli("gap", first, "--format", "json").out) == run["gap"]


def test_the_schema_of_a_scenario_accepts_the_first_one(cli: Cli) -> None:
    schema = json.loads(cli("schema").out)
    Draft7Validator.check_schema(schema)
    assert cli("schema", "-o", "schema.json").out == ""
    assert json.loads(Path("schema.json").read_text()) == schema


@pytest.mark.parametrize("command", ["run", "gap", "factors"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_decides_the_format(cli: Cli, first: Path, command: str, suffix: str) -> None:
    subject: tuple[str | Path, ...] = ("diesel",) if command == "factors" else (first,)
    shown = cli(command, *subject, "--format", SUFFIXES[suffix])
    written = cli(command, *subject, "-o", f"out{suffix}")
    assert (written.code, written.out, written.err) == (shown.code, "", "")
    assert Path(f"out{suffix}").read_text("utf-8") == shown.out


def test_a_format_by_name_goes_before_the_suffix(cli: Cli, first: Path) -> None:
    cli("gap", first, "--format", "json", "-o", "out.txt")
    assert json.loads(Path("out.txt").read_text())["forces"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "jsn"), "--format: unknown format; seen: jsn"),
        (("--format", "jsn", "-o", "out.json"), "did you mean 'json'?"),
        (("-o", "out.pdf"), "-o: the suffix names no format; seen: out.pdf"),
        (("-o", "out"), "-o: the suffix names no format"),
        (("-o", ""), "-o: the suffix names no format"),
        (("-o", "none/out.json"), "none/out.json: cannot be written: its folder does not exist"),
        (("-o", "a.json"), "a.json: cannot be written: it is a folder"),
        (("-o", "first.yaml/out.json"), "first.yaml/out.json: cannot be written"),
    ],
)
@pytest.mark.parametrize("command", ["run", "gap", "factors"])
def test_an_output_that_cannot_be(
    cli: Cli, first: Path, command: str, arguments: tuple[str, ...], said: str
) -> None:
    Path("a.json").mkdir()
    ran = cli(command, *(() if command == "factors" else (first,)), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_it_is_refused_before_the_work(
    cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "plan", lambda *_, **__: pytest.fail("planned for nothing"))
    assert cli("run", first, "-o", "none/out.json").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("missing.yaml",), 2),
        (("first.yaml", "--set", "nonsense"), 2),
        (("first.yaml", "--solver", "nonsense"), 2),
        (("first.yaml", "--time-limit", "0"), 3),
    ],
)
@pytest.mark.usefixtures("first")
def test_a_fault_leaves_the_old_file(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    Path("out.json").write_text("old")
    assert cli("run", *arguments, "-o", "out.json").code == code
    assert Path("out.json").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["first.yaml", "out.json"]


def test_the_file_is_the_old_one_or_the_whole_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    file = tmp_path / "out.txt"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match=r"cannot be written: No space left on device"):
        deliver("new", file)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_what_is_read_only_stays(cli: Cli, tmp_path: Path) -> None:
    Path("out.txt").write_text("old")
    Path("out.txt").chmod(0o444)
    assert "no permission" in cli("factors", "-o", "out.txt").err
    Path("locked").mkdir(mode=0o555)
    assert "no permission" in cli("factors", "-o", "locked/out.txt").err
    assert (tmp_path / "out.txt").read_text() == "old"


def test_read_only_is_asked_of_the_system(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.txt").write_text("old")
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    ran = cli("factors", "-o", "out.txt")
    assert (ran.code, ran.err) == (2, "out.txt: cannot be written: no permission\n")
    assert Path("out.txt").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_permissions_and_links_outlive_a_new_content(tmp_path: Path) -> None:
    private, link = tmp_path / "private.txt", tmp_path / "link.txt"
    private.write_text("old")
    private.chmod(0o600)
    link.symlink_to(private)
    deliver("new", link)
    assert link.is_symlink()
    assert private.read_text() == "new"
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    umask = os.umask(0o027)
    try:
        deliver("new", tmp_path / "fresh.txt")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "fresh.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes of this kind there")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        deliver("new", pipe)
        assert reader.communicate(timeout=30)[0] == "new"
    assert pipe.is_fifo()


def test_set_changes_the_plan_and_not_the_file(cli: Cli, first: Path) -> None:
    before = first.read_text()
    changes = ("--set", "forces.mission.required_days=90", "--set", "forces.mission.planned_days=0")
    assert "(90 - 0) days x 800 personnel = 72,000 person-days." in cli("gap", first, *changes).out
    assert first.read_text() == before


def test_piped_output_is_plain_and_whole(first: Path) -> None:
    title = "A title that no terminal of the world could show on one of its lines, " * 3
    ran = process(
        *("run", first, "--set", f"sites.north.title={title}"),
        env=environment(
            TERM="xterm-256color", FORCE_COLOR="1", COLUMNS="40", PYTHONIOENCODING="ascii"
        ),
    )
    assert (ran.code, ran.err) == (1, "")
    assert ESCAPE not in ran.out
    assert "…" not in ran.out
    assert title.strip() in ran.out


def on_terminal(*arguments: str | Path, **variables: str) -> str:
    """What a command writes to a terminal of 100 columns, both of its streams."""
    master, slave = pty.openpty()
    env = environment(COLUMNS="100", LINES="40", **variables)
    with subprocess.Popen(
        [*START, *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave, env=env
    ):
        os.close(slave)
        said = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # Linux says so when the other side has closed
                break
            if not part:
                break
            said += part
    os.close(master)
    return said.decode()


def test_a_terminal_gets_colours_and_progress() -> None:
    said = on_terminal("run", FIRST, TERM="xterm-256color")
    assert f"{ESCAPE}[" in said
    assert "✗ " in said
    assert "sustainment" in said.partition("A battalion")[0]


def test_quiet_shows_no_progress() -> None:
    said = on_terminal("run", FIRST, "--quiet", TERM="xterm-256color", NO_COLOR="1")
    assert said.startswith(f"{ESCAPE}[1;7mA battalion") or said.startswith("A battalion")


def test_no_color_is_honoured() -> None:
    said = on_terminal("run", FIRST, "-q", TERM="xterm-256color", NO_COLOR="1")
    colours = [code for codes in re.findall(r"\x1b\[([\d;]*)m", said) for code in codes.split(";")]
    assert {code for code in colours if code[:1] in "349" and len(code) == 2} == set()


def test_a_dumb_terminal_gets_plain_text() -> None:
    assert ESCAPE not in on_terminal("run", FIRST, TERM="dumb")


def test_progress_goes_to_standard_error_only(first: Path) -> None:
    master, slave = pty.openpty()
    done = subprocess.run(
        [*START, "run", str(first)],
        stdout=subprocess.PIPE,
        stderr=slave,
        env=environment(TERM="xterm-256color"),
        check=False,
    )
    os.close(slave)
    told = os.read(master, 65536).decode()
    os.close(master)
    assert ESCAPE in told
    assert done.stdout.decode().startswith("A battalion")
    assert ESCAPE.encode() not in done.stdout
