"""What must hold whatever a scenario has beside plain lanes and fleets: what is left out of a model
is of no use, a coarse grid and its bound enclose the plan by the day, and what costs nothing to
open is as good as there."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.errors import NoPlanError
from planner.lp import SolveOptions
from planner.records.laydown import Laydown
from planner.scenario import factbook_of
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import coarse_grid
from planner.sustainment.proof.attempt import Case, attempt, by_the_day, case_of, daily_model
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.expansion import Daily
from planner.sustainment.proof.relaxation import Relaxation
from planner.sustainment.reach.reach import Reach, reach_of
from tests.sustainment.features import FEATURES, Written, featured
from tests.sustainment.instances import Instance
from tests.sustainment.support import SAND, case, values
from tests.sustainment.test_properties import not_worse, same

NEAR = 1e-4
# what a plan chooses to open, or to run: taken aside where it is opened free instead
OPENINGS = {"opened_site", "opened_lane", "running", "few_lanes"}
some = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a failing example is not made smaller: that takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def rich(draw: st.DrawFn, *, without: frozenset[str] = frozenset()) -> Instance:
    """A featured instance, perhaps with levels of stock, or with waste that must go somewhere."""
    instance = draw(featured(among=sorted(set(FEATURES) - without)))
    written = instance.written | {"stocks": {}}
    for change in (levels, waste):
        if draw(st.booleans()):
            change(draw, written)
    return dataclasses.replace(instance, written=written)


def levels(draw: st.DrawFn, written: Written) -> None:
    """Sand to be held at a site, to the end or on its last day alone, or not to be exceeded."""
    place = draw(st.sampled_from(sorted(written["sites"])))
    least: Written = {"least": {"sand": draw(st.integers(1, 30))}, "at_end": draw(st.booleans())}
    limits: Written = draw(st.sampled_from([least, {"most": {"sand": 5}}]))
    held = {"kind": "level", "sites": [place], "yields_to": draw(st.sampled_from([0, 9]))}
    written["policies"] = written["policies"] | {"held": held | limits}


def waste(draw: st.DrawFn, written: Written) -> None:
    """A kiln that gives ash beside sand; ash stands in a store of its own, at one site or two."""
    places = sorted(written["sites"])
    place, heap = (draw(st.sampled_from(places)) for _ in range(2))
    ash = SAND | {"title": "Ash", "storage": "covered"}
    written["items"] = written["items"] | {"clay": SAND | {"title": "Clay"}, "ash": ash}
    written["supplies"] = written["supplies"] | {"clay": {"site": "alpha", "item": "clay"}}
    kiln = {"site": place, "takes": {"clay": 2}, "gives": {"sand": 1, "ash": 1}, "cost": 0.1}
    written["conversions"] = written.get("conversions", {}) | {"kiln": kiln}
    site = written["sites"][heap]
    store = site["storage"] | {"covered": draw(st.sampled_from([5, 1_000]))}
    written["sites"] = written["sites"] | {heap: site | {"storage": store}}


def made_of(instance: Instance) -> Case:
    scenario = case(**instance.written)
    return case_of(scenario, factbook_of(scenario), Laydown(instance.units))


def reached(instance: Instance) -> list[float] | str:
    """The goals by the day, or why there is no plan."""
    try:
        return values(instance.answer(exact=True))
    except NoPlanError as no_plan:
        return no_plan.status


def agree(one: list[float] | str, other: list[float] | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return same(one, other)


def everywhere(*arrays: Any) -> Reach:
    """Every item can be of use at every site on every day."""
    found, grid = reach_of(*arrays), arrays[1]
    start, end = grid.start, int(grid.edges[-1])
    return Reach(np.full_like(found.earliest, start), np.full_like(found.latest, end))


@some
@given(rich())
def test_reductions_are_exact_with_every_feature(instance: Instance) -> None:
    # without opening stock, as in the property of plain instances
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planner.sustainment.problem.reach_of", everywhere)
        full = reached(instance)
    assert agree(reached(instance), full)


@some
@given(rich(without=frozenset(OPENINGS)))
def test_what_is_free_to_open_is_as_good_as_there(instance: Instance) -> None:
    free = copy.deepcopy(instance.written)
    for entry in (*free["sites"].values(), *free["lanes"].values()):
        entry["opening"] = {"cost": 0}
    assert agree(reached(instance), reached(dataclasses.replace(instance, written=free)))


@some
@given(rich(), st.integers(2, 7))
def test_plan_and_bound_enclose_the_daily_optimum(instance: Instance, longest: int) -> None:
    made = made_of(instance)
    daily = daily_model(made)
    best = best_by_the_day(made, daily)
    if best is None:
        return
    grid = coarse_grid(made.scenario, made.laydown, longest)
    relaxation = Relaxation(daily, grid, SolveOptions())
    for goal, value in enumerate(best):
        bound = relaxation.bound(goal, best).bound
        assert bound is not None
        assert bound <= value + NEAR * (1 + abs(value))
    try:
        point = by_the_day(daily, attempt(made, grid, SolveOptions(), daily=daily))
    except NoPlanError:  # what must be had may not fit into an even spread
        return
    if point is not None:
        assert not_worse(best.tolist(), (daily.costs @ point).tolist())


@some
@given(rich(), st.sampled_from([0.0, 0.05]))
def test_the_proven_plan_is_as_near_as_it_says(instance: Instance, gap: float) -> None:
    made = made_of(instance)
    daily = daily_model(made)
    best = best_by_the_day(made, daily)
    if best is None:
        return
    grid = coarse_grid(made.scenario, made.laydown, 5)
    found = Search(made, gap, SolveOptions()).run(grid)
    assert found.point is not None
    assert not_worse(best.tolist(), found.values.tolist())
    assert found.gaps[0] <= gap + NEAR
    assert found.bounds[0] <= best[0] + NEAR * (1 + abs(best[0]))


def best_by_the_day(made: Case, daily: Daily) -> Floats | None:
    """[goals] of the best plan by the day; None where there is no plan."""
    try:
        point = by_the_day(daily, attempt(made, daily.grid, SolveOptions()))
    except NoPlanError:
        return None
    assert point is not None
    return np.asarray(daily.costs @ point)
