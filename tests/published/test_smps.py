"""The reader of SMPS, on a file that can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.lp.matrix import Matrix
from planner.lp.two_stage import TwoStage, solve_extensive
from tests.published import smps

CORE = """\
* x is bought, y covers what is left
NAME          SMALL
ROWS
 N  COST
 L  LIMIT
 G  NEED
 E  SPLIT
COLUMNS
    MARK0     'MARKER'       'INTORG'
    X         COST    2.0    LIMIT   1.0
    X         NEED    1.0
    MARK1     'MARKER'       'INTEND'
    Y         COST    3.0    NEED    1.0
    Y         SPLIT   1.0
    Z         SPLIT  -1.0
RHS
    RIGHT     LIMIT   8.0    NEED    5.0
RANGES
    RNG       LIMIT   6.0    SPLIT  -2.0
BOUNDS
 UP BND       X       9.0
 MI BND       Z
 UP BND       Z       4.0
ENDATA
"""
TIME = """\
TIME          SMALL
PERIODS
    X         LIMIT          FIRST
    Y         NEED           SECOND
ENDATA
"""
INDEPENDENT = """\
STOCH         SMALL
INDEP         DISCRETE
    RIGHT     NEED    5.0    SECOND    0.5
    RIGHT     NEED    9.0    SECOND    0.5
    Y         COST    3.0    SECOND    0.25
    Y         COST    1.0    SECOND    0.75
ENDATA
"""
BLOCKS = """\
STOCH         SMALL
BLOCKS        DISCRETE
 BL ONE       SECOND         0.5
    RIGHT     NEED    5.0
    Y         COST    4.0
 BL ONE       SECOND         0.5
    RIGHT     NEED    7.0
ENDATA
"""
SCENARIOS = """\
STOCH         SMALL
SCENARIOS     DISCRETE
 SC A         'ROOT'         0.5   SECOND
    RIGHT     NEED    6.0
 SC B         A              0.5   SECOND
    Y         COST    1.0
ENDATA
"""


def read(folder: Path, stochastic: str) -> TwoStage:
    paths = []
    for name, text in (("core", CORE), ("time", TIME), ("stochastic", stochastic)):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    return smps.read(*paths)


def ends(matrix: Matrix) -> list[tuple[float, float]]:
    """The senses and right-hand sides, row by row."""
    return list(zip(matrix.senses.tolist(), matrix.rhs.tolist(), strict=True))


def test_core_is_cut_into_its_stages(tmp_path: Path) -> None:
    problem = read(tmp_path, BLOCKS)
    assert problem.costs.tolist() == [2.0]
    # at most 8, and with a range of 6 at least 2
    assert ends(problem.matrix) == [(-1.0, 8.0), (1.0, 2.0)]
    assert (problem.matrix.integer.tolist(), problem.matrix.upper.tolist()) == ([True], [9.0])
    recourse = problem.recourses[0]
    # an equation with a range of -2 lies between 0 - 2 and 0
    assert ends(recourse.matrix) == [(1.0, 5.0), (-1.0, 0.0), (1.0, -2.0)]
    assert recourse.matrix.lower.tolist() == [0.0, -np.inf]
    assert recourse.matrix.upper.tolist() == [np.inf, 4.0]
    assert recourse.technology.lengths.tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("stochastic", "expected"),
    [
        (INDEPENDENT, [(0.125, 5, 3), (0.375, 5, 1), (0.125, 9, 3), (0.375, 9, 1)]),
        # what a block does not repeat stays as in its first
        (BLOCKS, [(0.5, 5, 4), (0.5, 7, 4)]),
        # a scenario differs from its parent
        (SCENARIOS, [(0.5, 6, 3), (0.5, 6, 1)]),
    ],
)
def test_what_is_random(
    tmp_path: Path, stochastic: str, expected: list[tuple[float, float, float]]
) -> None:
    problem = read(tmp_path, stochastic)
    found = [
        (r.probability, r.recourse.matrix.rhs[0], r.recourse.costs[0]) for r in problem.realisations
    ]
    assert found == expected
    assert len({id(recourse.matrix.csr) for recourse in problem.recourses}) == 1


def test_small_problem_by_hand(tmp_path: Path) -> None:
    # Cost of y 4, need 5 or 7: up to 5 a whole x saves 4 for 2; up to 7 it saves 2 for 2. At 5:
    # 10 + 0.5 * 4 * 2 = 14.
    assert solve_extensive(read(tmp_path, BLOCKS)).objective == pytest.approx(14.0)
