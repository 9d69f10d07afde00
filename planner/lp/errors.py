"""What can go wrong while a model is built or solved."""

from __future__ import annotations

from planner.errors import PlannerError


class SolverError(PlannerError):
    """A solver cannot be used, or a model was changed behind the back of this package.

    The parts are fields as well as text: `what` is wrong, what was `seen`, what is `allowed`, and
    the `remedy`.
    """

    def __init__(self, what: str, seen: str = "", allowed: str = "", remedy: str = "") -> None:
        # All parts go to `args`, so that the error survives the way back from a worker process.
        super().__init__(what, seen, allowed, remedy)
        self.what, self.seen, self.allowed, self.remedy = what, seen, allowed, remedy

    def __str__(self) -> str:
        named = (("seen", self.seen), ("allowed", self.allowed), ("remedy", self.remedy))
        return "; ".join([self.what, *(f"{name}: {text}" for name, text in named if text)])


class SolverFailure(SolverError):  # noqa: N818 (what happened, not a mistake of the caller)
    """A solver broke down over a model that was given to it rightly."""


CRASHES = (SolverFailure, RuntimeError, MemoryError, OSError)
"""What a solver may raise in the middle of its work, whatever it was asked."""


class ModelError(SolverError, ValueError):
    """A family of columns or rows cannot be added as it was described."""
