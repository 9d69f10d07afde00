"""What can go wrong while a model is built or solved."""

from __future__ import annotations

from planner.errors import LABELS, PlannerError
from planner.messages import Language, allowed_of, in_language, remedy_of


class SolverError(PlannerError):
    """A solver cannot be used, or a model was changed behind the back of this package.

    The parts are fields as well as text: `what` is wrong, what was `seen`, what is `allowed`, and
    the `remedy`. A message of the catalogue (`said`) brings what is allowed and the remedy along.
    """

    def __init__(self, what: str, seen: str = "", allowed: str = "", remedy: str = "") -> None:
        # All parts go to `args`, so that the error survives the way back from a worker process.
        super().__init__(what, seen, allowed, remedy)
        self.what, self.seen = what, seen
        self.allowed = allowed or allowed_of(what) or ""
        self.remedy = remedy or remedy_of(what) or ""

    def __str__(self) -> str:
        return self.text()

    def text(self, language: Language = "en") -> str:
        """The error on one line."""
        parts = zip(LABELS[language], (self.seen, self.allowed, self.remedy), strict=False)
        told = (f"{label} {in_language(text, language)}" for label, text in parts if text)
        return "; ".join([in_language(self.what, language), *told])


class SolverFailure(SolverError):  # noqa: N818 (what happened, not a mistake of the caller)
    """A solver broke down over a model that was given to it rightly."""


CRASHES = (SolverFailure, RuntimeError, MemoryError, OSError)
"""What a solver may raise in the middle of its work, whatever it was asked."""


class ModelError(SolverError, ValueError):
    """A family of columns or rows cannot be added as it was described."""
