"""Ledgers: what is finished stays finished, and what is damaged is named and made again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.analysis.engine.cores import Cores
from planner.analysis.engine.engine import Engine
from planner.analysis.engine.here import Here
from planner.analysis.engine.job import Job, answers
from planner.analysis.ledger import Ledger, run_key
from planner.errors import InputError
from tests.analysis.engine import work
from tests.cli.support import ROOT, environment

ABOUT = {"kind": "a test", "seed": 3}


def job(count: int = 20, **changes: Any) -> Job[Any, Any, Any]:
    """Products by seven, in chunks of three."""
    given: dict[str, Any] = {
        "work": work.product,
        "given": 7,
        "tasks": list(range(count)),
        "about": ABOUT,
        "size": 3,
        "out": lambda answer: answer,
        "back": lambda plain: plain,
        "name": "products",
    }
    return Job(**(given | changes))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The tasks that are really done here, from now on."""
    done: list[int] = []

    def product(given: int, task: int) -> int:
        done.append(task)
        return given * task

    monkeypatch.setattr(work, "product", product)
    return done


@pytest.mark.parametrize("engine", [Here(), Cores(2)])
def test_what_is_kept_is_not_made_again(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.ledger"
    first = answers(job(), engine, Ledger(path))
    assert first == [7 * task for task in range(20)]
    done = counted(monkeypatch)
    assert answers(job(work=work.product), Here(), Ledger(path)) == first
    assert done == []
    # another size of chunks, or anything else that answers depend on, is another run
    assert answers(job(work=work.product, size=4), Here(), Ledger(path)) == first
    assert len(done) == 20


def test_a_run_that_was_cut_short_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        """Somebody pulls the plug."""

    def tell(_: str) -> None:
        if len(done) > 8:
            raise StoppedError

    path = tmp_path / "runs.ledger"
    done = counted(monkeypatch)
    monkeypatch.setattr("planner.analysis.engine.job.NOTICE", 0)
    with pytest.raises(StoppedError):
        answers(job(work=work.product), Here(), Ledger(path), tell)
    before = len(done)
    assert answers(job(work=work.product), Here(), Ledger(path)) == [7 * t for t in range(20)]
    assert sorted(set(done)) == list(range(20))
    assert len(done) == 20, before


def test_a_chunk_that_is_damaged_is_named_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.ledger"
    first = answers(job(), Here(), Ledger(path))
    with sqlite3.connect(path) as file:
        file.execute("UPDATE chunks SET answers = ? WHERE number = 2", (b"x",))
        file.execute("UPDATE chunks SET sha256 = 'no' WHERE number = 4")
    file.close()
    done = counted(monkeypatch)
    ledger = Ledger(path)
    assert answers(job(work=work.product), Here(), ledger) == first
    assert sorted(done) == [6, 7, 8, 12, 13, 14]
    assert [str(doubt) for doubt in ledger.doubts] == [
        f"{path}: chunk 2 is damaged and was made again",
        f"{path}: chunk 4 is damaged and was made again",
    ]
    assert Ledger(path).kept(run_key({**ABOUT, "size": 3})).damaged == ()


def damage(path: Path, place: int, length: int = 64) -> bytes:
    """Write over a part of a file; what it is then."""
    raw = bytearray(path.read_bytes())
    raw[place : place + length] = b"\xa5" * length
    path.write_bytes(raw)
    return bytes(raw)


@pytest.mark.parametrize("place", [0, 20, 4096 + 10, -3000])
def test_a_damaged_file_is_put_aside_and_what_can_be_read_of_it_is_kept(
    tmp_path: Path, place: int
) -> None:
    path = tmp_path / "runs.ledger"
    first = answers(job(3000), Here(), Ledger(path))
    raw = damage(path, place)
    ledger = Ledger(path)
    assert answers(job(3000), Here(), ledger) == first
    if 0 <= place < 100:  # further on there may be nothing, or a chunk
        assert ledger.moved is not None
    if ledger.moved is not None:
        assert ledger.moved.read_bytes() == raw
        [doubt] = ledger.doubts
        assert ledger.moved.name in str(doubt)


def test_a_file_of_which_nothing_says_that_it_was_a_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "runs.ledger"
    answers(job(), Here(), Ledger(path))
    raw = damage(path, 0, 128)
    with pytest.raises(InputError, match="no ledger"):
        Ledger(path)
    assert path.read_bytes() == raw


@pytest.mark.parametrize("content", [b"some text\n" * 100, b"\x89PNG" + b"0" * 500])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no ledger"):
        Ledger(path)
    assert path.read_bytes() == content
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE mine (x)")
    file.close()
    before = other.read_bytes()
    with pytest.raises(InputError, match="no ledger"):
        Ledger(other)
    assert other.read_bytes() == before


def test_a_folder_or_a_place_that_is_not_there_is_one_message(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "runs.ledger"):
        with pytest.raises(InputError, match="ledger cannot be used"):
            Ledger(path)


WRITER = """
import sys
from pathlib import Path
from planner.analysis.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
for number in range(60):
    ledger.keep("run", number, [number, number * number])
    ledger.keep(sys.argv[2], number, [sys.argv[2]])
"""


def test_two_runs_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    path = tmp_path / "runs.ledger"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], env=environment(), cwd=ROOT
        )
        for name in ("one", "other")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    ledger = Ledger(path)
    assert ledger.kept("run").chunks == {n: [n, n * n] for n in range(60)}
    for name in ("one", "other"):
        assert ledger.kept(name).chunks == {n: [name] for n in range(60)}
