"""Sweeps: the numbers of a plan made again at each point, whoever makes them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

import planner
from planner.analysis.engine import engine_of
from planner.analysis.engine.cores import Cores
from planner.analysis.headlines import headlines_of
from planner.analysis.ledger import Ledger
from planner.analysis.sweep import Axis, grid, listed_points, sweep
from planner.analysis.trial import fielded, supply_case, supply_model, supply_outcome
from planner.analysis.unchanged import unchanged
from planner.catalogue.ids import FleetId
from planner.errors import InputError, NoPlanError
from planner.lp import SolveOptions
from planner.records.provenance import Headline, How
from planner.records.publish import meta_part
from planner.records.publish.sweep import sweep_result
from planner.records.sweep import Sweep
from planner.scenario import Scenario, factbook_of
from planner.scenario.with_changes import with_changes
from tests.cli.support import FIRST

TRUCKS, BROUGHT = "fleets.trucks.count", "forces.mission.planned_days"
POINTS = grid([Axis(TRUCKS, (14, 20)), Axis(BROUGHT, (5, 10, 20))])


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A battalion and its engineers at two bases."""
    return planner.load(FIRST)


@pytest.fixture(scope="module")
def swept(scenario: Scenario) -> Sweep:
    """The first scenario over trucks and days brought."""
    return sweep(scenario, POINTS)


def json_of(scenario: Scenario, found: Sweep) -> str:
    """A sweep as it is published."""
    return sweep_result(meta_part(scenario, SolveOptions()), found).model_dump_json()


def test_each_point_has_the_numbers_of_its_own_plan(scenario: Scenario, swept: Sweep) -> None:
    for point in swept.points:
        changed = with_changes(scenario, dict(zip(swept.paths, point.put, strict=True)))
        alone = sweep(changed, listed_points([BROUGHT], [[point.put[1]]])).base
        assert point.values == pytest.approx(alone, rel=1e-6, abs=1e-6)


def test_the_point_that_changes_nothing_is_known(scenario: Scenario, swept: Sweep) -> None:
    found = sweep(scenario, grid([Axis(TRUCKS, (14, 60)), Axis(BROUGHT, (10,))]))
    assert found.as_it_is == 1  # 60 trucks and 10 days
    assert found.points[1].values == pytest.approx(found.base)
    assert swept.as_it_is is None


def test_the_gap_by_hand(swept: Sweep) -> None:
    """60 days needed: 1,626 t are missing of 50 days, and so 32.5 t a day."""
    a_day = swept.base[Headline.GAP] / 50
    for point in swept.points:
        days = 60 - float(str(point.put[1]))
        assert point.values[Headline.GAP] == pytest.approx(a_day * days)


def test_more_trucks_and_more_days_never_leave_more_unmet(swept: Sweep) -> None:
    unmet = {point.put: point.values[Headline.UNMET] for point in swept.points}
    for days in (5, 10, 20):
        assert unmet[14, days] >= unmet[20, days] - 1e-6
    for trucks in (14, 20):
        assert unmet[trucks, 5] >= unmet[trucks, 10] - 1e-6 >= unmet[trucks, 20] - 2e-6


def test_every_engine_and_every_number_of_workers_gives_the_same(
    scenario: Scenario, swept: Sweep, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "runs.ledger")
    for found in (
        sweep(scenario, POINTS, engine=Cores(2), ledger=ledger),
        sweep(scenario, POINTS, ledger=ledger),
    ):
        assert json_of(scenario, found) == json_of(scenario, swept)


def test_a_cluster_gives_the_same(scenario: Scenario, swept: Sweep, cluster: str) -> None:
    found = sweep(scenario, POINTS, engine=engine_of(address=f"dask://{cluster}"))
    assert json_of(scenario, found) == json_of(scenario, swept)


def test_a_worker_that_is_killed_half_way_loses_nothing(
    scenario: Scenario, swept: Sweep, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.analysis.engine.job.NOTICE", 0.0)  # each point is told
    killed: list[int] = []
    with Client(f"tcp://{cluster}", set_as_default=False) as client:
        processes = client.run(os.getpid)

        def tell(told: str) -> None:
            if told.startswith("sweep: 3 of 6"):
                under_way = client.processing()
                busy = max(under_way, key=lambda worker: len(under_way[worker]))
                assert under_way[busy]
                killed.append(processes[busy])
                os.kill(processes[busy], signal.SIGKILL)

        engine = engine_of(address=f"dask://{cluster}")
        found = sweep(scenario, POINTS, engine=engine, progress=tell)
    assert len(killed) == 1
    assert json_of(scenario, found) == json_of(scenario, swept)


def test_few_points_go_one_by_one_and_many_in_chunks(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def answers(job: Any, *_: object) -> list[Any]:
        asked.append(job.size)
        return []

    monkeypatch.setattr(sys.modules[sweep.__module__], "answers", answers)
    for count in (63, 64):
        sweep(scenario, listed_points([TRUCKS], [[20]] * count))
    assert asked == [1, 4]


def test_a_plan_made_again_begins_where_the_plan_as_it_is_ends(scenario: Scenario) -> None:
    options = SolveOptions()
    wanted = headlines_of(scenario, factbook_of(scenario))
    base = unchanged(scenario, wanted, options, lambda _: None).base
    _, laydown = fielded(scenario, factbook_of(scenario), options)
    supply = supply_model(supply_case(scenario, laydown, options), base.asked)
    assert base.witness is not None
    again = supply_outcome(supply, options, start=base.witness.start_for(supply))
    assert sum(solution.iterations for solution in again.by_goal.values()) == 0


def test_what_is_in_the_ledger_is_not_planned_again(
    scenario: Scenario, swept: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "runs.ledger")
    sweep(scenario, POINTS, ledger=ledger)
    counted: list[Any] = []
    monkeypatch.setattr(sys.modules[sweep.__module__], "at_point", counting(counted))
    assert json_of(scenario, sweep(scenario, POINTS, ledger=ledger)) == json_of(scenario, swept)
    assert counted == []
    other = SolveOptions(max_variables=1_000_000)  # what answers may depend on is another run
    with pytest.raises(AssertionError, match="planned"):
        sweep(scenario, POINTS, other, ledger=ledger)


def counting(counted: list[Any]) -> Callable[[Any, Any], Any]:
    """A point that is never to be planned."""

    def at_point(_: Any, put: Any) -> Any:
        counted.append(put)
        raise AssertionError("planned")

    return at_point


def test_points_that_are_checked_are_the_same_from_nothing(
    scenario: Scenario, swept: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[sweep.__module__], "CHECKED", 1)
    found = sweep(scenario, POINTS)
    checked = [point for point in found.points if point.apart is not None]
    assert {point.how for point in checked} == {How.SOLVED}
    assert len(checked) >= 2
    assert max(point.apart or 0.0 for point in checked) <= 1e-6
    assert all(point.apart is None for point in swept.points)
    for one, other in zip(found.points, swept.points, strict=True):
        assert one.values == pytest.approx(other.values, rel=1e-6, abs=1e-6)


def test_a_point_without_a_plan_says_why(
    scenario: Scenario, swept: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[sweep.__module__]
    made = vars(module)["numbers_of"]

    def numbers_of(base: Any, changed: Scenario, *, solve: bool) -> Any:
        if changed.fleets[FleetId("trucks")].count.value == 20:
            raise NoPlanError("infeasible", "the yard is too small")
        return made(base, changed, solve=solve)

    monkeypatch.setattr(module, "numbers_of", numbers_of)
    found = sweep(scenario, POINTS)
    assert found.points[:3] == swept.points[:3]
    for point in found.points[3:]:
        assert (point.how, point.values) == (How.NONE, {})
        assert "the yard is too small" in point.told


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("fleets.trucks.count", -1, "out of range"),
        ("fleets.truks.count", 1, "names nothing"),
        ("fleets.trucks.cuont", 1, "fleets.trucks.cuont"),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_anything_is_planned(
    scenario: Scenario, path: str, value: object, told: str
) -> None:
    with pytest.raises(InputError, match=told) as raised:
        sweep(scenario, grid([Axis(BROUGHT, (5, 10)), Axis(path, (value,))]))
    assert len(raised.value.faults) == 1
