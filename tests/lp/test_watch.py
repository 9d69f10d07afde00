"""What is told while HiGHS runs, and that it can be stopped."""

from __future__ import annotations

import gc
import itertools
import os
import pickle
import signal
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    Progress,
    Sense,
    Session,
    SolveOptions,
    Status,
    Terms,
    in_words,
    relative_gap,
    solve_in_order,
)
from planner.lp.highs import ArrayHighs
from planner.lp.highs_log import InteriorStep, interior_step


@pytest.fixture
def loads() -> tuple[LinearModel, Goal]:
    """Thirty things of eight measures each, with room for half: takes a search of some nodes."""
    things, measures = 30, 8
    model = LinearModel("loads", {"thing": [str(i) for i in range(things)]})
    take = model.add_columns("take", {"thing": np.arange(things)}, upper=1.0, integer=True)
    random = np.random.default_rng(1)
    for i in range(measures):
        sizes = random.integers(0, 100, things)
        terms = [Terms(np.zeros(things, dtype=int), take.ids, sizes)]
        model.add_rows(f"room {i}", {}, Sense.LE, float(sizes.sum() // 2), terms)
    return model, Goal("worth", take.ids, -random.integers(50, 100, things))


def mixture(parts: int, needs: int) -> tuple[LinearModel, Goal]:
    """The cheapest amounts of so many parts that meet so many needs, one part prescribed."""
    model = LinearModel("mixture", {"part": [str(i) for i in range(parts)]})
    amount = model.add_columns("amount", {"part": np.arange(parts)}, upper=3.0).ids
    random = np.random.default_rng(2)
    for i in range(needs):
        gives = random.integers(1, 6, parts) * (random.random(parts) < 0.3)
        terms = [Terms(np.zeros(parts, dtype=int), amount, gives)]
        model.add_rows(f"need {i}", {}, Sense.GE, float(gives.sum() / 2), terms)
    model.set_column_bounds(amount[:1], np.full(1, 2.0), np.full(1, 2.0))
    costs = random.integers(1, 9, parts).astype(float)
    costs[0] = 5_000.0
    return model, Goal("cost", amount, costs)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of everything, however soon."""
    monkeypatch.setattr("planner.lp.highs_watch.EVERY_SECONDS", 0.0)


@pytest.fixture
def handler() -> Iterator[object]:
    """The usual way to hear an interrupt, and that it is back in its place afterwards."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("often")
def test_progress_is_told(loads: tuple[LinearModel, Goal]) -> None:
    model, worth = loads
    told: list[Progress] = []
    fewest = Goal("fewest", worth.columns, np.ones(30))
    outcome = solve_in_order(model, [worth, fewest], on_progress=told.append)
    plain = solve_in_order(model, [worth, fewest])
    assert outcome.solution.values.tobytes() == plain.solution.values.tobytes()
    assert {each.goal for each in told} >= {"worth"}
    seconds = [each.seconds for each in told if each.goal == "worth"]
    assert seconds == sorted(seconds)
    best = outcome.goals[0].value
    for each in (each for each in told if each.goal == "worth"):
        assert each.value is None or each.value >= best - 1e-6
        assert each.bound is None or each.bound <= best + 1e-6
        if each.value is not None:
            assert each.gap == relative_gap(each.value, each.bound)
    assert any(each.gap is not None for each in told)


def test_progress_is_not_told_more_than_four_times_a_second(
    loads: tuple[LinearModel, Goal], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that goes on by a hundredth each time it is looked at.
    ticks = itertools.count()
    monkeypatch.setattr("planner.lp.highs_watch.time.perf_counter", lambda: next(ticks) / 100)
    told: list[Progress] = []
    Session(loads[0], SolveOptions(), told.append).minimise(loads[1])
    monkeypatch.undo()
    assert told
    steps = np.diff([0.0, *(each.seconds for each in told)])
    assert steps.min() >= 0.25 - 1e-9


@pytest.mark.usefixtures("often")
def test_the_log_of_an_interior_point_is_understood() -> None:
    # Fails where HiGHS changes the lines of its log; then progress only lacks value and bound.
    model, cost = mixture(120, 60)
    told: list[Progress] = []
    solution = Session(model, SolveOptions(method="ipx"), told.append).minimise(cost)
    inside = [each for each in told if each.method == "interior point" and each.iterations]
    counts = [each.iterations for each in inside if each.iterations is not None]
    assert len(set(counts)) >= 5
    assert counts == sorted(counts)
    last = inside[-1]
    assert last.value == pytest.approx(solution.objective, rel=1e-3)
    assert last.bound == pytest.approx(solution.objective, rel=1e-3)
    assert last.gap is not None
    for each in inside:
        assert each.value is None or each.value >= solution.objective * (1 - 1e-5)
        assert each.bound is None or each.bound <= solution.objective * (1 + 1e-5)


@pytest.mark.usefixtures("often")
def test_an_interior_point_on_the_dual_has_no_value() -> None:
    # HiGHS takes the dual of a model with many rows, and logs objectives that are not the goal's.
    model, cost = mixture(40, 200)
    told: list[Progress] = []
    Session(model, SolveOptions(method="ipx"), told.append).minimise(cost)
    assert sum(each.iterations is not None for each in told) >= 5
    assert {(each.value, each.bound) for each in told} == {(None, None)}


@pytest.mark.usefixtures("often")
def test_simplex_tells_its_iterations() -> None:
    model, cost = mixture(120, 60)
    told: list[Progress] = []
    solution = Session(model, SolveOptions(method="simplex"), told.append).minimise(cost)
    assert {each.method for each in told} == {"simplex"}
    assert {(each.value, each.bound, each.gap) for each in told} == {(None, None, None)}
    counts = [each.iterations for each in told if each.iterations is not None]
    assert counts == sorted(counts)
    assert 0 < counts[-1] <= solution.iterations


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            "  14    9.25e+03  -9.24e+03   1.16e-14   7.31e-09  7.24e-05       0.7",
            InteriorStep(14, 9250.0, -9240.0),
        ),
        (
            "  19*   9.25e+03   9.24e+03   3.77e-16   4.44e-16  1.66e-13       0.9",
            InteriorStep(19, 9250.0, 9240.0),
        ),
        (
            "   3    9.25e+03   9.24e+03   1.01e-06   1.00e-06  1.66e-13       0.9",
            InteriorStep(3, None, 9240.0),
        ),
        (
            "   3    9.25e+03   9.24e+03   1.00e-06   1.01e-06  1.66e-13       0.9",
            InteriorStep(3, 9250.0, None),
        ),
        (" Iter       primal obj         dual obj       pinf       dinf       gap      time", None),
        ("       5992     9.0133953210e+03 Pr: 1930(73714.1) 5.1s", None),
        ("one two three four five six seven", None),
        ("", None),
    ],
)
def test_a_line_of_the_log(line: str, step: InteriorStep | None) -> None:
    assert interior_step(line) == step


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("method", ["simplex", "ipx"])
def test_listening_prints_nothing_and_writes_no_file(
    method: str,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    model, cost = mixture(120, 60)
    told: list[Progress] = []
    session = Session(model, SolveOptions(method=method), told.append)
    heard = session.minimise(cost)
    alone = Session(model, SolveOptions(method=method)).minimise(cost)
    assert told
    assert heard.values.tobytes() == alone.values.tobytes()
    assert capfd.readouterr() == ("", "")
    assert os.listdir(tmp_path) == []
    engine = session._engine
    assert isinstance(engine, ArrayHighs)
    assert engine._highs.getOptionValue("output_flag")[1] is False


@pytest.mark.parametrize("method", ["simplex", "ipx"])
def test_a_linear_solve_is_not_told_of_more_than_four_times_a_second(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr("planner.lp.highs_watch.time.perf_counter", lambda: next(ticks) / 100)
    told: list[Progress] = []
    model, cost = mixture(120, 60)
    Session(model, SolveOptions(method=method), told.append).minimise(cost)
    monkeypatch.undo()
    assert told
    steps = np.diff([0.0, *(each.seconds for each in told)])
    assert steps.min() >= 0.25 - 1e-9


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Progress("cost", None, None, None, 3.2), "cost, 3 s"),
        (
            Progress("cost", None, None, None, 3.2, "simplex", 12_345),
            "cost, simplex, iteration 12,345, 3 s",
        ),
        (
            Progress("cost", 2_000.0, 1_500.0, 0.25, 61.0, "interior point", 9),
            "cost, interior point, iteration 9, value 2,000, bound 1,500, gap 25.0%, 61 s",
        ),
    ],
)
def test_progress_in_words(told: Progress, words: str) -> None:
    assert in_words(told) == words


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("method", ["simplex", "ipx"])
def test_an_error_of_the_listener_stops_a_linear_solve(method: str) -> None:
    def fail(each: Progress) -> None:
        raise ValueError("listener")

    model, cost = mixture(120, 60)
    with pytest.raises(ValueError, match="listener"):
        Session(model, SolveOptions(method=method), fail).minimise(cost)


@pytest.mark.usefixtures("often")
def test_an_error_of_the_listener_stops_the_search(loads: tuple[LinearModel, Goal]) -> None:
    told: list[Progress] = []

    def fail(each: Progress) -> None:
        told.append(each)
        raise ValueError("listener")

    session = Session(loads[0], SolveOptions(), fail)
    with pytest.raises(ValueError, match="listener"):
        session.minimise(loads[1])
    assert len(told) == 1


@pytest.mark.usefixtures("often", "handler")
def test_an_interrupt_stops_a_search(loads: tuple[LinearModel, Goal]) -> None:
    told: list[Progress] = []

    def stop(each: Progress) -> None:
        told.append(each)
        signal.raise_signal(signal.SIGINT)

    session = Session(loads[0], SolveOptions(), stop)
    with pytest.raises(KeyboardInterrupt):
        session.minimise(loads[1])
    assert len(told) == 1
    # The session can be used again.
    session._engine._listener = None  # type: ignore[attr-defined]
    assert session.minimise(loads[1]).status is Status.OPTIMAL


@pytest.mark.usefixtures("handler")
@pytest.mark.parametrize("method", ["simplex", "ipx"])
def test_an_interrupt_stops_a_linear_solve(lanes: LinearModel, method: str) -> None:
    goal = Goal("cost", lanes.columns("flow").ids, np.arange(1.0, 7.0))
    session = Session(lanes, SolveOptions(method=method))
    engine = session._engine
    assert isinstance(engine, ArrayHighs)
    usual = engine._timed_run

    def interrupted() -> None:
        # It comes just before HiGHS starts, and is heard at the first iteration.
        engine._set("presolve", "off")
        signal.raise_signal(signal.SIGINT)
        usual()

    engine._timed_run = interrupted  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        session.minimise(goal)
    assert engine._highs.getModelStatus().name == "kInterrupt"
    engine._timed_run = usual  # type: ignore[method-assign]
    assert session.minimise(goal).status is Status.OPTIMAL


def test_a_handler_of_the_user_is_called_after_the_run(lanes: LinearModel) -> None:
    heard: list[int] = []
    goal = Goal("cost", lanes.columns("flow").ids, np.ones(6))
    session = Session(lanes, SolveOptions())
    engine = session._engine
    assert isinstance(engine, ArrayHighs)
    usual = engine._timed_run

    def interrupted() -> None:
        usual()
        signal.raise_signal(signal.SIGINT)
        assert not heard

    engine._timed_run = interrupted  # type: ignore[method-assign]
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        assert session.minimise(goal).status is Status.OPTIMAL
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIGINT]


def test_solves_in_a_thread_leave_signals_alone(lanes: LinearModel) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    found: list[float] = []
    thread = threading.Thread(
        target=lambda: found.append(Session(lanes, SolveOptions()).minimise(goal).objective)
    )
    thread.start()
    thread.join()
    assert found == pytest.approx([11.0])


def test_listening_keeps_no_session_alive(loads: tuple[LinearModel, Goal]) -> None:
    session = Session(loads[0], SolveOptions(), lambda each: None)
    session.minimise(loads[1])
    gone = weakref.ref(session._engine)
    del session
    gc.collect()
    assert gone() is None


def test_options_can_be_compared_and_sent() -> None:
    options = SolveOptions(gap=0.01, time_limit=5.0)
    assert pickle.loads(pickle.dumps(options)) == options
    assert hash(options) == hash(SolveOptions(gap=0.01, time_limit=5.0))
