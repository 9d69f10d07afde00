"""Trust, but recompute: a goal read from records must be the goal that the solver reported."""

from __future__ import annotations

from planner.lp.errors import SolverError

# Solvers satisfy rows within 1e-7 each; a goal sums many of them.
RELATIVE = 1e-5
ABSOLUTE = 1e-4


def check_goal(name: str, recomputed: float, reported: float) -> None:
    """Compare a goal recomputed from records with the solver's value.

    Raises SolverError where they differ by more than rounding explains: then either the model or
    the reading of its answer is wrong, and no plan may be shown.
    """
    if abs(recomputed - reported) > ABSOLUTE + RELATIVE * max(abs(recomputed), abs(reported)):
        raise SolverError(
            f"goal {name!r} recomputed from the plan's records differs from the solver's",
            seen=f"{recomputed!r} against {reported!r}",
            remedy="this is a fault of the program, not of the scenario: please report it",
        )
