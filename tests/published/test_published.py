"""Published problems, said in the planner's own format, reach the optimum printed elsewhere.

How each file reads, and which problems cannot be said yet: scenarios/published/README.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import planner
from planner.records.forces import ForcePlan
from planner.scenario import Scenario, factbook_of, from_mapping, load
from planner.scenario.checks import unsourced_figures

FOLDER = Path(__file__).parents[2] / "scenarios" / "published"
FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
TOLERANCE_REL = 1e-6
NOTHING = 1e-6


class Published(NamedTuple):
    """A value printed elsewhere."""

    file: str
    goal: str
    value: float


SUSTAINMENT = (
    # GAMS Model Library TRNSPORT (Dantzig 1963): 153.675 thousand dollars.
    Published("trnsport", "cost", 153_675.0),
    # Fourer, Gay, Kernighan, AMPL, chapter 3, transp: 196200.
    Published("ampl-transp", "cost", 196_200.0),
    # Fourer, Gay, Kernighan, AMPL, chapter 4, multi: 199500.
    Published("ampl-multi", "cost", 199_500.0),
    # The same, chapter 20, multmip1: 229850.
    Published("ampl-multmip1", "cost", 229_850.0),
    # The same, figure 4-4 and section 13.1, steelT with 32 hours in week 3: a profit of 515033.
    Published("ampl-steelt", "cost", -515_033.0),
    # GAMS-dev/gamspy, tests/integration/models/clsp.py: 1694.
    Published("clsp", "cost", 1694.0),
    # Snyder and Shen, Fundamentals of Supply Chain Theory, example 3.9: 1380.
    Published("wagner-whitin", "cost", 1380.0),
    # GAMS Model Library WHOUSE (Dantzig 1963): -600.
    Published("whouse", "cost", -600.0),
    # GAMS-dev/gamspy, tests/integration/models/mcf.py: 580.
    Published("mcf", "cost", 580.0),
    # H.P. Williams, Model Building, Distribution 1; Gurobi supply_network_design: 198500.
    Published("williams-distribution-1", "cost", 198_500.0),
    # Xpress applications book, E-5; GAMS-dev/gamsworld, e5combine.gms: 150.
    Published("xpress-e5-combined", "cost", 150.0),
    # Gurobi/modeling-examples, ESUPS_case_study, solver log: 98293 (bucket-hours).
    Published("esups-one", "cost", 98_293.0),
)
FORCES = (
    # Xpress applications book, E-6; plan in GAMS-dev/gamsworld, e6vanrent.gms: 1261000.
    Published("xpress-e6-vanrent", "cost", 1_261_000.0),
    # GAMS Model Library SPARTA (Wagner), reference solve: 3466.38.
    Published("sparta", "cost", 3466.38),
    # Gurobi/modeling-examples, workforce_scheduling: 6 worker-days short, of at most 7 on a day.
    Published("workforce", "unfilled", 6 / 7),
    # GAMS Model Library AIRCRAFT (Dantzig); asserted in GAMS-dev/gamspy, aircraft.py: 1566.042189.
    Published("aircraft", "cost", 1566.042189),
)
# Problems that are read from the folder of the published problems, which is not shipped.
CASES = os.environ.get("PLANNER_CASES")
# OR-Library, gapinfo: the largest value of each problem of a file.
ASSIGNMENTS = {
    "gap1": (336, 327, 339, 341, 326),
    "gap2": (434, 436, 420, 419, 428),
    "gap3": (580, 564, 573, 570, 564),
}


def published(file: str) -> Scenario:
    return load(FOLDER / f"{file}.yaml")


def fill(file: str) -> ForcePlan:
    return planner.generate(published(file)).plan


@pytest.mark.parametrize("case", SUSTAINMENT, ids=lambda case: case.file)
def test_supply_plan_reaches_the_published_value(case: Published) -> None:
    plan = planner.plan(planner.load(FOLDER / f"{case.file}.yaml"))
    assert plan.sustainment is not None
    goals = plan.sustainment.goals
    assert all(abs(goal.value) <= NOTHING for goal in goals if goal.name == "unmet")
    [reached] = [goal.value for goal in goals if goal.name == case.goal]
    assert reached == pytest.approx(case.value, rel=TOLERANCE_REL)


@pytest.mark.parametrize("case", FORCES, ids=lambda case: case.file)
def test_force_plan_reaches_the_published_value(case: Published) -> None:
    [reached] = [goal.value for goal in fill(case.file).goals if goal.name == case.goal]
    assert reached == pytest.approx(case.value, rel=TOLERANCE_REL)


@pytest.mark.parametrize("file", ["sparta", "xpress-e6-vanrent"])
def test_cost_is_that_of_a_plan_that_meets_every_need(file: str) -> None:
    assert fill(file).is_met


def test_shortage_of_workers_in_worker_days() -> None:
    [workers] = fill("workforce").requirements
    short = sum(entry.shortfall * (entry.until - entry.start) for entry in workers.stretches)
    assert short == pytest.approx(6.0, rel=TOLERANCE_REL)


def test_expected_shortage_of_aircraft_is_that_of_the_published_plan() -> None:
    # Passengers turned away on average, in hundreds, each at the price of its route, and the cost
    # of the aircraft, are all there is in the published value.
    scenario, found = published("aircraft"), fill("aircraft")
    aircraft = sum(
        entry.units * cost.value
        for entry in found.assignments
        if (cost := scenario.pledges[entry.pledge].uses[entry.requirement].cost) is not None
    )
    turned_away = sum(
        entry.expected_shortfall * cost.value
        for entry in found.requirements
        if (cost := scenario.requirements[entry.requirement].shortage_cost) is not None
    )
    assert aircraft + turned_away == pytest.approx(1566.042189, rel=TOLERANCE_REL)


class Jobs(NamedTuple):
    """Jobs, each for one agent: what an agent is worth on a job, its hours for it, hours it has."""

    value: list[list[int]]
    hours: list[list[int]]
    capacity: list[int]

    @property
    def dearest(self) -> int:
        """The best value of any agent on any job."""
        return max(map(max, self.value))

    def scenario(self) -> Scenario:
        """One unit of a pledge is an hour of an agent, which does so much of a job.

        A job is for one contributor who does the whole of it. Its cost is what is given up of the
        best value there is.
        """
        jobs = range(len(self.value[0]))
        need = {"title": "Job", "force": "all", "capability": "work", "quantity": 1}
        alone = {"most_contributors": 1, "least_share": 1}
        data: dict[str, Any] = {
            "format": 1,
            "id": "jobs",
            "calendar": {"start": "D+0", "end": "D+1"},
            "force_objective": ["unfilled", "cost"],
            "capabilities": {"work": {"title": "Work", "measure": "job"}},
            "forces": {"all": {"title": "All agents", "personnel": 0}},
            "requirements": {f"job-{job}": {**need, **alone} for job in jobs},
            "pledges": {f"agent-{i}": self._pledge(i) for i in range(len(self.value))},
        }
        return from_mapping(data)

    def _pledge(self, i: int) -> dict[str, Any]:
        pairs = enumerate(zip(self.value[i], self.hours[i], strict=True))
        return {
            "title": "Hours of an agent",
            "contributor": f"agent-{i}",
            "force": "all",
            "capability": "work",
            "units": self.capacity[i],
            "quantity": 0,
            "personnel": 0,
            "status": "verified",
            "uses": {
                f"job-{job}": {"quantity": 1 / hours, "cost": (self.dearest - value) / hours}
                for job, (value, hours) in pairs
            },
        }


def jobs_in(path: Path) -> Iterator[Jobs]:
    """The problems of a file: their number; of each agents, jobs, values, hours, capacities."""
    numbers = map(int, path.read_text(encoding="utf-8").split())

    def row(length: int) -> list[int]:
        return [next(numbers) for _ in range(length)]

    for _ in range(next(numbers)):
        agents, jobs = row(2)
        value, hours = ([row(jobs) for _ in range(agents)] for _ in range(2))
        yield Jobs(value, hours, row(agents))


@pytest.mark.skipif(not CASES, reason="PLANNER_CASES does not name the folder of the problems")
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_jobs_reach_the_published_values(name: str) -> None:
    for jobs, value in zip(
        jobs_in(Path(CASES or "") / "data" / "gap" / f"{name}.txt"), ASSIGNMENTS[name], strict=True
    ):
        found = planner.generate(jobs.scenario()).plan
        assert found.is_met
        [cost] = [goal for goal in found.goals if goal.name == "cost"]
        assert cost.bound is None, "proven the best"
        reached = jobs.dearest * len(jobs.value[0]) - cost.value
        assert reached == pytest.approx(value, rel=TOLERANCE_REL)


def test_probabilities_that_do_not_sum_to_one_are_refused() -> None:
    # a published data set sums to 0.976
    data = published("aircraft").model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["requirements"]["route-2"]["states"][0]["probability"] = 0.276
    with pytest.raises(planner.InputError, match="do not add up to 1"):
        from_mapping(data)


def test_no_file_is_left_out() -> None:
    assert sorted(case.file for case in (*SUSTAINMENT, *FORCES)) == FILES


@pytest.mark.parametrize("file", FILES)
def test_every_figure_says_where_it_comes_from(file: str) -> None:
    scenario = published(file)
    assert list(unsourced_figures(scenario, factbook_of(scenario))) == []
