"""What is told while HiGHS runs, and that it can be stopped."""

from __future__ import annotations

import gc
import itertools
import pickle
import signal
import threading
import weakref
from collections.abc import Iterator

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
    relative_gap,
    solve_in_order,
)
from planner.lp.highs import ArrayHighs


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
