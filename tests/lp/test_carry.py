"""A basis taken to a model that is much like the one it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import (
    Basis,
    Goal,
    LinearModel,
    Sense,
    Session,
    Solution,
    Status,
    Terms,
    carried,
    solve_in_order,
)
from planner.lp.blocks import Floats
from planner.lp.engine import Search
from planner.lp.highs import ArrayHighs
from planner.lp.highs_plan import Attempt, attempts
from planner.lp.options import SolveOptions
from planner.lp.solution import BASIC

DAYS = ("mon", "tue", "wed", "thu")
PORTS = ("dakar", "abidjan")


def flows(days: tuple[str, ...], ports: tuple[str, ...], rooms: tuple[float, ...]) -> LinearModel:
    """Flows of every port and day; each day asks for 3 in all, and no flow may be above a room."""
    model = LinearModel("flows", {"day": days, "port": ports})
    day, port = (each.ravel() for each in np.indices((len(days), len(ports))))
    upper = np.resize(np.array(rooms), day.size)
    flow = model.add_columns("flow", {"day": day, "port": port}, upper=upper)
    missed = model.add_columns("missed", {"day": np.arange(len(days))})
    terms = [Terms(day, flow.ids), Terms(np.arange(len(days)), missed.ids)]
    model.add_rows("asked", {"day": np.arange(len(days))}, Sense.GE, 3.0, terms)
    return model


def goals_of(model: LinearModel) -> list[Goal]:
    missed, flow = model.columns("missed"), model.columns("flow")
    return [
        Goal("missed", missed.ids, np.ones(missed.size)),
        Goal("cost", flow.ids, 1.0 + flow.keys["port"]),
    ]


def test_members_keep_their_status_wherever_they_stand() -> None:
    old = flows(("mon", "tue"), PORTS, (9.0,))
    new = flows(("tue", "wed"), ("abidjan", "bissau", "dakar"), (9.0,))
    # flows by day and port, then what is missed by day
    basis = Basis(np.array([1, 2, 0, 2, 4, 1], np.int8), np.array([0, 2], np.int8))
    found = carried(basis, old, new)
    # tue: abidjan as it was, bissau is new, dakar as it was; all of wed is new
    assert found.columns.tolist() == [2, 0, 0, 0, 0, 0, 1, 0]
    assert found.rows.tolist() == [2, BASIC]


def test_families_of_another_kind_are_new() -> None:
    old = LinearModel("old", {"day": DAYS})
    old.add_columns("flow", {"day": np.arange(4)})
    new = flows(DAYS, PORTS, (9.0,))
    found = carried(Basis(np.ones(4, np.int8), np.zeros(0, np.int8)), old, new)
    assert found.columns.tolist() == [0] * 12
    assert found.rows.tolist() == [BASIC] * 4


def test_a_family_without_members_has_none_to_carry() -> None:
    old = LinearModel("old", {"day": DAYS})
    old.add_columns("missed", {"day": np.arange(0)})
    found = carried(
        Basis(np.zeros(0, np.int8), np.zeros(0, np.int8)), old, flows(DAYS, PORTS, (9,))
    )
    assert found.columns.tolist() == [0] * 12


@st.composite
def drawn(draw: st.DrawFn) -> LinearModel:
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
    ports = draw(st.lists(st.sampled_from((*PORTS, "bissau")), min_size=1, unique=True))
    rooms = draw(st.lists(st.sampled_from([0.0, 1.0, 2.0, 9.0]), min_size=1, max_size=6))
    return flows(tuple(days), tuple(ports), tuple(rooms))


@settings(max_examples=100, deadline=None)
@given(drawn(), drawn())
def test_the_answer_is_the_same_from_anywhere(old: LinearModel, new: LinearModel) -> None:
    before = solve_in_order(old, goals_of(old)).by_goal["missed"].basis
    assert before is not None
    cold = solve_in_order(new, goals_of(new))
    warm = solve_in_order(new, goals_of(new), basis=carried(before, old, new))
    assert warm.status is cold.status is Status.OPTIMAL
    assert [goal.value for goal in warm.goals] == pytest.approx([g.value for g in cold.goals])


def test_a_session_starts_from_it_until_it_came_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    model = flows(DAYS, PORTS, (9.0,))
    goal = goals_of(model)[1]
    basis = Session(model, SolveOptions()).minimise(goal).basis
    heard: list[Basis | None] = []
    minimise = ArrayHighs.minimise

    def noted(self: ArrayHighs, costs: Floats, search: Search) -> Solution:
        heard.append(search.basis)
        return minimise(self, costs, search)

    monkeypatch.setattr(ArrayHighs, "minimise", noted)
    session = Session(model, SolveOptions(), basis=basis)
    matrix, every = model.matrix(), np.arange(model.num_columns)
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    model.set_column_bounds(every, lower, lower)
    assert session.minimise(goal).status is Status.INFEASIBLE
    model.set_column_bounds(every, lower, upper)
    session.minimise(goal)
    session.minimise(goal)
    assert basis is not None
    assert heard == [basis, basis, None]


def test_a_trial_starts_from_a_basis_that_is_handed_in_alone() -> None:
    def first(*, handed: bool) -> bool:
        plan = attempts(
            SolveOptions(),
            columns=10,
            rows=10,
            integers=False,
            basis=True,
            trial=True,
            handed=handed,
        )
        return next(plan).hot

    assert first(handed=True)
    assert not first(handed=False)


@pytest.mark.parametrize(("most", "taken"), [(4, True), (3, False)])
def test_a_basis_that_is_far_from_the_end_is_left(
    monkeypatch: pytest.MonkeyPatch, most: int, taken: bool
) -> None:
    wide, narrow = flows(DAYS, PORTS, (9.0,)), flows(DAYS, PORTS, (1.0,))
    cost, missed = wide.columns("flow"), wide.columns("missed")
    ids = np.concatenate([cost.ids, missed.ids])
    goal = Goal("all", ids, np.concatenate([1.0 + cost.keys["port"], np.full(missed.size, 9.0)]))
    basis = Session(wide, SolveOptions()).minimise(goal).basis
    heard: list[bool] = []

    def noted(*given: Any, basis: bool, **named: Any) -> Iterator[Attempt]:
        heard.append(basis)
        return attempts(*given, basis=basis, **named)

    monkeypatch.setattr("planner.lp.highs.attempts", noted)
    # on each of four days 3 from one port, where now is room for 1
    monkeypatch.setattr("planner.lp.highs_plan.FEW_BEYOND", most)
    found = Session(narrow, SolveOptions(), basis=basis).minimise(goal)
    assert heard == [taken]
    assert found.objective == pytest.approx(
        Session(narrow, SolveOptions()).minimise(goal).objective
    )
