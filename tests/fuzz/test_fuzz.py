"""More than ten thousand hostile inputs: no traceback, no hang, little memory, and a place for all.

Inputs come from the models of the format and from files with bytes and parts changed; each is made
from its own seed and goes through the real commands. A failure names its seed, for
`FUZZ_FOLDER=somewhere python -m tests.fuzz.batch KIND SEED 1`. What is found becomes a fix and a
test of its own with the smallest input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cli.support import environment
from tests.fuzz.batch import KINDS, ROOT
from tests.fuzz.grammar import scenario_text
from tests.fuzz.judge import verdict
from tests.fuzz.longer import try_input

MOST_MEGABYTES = 1000
# by kind: batches, and inputs in each; more of the kinds that take 10 ms an input and not 100
BATCHES = {
    "grammar": (3, 600),
    "bytes": (1, 600),
    "parts": (1, 150),
    "figures": (1, 150),
    "csv": (5, 600),
    "xlsx": (3, 600),
    "workbook": (1, 200),
    "set": (4, 600),
}
BY_HYPOTHESIS = 200
# seconds for a batch on a machine that does much else; a single input may take ten
PATIENCE = 900


def test_there_are_enough_inputs() -> None:
    assert set(BATCHES) == set(KINDS)
    assert sum(n * size for n, size in BATCHES.values()) + BY_HYPOTHESIS >= 10_000


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, n) for kind, (count, _) in BATCHES.items() for n in range(count)]
)
def test_no_input_does_harm(kind: str, number: int) -> None:
    size = BATCHES[kind][1]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.batch", kind, str(number * size), str(size)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment(),
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["failures"] == {}, json.dumps(found["failures"], indent=1)[:5000]
    assert found["megabytes"] < MOST_MEGABYTES
    ends: Counter[str] = Counter(found["ends"])
    assert sum(ends.values()) == size
    # mostly sound, with faults strewn in: both ends are met
    assert any(not end.endswith(" 2") for end in ends), ends
    assert ends["check 2"]


@settings(
    max_examples=BY_HYPOTHESIS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(choose=st.randoms(use_true_random=False), faults=st.sampled_from((0.0, 0.005, 0.03)))
def test_no_scenario_of_the_grammar_does_harm(
    tmp_path_factory: pytest.TempPathFactory, choose: Random, faults: float
) -> None:
    path = tmp_path_factory.getbasetemp() / "grammar.yaml"
    path.write_text(scenario_text(choose, faults), encoding="utf-8")
    _, wrong = verdict(["check", str(path)])
    assert wrong is None


def test_the_judge_sees_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = tmp_path / "a.yaml"
    sound.write_text("format: 1\nid: a\n")
    assert verdict(["check", str(sound)]) == (0, None)
    assert verdict(["check", str(tmp_path / "none.yaml")]) == (2, None)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planner.scenario.load_with_places", broken)
    assert "ZeroDivisionError" in str(verdict(["check", str(sound)])[1])
    monkeypatch.setattr("planner.scenario.load_with_places", lambda *_: print("\x1b[2J"))
    assert "Attribute" in str(verdict(["check", str(sound)])[1])
    monkeypatch.setattr("tests.fuzz.judge.MOST_WORK", 0.2)

    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("planner.scenario.load_with_places", endless)
    assert "HangError" in str(verdict(["check", str(sound)])[1])


@pytest.mark.parametrize("first", [b"", *(bytes([n]) for n in range(2 + len(KINDS)))])
def test_the_longer_run_takes_any_bytes(first: bytes) -> None:
    try_input(first + b"\x01\x00\x20: [\n" if first else b"")
