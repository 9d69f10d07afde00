"""A rule broken by a scenario whose every value is well formed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.messages import allowed_of
from planner.scenario.document import KeyPath


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong, and the path of the value that is to be changed.

    `what` is a message of the catalogue (`said`), which brings `allowed` along.
    """

    path: KeyPath
    what: str
    seen: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    about_key: bool = False
    """True where the key at `path` is wrong rather than its value."""
    check: str | None = None
    """Name of the check that found it; filled where checks are run."""

    def __post_init__(self) -> None:
        """What the catalogue of messages knows beside `what` is taken from there."""
        if self.allowed is None:
            object.__setattr__(self, "allowed", allowed_of(self.what))
