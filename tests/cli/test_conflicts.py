"""Hard limits that contradict each other, with the place of each."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from tests.cli.support import Cli

TOO_MUCH = "stocks.old={site: north, item: rations, quantity: 500000}"
STOCKS = "id,site,item,quantity\nspare,north,rations,100\nold,north,rations,500000\n"


def line_of(file: Path, text: str) -> int:
    """The line on which a text stands, the first is 1."""
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def write(file: Path, section: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(section)


COMMANDS = [("run",), ("stocks",), ("survive", "--days", "5"), ("lateness",)]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_limit_with_its_line(cli: Cli, first: Path, command: tuple[str, ...]) -> None:
    write(first, "\nstocks:\n  old: {site: north, item: rations, quantity: 500000}\n")
    ran = cli(command[0], first, *command[1:])
    assert ran.code == 3
    stock, store = line_of(first, "  old:"), line_of(first, "covered: {value: 800")
    said = ran.err.splitlines()
    assert said[0].startswith("the scenario's hard limits contradict each other")
    assert said[1].startswith(f"  {first}:{stock}:")
    assert ": stocks.old.quantity: 500,000 ration of rations stand at north" in said[1]
    assert said[2].startswith(f"  {first}:{store}:")
    assert ": sites.north.storage.covered: the store for covered at north holds 800 m3" in said[2]
    assert len(said) == 4


def test_what_was_planned_before_is_shown(cli: Cli, first: Path, tmp_path: Path) -> None:
    write(first, "\nstocks:\n  old: {site: north, item: rations, quantity: 500000}\n")
    ran = cli("run", first)
    assert ran.code == 3
    assert "There is no supply plan" in ran.out
    assert "Force generation" in ran.out
    assert "supply plan" not in cli("forces", first).out
    kept = tmp_path / "kept.json"
    kept.write_text("{}", encoding="utf-8")
    assert cli("run", first, "-o", kept).code == 3
    assert kept.read_text("utf-8") == "{}"
    assert cli("run", first, "--format", "json").out == ""


def test_a_change_on_the_command_line_is_a_place(cli: Cli, first: Path) -> None:
    ran = cli("run", first, "--set", TOO_MUCH)
    assert ran.code == 3
    assert "  --set stocks.old:1:" in ran.err


def test_a_table_is_a_place(cli: Cli, first: Path) -> None:
    first.with_name("stocks.csv").write_text(STOCKS, encoding="utf-8")
    write(first, "\nstocks: {table: stocks.csv}\n")
    ran = cli("run", first)
    assert ran.code == 3
    assert "stocks.csv:3:" in ran.err
    assert "spare" not in ran.err


def test_a_store_that_is_not_there_is_at_its_site(cli: Cli, first: Path) -> None:
    ran = cli("run", first, "--set", TOO_MUCH, "--set", "sites.north.storage={bulk-fuel: 10}")
    assert ran.code == 3
    [said] = [line for line in ran.err.splitlines() if "there is no store for covered" in line]
    assert said.startswith("  --set sites.north.storage:1:")


def test_decisions_of_the_file_have_a_place_and_those_of_an_option_none(
    cli: Cli, first: Path
) -> None:
    fixed = ("--fix", "alpha-battalion=infantry-north")
    ran = cli("forces", first, "--set", "forces.mission.personnel=10", *fixed)
    assert ran.code == 3
    decision, ceiling = ran.err.splitlines()[1:3]
    assert decision.startswith("  decisions[0]: at least 1 of alpha-battalion on infantry-north")
    assert ceiling.startswith("  --set forces.mission.personnel:1:1: forces.mission.personnel:")
    write(
        first,
        "\ndecisions:\n  - {pledge: alpha-battalion, requirement: infantry-north, units: 1}\n",
    )
    ran = cli("forces", first, "--set", "forces.mission.personnel=10")
    line = line_of(first, "- {pledge: alpha-battalion")
    assert ran.err.splitlines()[1].startswith(f"  {first}:{line}:5: decisions[0]: ")


def test_python_users_can_look_places_up(first: Path) -> None:
    loaded = planner.load_with_places(first, [TOO_MUCH])
    with pytest.raises(planner.NoPlanError) as raised:
        planner.plan(loaded.scenario)
    assert all(str(limit.place) == "" for limit in raised.value.conflict)
    found = planner.located(raised.value, loaded.places)
    stock, store = found.conflict
    assert (store.place.file, store.place.line) == (
        str(first),
        line_of(first, "covered: {value: 800"),
    )
    assert stock.place.file == "--set stocks.old"
    assert [limit.path for limit in found.conflict] == [
        limit.path for limit in raised.value.conflict
    ]


def test_a_plan_has_nothing_to_say(cli: Cli, first: Path) -> None:
    assert cli("run", first, "--exit-zero").err == ""
