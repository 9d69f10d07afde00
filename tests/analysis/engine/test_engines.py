"""Every engine does the same work with the same answers, and loses nothing when a worker goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.analysis.engine import Engine, chunks_of, engine_of, in_order
from planner.analysis.engine.cores import Cores
from planner.analysis.engine.here import Here
from planner.errors import InputError, NoPlanError
from tests.analysis.engine import work

NAMES = ("here", "cores", "cluster")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine of a name."""
    if request.param == "cluster":
        return engine_of(address=f"dask://{request.getfixturevalue('cluster')}")
    return Here() if request.param == "here" else Cores(2)


@pytest.mark.parametrize("engine", NAMES, indirect=True)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_answers_come_in_the_order_of_their_tasks(engine: Engine, size: int) -> None:
    tasks = list(range(20))
    with engine.ready(work.product, 7) as run:
        assert list(in_order(run, tasks, size)) == [7 * task for task in tasks]
        assert list(in_order(run, [], size)) == []
        assert list(in_order(run, tasks[:1], size)) == [0]


@pytest.mark.parametrize("engine", NAMES, indirect=True)
def test_every_chunk_has_its_number(engine: Engine) -> None:
    chunks = {number: tasks for number, tasks in chunks_of(range(11), 3).items() if number != 1}
    with engine.ready(work.product, 2) as run:
        assert dict(run(chunks)) == {0: [0, 2, 4], 2: [12, 14, 16], 3: [18, 20]}


@pytest.mark.parametrize("engine", NAMES, indirect=True)
def test_what_goes_wrong_in_the_work_goes_wrong_here(engine: Engine) -> None:
    with engine.ready(work.broken, 0) as run, pytest.raises(ValueError, match="three"):
        list(in_order(run, list(range(6))))


@pytest.mark.parametrize("engine", NAMES[1:], indirect=True)
def test_a_worker_that_goes_away_loses_nothing(engine: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with engine.ready(work.dies_once, str(mark)) as run:
        found = list(in_order(run, list(range(12)), 2))
    assert mark.exists()
    assert found == [task * task for task in range(12)]


@pytest.mark.parametrize("engine", NAMES[1:], indirect=True)
def test_work_that_takes_every_worker_with_it_comes_to_an_end(engine: Engine) -> None:
    with (
        engine.ready(work.dies, "") as run,
        pytest.raises(NoPlanError, match="memory may have run out"),
    ):
        list(in_order(run, list(range(12)), 2))


def test_an_engine_has_a_name_or_a_number_of_processes() -> None:
    assert engine_of() == Here()
    assert engine_of(3) == Cores(3)
    with pytest.raises(InputError, match="too few"):
        engine_of(0)
    for address in ("10.0.0.1:8786", "ray://a:1"):
        with pytest.raises(InputError, match="no engine of this name"):
            engine_of(address=address)
    for address in ("dask://", "dask://here", "dask://a:b:c", "dask:// :1", "dask://a:1/b"):
        with pytest.raises(InputError, match="no address of a scheduler"):
            engine_of(address=address)
    for address in ("dask://here:8786", "dask://10.0.0.1:1", "dask://[::1]:8786"):
        assert engine_of(address=address) != Here()


def test_a_scheduler_that_is_not_there_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.analysis.engine.cluster.PATIENCE", 0.5)
    engine = engine_of(address="dask://127.0.0.1:1")
    with pytest.raises(InputError, match="no scheduler answers"), engine.ready(work.product, 1):
        pass
