"""Solvers by name: which there are, and what to say about one that there is not."""

from __future__ import annotations

from importlib.metadata import version

import pulp

from planner.errors import listed, nearest
from planner.lp.errors import SolverError
from planner.messages import said

HIGHS = "HiGHS"
# What people call a solver, and what PuLP calls it.
ALIASES = {"cbc": "COIN_CMD", "coin": "COIN_CMD", "glpk": "GLPK_CMD", "scip": "SCIP_CMD"}


def available_solvers() -> tuple[str, ...]:
    """The names of the solvers that can be used on this machine, in alphabetical order."""
    return tuple(sorted(pulp.listSolvers(onlyAvailable=True)))


def solver_version(given: str) -> str:
    """The version of a solver where it tells it: HiGHS its own, any other that of PuLP's driver."""
    if solver_name(given) == HIGHS:
        return version("highspy")
    return f"PuLP {version('pulp')}"


def solver_name(given: str) -> str:
    """PuLP's name of a solver; case does not matter, and "CBC" is understood.

    Raises SolverError where there is no such solver, or it is not installed.
    """
    known = {name.lower(): name for name in pulp.listSolvers()}
    name = known.get(ALIASES.get(given.lower(), given).lower())
    if name == HIGHS:
        return name
    usable = available_solvers()
    if name is None:
        near = nearest(given.lower(), [*known, *ALIASES])
        meant = known.get(ALIASES.get(near, near).lower()) if near else None
        remedy = (
            said("remedy.solver-meant", name=meant)
            if meant
            else said("remedy.default-solver", name=HIGHS)
        )
        raise SolverError(said("no-such-solver"), repr(given), listed(usable), remedy)
    if name not in usable:
        remedy = said("remedy.install-cbc" if name == "COIN_CMD" else "remedy.install-solver")
        raise SolverError(said("solver-not-installed"), repr(given), listed(usable), remedy)
    return name
