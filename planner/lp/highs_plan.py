"""Which method HiGHS uses, and what to try next where the first try does not settle it.

Measured on a synthetic network (stock balance, lane and storage rows; three goals in order: unmet
demand of first items, of second items, transport cost), one thread, seconds of processor time:

| columns | goal | fresh interior point | last basis, primal simplex | last basis, dual simplex |
|---|---|---|---|---|
| 28,800 | 2 | 2.7 | 0.03 (189 iterations) | 175 |
| 28,800 | 3 | 3.3 | 0.8 (5,763) | 16 |
| 57,600 | 2 | 6.4 | 0.2 (883) | |
| 57,600 | 3 | 9.0 | 17 (40,010) | |
| 136,000 | 2 | 21 | 0.3 (781) | |
| 136,000 | 3 | 23 | 91 (109,590) | |

So a later goal starts from the last basis, and by *primal* simplex: holding a goal keeps the
point feasible, and only the costs are new. HiGHS's "choose" does that, and takes the dual where a
changed right-hand side made the point infeasible. Where goals pull apart (unmet demand, then
cost) a fresh interior point wins, by four times at 136,000 columns; as nobody knows beforehand,
simplex gets about half the time of one interior point (a quarter as many iterations as there are
rows), and then gives way. Presolve makes no difference: with a basis HiGHS skips it, even if it is
switched on. `benchmarks/lp_goals.py` measures again.

A basis that is handed in, of a model much like this one, pays where it nearly fits. How many
columns and rows it puts beyond their bounds is known after one factorisation (0.02 s), and decides.
Of the supply plan of mali-2012 (17,500 columns, 17,000 rows, cold 6 to 8 s), from the basis of the
plan as it is, seconds:

| changed | beyond their bounds | from the basis |
|---|---|---|
| 70 to 140 lorries, not 80 | 0 | 0.05 |
| 60 lorries | 9 | 3.6 (712 iterations) |
| 20 lorries | 26 | 6.0 (3,438) |
| 20 tankers, which bind on many days | 115 | 3.1 (1,665), and over 2,000 in another run |
| days brought, 5 to 30, not 10 | 4,643 to 4,866 | over 15 |

The last ones move edges of the blocks of days, so that many columns and rows are new.
Below, the number does not tell how many iterations follow: only the limit of them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import highspy

from planner.lp.options import SolveOptions

# Cold, up to this size simplex is mostly faster than interior point; above, it may be hopeless.
SIMPLEX_COLUMNS = 12_000
LEAST_ITERATIONS = 2_000
# Of columns and rows, how many a basis that is handed in may put beyond their bounds: so many of
# small models, and of large ones one in so many of their rows.
FEW_BEYOND = 200
ROWS_FOR_ONE_BEYOND = 20
# How far from a whole number a column may be: what HiGHS takes if it is told nothing.
WHOLE = 1e-6
# Up to so many columns, and rows, an answer of branch and bound needs a second run to be believed.
# In the force generation of mali-2012 the first runs of such models take 0.08 s and the second ones
# 0.06, of 3.7 in all; a hard one of 40 columns takes 0.4 s and 0.2 more. Of random models of 40
# columns one in 6,000 was settled wrongly in the first run, of 100 columns none in 3,000.
WITNESSED = 40

_Model = highspy.HighsModelStatus
_UNSETTLED = frozenset(
    {_Model.kNotset, _Model.kUnknown, _Model.kSolveError, _Model.kPostsolveError}
)
# HiGHS has open reports of wrong results after hot starts, so bad news must come from a cold one.
_HOT_SETTLED = frozenset({_Model.kOptimal, _Model.kTimeLimit, _Model.kInterrupt})

type Settings = Mapping[str, int | float | str]
_HOT: Settings = {
    "solver": "simplex",
    "simplex_strategy": 0,
    "simplex_iteration_limit": highspy.kHighsIInf,
}
# No step: only what a basis comes to.
LOOK: Settings = {**_HOT, "simplex_iteration_limit": 0}
_SIMPLEX: Settings = {**_HOT, "simplex_strategy": 1}
_INTERIOR: Settings = {**_SIMPLEX, "solver": "ipx", "run_crossover": "on"}


@dataclass(frozen=True)
class Attempt:
    """One run: its options, and whether it forgets the last basis or starts from a point."""

    options: Settings = field(default_factory=dict)
    afresh: bool = False
    from_point: bool = False
    hot: bool = False

    @property
    def method(self) -> str:
        """What the run is called in a report."""
        if self.options.get("solver") == "choose":
            return "branch and bound"
        return "interior point" if self.options.get("solver") == "ipx" else "simplex"

    def settles(self, status: highspy.HighsModelStatus) -> bool:
        """Whether a run that ended so needs no other attempt."""
        return status in _HOT_SETTLED if self.hot else status not in _UNSETTLED


def attempts(
    options: SolveOptions,
    *,
    columns: int,
    rows: int,
    integers: bool,
    basis: bool,
    trial: bool = False,
    handed: bool = False,
) -> Iterator[Attempt]:
    """The runs to try in order, until one settles it; of a trial only one, with a limit, after one
    from the basis where that was `handed` in."""
    interior = options.method == "ipx"
    if options.method == "auto":
        interior = columns > SIMPLEX_COLUMNS
    if integers:
        yield from _whole(interior)
        return
    if trial:
        if handed and basis:
            yield _from_basis(rows)
        yield _trial(rows, interior)
        return
    if basis:
        # one that was handed in may be of a model that is quite another
        yield _from_basis(rows if interior or handed else None)
    if interior:
        crossover = "on" if options.crossover else "off"
        yield Attempt({**_INTERIOR, "run_crossover": crossover}, afresh=True)
        if not options.crossover:
            yield Attempt(_INTERIOR, afresh=True)
    yield Attempt(_SIMPLEX, afresh=True)


def is_far(beyond: int, rows: int) -> bool:
    """Whether a cold run is quicker than one from a basis that puts so many columns and rows beyond
    their bounds."""
    return beyond > max(FEW_BEYOND, rows // ROWS_FOR_ONE_BEYOND)


def _trial(rows: int, interior: bool) -> Attempt:
    """A cold run that gives up where simplex has to mend what interior point could not settle.

    Of an infeasible supply plan of 32 thousand columns interior point was sure after 6 seconds
    that it got nowhere, and simplex took 80 more to prove it.
    """
    if not interior:
        return Attempt(_SIMPLEX, afresh=True)
    limit = max(LEAST_ITERATIONS, rows // 20)
    return Attempt({**_INTERIOR, "simplex_iteration_limit": limit}, afresh=True, hot=True)


def _whole(interior: bool) -> Iterator[Attempt]:
    """Branch and bound; the method is that of its relaxation.

    The others are for small models, and for answers that cannot be right (see
    `planner.lp.doubt`): without presolve, which is where HiGHS goes wrong; then without the start
    point and with other tolerances too, so that the search takes another way; last with the usual
    tolerances again, as a point that lives off them is lost within narrower ones. Of a model of
    six columns the first run takes 1.2 ms, the second 0.6; with the heuristic called feasibility
    jump it would take 7.
    """
    usual: Settings = {
        "solver": "choose",
        "mip_lp_solver": "ipx" if interior else "choose",
        "simplex_strategy": 1,
        "presolve": "choose",
        "mip_feasibility_tolerance": WHOLE,
        "mip_heuristic_run_feasibility_jump": True,
    }
    plain: Settings = {**usual, "presolve": "off"}
    quick: Settings = {**plain, "mip_heuristic_run_feasibility_jump": False}
    yield Attempt(usual, afresh=True, from_point=True)
    yield Attempt(quick, afresh=True, from_point=True)
    yield Attempt({**plain, "mip_feasibility_tolerance": WHOLE / 10}, afresh=True)
    yield Attempt(plain, afresh=True)


def _from_basis(rows: int | None) -> Attempt:
    """Simplex from the last basis; with a limit where an interior point stands ready."""
    if rows is None:
        return Attempt(_HOT, hot=True)
    limit = max(LEAST_ITERATIONS, rows // 20)
    return Attempt({**_HOT, "simplex_iteration_limit": limit}, hot=True)
