"""A rule broken by a scenario whose every value is well formed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.scenario.document import KeyPath


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong, and the path of the value that is to be changed."""

    path: KeyPath
    what: str
    seen: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    about_key: bool = False
    """True where the key at `path` is wrong rather than its value."""
    check: str | None = None
    """Name of the check that found it; filled where checks are run."""
