"""planner version."""

from __future__ import annotations

from planner.version import __version__


def version() -> None:
    """Show the version."""
    print(f"planner {__version__}")
