"""What must hold of contradictions whatever a scenario has: one is named exactly where there is no
plan, and without the limits that are named there is one."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.errors import HardLimit, NoPlanError
from planner.lp import SolveOptions
from planner.sustainment.contradiction.require import contradiction
from planner.sustainment.grid import grid_of
from planner.sustainment.proof.attempt import Case, attempt
from planner.sustainment.tonnes import in_tonnes
from tests.sustainment.features import featured
from tests.sustainment.instances import Instance
from tests.sustainment.test_rich_properties import made_of

Written = dict[str, Any]
LOOSE = 9_000.0
some = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a failing example is not made smaller: that takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def tight(draw: st.DrawFn) -> Instance:
    """A featured instance with more at the start, or to be taken, than there may be room for."""
    instance: Instance = draw(featured())
    written: Written = copy.deepcopy(instance.written)
    for change in draw(st.sets(st.sampled_from([piled, least, cramped]), min_size=1)):
        change(draw, written)
    return dataclasses.replace(instance, written=written)


def piled(draw: st.DrawFn, written: Written) -> None:
    written["stocks"]["heap"]["quantity"] = draw(st.sampled_from([60, 150, 2_000]))


def least(draw: st.DrawFn, written: Written) -> None:
    supply = written["supplies"]["sand"]
    supply["least"] = draw(st.sampled_from([20, 120, 900]))
    for limit in ("per_day", "total"):  # less than the least would be a fault of its own
        supply.pop(limit, None)


def cramped(draw: st.DrawFn, written: Written) -> None:
    place = draw(st.sampled_from(sorted(written["sites"])))
    written["sites"][place]["storage"] = {"open": draw(st.sampled_from([0, 1, 15]))}


def no_plan(made: Case) -> NoPlanError | None:
    grid = grid_of(made.scenario, made.laydown, exact=True)
    try:
        attempt(made, grid, SolveOptions())
    except NoPlanError as error:
        return error
    return None


@some
@given(tight())
def test_a_conflict_is_named_exactly_where_there_is_no_plan(instance: Instance) -> None:
    made = made_of(instance)
    error = no_plan(made)
    if error is None:
        problem = in_tonnes(made.problem(grid_of(made.scenario, made.laydown, exact=True)))
        found = contradiction(made.scenario, made.book, problem, SolveOptions())
        assert (found.conflicts, found.are_all) == ((), True)
        return
    assert error.status == "infeasible"
    assert error.conflicts
    assert all(found.is_irreducible for found in error.conflicts)
    assert all(found.members for found in error.conflicts)
    paths = [limit.path for found in error.conflicts for limit in found.members]
    assert len(set(paths)) == len(paths)


@some
@given(tight())
def test_there_is_a_plan_without_the_limits_that_are_named(instance: Instance) -> None:
    error = no_plan(made_of(instance))
    if error is None or not error.are_all:
        return
    written = copy.deepcopy(instance.written)
    for found in error.conflicts:
        for limit in found.members:
            loosen(written, limit)
    assert no_plan(made_of(dataclasses.replace(instance, written=written))) is None


def loosen(written: Written, limit: HardLimit) -> None:
    """Make a limit one that nothing comes near to."""
    *above, last = limit.path
    entry: Any = written
    for key in above:
        entry = entry.setdefault(key, {})
    entry[last] = 0 if last in ("quantity", "least", "smallest_load") else LOOSE
