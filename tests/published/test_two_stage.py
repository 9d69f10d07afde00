"""Published two-stage problems, solved by the engine for them: in one model, and by cuts.

Their data are not shipped: they are read from the folder that PLANNER_CASES names. No scenario can
say them yet (scenarios/published/README.md), so they are read into the engine's own arrays.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from planner.errors import InputError
from planner.lp import Status
from planner.lp.two_stage import (
    MEAN,
    WORST,
    Criterion,
    TwoStage,
    solve_extensive,
    solve_l_shaped,
    solve_two_stage,
    value_of,
)
from tests.published import netdes, smps

CASES = os.environ.get("PLANNER_CASES")
needs_cases = pytest.mark.skipif(
    not CASES, reason="PLANNER_CASES does not name the folder of the problems"
)
DATA = Path(CASES or "") / "data"


class Problem(NamedTuple):
    """A value printed elsewhere, and how near the answer must come to it."""

    files: tuple[str, ...]
    value: float
    tolerance_rel: float = 1e-6

    def read(self) -> TwoStage:
        paths = [DATA / file for file in self.files]
        return netdes.read(paths[0]) if len(paths) == 1 else smps.read(*paths)

    @property
    def name(self) -> str:
        return Path(self.files[-1]).stem


def named(folder: str, core: str, stochastic: str) -> tuple[str, ...]:
    path = f"smps/{folder}"
    return f"{path}/{core}.cor", f"{path}/{core}.tim", f"{path}/{stochastic}.sto"


CONTINUOUS = (
    # Midler and Wollmer; vitaut-archive/splib, slptestset, airlift/solution.txt.
    Problem(named("airlift", "airl", "airl-first"), 249_101.672072, 1e-8),
    # Louveaux and Smeers; splib, out.ss.elec; GAMS LANDS.
    Problem(named("lands", "lands", "lands"), 381.853333),
    # Mulvey and Ruszczynski; the HiGHS test table for Benders, flights not whole.
    Problem(named("cargo", "4node", "4node-1"), 413.388, 2e-6),
    Problem(named("cargo", "4node", "4node-2"), 414.013, 2e-6),
    # mpi-sppy, examples/netdes, solutions.dat: arcs are opened whole or not at all.
    Problem(("netdes/network-10-10-L-01.dat",), 88_557.3),
    Problem(("netdes/network-10-10-L-02.dat",), 108_122.7),
)
# Ahmed and others, SIPLIB: whole in both stages.
WHOLE = Problem(named("sslp", "sslp_5_25-50", "sslp_5_25-50"), -121.6)

each = pytest.mark.parametrize("problem", CONTINUOUS, ids=lambda problem: problem.name)


@needs_cases
@each
def test_both_methods_reach_the_published_value(problem: Problem) -> None:
    read = problem.read()
    for solve in (solve_extensive, solve_l_shaped):
        found = solve(read)
        assert found.status is Status.OPTIMAL
        assert found.objective == pytest.approx(problem.value, rel=problem.tolerance_rel)
        assert found.gap == pytest.approx(0.0, abs=1e-8)


@needs_cases
@each
@pytest.mark.parametrize("criterion", [Criterion(0.5, 0.8), WORST], ids=["tail", "worst"])
def test_both_methods_agree_on_the_dearest(problem: Problem, criterion: Criterion) -> None:
    read = problem.read()
    one, other = solve_extensive(read, criterion), solve_l_shaped(read, criterion)
    assert other.objective == pytest.approx(one.objective, rel=1e-6)
    assert other.method == "L-shaped"


@needs_cases
@each
def test_values_keep_their_signs(problem: Problem) -> None:
    found = value_of(problem.read(), MEAN)
    assert found.evpi is not None
    assert found.evpi >= -1e-6 * abs(problem.value)
    assert found.vss is None or found.vss >= -1e-6 * abs(problem.value)


@needs_cases
def test_whole_recourse_reaches_the_published_value_in_one_model() -> None:
    found = solve_two_stage(WHOLE.read(), method="l-shaped")
    assert found.method == "extensive form"
    assert found.note is not None
    assert found.objective == pytest.approx(WHOLE.value, rel=WHOLE.tolerance_rel)


@needs_cases
def test_without_whole_numbers_both_methods_agree_on_it() -> None:
    relaxed = WHOLE.read().relaxed()
    one, other = solve_extensive(relaxed), solve_l_shaped(relaxed)
    assert other.method == "L-shaped"
    assert other.objective == pytest.approx(one.objective, rel=1e-6)
    assert other.objective <= WHOLE.value


@needs_cases
def test_chances_that_sum_to_less_are_refused() -> None:
    with pytest.raises(InputError, match=r"do not add up to 1; seen: 0\.976"):
        Problem(named("airlift", "airl", "airl-randgen"), 250_262.05).read()
