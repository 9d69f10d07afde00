"""planner prepare: its answer in every format, and what is wrong with what it is asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.records.contract import schema_of
from tests.analysis.prepare.support import disruption, full_port, newsvendor, openings
from tests.cli.support import Cli
from tests.scenario.helpers import as_yaml


def case(**sections: Any) -> str:
    """The newsvendor in a file."""
    Path("case.yaml").write_text(as_yaml(newsvendor(**sections)))
    return "case.yaml"


@pytest.mark.usefixtures("cli")
def test_the_verdict_is_what_is_read_first(cli: Cli) -> None:
    ran = cli("prepare", case(), "--quiet")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    at = lines.index("What to prepare before it is known what happens")
    told = lines[at + 2 : at + 5]
    assert told[0] == (
        "+ With what is prepared no demand goes unmet, whichever of the 3 futures comes."
    )
    assert told[1] == ("It takes 140 t of stock before the first troops; the plan has 60 t.")
    assert told[2].startswith("As planned 28 t would go unmet on average")


def test_a_mean_that_is_nothing_does_not_hide_a_future_that_goes_short(cli: Cli) -> None:
    """What has no chance counts for nothing on average: 80 of 140 t are not there."""
    never = {"never": disruption(0, demands__works__per_day=140)}
    ran = cli("prepare", case(disruptions=never), "--quiet")
    assert "no demand goes unmet" not in ran.out
    assert "! With what is prepared 0 t of demand go unmet on average" in ran.out
    assert "Most goes unmet where this comes: It happens (80 t)." in ran.out


@pytest.mark.parametrize("extra", [(), ("--criterion", "cvar", "--level", "0.5"), ("--any", "1")])
def test_the_json_keeps_to_its_schema(cli: Cli, extra: tuple[str, ...]) -> None:
    ran = cli("prepare", case(), "--format", "json", "--quiet", *extra)
    found = json.loads(ran.out)
    jsonschema.validate(found, schema_of("prepare"))
    assert [one["disruptions"] for one in found["futures"]] == [[], ["more"], ["most"]]
    assert found["at_once"] == (1 if "--any" in extra else None)


def test_openings_in_every_format(cli: Cli) -> None:
    Path("open.yaml").write_text(as_yaml(openings()))
    for suffix in ("json", "html", "xlsx", "md", "txt", "csv"):
        ran = cli("prepare", "open.yaml", "--quiet", "-o", f"it.{suffix}")
        assert (ran.code, ran.err) == (0, "")
        assert Path(f"it.{suffix}").stat().st_size
    told = Path("it.txt").read_text()
    assert "lane opened" in told
    verdict = (
        "What is opened and built beforehand costs 70 USD; what the plan opens and builds, 0 USD."
    )
    assert verdict in told


def test_in_french(cli: Cli) -> None:
    ran = cli("--lang", "fr", "prepare", case(), "--quiet")
    assert "Que préparer avant de savoir ce qui arrive" in ran.out


OPTIONS = {
    ("--criterion", "median"): "--criterion: no criterion of this name; seen: median; allowed: "
    "mean, cvar, worst",
    ("--method", "guess"): "--method: no method of this name; seen: guess; allowed: auto, "
    "extensive, l-shaped",
    ("--criterion", "CVAR"): "--criterion: no criterion of this name; seen: CVAR; allowed: mean, "
    "cvar, worst; did you mean 'cvar'?",
    ("--method", "l-shape"): "--method: no method of this name; seen: l-shape; allowed: auto, "
    "extensive, l-shaped; did you mean 'l-shaped'?",
    ("--level", "0.5"): "--level: a level belongs to no criterion but cvar; seen: 0.5",
    ("--criterion", "cvar", "--level", "1"): "--level: not a level; seen: 1; allowed: above 0",
    ("--any", "0"): "--any: not so many disruptions can come at once; seen: 0; allowed: from 1",
    ("--any", "3"): "--any: not so many disruptions can come at once; seen: 3; allowed: from 1",
    ("--any", "1", "--criterion", "mean"): "--criterion: where any may come, chances do not count",
}


@pytest.mark.parametrize("options", OPTIONS)
def test_an_option_that_makes_no_sense(cli: Cli, options: tuple[str, ...]) -> None:
    ran = cli("prepare", case(), "--quiet", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(OPTIONS[options])


def test_two_disruptions_at_once_that_set_the_same(cli: Cli) -> None:
    said = cli("prepare", case(), "--quiet", "--any", "2").err
    assert re.match(r"case.yaml:\d+:\d+: disruptions.most: the disruption more sets this too", said)
    assert "seen: demands.works.per_day" in said


def test_too_many_at_once(cli: Cli) -> None:
    many = {f"d{n}": disruption(0.01, **{f"demands__works{n}__per_day": 1}) for n in range(20)}
    works = newsvendor()["demands"]["works"]
    file = case(demands={f"works{n}": works for n in range(20)}, disruptions=many)
    said = cli("prepare", file, "--any", "2", "--quiet").err
    assert said.startswith("--any: too many combinations of disruptions: a supply plan is made")
    assert "seen: 211; allowed: at most 200" in said


def test_a_scenario_without_disruptions(cli: Cli) -> None:
    ran = cli("prepare", case(disruptions={}), "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert "the scenario states nothing that may happen" in ran.err


def test_a_scenario_without_supply(cli: Cli) -> None:
    Path("case.yaml").write_text(
        "format: 1\nid: case\ncalendar: {start: D+0, end: D+9}\n"
        "disruptions: {a: {title: A, chance: 0.1, changes: {calendar.end: D+8}}}\n"
    )
    ran = cli("prepare", "case.yaml", "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert "the scenario has no supply to prepare" in ran.err


def test_unmet_demand_that_is_no_goal(cli: Cli) -> None:
    ran = cli("prepare", case(objective=["prepositioned_tonnes"]), "--quiet")
    assert ran.code == 2
    assert "unmet demand is no goal of the scenario" in ran.err


def test_a_disruption_that_leaves_no_scenario(cli: Cli) -> None:
    """Carts on a railway: told with the file and the line, what breaks, and where."""
    broken = {"rails": disruption(0.1, lanes__road__mode="rail")}
    ran = cli("prepare", case(disruptions=broken), "--quiet")
    assert (ran.code, ran.out) == (2, "")
    [told] = ran.err.splitlines()
    line = Path("case.yaml").read_text().splitlines().index("    changes:") + 1
    assert told.startswith(
        f"case.yaml:{line}:5: disruptions.rails.changes: the scenario is none once this has come: "
        "fleets.carts.lanes[0]: the vehicle goes by road, the lane by rail (seen: road); allowed: "
    )


def test_a_disruption_that_judges_by_another_goal(cli: Cli) -> None:
    other = {"stock": disruption(0.1, objective=["prepositioned_tonnes"])}
    ran = cli("prepare", case(disruptions=other), "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert "disruptions.stock.changes: the scenario is none once this has come: objective: " in (
        ran.err
    )
    assert "unmet demand is no goal" in ran.err


def with_troops(cli: Cli, changes: str) -> str:
    """The small scenario of planner init, which has units, with a disruption."""
    cli("init", "troops.yaml")
    happens = f"{{one: {{title: It happens, chance: 0.5, changes: {changes}}}}}"
    path = Path("troops.yaml")
    path.write_text(path.read_text() + f"\ndisruptions: {happens}\n")
    return "troops.yaml"


def test_a_requirement_that_falls_away_takes_its_units_with_it(cli: Cli) -> None:
    file = with_troops(cli, "{requirements.infantry-north: null}")
    ran = cli("prepare", file, "--quiet", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    futures = json.loads(ran.out)["futures"]
    assert [(one["disruptions"], one["as_undisturbed"]) for one in futures] == [
        ([], True),
        (["one"], False),
    ]


AS_UNDISTURBED = {
    "pledges.alpha-battalion.available: D+30": True,
    "pledges.alpha-battalion.status: offered": True,
    "pledges.alpha-battalion.movement: 47": False,
    "pledges.alpha-battalion: null": False,
}


@pytest.mark.parametrize("change", AS_UNDISTURBED)
def test_it_is_told_where_supply_is_as_if_nothing_happened(cli: Cli, change: str) -> None:
    """Who serves where is held as planned, so no pledge changes it but by how long it travels."""
    ran = cli("prepare", with_troops(cli, f"{{{change}}}"), "--quiet")
    told = "! Supply is then as if nothing happened: It happens. Who serves where is held"
    assert (told in ran.out) == AS_UNDISTURBED[change]


def test_a_time_limit_that_comes_first(cli: Cli) -> None:
    ran = cli("prepare", case(), "--quiet", "--time-limit", "0")
    assert (ran.code, ran.out) == (3, "")


def test_the_help_says_what_the_time_limit_is_of(cli: Cli) -> None:
    """It is of all futures together, and what is not settled is no answer."""
    told = " ".join(cli("prepare", "--help").out.replace("│", "").split())
    assert "Seconds for all futures together; where it comes first, no answer." in told


def test_a_plan_that_leaves_a_future_no_way_out(cli: Cli) -> None:
    Path("full.yaml").write_text(as_yaml(full_port()))
    ran = cli("prepare", "full.yaml", "--quiet")
    assert ran.code == 0
    assert (
        "What the plan opens and builds leaves no supply plan where this comes: It happens."
        in ran.out
    )
    json_out = cli("prepare", "full.yaml", "--quiet", "--format", "json").out
    jsonschema.validate(json.loads(json_out), schema_of("prepare"))


def test_a_model_that_is_too_large_is_named_for_what_it_is(cli: Cli) -> None:
    ran = cli("prepare", case(), "--quiet", "--max-variables", "5")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--max-variables: the model 'supply' is too large")
