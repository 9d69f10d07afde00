"""The command line: one file per command, nothing but options and one call of a public function."""

from planner.cli.app import main

__all__ = ["main"]
